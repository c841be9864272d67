package promtest

import (
	"fmt"
	"slices"
	"time"

	"github.com/promwright/promwright/promtest/report"
)

// FiresWithin wants an instance of Alert to begin to fire not before Of, and at most Within later: at an evaluation in
// [Of, Of+Within], both ends included. What it does after that is not said.
//
//	promtest.FiresWithin{Alert: "Down", Within: 5 * time.Minute, Of: 30 * time.Minute} // the outage begins at 30m
type FiresWithin struct {
	Alert       string
	Within      time.Duration // above 0
	Of          time.Duration
	Labels      Labels
	LabelsMatch Labels
	Where       string // file:line:col, for reports
}

func (f FiresWithin) pick() pick            { return newPick(f.Alert, f.Labels, f.LabelsMatch) }
func (f FiresWithin) latest() time.Duration { return f.Of + f.Within }
func (f FiresWithin) where() string         { return f.Where }
func (f FiresWithin) title() string         { return f.pick().String() + " " + f.text() }

// text says what is wanted: "fires within 5m of 30m".
func (f FiresWithin) text() string {
	return "fires within " + report.Time(f.Within) + " of " + report.Time(f.Of)
}

// past returns the end of the window, as an offset that is no longer in it.
func (f FiresWithin) past() time.Duration { return f.Of + f.Within + 1 }

// claims allow the alert to wait, and to go on once it fires.
func (f FiresWithin) about() string { return f.Alert }

func (f FiresWithin) claims() []claim {
	p := f.pick()
	return []claim{
		{pick: p, state: report.Pending, to: f.past(), may: true},
		{pick: p, state: report.Firing, from: f.Of, may: true},
	}
}

func (f FiresWithin) validate(v *validation) {
	v.alert("FiresWithin", f.Alert)
	v.patterns("FiresWithin", f.Alert, "LabelsMatch", f.LabelsMatch)
	switch {
	case f.Of < 0:
		v.add("Of", "FiresWithin %s: of %s: before the start of the test", f.Alert, report.Time(f.Of))
	case f.Within <= 0:
		v.add("Within", "FiresWithin %s: within %s: must be above 0", f.Alert, report.Time(f.Within))
	case f.Of+f.Within > v.end:
		v.add("Within", "FiresWithin %s: within %s of %s is after the end of the test, %s", f.Alert, report.Time(f.Within), report.Time(f.Of), report.Time(v.end))
	default:
		v.window("FiresWithin", f.Alert, f.Of, f.past())
	}
}

func (f FiresWithin) check(o *outcome) {
	matching, _ := o.named(f.pick())
	first, past := o.steps(f.Of, f.past())
	if len(matching) == 0 {
		main, because := o.absent(f.pick(), past-1)
		f.fail(o, past-1, "never fires", because, []*report.Alert{main}, nil)
		return
	}
	var best *instance
	var at int
	var got string
	for _, i := range matching {
		step, text := f.begins(o, i, first, past)
		if text == "" {
			return
		}
		if best == nil || at < 0 && step >= 0 {
			best, at, got = i, step, text
		}
	}
	if at < 0 {
		at = past - 1
	}
	rest := slices.DeleteFunc(slices.Clone(matching), func(i *instance) bool { return i == best })
	all := append([]*instance{best}, rest...)
	f.fail(o, at, got, o.because(*best.alert.Rule, best, best.alert.Labels, []int{past - 1, at}), o.lines(all...), all)
}

// begins returns "" if i begins to fire in [first, past) and was not firing before; otherwise when it does, -1 if never, and
// that in words.
func (f FiresWithin) begins(o *outcome, i *instance, first, past int) (step int, text string) {
	if first > 0 && i.state(first-1) == report.Firing {
		for step = first - 1; step > 0 && i.state(step-1) == report.Firing; step-- {
		}
		return step, "fires from " + o.time(step) + " already"
	}
	for step = first; step < o.result.Steps; step++ {
		if i.state(step) == report.Firing {
			if step < past {
				return step, ""
			}
			return step, "fires from " + o.time(step)
		}
	}
	return -1, "does not fire"
}

func (f FiresWithin) fail(o *outcome, step int, got string, because []report.Value, alerts []*report.Alert, all []*instance) {
	failure := report.Failure{
		Message: fmt.Sprintf("%s: want one that %s, %s", f.pick(), f.text(), got),
		Alerts:  alerts,
		Step:    step,
		Because: because,
		Want:    []string{"firing from between " + report.Time(f.Of) + " and " + report.Time(f.Of+f.Within)},
	}
	for _, i := range all {
		failure.Got = append(failure.Got, i.line.Name+report.Labels(i.line.Labels)+" "+report.History(i.line.Got, o.result))
	}
	o.fail(failure)
}
