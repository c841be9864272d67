package promtest

import (
	"fmt"
	"slices"
	"time"

	"github.com/promwright/promwright/promtest/report"
)

// stretch is what Pending and Firing have in common: a state that instances must have for a while.
type stretch struct {
	pick
	state    report.State
	from, to time.Duration
	details  details
	count    int
}

func (p Pending) stretch() stretch {
	return stretch{newPick(p.Alert, p.Labels, p.LabelsMatch), report.Pending, p.From, p.To,
		details{p.Annotations, p.AnnotationsMatch, p.Value, p.Within}, p.Count}
}

func (f Firing) stretch() stretch {
	return stretch{newPick(f.Alert, f.Labels, f.LabelsMatch), report.Firing, f.From, f.To,
		details{f.Annotations, f.AnnotationsMatch, f.Value, f.Within}, f.Count}
}

func (p Pending) check(o *outcome) { p.stretch().check(o) }
func (f Firing) check(o *outcome)  { f.stretch().check(o) }

func (s stretch) title() string {
	text := s.String() + " " + s.state.String() + " " + report.Stretch(s.from, s.to)
	if s.count > 0 {
		text += fmt.Sprintf(", %d at once", s.count)
	}
	return text
}

func (s stretch) claims() []claim {
	return []claim{{pick: s.pick, state: s.state, from: s.from, to: s.to}}
}

// check looks for an instance that is as wanted; failing that, it reports the one that comes closest.
func (s stretch) check(o *outcome) {
	matching, others := o.named(s.pick)
	first, past := o.steps(s.from, s.to)
	if len(matching) == 0 {
		s.missing(o, others, first)
		return
	}
	if s.count > 0 {
		s.checkCount(o, matching, first, past)
		return
	}
	var timely []*instance // in the wanted state all the time
	var best *instance
	var wrong, fewest int // first wrong step, and number of them, of best
	for _, i := range matching {
		at, n := s.deviation(i, first, past)
		if n == 0 {
			timely = append(timely, i)
		} else if best == nil || n < fewest {
			best, wrong, fewest = i, at, n
		}
	}
	if len(timely) > 0 {
		s.checkDetails(o, timely, first, past)
		return
	}
	rest := slices.DeleteFunc(slices.Clone(matching), func(i *instance) bool { return i == best })
	s.fail(o, wrong, best.state(wrong), o.decided(best, first, past), o.lines(append([]*instance{best}, rest...)...))
}

// missing reports that there never was such an instance, but perhaps others of the alert.
func (s stretch) missing(o *outcome, others []*instance, step int) {
	main, because := o.absent(s.pick, step)
	if len(others) > 0 {
		because = nil // the expression yielded something, with other labels
	}
	s.fail(o, step, report.Inactive, because, append([]*report.Alert{main}, o.lines(others...)...))
	if len(s.match) > 0 { // the timeline shows labels, not patterns
		f := &o.result.Failures[len(o.result.Failures)-1]
		f.Want = []string{s.String()}
		for _, i := range others {
			f.Got = append(f.Got, i.line.Name+report.Labels(i.line.Labels))
		}
	}
}

// deviation returns the first step at which i is not in the wanted state, and the number of such steps.
func (s stretch) deviation(i *instance, first, past int) (at, n int) {
	for step := first; step < past; step++ {
		if i.state(step) != s.state {
			if n == 0 {
				at = step
			}
			n++
		}
	}
	return at, n
}

func (s stretch) fail(o *outcome, step int, got report.State, because []report.Value, alerts []*report.Alert) {
	o.fail(report.Failure{
		Message: fmt.Sprintf("%s: want %s %s, is %s at %s", s, s.state, report.Stretch(s.from, s.to), got, o.time(step)),
		Alerts:  alerts,
		Step:    step,
		Because: because,
	})
}

// checkCount compares how many instances are in the state at every step, and then how they look.
func (s stretch) checkCount(o *outcome, matching []*instance, first, past int) {
	for step := first; step < past; step++ {
		var now []string
		for _, i := range matching {
			if i.state(step) == s.state {
				now = append(now, i.line.Name+report.Labels(i.line.Labels))
			}
		}
		if len(now) != s.count {
			o.fail(report.Failure{
				Message: fmt.Sprintf("%s: want %d %s %s, %d at %s", s, s.count, s.state, report.Stretch(s.from, s.to), len(now), o.time(step)),
				Alerts:  o.lines(matching...),
				Step:    step,
				Want:    []string{fmt.Sprintf("%d %s", s.count, s.state)},
				Got:     now,
			})
			return
		}
	}
	for _, i := range matching {
		if i.state(first) == s.state {
			s.checkDetails(o, []*instance{i}, first, past)
		}
	}
}

func (q Quiet) check(o *outcome) {
	matching, _ := o.named(newPick(q.Alert, q.Labels, q.LabelsMatch))
	first, past := o.steps(q.From, q.To)
	for _, i := range matching {
		for step := first; step < past; step++ {
			if got := i.state(step); got != report.Inactive {
				o.fail(report.Failure{
					Message: fmt.Sprintf("%s%s: want quiet %s, is %s at %s", q.Alert, report.Labels(i.line.Labels),
						report.Stretch(q.From, q.To), got, o.time(step)),
					Alerts:  o.lines(i),
					Step:    step,
					Because: o.decided(i, first, past),
				})
				break
			}
		}
	}
}

func (o *outcome) time(step int) string { return report.Time(time.Duration(step) * o.result.Interval) }
