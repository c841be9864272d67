package lint

import (
	"fmt"
	"iter"
	"sync"
	"time"

	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/metrics"
	"github.com/promwright/promwright/rules/rulefile"
)

// Project is the rule files that are checked together: a recording rule of one file is known to the alerts of another.
type Project struct {
	Files []*rulefile.File
	Settings

	once  sync.Once
	infer *infer.Rules
}

// Settings is what is known of a project beside its files. The zero Settings are fine.
type Settings struct {
	// Now is the time at which snoozes end or do not; zero is the time of the run.
	Now time.Time

	// Metrics is what is known of metrics; nil is [metrics.Default].
	Metrics *metrics.DB

	// Targets returns the Prometheus that the rules of a file are for; nil is [DefaultTarget] for all. It must be safe for
	// concurrent use.
	Targets func(file *rulefile.File) Target

	// Inhibit is the inhibition rules of the Alertmanager that alerts are sent to; nil: not known. Where it has none it is empty.
	Inhibit []InhibitRule

	// Timing is told what the run spends its time on; nil: nobody asks.
	Timing *Timing
}

// Target returns the Prometheus that the rules of a file are for.
func (s Settings) Target(file *rulefile.File) Target {
	if s.Targets == nil {
		return DefaultTarget
	}
	return s.Targets(file)
}

// Infer returns what is known of the expressions of the project. It is worked out once, by the first check that asks. Safe
// for concurrent use.
func (p *Project) Infer() *infer.Rules {
	p.once.Do(func() { p.infer = infer.New(p.Files, p.Metrics) })
	return p.infer
}

// Rules yields every rule of every file, in the order of the files.
func (p *Project) Rules() iter.Seq[*rulefile.Rule] {
	return func(yield func(*rulefile.Rule) bool) {
		for _, file := range p.Files {
			for rule := range file.Rules() {
				if !yield(rule) {
					return
				}
			}
		}
	}
}

// Pass is one run of one check over a project. It belongs to the goroutine that runs the check.
type Pass struct {
	Check   *Check
	Options any // of the type of Check.Options, as configured where no path says otherwise; see OptionsFor
	Project *Project

	found    []Diagnostic
	failure  error // a *CheckError
	comments *silences
}

func newPass(project *Project, check *Check, comments *silences) *Pass {
	return &Pass{Check: check, Options: check.Options, Project: project, comments: comments}
}

// OptionsFor returns the options that hold for a file of the project: of the type of Check.Options, as configured for its
// path. Where a check looks at one rule it is given rule.File.
func (p *Pass) OptionsFor(file *rulefile.File) any {
	_, options := p.Check.settings(file)
	return options
}

// Rules yields every rule of the project.
func (p *Pass) Rules() iter.Seq[*rulefile.Rule] { return p.Project.Rules() }

// Silenced tells whether a comment silences what the check finds at a place. Findings that begin there are left out in any case; a
// check that puts several places into one finding asks for each, so that a comment is about its own place and no other.
func (p *Pass) Silenced(file *rulefile.File, at rulefile.Span) bool {
	return p.comments.cover(p.Check.Name, file, at.Start.Offset)
}

// now is the time at which the project is looked at.
func (p *Project) now() time.Time {
	if p.Now.IsZero() {
		return time.Now()
	}
	return p.Now
}

// Report records a finding. A diagnostic without a file or a message, or whose span is not in the file, is a mistake of the
// check and panics.
func (p *Pass) Report(d Diagnostic) {
	switch {
	case d.File == nil || d.Message == "":
		panic(fmt.Sprintf("a diagnostic needs a file and a message: %+v", d))
	case d.Span.Start.Line < 1 || d.Span.Start.Offset > d.Span.End.Offset || d.Span.End.Offset > len(d.File.Source):
		panic(fmt.Sprintf("the span %v to %v of %q is not in %s", d.Span.Start, d.Span.End, d.Message, d.File.Name))
	}
	p.found = append(p.found, d)
}
