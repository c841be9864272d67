package engine

import (
	"context"
	"fmt"
	"sort"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"

	"github.com/promwright/promwright/rules"
)

// State is the state of an alert at one step.
type State uint8

// The states of an alert. An alert that only keep_firing_for keeps up is Firing.
const (
	Inactive State = iota
	Pending
	Firing
)

// String returns the state as the label alertstate has it.
func (s State) String() string {
	switch s {
	case Pending:
		return "pending"
	case Firing:
		return "firing"
	}
	return "inactive"
}

// Alert is one instance of an alerting rule: all that the rule ever yielded with the same labels.
type Alert struct {
	Group  *rules.PlainGroup
	Rule   *rules.PlainRule
	Labels labels.Labels // with alertname

	run     *Run
	rule    *rule
	points  []alertPoint // of the steps at which the alert was active, ascending
	sources []source
	series  [3]*target // ALERTS by state; ALERTS_FOR_STATE at Inactive
}

// alertPoint is an alert at one step. A run has many, so they are small.
type alertPoint struct {
	value   float64 // if yielded
	step    int32
	since   int32 // step at which the alert became active
	source  int32 // index of what the expression yielded last
	state   State
	yielded bool // by the expression at this step; false if the alert is kept firing, or the rule failed
}

// source is the element that the expression yielded, apart from its value: mostly the same from step to step.
type source struct {
	metric labels.Labels
	hist   *histogram.FloatHistogram
}

// find returns the index of the point at step, or of the one that would follow it, and whether there is one.
func (a *Alert) find(step int) (int, bool) {
	return sort.Find(len(a.points), func(i int) int { return step - int(a.points[i].step) })
}

// State returns the state of the alert after the evaluation of the step. At a step at which the rule failed it is the state of
// the step before. Steps outside of the run are Inactive.
func (a *Alert) State(step int) State {
	if i, ok := a.find(step); ok {
		return a.points[i].state
	}
	return Inactive
}

// Stretch is steps in a row at which an alert is in the same state: from From up to, not including, To.
type Stretch struct {
	State    State
	From, To int
}

// History returns the states of the alert at all steps of the run, in order and without a gap.
func (a *Alert) History() []Stretch {
	var all []Stretch
	add := func(s State, from, to int) {
		switch n := len(all); {
		case from == to:
		case n > 0 && all[n-1].State == s:
			all[n-1].To = to
		default:
			all = append(all, Stretch{s, from, to})
		}
	}
	next := 0
	for _, p := range a.points {
		step := int(p.step)
		add(Inactive, next, step)
		add(p.state, step, step+1)
		next = step + 1
	}
	add(Inactive, next, a.run.clock.steps)
	return all
}

// Value returns what the expression yielded for the alert at the step: 0 for a native histogram, false if it yielded nothing.
func (a *Alert) Value(step int) (float64, bool) {
	if i, ok := a.find(step); ok && a.points[i].yielded {
		return a.points[i].value, true
	}
	return 0, false
}

// Annotations returns the annotations of the alert as they are after the step: expanded at the last step at which the expression
// yielded the alert, with the data that were there. A template that fails expands to the text that Prometheus gives it:
//
//	<error expanding template: error executing template __alert_Down: ...>
//
// With Config.Compat the functions externalURL and pathPrefix fail, as they do in promtool. It is an error to ask for a step at
// which the alert is not active.
func (a *Alert) Annotations(step int) (labels.Labels, error) {
	i, ok := a.find(step)
	if !ok {
		return labels.EmptyLabels(), fmt.Errorf("engine: alert %s is not active at step %d", a.Labels, step)
	}
	for !a.points[i].yielded {
		i--
	}
	p := a.points[i]
	a.run.mu.Lock()
	defer a.run.mu.Unlock()
	if err := a.run.exposeFor(a.Rule.Annotations); err != nil {
		return labels.EmptyLabels(), err
	}
	b := labels.NewScratchBuilder(len(a.Rule.Annotations))
	e := element{a.sources[p.source], p.value}
	for name, text := range a.Rule.Annotations {
		b.Add(name, a.run.expand(context.Background(), a.rule, text, e, a.run.clock.at(int(p.step))))
	}
	b.Sort()
	return b.Labels(), nil
}

// see notes what the expression yielded for the alert.
func (a *Alert) see(s source) {
	if n := len(a.sources); n == 0 || s.hist != nil || a.sources[n-1].hist != nil || !labels.Equal(a.sources[n-1].metric, s.metric) {
		a.sources = append(a.sources, s)
	}
}
