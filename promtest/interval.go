package promtest

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/promwright/promwright/promtest/report"
)

// stretch is what Pending and Firing have in common: a state that an instance must have for a while.
type stretch struct {
	state       report.State
	alert       string
	from, to    time.Duration
	labels      Labels
	annotations Labels
}

func (p Pending) check(o *outcome) {
	stretch{report.Pending, p.Alert, p.From, p.To, p.Labels, p.Annotations}.check(o)
}

func (f Firing) check(o *outcome) {
	stretch{report.Firing, f.Alert, f.From, f.To, f.Labels, f.Annotations}.check(o)
}

// check looks for an instance that is as wanted; failing that, it reports the one that comes closest.
func (s stretch) check(o *outcome) {
	matching, others := o.named(s.alert, s.labels)
	first, past := o.steps(s.from, s.to)
	if len(matching) == 0 {
		main, because := o.absent(s.alert, s.labels, first)
		if len(others) > 0 {
			because = nil // the expression yielded something, with other labels
		}
		s.fail(o, first, report.Inactive, because, append([]*report.Alert{main}, o.lines(others...)...))
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
		s.checkAnnotations(o, timely, first)
		return
	}
	rest := slices.DeleteFunc(slices.Clone(matching), func(i *instance) bool { return i == best })
	s.fail(o, wrong, best.state(wrong), o.decided(best, first, past), o.lines(append([]*instance{best}, rest...)...))
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
		Message: fmt.Sprintf("%s%s: want %s %s, is %s at %s", s.alert, report.Labels(s.labels), s.state,
			report.Stretch(s.from, s.to), got, o.time(step)),
		Alerts:  alerts,
		Step:    step,
		Because: because,
	})
}

func (q Quiet) check(o *outcome) {
	matching, _ := o.named(q.Alert, q.Labels)
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

func (nothingElse) check(o *outcome) {
	for _, i := range o.instances {
		allowed := o.allowed(i)
		for _, span := range i.line.Got {
			if span.State == report.Inactive {
				continue
			}
			step := span.From
			for step < span.To && allowed(step, span.State) {
				step++
			}
			if step < span.To {
				o.fail(report.Failure{
					Message: fmt.Sprintf("%s%s: want nothing else, is %s at %s", i.line.Name, report.Labels(i.line.Labels),
						span.State, o.time(step)),
					Alerts:  o.lines(i),
					Step:    step,
					Because: o.decided(i, step, span.To),
				})
				break
			}
		}
	}
}

// allowed returns a function that tells whether a Pending or Firing expects i to be in that state.
func (o *outcome) allowed(i *instance) func(step int, s report.State) bool {
	type window struct {
		state       report.State
		first, past int
	}
	var windows []window
	add := func(s report.State, from, to time.Duration) {
		first, past := o.steps(from, to)
		windows = append(windows, window{s, first, past})
	}
	for _, w := range o.test.Want {
		switch w := w.(type) {
		case Pending:
			if w.Alert == i.line.Name && i.has(w.Labels) {
				add(report.Pending, w.From, w.To)
			}
		case Firing:
			if w.Alert == i.line.Name && i.has(w.Labels) {
				add(report.Firing, w.From, w.To)
			}
		}
	}
	return func(step int, s report.State) bool {
		return slices.ContainsFunc(windows, func(w window) bool {
			return w.state == s && w.first <= step && step < w.past
		})
	}
}

// checkAnnotations adds a failure unless one of the instances has the annotations at the step.
func (s stretch) checkAnnotations(o *outcome, timely []*instance, step int) {
	var failure *report.Failure
	for _, i := range timely {
		want, got := s.wrongAnnotations(i, step)
		if len(want) == 0 {
			return
		}
		if failure == nil || len(want) < len(failure.Want) {
			failure = &report.Failure{
				Message: fmt.Sprintf("%s%s: want other annotations at %s", s.alert, report.Labels(i.line.Labels), o.time(step)),
				Alerts:  o.lines(i),
				Step:    step,
				Want:    want,
				Got:     got,
			}
		}
	}
	o.fail(*failure)
}

// wrongAnnotations returns those that i has not, or not so, at a step.
func (s stretch) wrongAnnotations(i *instance, step int) (want, got []string) {
	have, err := i.alert.Annotations(step)
	for _, name := range slices.Sorted(maps.Keys(s.annotations)) {
		switch text := have.Get(name); {
		case err != nil:
			got = append(got, err.Error())
		case text == s.annotations[name]:
			continue
		case !have.Has(name):
			got = append(got, name+": none")
		default:
			got = append(got, name+": "+text)
		}
		want = append(want, name+": "+s.annotations[name])
	}
	return want, got
}

func (o *outcome) time(step int) string { return report.Time(time.Duration(step) * o.result.Interval) }
