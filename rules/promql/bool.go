package promql

import "github.com/prometheus/prometheus/promql/parser"

// BoolVector has the comparisons of a vector that yield 1 for the series where they hold and 0 for the others, instead of keeping the
// first and dropping the others: v.Bool().Gt(1) is v > bool 1. As the condition of an alert it is always met.
type BoolVector struct{ v operators }

// Bool makes the comparison that follows yield 1 or 0 for every series: v.Bool().Gt(1) is v > bool 1.
func (v operators) Bool() BoolVector { return BoolVector{v} }

// Eq is 1 where v equals n, else 0: v == bool n.
func (b BoolVector) Eq(n Num) Instant { return b.compare("Eq", parser.EQLC, number(n), nil) }

// EqScalar is 1 where v equals s, else 0: v == bool s.
func (b BoolVector) EqScalar(s Scalar) Instant {
	return b.compare("EqScalar", parser.EQLC, s, nil)
}

// EqVector is 1 where v equals its match of w, else 0: v == bool w.
func (b BoolVector) EqVector(w Vector, m ...Matching) Instant {
	return b.compare("EqVector", parser.EQLC, w, m)
}

// Ne is 1 where v differs from n, else 0: v != bool n.
func (b BoolVector) Ne(n Num) Instant { return b.compare("Ne", parser.NEQ, number(n), nil) }

// NeScalar is 1 where v differs from s, else 0: v != bool s.
func (b BoolVector) NeScalar(s Scalar) Instant {
	return b.compare("NeScalar", parser.NEQ, s, nil)
}

// NeVector is 1 where v differs from its match of w, else 0: v != bool w.
func (b BoolVector) NeVector(w Vector, m ...Matching) Instant {
	return b.compare("NeVector", parser.NEQ, w, m)
}

// Gt is 1 where v is above n, else 0: v > bool n.
func (b BoolVector) Gt(n Num) Instant { return b.compare("Gt", parser.GTR, number(n), nil) }

// GtScalar is 1 where v is above s, else 0: v > bool s.
func (b BoolVector) GtScalar(s Scalar) Instant {
	return b.compare("GtScalar", parser.GTR, s, nil)
}

// GtVector is 1 where v is above its match of w, else 0: v > bool w.
func (b BoolVector) GtVector(w Vector, m ...Matching) Instant {
	return b.compare("GtVector", parser.GTR, w, m)
}

// Ge is 1 where v is at or above n, else 0: v >= bool n.
func (b BoolVector) Ge(n Num) Instant { return b.compare("Ge", parser.GTE, number(n), nil) }

// GeScalar is 1 where v is at or above s, else 0: v >= bool s.
func (b BoolVector) GeScalar(s Scalar) Instant {
	return b.compare("GeScalar", parser.GTE, s, nil)
}

// GeVector is 1 where v is at or above its match of w, else 0: v >= bool w.
func (b BoolVector) GeVector(w Vector, m ...Matching) Instant {
	return b.compare("GeVector", parser.GTE, w, m)
}

// Lt is 1 where v is below n, else 0: v < bool n.
func (b BoolVector) Lt(n Num) Instant { return b.compare("Lt", parser.LSS, number(n), nil) }

// LtScalar is 1 where v is below s, else 0: v < bool s.
func (b BoolVector) LtScalar(s Scalar) Instant {
	return b.compare("LtScalar", parser.LSS, s, nil)
}

// LtVector is 1 where v is below its match of w, else 0: v < bool w.
func (b BoolVector) LtVector(w Vector, m ...Matching) Instant {
	return b.compare("LtVector", parser.LSS, w, m)
}

// Le is 1 where v is at or below n, else 0: v <= bool n.
func (b BoolVector) Le(n Num) Instant { return b.compare("Le", parser.LTE, number(n), nil) }

// LeScalar is 1 where v is at or below s, else 0: v <= bool s.
func (b BoolVector) LeScalar(s Scalar) Instant {
	return b.compare("LeScalar", parser.LTE, s, nil)
}

// LeVector is 1 where v is at or below its match of w, else 0: v <= bool w.
func (b BoolVector) LeVector(w Vector, m ...Matching) Instant {
	return b.compare("LeVector", parser.LTE, w, m)
}

func (b BoolVector) compare(call string, op parser.ItemType, right Expr, m []Matching) Instant {
	return instant(boolean(binary(call, op, Instant{b.v}, right, m)))
}

// boolean makes the comparison that n has just been built of yield 1 or 0.
func boolean(n *node) *node {
	if e, ok := n.tree.(*parser.BinaryExpr); ok {
		e.ReturnBool = true
	}
	return n
}
