package promql

import "github.com/prometheus/prometheus/promql/parser"

// BoolScalar has the comparisons of a scalar, which yield 1 or 0: Time().Bool().Gt(1e9) is time() > bool 1e9.
type BoolScalar struct{ s Scalar }

// Bool makes the comparison that follows yield 1 or 0: s.Bool().Gt(1) is s > bool 1. Scalars cannot be compared otherwise.
func (s Scalar) Bool() BoolScalar { return BoolScalar{s} }

// Eq is 1 if s equals n, else 0: s == bool n.
func (b BoolScalar) Eq(n Num) Scalar { return b.compare("Eq", parser.EQLC, number(n)) }

// EqScalar is 1 if s equals t, else 0: s == bool t.
func (b BoolScalar) EqScalar(t Scalar) Scalar { return b.compare("EqScalar", parser.EQLC, t) }

// EqVector is 1 for the series of v that s equals, else 0: s == bool v.
func (b BoolScalar) EqVector(v Vector) Instant {
	return instant(boolean(binary("EqVector", parser.EQLC, b.s, v, nil)))
}

// Ne is 1 if s differs from n, else 0: s != bool n.
func (b BoolScalar) Ne(n Num) Scalar { return b.compare("Ne", parser.NEQ, number(n)) }

// NeScalar is 1 if s differs from t, else 0: s != bool t.
func (b BoolScalar) NeScalar(t Scalar) Scalar { return b.compare("NeScalar", parser.NEQ, t) }

// NeVector is 1 for the series of v that s differs from, else 0: s != bool v.
func (b BoolScalar) NeVector(v Vector) Instant {
	return instant(boolean(binary("NeVector", parser.NEQ, b.s, v, nil)))
}

// Gt is 1 if s is above n, else 0: s > bool n.
func (b BoolScalar) Gt(n Num) Scalar { return b.compare("Gt", parser.GTR, number(n)) }

// GtScalar is 1 if s is above t, else 0: s > bool t.
func (b BoolScalar) GtScalar(t Scalar) Scalar { return b.compare("GtScalar", parser.GTR, t) }

// GtVector is 1 for the series of v that s is above, else 0: s > bool v.
func (b BoolScalar) GtVector(v Vector) Instant {
	return instant(boolean(binary("GtVector", parser.GTR, b.s, v, nil)))
}

// Ge is 1 if s is at or above n, else 0: s >= bool n.
func (b BoolScalar) Ge(n Num) Scalar { return b.compare("Ge", parser.GTE, number(n)) }

// GeScalar is 1 if s is at or above t, else 0: s >= bool t.
func (b BoolScalar) GeScalar(t Scalar) Scalar { return b.compare("GeScalar", parser.GTE, t) }

// GeVector is 1 for the series of v that s is at or above, else 0: s >= bool v.
func (b BoolScalar) GeVector(v Vector) Instant {
	return instant(boolean(binary("GeVector", parser.GTE, b.s, v, nil)))
}

// Lt is 1 if s is below n, else 0: s < bool n.
func (b BoolScalar) Lt(n Num) Scalar { return b.compare("Lt", parser.LSS, number(n)) }

// LtScalar is 1 if s is below t, else 0: s < bool t.
func (b BoolScalar) LtScalar(t Scalar) Scalar { return b.compare("LtScalar", parser.LSS, t) }

// LtVector is 1 for the series of v that s is below, else 0: s < bool v.
func (b BoolScalar) LtVector(v Vector) Instant {
	return instant(boolean(binary("LtVector", parser.LSS, b.s, v, nil)))
}

// Le is 1 if s is at or below n, else 0: s <= bool n.
func (b BoolScalar) Le(n Num) Scalar { return b.compare("Le", parser.LTE, number(n)) }

// LeScalar is 1 if s is at or below t, else 0: s <= bool t.
func (b BoolScalar) LeScalar(t Scalar) Scalar { return b.compare("LeScalar", parser.LTE, t) }

// LeVector is 1 for the series of v that s is at or below, else 0: s <= bool v.
func (b BoolScalar) LeVector(v Vector) Instant {
	return instant(boolean(binary("LeVector", parser.LTE, b.s, v, nil)))
}

func (b BoolScalar) compare(call string, op parser.ItemType, right Expr) Scalar {
	return Scalar{base{boolean(binary(call, op, b.s, right, nil))}}
}
