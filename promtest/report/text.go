package report

import (
	"io"
	"slices"
	"strings"
)

// Options say how to draw.
type Options struct {
	Width   int  // columns; 0: those of the terminal that is written to, or 80; at least 32 are used
	Color   bool // with ANSI escape sequences
	ASCII   bool // . inactive, - pending, # firing; other characters that are not ASCII are ?
	Verbose bool // Files: with every test and its timelines
	Diff    bool // what an exact expectation compares as a diff of YAML, in full

	// Root is the folder that programs are told paths relative to: absolute names of files below it are made relative. Where it
	// is empty they stay absolute.
	Root string
}

const (
	defaultWidth = 80
	minWidth     = 32
)

// Text draws every failure of a result: the timeline that was wanted over the one that came, and the values that
// decided; for samples and exact alerts what was missing and what was too much. It writes nothing for a result that
// passed.
//
// A row has a column for every evaluation, · inactive, ▒ pending, █ firing, x not to fire, blank where nothing is wanted. In tests
// with more evaluations than columns a column shows the most serious state of those it stands for; the words beside
// the row are exact.
func Text(w io.Writer, r *Result, o Options) error {
	p := newPrinter(w, o)
	for i, block := range blocks(r.Failures) {
		if i > 0 {
			p.line("")
		}
		p.block(r, block)
	}
	return p.flush(w)
}

// Timelines draws every alert that was ever pending or firing.
func Timelines(w io.Writer, r *Result, o Options) error {
	p := newPrinter(w, o)
	if r.Name != "" {
		p.wrapped("", r.Name, "  ")
	}
	if len(r.Alerts) == 0 {
		p.wrapped("", "no alert was pending or firing", "  ")
	}
	for i, a := range r.Alerts {
		if i > 0 {
			p.line("")
		}
		p.title(a)
		p.chart(r, []row{{"", a.Got, words(a.Got, r.Steps, r.Interval) + duration(a)}})
	}
	return p.flush(w)
}

// blocks puts failures that the same timeline shows together: one picture, all its faults.
func blocks(failures []Failure) [][]Failure {
	var out [][]Failure
	at := map[*Alert]int{}
	for _, f := range failures {
		if len(f.Alerts) == 0 || len(f.Want)+len(f.Got) > 0 {
			out = append(out, []Failure{f})
			continue
		}
		if i, ok := at[f.Alerts[0]]; ok {
			out[i] = append(out[i], f)
			continue
		}
		at[f.Alerts[0]] = len(out)
		out = append(out, []Failure{f})
	}
	return out
}

// block draws failures that share a picture.
func (p *printer) block(r *Result, failures []Failure) {
	f := failures[0]
	if f.Where != "" {
		p.line(p.faint(oneLine(f.Where)))
	}
	switch {
	case len(f.Want)+len(f.Got) > 0:
		p.wrapped("", f.Message, "  ")
		if len(f.Alerts) > 0 {
			p.instant(r, f)
		}
		p.because(r, f.Because)
		if p.diff && f.Lists != nil && p.lists(f.Lists) {
			break
		}
		p.items("want", f.Want)
		p.items("got", f.Got)
	case len(f.Alerts) > 0:
		p.wantGot(r, f)
		p.because(r, reasons(failures))
	default:
		p.wrapped("", f.Message, "  ")
	}
}

// reasons returns what decided any of the failures, in order of time, each step once.
func reasons(failures []Failure) []Value {
	var all []Value
	for _, f := range failures {
		all = append(all, f.Because...)
	}
	slices.SortStableFunc(all, func(a, b Value) int { return a.Step - b.Step })
	return slices.CompactFunc(all, func(a, b Value) bool { return a.Step == b.Step })
}

// instant draws the timelines of alerts, with an arrow at the instant that was looked at.
func (p *printer) instant(r *Result, f Failure) {
	var rows []row
	for i, a := range f.Alerts {
		if i == maxOthers {
			break
		}
		note := words(a.Got, r.Steps, r.Interval) + duration(a)
		if len(f.Alerts) > 1 {
			note = Labels(a.Labels) + " " + note
		}
		rows = append(rows, row{"", got(r, a), note})
	}
	p.mark(p.chart(r, rows), f.Step)
	p.more(len(f.Alerts))
}

// items lists what was missing, or too much.
func (p *printer) items(name string, items []string) {
	if len(items) == 0 {
		p.line(pad(name) + "nothing else")
	}
	for _, item := range items {
		p.wrapped(pad(name), item, strings.Repeat(" ", gutter+2))
		name = ""
	}
}
