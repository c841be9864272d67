package promtest

import (
	"fmt"
	"time"

	"github.com/promwright/promwright/promtest/report"
)

// Steady wants an alert that does not flap: in [From, To) every instance with these labels begins or stops firing at most
// Transitions times in all. An alert that fires once and resolves has two; whether it fires at all is not said.
//
//	promtest.Steady{Alert: "Slow", Transitions: 2}
//
// Before the first evaluation no alert fires, so that one which fires at 0 has a transition there.
type Steady struct {
	Alert       string
	Transitions int // the most there may be; 0: its state is the same throughout
	From        time.Duration
	To          time.Duration // 0: until the end of the test, its last evaluation included
	Labels      Labels
	LabelsMatch Labels
	Where       string // file:line:col, for reports
}

func (s Steady) pick() pick            { return newPick(s.Alert, s.Labels, s.LabelsMatch) }
func (s Steady) latest() time.Duration { return max(s.From, s.To) }
func (s Steady) where() string         { return s.Where }
func (s Steady) about() string         { return s.Alert }

func (s Steady) claims() []claim { return nil }

func (s Steady) title() string { return s.pick().String() + " " + s.text() }

// text says what is wanted: "at most 2 transitions from 0m".
func (s Steady) text() string {
	noun := "transitions"
	if s.Transitions == 1 {
		noun = "transition"
	}
	return fmt.Sprintf("at most %d %s %s", s.Transitions, noun, report.Stretch(s.From, s.To))
}

func (s Steady) validate(v *validation) {
	v.alert("Steady", s.Alert)
	v.patterns("Steady", s.Alert, "LabelsMatch", s.LabelsMatch)
	v.window("Steady", s.Alert, s.From, s.To)
	first, past := steps(s.From, s.To, v.interval, v.end)
	switch {
	case s.Transitions < 0:
		v.add("Transitions", "Steady %s: transitions %d: below 0", s.Alert, s.Transitions)
	case past > first && s.Transitions >= past-first:
		v.add("Transitions", "Steady %s: transitions %d: cannot fail, there are %d evaluations %s", s.Alert, s.Transitions, past-first,
			report.Stretch(s.From, s.To))
	}
}

func (s Steady) check(o *outcome) {
	matching, _ := o.named(s.pick())
	first, past := o.steps(s.From, s.To)
	for _, i := range matching {
		changes := i.transitions(first, past)
		if len(changes) <= s.Transitions {
			continue
		}
		f := report.Failure{
			Message: fmt.Sprintf("%s%s: want %s, has %d", s.Alert, report.Labels(i.line.Labels), s.text(), len(changes)),
			Alerts:  o.lines(i),
			Step:    changes[s.Transitions],
			Want:    []string{s.text()},
			Because: o.because(*i.alert.Rule, i, i.alert.Labels, changes[s.Transitions:s.Transitions+1]),
		}
		for n, step := range changes {
			if n == mostTransitions {
				f.Got = append(f.Got, fmt.Sprintf("and %d more", len(changes)-n))
				break
			}
			verb := "stops firing at "
			if i.state(step) == report.Firing {
				verb = "begins to fire at "
			}
			f.Got = append(f.Got, verb+o.time(step))
		}
		o.fail(f)
	}
}

// mostTransitions limits those that a failure lists.
const mostTransitions = 10

// transitions returns the steps in [first, past) at which i begins or stops firing.
func (i *instance) transitions(first, past int) []int {
	var all []int
	for step := first; step < past; step++ {
		if before := step > 0 && i.state(step-1) == report.Firing; before != (i.state(step) == report.Firing) {
			all = append(all, step)
		}
	}
	return all
}
