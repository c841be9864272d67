package engine

import (
	"cmp"
	"strings"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
)

// write stores the series ALERTS and ALERTS_FOR_STATE of the active alerts.
func (a *alerter) write(step int) error {
	if a.writer == nil {
		return nil
	}
	a.writes = a.writes[:0]
	for _, n := range a.active {
		if err := a.expose(n.alert, n.state, n.since); err != nil {
			return err
		}
	}
	return a.writer.commit(step, a.writes)
}

// expose adds the two samples of an active alert to the writes of the step.
func (a *alerter) expose(alert *Alert, s State, since int) error {
	for _, w := range []struct {
		state State
		value float64
	}{{s, 1}, {Inactive, float64(time.UnixMilli(a.run.clock.at(since)).Unix())}} {
		if alert.series[w.state] == nil {
			t, err := a.writer.target(a.rule.alertSeries(alert.Labels, w.state))
			if err != nil {
				return err
			}
			alert.series[w.state] = t
		}
		a.writes = append(a.writes, write{target: alert.series[w.state], value: w.value})
	}
	return nil
}

// alertSeries returns the labels of ALERTS in a state, or of ALERTS_FOR_STATE for Inactive. A label whose template expands to
// nothing keeps the template as its value there, in Prometheus as here.
func (r *rule) alertSeries(alert labels.Labels, s State) labels.Labels {
	b := labels.NewBuilder(r.labels)
	alert.Range(func(l labels.Label) { b.Set(l.Name, l.Value) })
	b.Set(labels.AlertName, r.plain.Alert)
	if s == Inactive {
		b.Set(model.MetricNameLabel, forStateName)
		return b.Labels()
	}
	b.Set(model.MetricNameLabel, alertsName)
	b.Set(stateLabel, s.String())
	return b.Labels()
}

// exposed reports whether the series of the rule's alerts must be in the store while rules are evaluated: some rule may read
// them, or they are not its own.
func (r *Run) exposed(ru *rule) bool { return r.read[ru] || r.tied[alertsName] || r.tied[forStateName] }

// register notes that a rule has an alert with these labels, and so writes its series, whether anybody reads them or not. It
// returns errTied if somebody else does too and the plan does not know.
func (r *Run) register(ru *rule, a *Alert) error {
	if r.tied[alertsName] {
		return nil
	}
	key := ru.alertSeries(a.Labels, Inactive).String()
	if owner, ok := r.alertOwners[key]; ok && owner != ru {
		return errTied{alertsName}
	}
	r.alertOwners[key] = ru
	if len(r.store.byName[alertsName]) == 0 && len(r.store.byName[forStateName]) == 0 {
		return nil
	}
	for _, s := range []State{Inactive, Pending, Firing} {
		if c := r.store.find(ru.alertSeries(a.Labels, s)); c != nil && c.owner != ru.index {
			return errTied{alertsName}
		}
	}
	return nil
}

// exposeFor makes the series of all alerts readable if one of the templates has a query.
func (r *Run) exposeFor(templates map[string]string) error {
	for _, text := range templates {
		if strings.Contains(text, "{{") && strings.Contains(text, "query") {
			return r.exposeAll()
		}
	}
	return nil
}

// exposeAll writes the series of the alerts that nobody has read so far.
func (r *Run) exposeAll() error {
	for _, a := range r.alerters {
		if a.writer != nil {
			continue
		}
		a.writer = r.writer(a.rule)
		if err := a.replay(); err != nil {
			return err
		}
	}
	return nil
}

// replay writes the series of the alerts from their history.
func (a *alerter) replay() error {
	alerts := a.sorted()
	if len(alerts) == 0 {
		return nil
	}
	begins, next := make([]int, len(alerts)), make([]int, len(alerts))
	for i, alert := range alerts {
		begins[i] = int(alert.points[0].step)
	}
	active := newSweep(begins)
	for step := range a.run.clock.steps {
		a.writes = a.writes[:0]
		var failed error
		active.visit(step, func(i int) (ended bool) {
			alert := alerts[i]
			if p := alert.points[next[i]]; int(p.step) == step {
				next[i]++
				failed = cmp.Or(failed, a.expose(alert, p.state, int(p.since)))
			}
			return next[i] == len(alert.points)
		})
		if failed != nil {
			return failed
		}
		if a.failed[step] {
			continue
		}
		if err := a.writer.commit(step, a.writes); err != nil {
			return err
		}
	}
	return nil
}
