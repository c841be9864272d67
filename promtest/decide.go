package promtest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/promtest/report"
	"github.com/promwright/promwright/rules"
)

// maxEdges limits the instants at which a failure tells the values that decided.
const maxEdges = 4

// decided returns the timeline of i with the values that decided it at the edges in [first, past).
func (o *outcome) decided(i *instance, first, past int) *report.Alert {
	o.fillWant(i)
	if i.line.Because == nil {
		edges := edges(i.line.Got, first, past)
		edges = append(edges, edgesOf(i.line.Want, first, past)...)
		i.line.Because = o.because(*i.alert.Rule, i.alert.Labels, edges)
	}
	return i.line
}

// absent returns the timeline of an instance that never was, with the values that decided so.
func (o *outcome) absent(alert string, with Labels, first, past int) *report.Alert {
	l := &report.Alert{Name: alert, Labels: with}
	l.Want = o.wanted(alert, func(subset Labels) bool {
		for name, value := range subset {
			if with[name] != value {
				return false
			}
		}
		return true
	})
	for _, g := range o.groups {
		for _, r := range g.Rules {
			if r.Alert == alert && l.Because == nil {
				l.For, l.KeepFiringFor = r.For, r.KeepFiringFor
				l.Because = o.because(r, labels.FromMap(with), []int{first})
			}
		}
	}
	return l
}

// edges returns the steps in [first, past) at which spans change state, or first alone.
func edges(spans []report.Span, first, past int) []int {
	return append([]int{first}, edgesOf(spans, first, past)...)
}

func edgesOf(spans []report.Span, first, past int) []int {
	var steps []int
	for _, s := range spans {
		if first <= s.From && s.From < past && s.From > 0 {
			steps = append(steps, s.From)
		}
	}
	return steps
}

// because evaluates the conditions of a rule at the given steps.
func (o *outcome) because(r rules.PlainRule, instance labels.Labels, steps []int) []report.Value {
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
		var texts []string
		for _, c := range conditions(expr) {
			texts = append(texts, o.condition(c, r, instance, step))
		}
		if len(texts) > 0 {
			values = append(values, report.Value{Step: step, Text: strings.Join(texts, "; ")})
		}
	}
	return values
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

// condition tells what a condition was for an instance at a step: "14 < 20", "24.9 < 20 is false".
func (o *outcome) condition(c parser.Expr, r rules.PlainRule, instance labels.Labels, step int) string {
	b, ok := c.(*parser.BinaryExpr)
	if !ok || !b.Op.IsComparisonOperator() || b.ReturnBool {
		v, ok := o.valueOf(c, r, instance, step)
		if !ok {
			return clip(oneLine(c), 60) + ": no value"
		}
		return fmt.Sprintf("%s = %s", clip(oneLine(c), 60), report.Number(v))
	}
	left, okLeft := o.valueOf(b.LHS, r, instance, step)
	right, okRight := o.valueOf(b.RHS, r, instance, step)
	switch {
	case !okLeft:
		return clip(oneLine(b.LHS), 60) + ": no value"
	case !okRight:
		return clip(oneLine(b.RHS), 60) + ": no value"
	}
	text := fmt.Sprintf("%s %s %s", report.Number(left), b.Op, report.Number(right))
	if !holds(b.Op, left, right) {
		text += " is false"
	}
	return text
}

func holds(op parser.ItemType, a, b float64) bool {
	switch op {
	case parser.EQLC:
		return a == b
	case parser.NEQ:
		return a != b
	case parser.GTR:
		return a > b
	case parser.LSS:
		return a < b
	case parser.GTE:
		return a >= b
	case parser.LTE:
		return a <= b
	}
	return false
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
		if _, set := r.Labels[l.Name]; set || l.Name == labels.MetricName || l.Name == labels.AlertName {
			return
		}
		ok = ok && (!instance.Has(l.Name) || instance.Get(l.Name) == l.Value)
	})
	return ok
}
