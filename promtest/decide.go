package promtest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/internal/engine"
	"github.com/promwright/promwright/promtest/report"
	"github.com/promwright/promwright/rules"
)

// maxEdges limits the instants at which a failure tells the values that decided.
const maxEdges = 4

// decided returns the values that decided the states of i at the edges in [first, past).
func (o *outcome) decided(i *instance, first, past int) []report.Value {
	o.fillWant(i)
	edges := append(edges(i.line.Got, first, past), edges(i.line.Want, first, past)...)
	return o.because(*i.alert.Rule, i, i.alert.Labels, append(edges, first))
}

// absent returns the timeline of an instance that never was, and the values that decided so at a step.
func (o *outcome) absent(p pick, step int) (*report.Alert, []report.Value) {
	l := &report.Alert{Name: p.alert, Labels: p.labels}
	l.Want = o.wanted(func(claimed pick) bool { return claimed.covers(p) })
	for _, g := range o.groups {
		for _, r := range g.Rules {
			if r.Alert == p.alert {
				l.For, l.KeepFiringFor = r.For, r.KeepFiringFor
				return l, o.because(r, nil, labels.FromMap(p.labels), []int{step})
			}
		}
	}
	return l, nil
}

// edges returns the steps in [first, past) at which spans change state.
func edges(spans []report.Span, first, past int) []int {
	var steps []int
	for _, s := range spans {
		if first <= s.From && s.From < past && s.From > 0 {
			steps = append(steps, s.From)
		}
	}
	return steps
}

// because evaluates the conditions of a rule at the given steps, for an instance with these labels. The instance itself may
// be nil.
func (o *outcome) because(r rules.PlainRule, i *instance, with labels.Labels, steps []int) []report.Value {
	expr, err := syntax.ParseExpr(r.Expr)
	if err != nil {
		return nil
	}
	slices.Sort(steps)
	steps = slices.Compact(steps)
	if len(steps) > maxEdges {
		steps = steps[:maxEdges]
	}
	var values []report.Value
	for _, step := range steps {
		var hold, fail []string
		for _, c := range conditions(expr) {
			if text, ok := o.condition(c, r, with, step); ok {
				hold = append(hold, text)
			} else {
				fail = append(fail, text)
			}
		}
		text := strings.Join(hold, " and ")
		if len(fail) > 0 {
			text = strings.Join(fail, "; ")
		} else if i != nil {
			text += since(i.line.Got, step, o.result.Interval)
		}
		values = append(values, report.Value{Step: step, Text: text})
	}
	return values
}

// since says from when on an alert is active without a break; nothing if it is not.
func since(spans []report.Span, step int, interval time.Duration) string {
	from := -1
	for _, s := range spans {
		switch {
		case s.From > step:
		case s.State == report.Inactive:
			from = -1
		case from < 0:
			from = s.From
		}
	}
	if from < 0 || from == step {
		return ""
	}
	return ", since " + report.Time(time.Duration(from)*interval)
}

// conditions returns the comparisons that all must hold for e to yield something: a, b of (a > 1) and (b > 2).
// Where there is none it is the expression itself.
func conditions(e parser.Expr) []parser.Expr {
	switch e := e.(type) {
	case *parser.ParenExpr:
		return conditions(e.Expr)
	case *parser.BinaryExpr:
		if e.Op == parser.LAND {
			return append(conditions(e.LHS), conditions(e.RHS)...)
		}
	}
	return []parser.Expr{e}
}

// condition tells what a condition was for an instance at a step, and whether it held: "14 < 20", "24.9 < 20 is false".
func (o *outcome) condition(c parser.Expr, r rules.PlainRule, instance labels.Labels, step int) (string, bool) {
	sides := []parser.Expr{c}
	b, comparison := c.(*parser.BinaryExpr)
	comparison = comparison && b.Op.IsComparisonOperator()
	bool01 := comparison && b.ReturnBool // yields 0 where it does not hold
	if comparison {
		sides = []parser.Expr{b.LHS, b.RHS}
	}
	values := make([]float64, len(sides))
	for i, side := range sides {
		v, ok := o.valueOf(side, r, instance, step)
		if !ok {
			return o.missing(side, step), false
		}
		values[i] = v
	}
	switch {
	case bool01 && !engine.Holds(b.Op, values[0], values[1]):
		return fmt.Sprintf("%s %s bool %s = 0, which bool keeps", report.Number(values[0]), b.Op, report.Number(values[1])), true
	case bool01:
		return fmt.Sprintf("%s %s bool %s = 1", report.Number(values[0]), b.Op, report.Number(values[1])), true
	case !comparison:
		return fmt.Sprintf("%s = %s", clip(oneLine(c), 60), report.Number(values[0])), true
	}
	text := fmt.Sprintf("%s %s %s", report.Number(values[0]), b.Op, report.Number(values[1]))
	if !engine.Holds(b.Op, values[0], values[1]) {
		return text + " is false", false
	}
	return text, true
}

// oneLine prints an expression on one line.
func oneLine(e parser.Expr) string { return strings.Join(strings.Fields(e.String()), " ") }

// valueOf returns what an expression yields for an instance: the first sample whose labels do not contradict it.
func (o *outcome) valueOf(e parser.Expr, r rules.PlainRule, instance labels.Labels, step int) (float64, bool) {
	if n, ok := e.(*parser.NumberLiteral); ok {
		return n.Val, true
	}
	got, err := o.run.Query(o.ctx, e.String(), time.Duration(step)*o.result.Interval)
	if err != nil {
		return 0, false
	}
	switch got := got.(type) {
	case promql.Scalar:
		return got.V, true
	case promql.Vector:
		for _, s := range got {
			if s.H == nil && agrees(s.Metric, r, instance) {
				return s.F, true
			}
		}
	}
	return 0, false
}

// agrees reports whether the labels that a sample shares with an instance, and the rule does not set, are equal.
func agrees(sample labels.Labels, r rules.PlainRule, instance labels.Labels) bool {
	ok := true
	sample.Range(func(l labels.Label) {
		if _, set := r.Labels[l.Name]; set || l.Name == model.MetricNameLabel || l.Name == labels.AlertName {
			return
		}
		ok = ok && (!instance.Has(l.Name) || instance.Get(l.Name) == l.Value)
	})
	return ok
}
