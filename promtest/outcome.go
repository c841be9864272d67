package promtest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/prometheus/prometheus/model/labels"

	"github.com/promwright/promwright/internal/engine"
	"github.com/promwright/promwright/promtest/report"
	"github.com/promwright/promwright/rules"
)

// outcome is an evaluated test whose expectations are being checked.
type outcome struct {
	*prepared
	ctx       context.Context
	run       *engine.Run
	instances []*instance
	result    *Result
}

// instance is one instance of an alert.
type instance struct {
	alert *engine.Alert
	line  *report.Alert
	want  bool // line.Want is filled in
}

// run evaluates the rules and checks the expectations. When a rule cannot be evaluated that is all that the
// result tells: whatever else is not as expected may come of it.
func (p *prepared) run(ctx context.Context) (result *Result, err error) {
	began := time.Now()
	run, err := engine.Evaluate(ctx, p.groups, p.series, p.config)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err == nil {
			err = p.observe(ctx, run)
		}
	}()
	o := &outcome{prepared: p, ctx: ctx, run: run, result: &Result{
		Name:     p.test.Name,
		Where:    p.test.Where,
		Interval: p.test.interval(),
		Steps:    run.Steps(),
	}}
	for _, a := range run.Alerts() {
		i := &instance{alert: a, line: line(a, run.Steps())}
		o.instances = append(o.instances, i)
		o.result.Alerts = append(o.result.Alerts, i.line)
	}
	if o.ruleErrors() {
		o.result.Took = time.Since(began)
		return o.result, nil
	}
	for _, w := range p.test.Want {
		o.assert(w)
	}
	o.result.Took = time.Since(began)
	return o.result, ctx.Err()
}

// assert checks one expectation and notes what came of it.
func (o *outcome) assert(w Expectation) {
	began, before := time.Now(), len(o.result.Failures)
	w.check(o)
	o.result.Assertions = append(o.result.Assertions, report.Assertion{
		Where: w.where(), Title: w.title(), Failures: len(o.result.Failures) - before, Took: time.Since(began),
	})
}

// ruleErrors turns the errors of rules into failures, one for each rule, and reports whether there are any.
func (o *outcome) ruleErrors() bool {
	failed := map[*rules.PlainRule]bool{}
	for _, err := range o.run.RuleErrors() {
		var e *engine.RuleError
		if !errors.As(err, &e) {
			o.fail(report.Failure{Message: err.Error()})
			continue
		}
		if failed[e.Rule] {
			continue
		}
		failed[e.Rule] = true
		o.fail(report.Failure{
			Where:   e.Rule.At,
			Message: fmt.Sprintf("rule %s cannot be evaluated at %s: %v", e.Rule.Name(), report.Time(e.After), e.Err),
			Step:    e.Step,
		})
	}
	return len(o.result.Failures) > 0
}

// line turns the states of an alert into its timeline.
func line(a *engine.Alert, steps int) *report.Alert {
	l := &report.Alert{
		Name:          a.Rule.Alert,
		Labels:        withoutName(a.Labels),
		For:           a.Rule.For,
		KeepFiringFor: a.Rule.KeepFiringFor,
	}
	for step := range steps {
		l.Got = extend(l.Got, stateOf(a.State(step)), step)
	}
	return l
}

// extend adds one step to spans.
func extend(spans []report.Span, s report.State, step int) []report.Span {
	if n := len(spans); n > 0 && spans[n-1].State == s && spans[n-1].To == step {
		spans[n-1].To++
		return spans
	}
	return append(spans, report.Span{State: s, From: step, To: step + 1})
}

func stateOf(s engine.State) report.State {
	switch s {
	case engine.Pending:
		return report.Pending
	case engine.Firing:
		return report.Firing
	}
	return report.Inactive
}

// withoutName returns the labels of an alert but for its name.
func withoutName(l labels.Labels) map[string]string {
	m := l.Map()
	delete(m, labels.AlertName)
	return m
}

// fail adds a failure to the result.
func (o *outcome) fail(f report.Failure) { o.result.Failures = append(o.result.Failures, f) }

// steps returns the evaluations in [from, to).
func (o *outcome) steps(from, to time.Duration) (first, past int) {
	return steps(from, to, o.result.Interval, o.config.End)
}

// named returns the instances of an alert, those with the labels first.
func (o *outcome) named(alert string, with Labels) (matching, others []*instance) {
	for _, i := range o.instances {
		switch {
		case i.line.Name != alert:
		case i.has(with):
			matching = append(matching, i)
		default:
			others = append(others, i)
		}
	}
	return matching, others
}

// has reports whether the labels are among those of the alert; alertname counts as one.
func (i *instance) has(subset Labels) bool {
	for name, value := range subset {
		if i.alert.Labels.Get(name) != value {
			return false
		}
	}
	return true
}

// state returns that of the alert at a step.
func (i *instance) state(step int) report.State { return stateOf(i.alert.State(step)) }

// lines returns the timelines of instances, with what was wanted of them.
func (o *outcome) lines(instances ...*instance) []*report.Alert {
	var lines []*report.Alert
	for _, i := range instances {
		o.fillWant(i)
		lines = append(lines, i.line)
	}
	return lines
}

// fillWant notes at the line of an instance what the expectations say of it.
func (o *outcome) fillWant(i *instance) {
	if i.want {
		return
	}
	i.want = true
	i.line.Want = o.wanted(i.line.Name, i.has)
}

// wanted returns what the expectations say of an instance of an alert whose labels match has.
func (o *outcome) wanted(alert string, has func(Labels) bool) []report.Span {
	states := make([]report.State, o.result.Steps)
	set := func(s report.State, from, to time.Duration) {
		first, past := o.steps(from, to)
		for step := first; step < past; step++ {
			states[step] = max(states[step], s)
		}
	}
	for _, w := range o.test.Want {
		switch w := w.(type) {
		case Pending:
			if w.Alert == alert && has(w.Labels) {
				set(report.Pending, w.From, w.To)
			}
		case Firing:
			if w.Alert == alert && has(w.Labels) {
				set(report.Firing, w.From, w.To)
			}
		case Quiet:
			if w.Alert == alert && has(w.Labels) {
				set(report.Inactive, w.From, w.To)
			}
		case nothingElse:
			set(report.Inactive, 0, 0)
		}
	}
	var spans []report.Span
	for step, s := range states {
		spans = extend(spans, s, step)
	}
	return slices.DeleteFunc(spans, func(s report.Span) bool { return s.State == report.Open })
}
