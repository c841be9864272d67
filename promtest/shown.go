package promtest

import (
	"slices"

	"github.com/prometheus/prometheus/model/labels"

	"github.com/promwright/promwright/promtest/report"
)

// Details says what a [Result] tells that its verdict does not need. The zero value: nothing.
type Details struct {
	// Alerts says which alerts are shown, with what decided where their state changes: Result.Shown. It is called with the
	// name of every alert that was ever active or that an expectation names; nil: none is shown.
	Alerts func(name string) bool

	// Dump fills in Result.Dump: every series, and how long the rules took.
	Dump bool
}

// details fills in what was asked for.
func (o *outcome) details() error {
	if show := o.test.Details.Alerts; show != nil {
		for _, name := range o.touched() {
			if show(name) {
				o.show(name)
			}
		}
	}
	if o.test.Details.Dump {
		return o.dump()
	}
	return nil
}

// touched returns the alerts that the test says something about, in the order of the rules, each once.
func (o *outcome) touched() []string {
	about := map[string]bool{}
	for _, i := range o.instances {
		about[i.line.Name] = true
	}
	for _, w := range o.test.Want {
		about[w.about()] = true
	}
	var names []string
	for _, g := range o.groups {
		for _, r := range g.Rules {
			if r.Alert != "" && about[r.Alert] && !slices.Contains(names, r.Alert) {
				names = append(names, r.Alert)
			}
		}
	}
	return names
}

// show adds the instances of an alert; where there was none, the line of one that never was.
func (o *outcome) show(name string) {
	all, _ := o.named(pick{alert: name})
	for _, i := range all {
		o.fillWant(i)
		i.line.Want = o.withInstants(i.line.Want, name, i.alert.Labels)
		i.line.Because = o.because(*i.alert.Rule, i, i.alert.Labels, append(edges(i.line.Got, 0, o.result.Steps), first(i.line.Got)...))
		o.result.Shown = append(o.result.Shown, i.line)
	}
	if len(all) > 0 {
		return
	}
	never, _ := o.absent(pick{alert: name}, 0)
	never.Want = o.withInstants(never.Want, name, AlertsAt{Alert: name}.labels(nil))
	for _, span := range never.Want {
		_, because := o.absent(pick{alert: name}, span.From)
		never.Because = append(never.Because, because...)
	}
	never.Because = never.Because[:min(len(never.Because), maxEdges)]
	o.result.Shown = append(o.result.Shown, never)
}

// withInstants adds to what is wanted of an instance with exactly these labels what the expectations say of instants.
func (o *outcome) withInstants(want []report.Span, alert string, exactly labels.Labels) []report.Span {
	states := make([]report.State, o.result.Steps)
	for _, span := range want {
		for step := span.From; step < span.To; step++ {
			states[step] = span.State
		}
	}
	for _, w := range o.test.Want {
		if a, ok := w.(AlertsAt); ok && a.Alert == alert {
			step := o.run.Step(a.At)
			states[step] = max(states[step], a.state(exactly))
		}
	}
	var spans []report.Span
	for step, s := range states {
		spans = extend(spans, s, step)
	}
	return slices.DeleteFunc(spans, func(s report.Span) bool { return s.State == report.Open })
}

// first returns step 0 where an alert is active then: no edge is there.
func first(got []report.Span) []int {
	if len(got) > 0 && got[0].State != report.Inactive {
		return []int{0}
	}
	return nil
}

// state returns what is wanted of the instance with exactly these labels.
func (a AlertsAt) state(exactly labels.Labels) report.State {
	for _, e := range a.Want {
		if labels.Equal(a.labels(e.Labels), exactly) {
			return report.Firing
		}
	}
	return report.NotFiring
}
