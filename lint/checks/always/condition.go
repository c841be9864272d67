package always

import (
	"math"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint/checks/internal/look"
	"github.com/promwright/promwright/rules/infer"
)

// unconditional returns the part of an expression that yields something whenever its metrics are there, whatever their values;
// nil if there is none, or if that is not known.
func unconditional(a *infer.Analysis, e parser.Expr) parser.Expr {
	switch e := e.(type) {
	case *parser.ParenExpr:
		return unconditional(a, e.Expr)
	case *parser.BinaryExpr:
		switch {
		case e.Op == parser.LOR:
			if part := unconditional(a, e.LHS); part != nil {
				return part
			}
			if call, ok := look.Unparen(e.RHS).(*parser.Call); ok && call.Func.Name == "vector" {
				return e.RHS // which is there whenever the left side is not
			}
			return unconditional(a, e.RHS)
		case e.ReturnBool && outermost(a, e):
			return nil // another check's business
		case e.Op == parser.LUNLESS || e.Op.IsComparisonOperator() && !e.ReturnBool || filters(e.LHS) || filters(e.RHS):
			return nil
		case e.Op == parser.LAND && (exists(a, e.LHS) || exists(a, e.RHS)):
			return nil // what is there together is a condition
		}
		return e
	case *parser.Call, *parser.AggregateExpr, *parser.UnaryExpr:
		if filters(e) || exists(a, e) {
			return nil
		}
		return e
	case *parser.VectorSelector:
		if exists(a, e) {
			return nil
		}
		return e
	default:
		return nil
	}
}

// filters tells whether something in an expression decides by values, or by what is missing, whether there is a series.
func filters(e parser.Expr) bool {
	found := false
	parser.Inspect(e, func(node parser.Node, _ []parser.Node) error {
		switch n := node.(type) {
		case *parser.BinaryExpr:
			found = found || n.Op == parser.LUNLESS || n.Op.IsComparisonOperator() && !n.ReturnBool
		case *parser.Call:
			switch n.Func.Name {
			case "absent", "absent_over_time", "vector", "time", "hour", "minute", "day_of_week", "day_of_month", "month", "year":
				found = true
			}
		}
		return nil
	})
	return found
}

// exists tells whether an expression may be meant to say that a series is there: a selector, alone or counted, of a metric that
// is not known to be there with whatever value.
func exists(a *infer.Analysis, e parser.Expr) bool {
	switch e := e.(type) {
	case *parser.ParenExpr:
		return exists(a, e.Expr)
	case *parser.AggregateExpr:
		switch e.Op {
		case parser.COUNT, parser.GROUP, parser.COUNT_VALUES:
			return true
		case parser.SUM, parser.MAX, parser.MIN:
			return exists(a, e.Expr)
		}
	case *parser.Call:
		switch e.Func.Name {
		case "label_replace", "label_join", "last_over_time", "max_over_time", "min_over_time", "count_over_time", "present_over_time", "sort", "sort_desc":
			for _, arg := range e.Args {
				if exists(a, arg) {
					return true
				}
			}
		}
	case *parser.MatrixSelector:
		return exists(a, e.VectorSelector)
	case *parser.VectorSelector:
		v := a.At(e).Value()
		always := v.Origin != nil && v.Origin.Sure() && v.Kind != infer.Info && (v.Min < v.Max || math.IsInf(v.Max, 1))
		return !always && !(v.Kind == infer.Boolean && v.Origin == nil && v.Min < v.Max) // which a comparison with bool recorded
	}
	return false
}

// outermost tells whether nothing but set operators is above a comparison.
func outermost(a *infer.Analysis, e parser.Node) bool {
	for outer := a.Outer(e); outer != nil; outer = a.Outer(outer) {
		set, ok := outer.(*parser.BinaryExpr)
		if !ok || !set.Op.IsSetOperator() {
			return false
		}
	}
	return true
}
