package promtest

import (
	"context"
	"errors"
	"fmt"
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
	claims    []claim // of all expectations
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
	o := &outcome{prepared: p, ctx: ctx, run: run, claims: p.test.claims(), result: &Result{
		Name:     p.test.Name,
		Where:    p.test.Where,
		Interval: p.test.interval(),
		Steps:    run.Steps(),
	}}
	for _, a := range run.Alerts() {
		i := &instance{alert: a, line: line(a)}
		o.instances = append(o.instances, i)
		o.result.Alerts = append(o.result.Alerts, i.line)
	}
	if o.ruleErrors() {
		o.result.Took = time.Since(began)
		return o.result, o.details()
	}
	if err := o.collisions(); err != nil {
		return nil, err
	}
	for _, w := range p.test.Want {
		o.assert(w)
	}
	o.result.Took = time.Since(began)
	if err := o.details(); err != nil {
		return nil, err
	}
	if err := run.Err(); err != nil {
		return nil, err
	}
	return o.result, ctx.Err()
}

// assert checks one expectation and notes what came of it.
func (o *outcome) assert(w Expectation) {
	began, before := time.Now(), len(o.result.Failures)
	w.check(o)
	for i := range o.result.Failures[before:] {
		o.result.Failures[before+i].Where = w.where()
	}
	o.result.Assertions = append(o.result.Assertions, report.Assertion{
		Where: w.where(), Title: w.title(), Failures: len(o.result.Failures) - before, Took: time.Since(began),
	})
}

// ruleErrors turns the errors of rules into failures, one for each rule, and reports whether there are any.
func (o *outcome) ruleErrors() bool {
	failed := map[*rules.PlainRule]bool{}
	errs := o.run.RuleErrors()
	if o.test.Compat {
		errs = o.untilFirst(errs)
	}
	for _, err := range errs {
		var e *engine.RuleError
		if !errors.As(err, &e) {
			o.fail(report.Failure{Message: err.Error()})
			continue
		}
		if failed[e.Rule] {
			continue
		}
		failed[e.Rule] = true
		f := report.Failure{
			Where:   e.Rule.At,
			Message: fmt.Sprintf("rule %s cannot be evaluated at %s: %v", e.Rule.Name(), report.Time(e.After), e.Err),
			Step:    e.Step,
		}
		o.clash(e, &f)
		o.fail(f)
	}
	return len(o.result.Failures) > 0
}

// untilFirst does as promtool does, which ends a test at the first step at which a rule fails: alerts until then are checked, and only
// errors of that step returned.
func (o *outcome) untilFirst(errs []error) []error {
	step := -1
	var first []error
	for _, err := range errs {
		var e *engine.RuleError
		if !errors.As(err, &e) || step >= 0 && e.Step != step {
			continue
		}
		step = e.Step
		first = append(first, err)
	}
	for _, w := range o.test.Want {
		if a, ok := w.(AlertsAt); ok && o.run.Step(a.At) < step {
			o.assert(a)
		}
	}
	return first
}

// line turns the states of an alert into its timeline.
func line(a *engine.Alert) *report.Alert {
	l := &report.Alert{
		Name:          a.Rule.Alert,
		Labels:        withoutName(a.Labels),
		For:           a.Rule.For,
		KeepFiringFor: a.Rule.KeepFiringFor,
	}
	for _, s := range a.History() {
		l.Got = append(l.Got, report.Span{State: stateOf(s.State), From: s.From, To: s.To})
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

// named returns the instances of the alert that p speaks of, and the others of that alert.
func (o *outcome) named(p pick) (matching, others []*instance) {
	for _, i := range o.instances {
		switch {
		case i.line.Name != p.alert:
		case p.has(i.alert.Labels):
			matching = append(matching, i)
		default:
			others = append(others, i)
		}
	}
	return matching, others
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
