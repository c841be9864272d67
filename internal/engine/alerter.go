package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"

	"github.com/promwright/promwright/rules"
)

var errSameAlert = errors.New("vector contains metrics with the same labelset after applying alert labels")

// alerter evaluates an alerting rule.
type alerter struct {
	run    *Run
	rule   *rule
	names  map[string]*name // by labels
	active []*name          // in the order in which they became active
	failed map[int]bool     // steps at which the rule failed
	writer *writer          // nil while nobody reads the series of the alerts

	varying bool    // labels depend on more than the labels of the element
	slots   []*name // by slot, unless varying
	yields  []*name // of the elements of a step
	writes  []write
	buffer  []byte
}

// name is a set of labels that the rule has yielded, and the alert that has them.
type name struct {
	labels labels.Labels
	alert  *Alert
	step   int     // last step at which the expression yielded it
	latest float64 // what it yielded then
	slot   int     // of the element then

	active    bool
	state     State
	since     int  // step at which it became active
	kept      bool // only keep_firing_for keeps it up
	keptSince int  // step, if kept
}

func (r *Run) alerter(ru *rule) *alerter {
	a := &alerter{run: r, rule: ru, names: map[string]*name{}, failed: map[int]bool{}}
	ru.labels.Range(func(l labels.Label) { a.varying = a.varying || !constant(l.Value) })
	if r.exposed(ru) {
		a.writer = r.writer(ru)
	}
	return a
}

// step takes one vector. The error is one of the rule, unless it is errTied.
func (a *alerter) step(ctx context.Context, step int, out output) error {
	err := a.advance(ctx, step, out)
	if err != nil {
		a.failed[step] = true
	}
	return err
}

func (a *alerter) advance(ctx context.Context, step int, out output) error {
	points, err := a.collect(ctx, step, out)
	if err != nil {
		a.hold(step)
		return err
	}
	for i, n := range a.yields {
		if err := a.activate(step, n, points[i], out); err != nil {
			return err
		}
	}
	a.active = slices.DeleteFunc(a.active, func(n *name) bool { return !n.advance(step, a.run.clock, a.rule.plain) })
	if limit := a.rule.group.Limit; limit > 0 && len(a.active) > limit {
		n := len(a.active)
		a.clear()
		return fmt.Errorf("exceeded limit of %d with %d alerts", limit, n)
	}
	for _, n := range a.active {
		n.note(step, n.step == step)
	}
	if err := a.run.spent.store(int64(len(a.active)), pointBytes*int64(len(a.active))); err != nil {
		return err
	}
	return a.write(step)
}

// collect reads the vector of the step and names its elements in yields.
func (a *alerter) collect(ctx context.Context, step int, out output) ([]point, error) {
	points, err := out.at(ctx, step)
	if err != nil {
		return nil, err
	}
	a.yields = a.yields[:0]
	for _, p := range points {
		a.yields = append(a.yields, a.name(ctx, step, p, out))
	}
	for _, n := range a.yields {
		if n.step == step {
			return nil, errSameAlert
		}
		n.step = step
	}
	return points, nil
}

// name returns the labels of the alert that an element stands for.
func (a *alerter) name(ctx context.Context, step int, p point, out output) *name {
	if !a.varying && p.slot < len(a.slots) && a.slots[p.slot] != nil {
		return a.slots[p.slot]
	}
	metric := out.metric(p.slot)
	b := labels.NewBuilder(metric)
	b.Del(model.MetricNameLabel)
	a.rule.labels.Range(func(l labels.Label) {
		b.Set(l.Name, a.run.expand(ctx, a.rule, l.Value, element{source{metric, p.hist}, p.value}, a.run.clock.at(step)))
	})
	b.Set(labels.AlertName, a.rule.plain.Alert)
	ls := b.Labels()
	a.buffer = ls.Bytes(a.buffer[:0])
	n := a.names[string(a.buffer)]
	if n == nil {
		n = &name{labels: ls, step: -1, slot: -1}
		a.names[string(a.buffer)] = n
	}
	if !a.varying {
		for p.slot >= len(a.slots) {
			a.slots = append(a.slots, nil)
		}
		a.slots[p.slot] = n
	}
	return n
}

// activate notes that the expression yielded p at the step.
func (a *alerter) activate(step int, n *name, p point, out output) error {
	if n.alert == nil {
		a.run.spent.bytes += seriesBytes
		n.alert = &Alert{Group: a.rule.group, Rule: a.rule.plain, Labels: n.labels, run: a.run, rule: a.rule}
		n.alert.points = make([]alertPoint, 0, out.left(p.slot))
		if err := a.run.register(a.rule, n.alert); err != nil {
			return err
		}
	}
	if !n.active {
		n.active, n.state, n.since, n.kept = true, Pending, step, false
		a.active = append(a.active, n)
	}
	n.latest = p.value
	if p.slot != n.slot || p.hist != nil || n.alert.sources[len(n.alert.sources)-1].hist != nil {
		n.alert.see(source{out.metric(p.slot), p.hist})
		n.slot = p.slot
	}
	return nil
}

// advance moves the alert to its state at the step, and reports whether it is still active.
func (n *name) advance(step int, c clock, p *rules.PlainRule) bool {
	if n.active = n.yieldedOrKept(step, c, p); !n.active {
		return false
	}
	if n.state == Pending && c.between(n.since, step) >= p.For {
		n.state = Firing
	}
	return true
}

func (n *name) yieldedOrKept(step int, c clock, p *rules.PlainRule) bool {
	if n.step == step {
		n.kept = false
		return true
	}
	if n.state != Firing || p.KeepFiringFor == 0 {
		return false
	}
	if !n.kept {
		n.kept, n.keptSince = true, step
	}
	return c.between(n.keptSince, step) < p.KeepFiringFor
}

// note adds the step to the history of the alert.
func (n *name) note(step int, yielded bool) {
	p := alertPoint{step: int32(step), since: int32(n.since), source: int32(len(n.alert.sources) - 1), state: n.state, yielded: yielded}
	if yielded {
		p.value = n.latest
	}
	n.alert.points = append(n.alert.points, p)
}

// hold keeps all alerts as they are at a step at which the expression failed.
func (a *alerter) hold(step int) {
	for _, n := range a.active {
		n.note(step, false)
	}
}

// clear forgets all active alerts.
func (a *alerter) clear() {
	for _, n := range a.active {
		n.active = false
	}
	a.active = a.active[:0]
}

// sorted returns the alerts that were ever active, in the order in which they became so, then of their labels.
func (a *alerter) sorted() []*Alert {
	var all []*Alert
	for _, n := range a.names {
		if n.alert != nil && len(n.alert.points) > 0 {
			all = append(all, n.alert)
		}
	}
	slices.SortFunc(all, func(x, y *Alert) int {
		if d := x.points[0].step - y.points[0].step; d != 0 {
			return int(d)
		}
		return labels.Compare(x.Labels, y.Labels)
	})
	return all
}
