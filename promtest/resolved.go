package promtest

import (
	"fmt"
	"time"

	"github.com/promwright/promwright/promtest/report"
)

// Resolved wants an alert that was firing to be over: an instance with these labels fired at some evaluation before From,
// and none is pending or firing at any evaluation in [From, To). Unlike [Quiet] it fails if the alert never fired.
//
//	promtest.Resolved{Alert: "Down", From: 40 * time.Minute}
//
// That it fired until From, and no shorter, is said by a [Firing] that ends there.
type Resolved struct {
	Alert       string
	From        time.Duration
	To          time.Duration // 0: until the end of the test, its last evaluation included
	Labels      Labels
	LabelsMatch Labels
	Where       string // file:line:col, for reports
}

func (r Resolved) pick() pick            { return newPick(r.Alert, r.Labels, r.LabelsMatch) }
func (r Resolved) latest() time.Duration { return max(r.From, r.To) }
func (r Resolved) where() string         { return r.Where }
func (r Resolved) title() string {
	return r.pick().String() + " resolved " + report.Stretch(r.From, r.To)
}

func (r Resolved) about() string { return r.Alert }

func (r Resolved) claims() []claim {
	return []claim{{pick: r.pick(), state: report.Inactive, from: r.From, to: r.To}}
}

func (r Resolved) validate(v *validation) {
	v.alert("Resolved", r.Alert)
	v.window("Resolved", r.Alert, r.From, r.To)
	v.patterns("Resolved", r.Alert, "LabelsMatch", r.LabelsMatch)
	if r.From == 0 {
		v.add("From", "Resolved %s: from 0m: no evaluation is before it, at which the alert could have fired", r.Alert)
	}
}

func (r Resolved) check(o *outcome) {
	matching, _ := o.named(r.pick())
	first, past := o.steps(r.From, r.To)
	if !r.fired(o, matching, first) {
		return
	}
	for _, i := range matching {
		for step := first; step < past; step++ {
			if got := i.state(step); got != report.Inactive {
				o.fail(report.Failure{
					Message: fmt.Sprintf("%s%s: want resolved %s, is %s at %s", r.Alert, report.Labels(i.line.Labels),
						report.Stretch(r.From, r.To), got, o.time(step)),
					Alerts:  o.lines(i),
					Step:    step,
					Because: o.decided(i, first, past),
				})
				break
			}
		}
	}
}

// fired reports whether one of the instances fired before a step, and adds a failure if none did.
func (r Resolved) fired(o *outcome, matching []*instance, before int) bool {
	for _, i := range matching {
		for step := range before {
			if i.state(step) == report.Firing {
				return true
			}
		}
	}
	f := report.Failure{
		Message: fmt.Sprintf("%s: want resolved %s, never fired before", r.pick(), report.Stretch(r.From, r.To)),
		Step:    max(before-1, 0),
		Want:    []string{"firing before " + report.Time(r.From)},
	}
	if len(matching) == 0 {
		var main *report.Alert
		main, f.Because = o.absent(r.pick(), f.Step)
		f.Alerts, f.Got = []*report.Alert{main}, []string{"never pending, never firing"}
	} else {
		f.Alerts = o.lines(matching...)
		f.Because = o.decided(matching[0], 0, before)
	}
	for _, i := range matching {
		f.Got = append(f.Got, i.line.Name+report.Labels(i.line.Labels)+" "+report.History(i.line.Got, o.result))
	}
	o.fail(f)
	return false
}
