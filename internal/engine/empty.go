package engine

import (
	"math"
	"regexp"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// empty reports whether e surely yields nothing and surely does not fail, at any time, given which selectors find nothing.
// It says no whenever it does not know, and where a duration is computed, which can fail.
func empty(e parser.Expr, nothing func([]*labels.Matcher) bool) bool {
	switch n := e.(type) {
	case *parser.VectorSelector:
		return n.OriginalOffsetExpr == nil && nothing(n.LabelMatchers)
	case *parser.MatrixSelector:
		return n.RangeExpr == nil && plain(n.VectorSelector) && empty(n.VectorSelector, nothing)
	case *parser.SubqueryExpr:
		return n.RangeExpr == nil && n.StepExpr == nil && n.OriginalOffsetExpr == nil && empty(n.Expr, nothing)
	case *parser.ParenExpr:
		return empty(n.Expr, nothing)
	case *parser.UnaryExpr:
		return empty(n.Expr, nothing)
	case *parser.AggregateExpr:
		return safeParam(n) && empty(n.Expr, nothing)
	case *parser.BinaryExpr:
		return emptyBinary(n, nothing)
	case *parser.Call:
		return emptyCall(n, nothing)
	}
	return false
}

// plain reports whether a range selector goes with every function: an anchored or smoothed one makes most of them fail.
func plain(e parser.Expr) bool {
	s, ok := e.(*parser.VectorSelector)
	return ok && !s.Anchored && !s.Smoothed
}

// safeParam reports whether the parameter of an aggregation cannot make it fail.
func safeParam(n *parser.AggregateExpr) bool {
	switch p := n.Param.(type) {
	case nil:
		return true
	case *parser.NumberLiteral:
		return math.Abs(p.Val) < 1<<53
	case *parser.StringLiteral:
		return n.Op == parser.COUNT_VALUES && model.UTF8Validation.IsValidLabelName(p.Val)
	}
	return false
}

// emptyBinary needs the other side to be unable to fail where only one side decides, so it asks that of every selector below:
// a side that is not known to be empty is evaluated too.
func emptyBinary(n *parser.BinaryExpr, nothing func([]*labels.Matcher) bool) bool {
	left, right := n.LHS.Type() == parser.ValueTypeVector, n.RHS.Type() == parser.ValueTypeVector
	switch {
	case left && right:
		if m := n.VectorMatching; m != nil && (m.FillValues.LHS != nil || m.FillValues.RHS != nil) {
			return false
		}
		return empty(n.LHS, nothing) && empty(n.RHS, nothing)
	case left:
		return empty(n.LHS, nothing) && harmless(n.RHS)
	case right:
		return empty(n.RHS, nothing) && harmless(n.LHS)
	}
	return false
}

// harmless reports whether evaluating a scalar surely does not fail.
func harmless(e parser.Expr) bool {
	switch n := e.(type) {
	case *parser.NumberLiteral:
		return true
	case *parser.ParenExpr:
		return harmless(n.Expr)
	case *parser.UnaryExpr:
		return harmless(n.Expr)
	case *parser.BinaryExpr:
		return harmless(n.LHS) && harmless(n.RHS)
	case *parser.Call:
		return len(n.Args) == 0
	}
	return false
}

// emptyCall knows the functions that yield one element per element of their argument, or none.
func emptyCall(n *parser.Call, nothing func([]*labels.Matcher) bool) bool {
	if !elementwise[n.Func.Name] || len(n.Args) == 0 || !safeArgs(n) {
		return false
	}
	found := false
	for _, arg := range n.Args {
		switch arg.Type() {
		case parser.ValueTypeVector, parser.ValueTypeMatrix:
			if !empty(arg, nothing) {
				return false
			}
			found = true
		case parser.ValueTypeScalar:
			if !harmless(arg) {
				return false
			}
		}
	}
	return found
}

// safeArgs reports whether the strings that a function gets cannot make it fail.
func safeArgs(n *parser.Call) bool {
	text := func(i int) (string, bool) {
		if i >= len(n.Args) {
			return "", false
		}
		s, ok := n.Args[i].(*parser.StringLiteral)
		if !ok {
			return "", false
		}
		return s.Val, true
	}
	switch n.Func.Name {
	case "label_replace":
		pattern, ok := text(4)
		if _, err := regexp.Compile("^(?s:" + pattern + ")$"); err != nil || !ok {
			return false
		}
		target, ok := text(1)
		return ok && model.UTF8Validation.IsValidLabelName(target)
	case "label_join":
		for i := 1; i < len(n.Args); i++ {
			if label, ok := text(i); !ok || i != 2 && !model.UTF8Validation.IsValidLabelName(label) {
				return false
			}
		}
	}
	return true
}

// elementwise are the functions known to yield nothing for an empty vector or matrix.
var elementwise = set(
	"abs", "ceil", "clamp", "clamp_max", "clamp_min", "day_of_month", "day_of_week", "day_of_year", "days_in_month", "exp", "floor",
	"histogram_avg", "histogram_count", "histogram_fraction", "histogram_quantile", "histogram_stddev", "histogram_stdvar",
	"histogram_sum", "hour", "label_join", "label_replace", "ln", "log10", "log2", "minute", "month", "round", "sgn", "sort",
	"sort_desc", "sqrt", "timestamp", "year",
	"avg_over_time", "changes", "count_over_time", "delta", "deriv", "idelta", "increase", "irate", "last_over_time",
	"max_over_time", "min_over_time", "predict_linear", "present_over_time", "quantile_over_time", "rate", "resets",
	"stddev_over_time", "stdvar_over_time", "sum_over_time",
)

func set(names ...string) map[string]bool {
	m := make(map[string]bool, len(names))
	for _, name := range names {
		m[name] = true
	}
	return m
}
