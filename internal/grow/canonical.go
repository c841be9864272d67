package grow

import (
	"fmt"
	"math"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// Canonical spells a tree without regard to parentheses and positions: two trees mean the same if their spellings are equal.
func Canonical(e parser.Expr) string {
	switch e := e.(type) {
	case *parser.AggregateExpr:
		return fmt.Sprintf("(%s %q %v %s)", e.Op, e.Grouping, e.Without, all(arguments(e)))
	case *parser.BinaryExpr:
		return fmt.Sprintf("(%s %v %s %s %s)", e.Op, e.ReturnBool, matching(e.VectorMatching), Canonical(e.LHS), Canonical(e.RHS))
	case *parser.Call:
		return fmt.Sprintf("(%s %s)", e.Func.Name, all(e.Args))
	case *parser.DurationExpr:
		if e == nil {
			return "-"
		}
		return e.String()
	case *parser.MatrixSelector:
		return fmt.Sprintf("(range %v %s %s)", e.Range, Canonical(e.RangeExpr), Canonical(e.VectorSelector))
	case *parser.NumberLiteral:
		return fmt.Sprintf("%x", math.Float64bits(e.Val))
	case *parser.ParenExpr:
		return Canonical(e.Expr)
	case *parser.StepInvariantExpr:
		return Canonical(e.Expr)
	case *parser.StringLiteral:
		return fmt.Sprintf("%q", e.Val)
	case *parser.SubqueryExpr:
		return fmt.Sprintf("(subquery %v %s %v %s %v %s %s %v %s)", e.Range, Canonical(e.RangeExpr), e.Step, Canonical(e.StepExpr),
			e.OriginalOffset, Canonical(e.OriginalOffsetExpr), timestamp(e.Timestamp), e.StartOrEnd, Canonical(e.Expr))
	case *parser.UnaryExpr:
		return fmt.Sprintf("(%s %s)", e.Op, Canonical(e.Expr))
	case *parser.VectorSelector:
		matchers := []string{}
		for _, m := range e.LabelMatchers {
			if m.Name != model.MetricNameLabel {
				matchers = append(matchers, m.String())
			}
		}
		return fmt.Sprintf("(%s %q %v %s %s %v %v %v)", metricName(e), matchers, e.OriginalOffset, Canonical(e.OriginalOffsetExpr),
			timestamp(e.Timestamp), e.StartOrEnd, e.Anchored, e.Smoothed)
	}
	panic(fmt.Sprintf("unexpected %T", e))
}

func metricName(e *parser.VectorSelector) string {
	for _, m := range e.LabelMatchers {
		if m.Name == model.MetricNameLabel {
			return m.String()
		}
	}
	if e.Name == "" {
		return ""
	}
	return labels.MustNewMatcher(labels.MatchEqual, model.MetricNameLabel, e.Name).String()
}

func timestamp(t *int64) string {
	if t == nil {
		return "-"
	}
	return fmt.Sprint(*t)
}

func matching(m *parser.VectorMatching) string {
	if m == nil {
		return "-"
	}
	fill := func(f *float64) string {
		if f == nil {
			return "-"
		}
		return fmt.Sprint(*f)
	}
	return fmt.Sprintf("[%v %v %q %q %s %s]", m.Card, m.On, m.MatchingLabels, m.Include, fill(m.FillValues.LHS), fill(m.FillValues.RHS))
}

func all(args []parser.Expr) string {
	spelled := make([]string, len(args))
	for i, arg := range args {
		spelled[i] = Canonical(arg)
	}
	return strings.Join(spelled, " ")
}

// arguments returns what stands between an aggregation's parentheses.
func arguments(e *parser.AggregateExpr) []parser.Expr {
	if e.Param == nil {
		return []parser.Expr{e.Expr}
	}
	return []parser.Expr{e.Param, e.Expr}
}
