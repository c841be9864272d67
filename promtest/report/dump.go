package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// Dump is all there is to know of an evaluation.
type Dump struct {
	Series []Series // the input and what rules recorded, in the order of their labels
	Rules  []Timing // in the order in which they were evaluated
}

// Series is a series with all its samples.
type Series struct {
	Metric   string
	Recorded bool          // by a rule
	Every    time.Duration // between samples
	Values   string        // as test files write them: 0+1x9 _ stale
}

// Timing says how long the evaluation of rules took.
type Timing struct {
	Rules []string // names: of one, or of several that depend on each other's past
	Took  time.Duration
}

// Dumped prints the dump of a result: every series in the notation of test files, and how long the rules took. It writes
// nothing if there is none.
func Dumped(w io.Writer, r *Result, o Options) error {
	p := newPrinter(w, o)
	if r.Dump == nil {
		return nil
	}
	p.line("series at the end:")
	for _, s := range r.Dump.Series {
		text := s.Metric + "  " + s.Values
		if s.Every != r.Interval {
			text += "  (every " + Time(s.Every) + ")"
		}
		if s.Recorded {
			text += "  (recorded)"
		}
		p.wrapped("  ", text, "      ")
	}
	p.slowest(r)
	return p.flush(w)
}

// slowest prints the rules that took longest, and what all the others took together.
func (p *printer) slowest(r *Result) {
	const most = 10
	rules := slices.Clone(r.Dump.Rules)
	slices.SortStableFunc(rules, func(a, b Timing) int { return cmp.Compare(b.Took, a.Took) })
	p.line("the slowest rules, over " + count(r.Steps, "evaluation") + ":")
	row := func(took time.Duration, text string) {
		p.wrapped(fmt.Sprintf("  %8.3fms  ", took.Seconds()*1e3), text, strings.Repeat(" ", 14))
	}
	for _, t := range rules[:min(len(rules), most)] {
		row(t.Took, strings.Join(t.Rules, ", "))
	}
	if len(rules) > most {
		var rest time.Duration
		for _, t := range rules[most:] {
			rest += t.Took
		}
		row(rest, "all others")
	}
}
