// Package fix makes the changes that findings propose.
//
//	result := fix.Run(&lint.Project{Files: files}, checks.All, fix.Options{})
//	written, err := fix.Write(result)
//
// A fix is made whole or not at all, and only if the file with it still reads the same but for what the fix is about. No byte
// outside the edits of the fixes changes.
package fix

import (
	"bytes"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// DefaultPasses is how often a project is looked at where Options does not say.
const DefaultPasses = 100

// Options says which fixes are made.
type Options struct {
	Unsafe    bool // also those that may change what a rule means
	MaxPasses int  // at most so often the project is linted and fixed; 0: DefaultPasses

	// Only, where it is given, tells which findings are to be fixed.
	Only func(lint.Finding) bool
}

// Result is what Run has made of a project, in memory.
type Result struct {
	Files    []File      // those that changed, in the order of the project
	Rejected []Rejected  // fixes that were tried and taken back
	Left     lint.Result // of the project as it is now: what was not fixed
	Settled  bool        // false: MaxPasses was not enough, and running again would fix more
}

// File is a file that changed.
type File struct {
	Name     string
	Old, New []byte
	Applied  []Applied // by pass, and then in order of the findings
}

// Applied is a fix that was made.
type Applied struct {
	Check   string
	Message string          // of the finding
	Fix     string          // what the source reads now
	Unsafe  bool            // it may have changed what the rule means
	Pos     rulefile.Pos    // of the finding, in the old file
	Pass    int             // from 1
	Edits   []rulefile.Edit // of the file as the pass before has left it
}

// Rejected is a fix that was not made, or taken back.
type Rejected struct {
	File   string
	Check  string
	Fix    string
	Pos    rulefile.Pos // of the finding, in the old file
	Reason string
}

// Fixable counts the findings that are left and that an unsafe fix would make go away.
func (r Result) Fixable() int {
	n := 0
	for _, finding := range r.Left.Findings {
		for _, f := range finding.Fixes {
			if f.Unsafe && len(f.Edits) > 0 {
				n++
				break
			}
		}
	}
	return n
}

// Run fixes the findings of the checks in the files of a project, as often as that finds something to fix. The project itself
// does not change, and neither does anything on disk.
//
// Of each finding the first safe fix is made, or the first unsafe one if that is asked for and there is no safe one. Of fixes
// that overlap or touch each other, the first is made, and the others are in the next pass if they are still needed.
func Run(project *lint.Project, checks []*lint.Check, options Options) Result {
	r := &run{checks: checks, options: options, settings: project.Settings, result: lint.Run(project, checks)}
	for _, file := range project.Files {
		r.states = append(r.states, &state{original: file, now: file})
	}
	limit := options.MaxPasses
	if limit <= 0 {
		limit = DefaultPasses
	}
	settled := false
	for pass := 0; pass < limit && !settled; pass++ {
		settled = !r.pass()
	}
	if !settled {
		settled = !r.wanted()
	}
	return r.report(settled)
}

// run is the state of a project between two passes.
type run struct {
	checks   []*lint.Check
	options  Options
	states   []*state
	settings lint.Settings // of the project
	passes   int
	result   lint.Result // of the files as they are now
}

// project returns the files as they are now.
func (r *run) project() *lint.Project {
	project := &lint.Project{Settings: r.settings}
	for _, s := range r.states {
		project.Files = append(project.Files, s.now)
	}
	return project
}

// wanted tells whether another pass would try a fix.
func (r *run) wanted() bool {
	found := byFile(r.result)
	for _, s := range r.states {
		if len(s.choose(found[s.now], r.options)) > 0 {
			return true
		}
	}
	return false
}

// byFile returns the findings of each file.
func byFile(result lint.Result) map[*rulefile.File][]lint.Finding {
	found := map[*rulefile.File][]lint.Finding{}
	for _, finding := range result.Findings {
		found[finding.File] = append(found[finding.File], finding)
	}
	return found
}

// report says what was done.
func (r *run) report(settled bool) Result {
	result := Result{Left: r.result, Settled: settled}
	for _, s := range r.states {
		result.Rejected = append(result.Rejected, s.refused...)
		if bytes.Equal(s.original.Source, s.now.Source) {
			continue
		}
		file := File{Name: s.original.Name, Old: s.original.Source, New: s.now.Source}
		for i, step := range s.steps {
			for _, c := range step.fixes {
				file.Applied = append(file.Applied, Applied{
					Check: c.finding.Check, Message: c.finding.Message, Fix: c.fix.Message, Unsafe: c.fix.Unsafe,
					Pos: s.origin(c.finding.Span.Start.Offset, i), Pass: step.pass, Edits: c.fix.Edits,
				})
			}
		}
		result.Files = append(result.Files, file)
	}
	return result
}
