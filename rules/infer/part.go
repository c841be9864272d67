package infer

import (
	"slices"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// part is how many times a part of the right side of a quotient the left side is, such as 100; 0 if it is not known to be one.
type part float64

// narrow returns the interval of the quotient of a part and its whole.
func (p part) narrow(i Interval) Interval {
	if p <= 0 || i.Max <= float64(p) {
		return i
	}
	i.Max, i.MaxOpen = float64(p), false
	return i
}

// partOf tells whether the left side of e is a part of the right side: the sum of some of the series of which that is the sum,
// or what is known to be, such as the free bytes of a filesystem.
func (w *walker) partOf(e *parser.BinaryExpr) part {
	if e.Op != parser.DIV {
		return 0
	}
	left, factor := withoutFactor(e.LHS)
	right := unparen(e.RHS)
	l, isLeft := left.(*parser.AggregateExpr)
	r, isRight := right.(*parser.AggregateExpr)
	same := !e.VectorMatching.On && len(e.VectorMatching.MatchingLabels) == 0
	switch {
	case isLeft && isRight && w.sumsOfPart(e, l, r):
		return part(factor)
	case !isLeft && !isRight && same && w.series(left, right) && w.nonNegative(right):
		return part(factor)
	default:
		return 0
	}
}

// withoutFactor takes a constant factor off an expression.
func withoutFactor(e parser.Expr) (parser.Expr, float64) {
	e = unparen(e)
	b, ok := e.(*parser.BinaryExpr)
	if !ok || b.Op != parser.MUL || b.VectorMatching != nil {
		return e, 1
	}
	if factor, ok := Constant(b.LHS); ok {
		return unparen(b.RHS), factor
	}
	if factor, ok := Constant(b.RHS); ok {
		return unparen(b.LHS), factor
	}
	return e, 1
}

// sumsOfPart tells whether l adds up, or counts, some of the series of r, in the same groups.
func (w *walker) sumsOfPart(e *parser.BinaryExpr, l, r *parser.AggregateExpr) bool {
	switch {
	case l.Op == parser.SUM && r.Op == parser.COUNT && l.Without == r.Without: // how many of what is 0 or 1
		return sameGroups(e.VectorMatching, l, r) && w.series(l.Expr, r.Expr) && w.nonNegative(l.Expr) && w.atMostOne(l.Expr)
	case l.Op != r.Op || l.Op != parser.SUM && l.Op != parser.COUNT || l.Without != r.Without:
		return false
	case !sameGroups(e.VectorMatching, l, r) || !w.series(filteredFrom(l.Expr), filteredFrom(r.Expr)):
		return false
	case unparen(r.Expr) != filteredFrom(r.Expr) && !sameText(l.Expr, r.Expr):
		return false // the whole is filtered, too, and perhaps by more
	default:
		return l.Op == parser.COUNT || w.nonNegative(r.Expr)
	}
}

// sameGroups tells whether each group of l is matched with the group of r that its series are in.
func sameGroups(m *parser.VectorMatching, l, r *parser.AggregateExpr) bool {
	inner, outer := sortedNames(l.Grouping), sortedNames(r.Grouping)
	if l.Without {
		return slices.Equal(inner, outer) && !m.On && len(m.MatchingLabels) == 0
	}
	matched := sortedNames(m.MatchingLabels)
	if !m.On {
		matched = slices.DeleteFunc(slices.Clone(inner), func(name string) bool { return slices.Contains(m.MatchingLabels, name) })
	}
	within := !slices.ContainsFunc(outer, func(name string) bool { return !slices.Contains(inner, name) })
	return within && slices.Equal(matched, outer)
}

// filteredFrom returns what comparisons, and and unless select from.
func filteredFrom(e parser.Expr) parser.Expr {
	e = unparen(e)
	b, ok := e.(*parser.BinaryExpr)
	switch {
	case !ok || b.ReturnBool:
		return e
	case b.Op.IsComparisonOperator() && b.VectorMatching == nil && b.RHS.Type() == parser.ValueTypeVector:
		return filteredFrom(b.RHS)
	case b.Op.IsComparisonOperator() && (b.VectorMatching == nil || b.VectorMatching.Card == parser.CardOneToOne && !b.VectorMatching.On && len(b.VectorMatching.MatchingLabels) == 0):
		return filteredFrom(b.LHS)
	case b.Op == parser.LAND || b.Op == parser.LUNLESS:
		return filteredFrom(b.LHS)
	default:
		return e
	}
}

// series tells whether the series of l are some of those of r, label by label, with values that are those of r or parts of them.
func (w *walker) series(l, r parser.Expr) bool {
	l, r = unparen(l), unparen(r)
	switch l := l.(type) {
	case *parser.VectorSelector:
		r, ok := r.(*parser.VectorSelector)
		return ok && w.selectsPart(l, r)
	case *parser.MatrixSelector:
		r, ok := r.(*parser.MatrixSelector)
		return ok && l.Range == r.Range && l.RangeExpr == nil && r.RangeExpr == nil && w.series(l.VectorSelector, r.VectorSelector) &&
			metricName(l.VectorSelector.(*parser.VectorSelector)) == metricName(r.VectorSelector.(*parser.VectorSelector))
	case *parser.Call:
		r, ok := r.(*parser.Call)
		return ok && l.Func.Name == r.Func.Name && len(l.Args) == 1 && len(r.Args) == 1 && additive[l.Func.Name] && w.series(l.Args[0], r.Args[0])
	case *parser.BinaryExpr: // the whole less something
		return l.Op == parser.SUB && l.VectorMatching != nil && !l.VectorMatching.On && len(l.VectorMatching.MatchingLabels) == 0 &&
			w.series(l.LHS, r) && w.nonNegative(l.RHS)
	}
	return false
}

// additive names functions of one range that keep what a series is part of.
var additive = setOf("rate", "increase", "irate", "last_over_time", "sum_over_time", "avg_over_time", "count_over_time")

// selectsPart tells whether l selects some of the series that r selects, or those of a part of each.
func (w *walker) selectsPart(l, r *parser.VectorSelector) bool {
	name, whole := metricName(l), metricName(r)
	if name == "" || name != whole && (w.metrics.Series(name).PartOf != whole || whole == "") {
		return false
	}
	if l.OriginalOffset != r.OriginalOffset || l.OriginalOffsetExpr != nil || r.OriginalOffsetExpr != nil ||
		l.Timestamp != nil || r.Timestamp != nil || l.StartOrEnd != r.StartOrEnd || l.Anchored != r.Anchored || l.Smoothed != r.Smoothed {
		return false
	}
	for _, m := range r.LabelMatchers {
		if m.Name != model.MetricNameLabel && !slices.ContainsFunc(l.LabelMatchers, func(own *labels.Matcher) bool { return implies(own, m) }) {
			return false
		}
	}
	return true
}

// implies tells whether what matches m surely matches other, too.
func implies(m, other *labels.Matcher) bool {
	switch {
	case m.Name != other.Name:
		return false
	case m.Type == other.Type && m.Value == other.Value:
		return true
	default:
		return m.Type == labels.MatchEqual && other.Matches(m.Value)
	}
}

// nonNegative tells whether no value of e is below 0.
func (w *walker) nonNegative(e parser.Expr) bool {
	quiet := *w
	quiet.seen = nil
	return joined(quiet.expr(e)).Value.Min >= 0
}

// atMostOne tells whether no value of e is above 1.
func (w *walker) atMostOne(e parser.Expr) bool {
	quiet := *w
	quiet.seen = nil
	return joined(quiet.expr(e)).Value.Max <= 1
}
