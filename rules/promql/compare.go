package promql

import "github.com/prometheus/prometheus/promql/parser"

// Eq keeps the series whose value is n: v == n.
func (v operators) Eq(n Num) Instant { return v.num("Eq", parser.EQLC, n) }

// Ne keeps the series whose value is not n: v != n.
func (v operators) Ne(n Num) Instant { return v.num("Ne", parser.NEQ, n) }

// Gt keeps the series above n: v > n.
func (v operators) Gt(n Num) Instant { return v.num("Gt", parser.GTR, n) }

// Ge keeps the series at or above n: v >= n.
func (v operators) Ge(n Num) Instant { return v.num("Ge", parser.GTE, n) }

// Lt keeps the series below n: v < n.
func (v operators) Lt(n Num) Instant { return v.num("Lt", parser.LSS, n) }

// Le keeps the series at or below n: v <= n.
func (v operators) Le(n Num) Instant { return v.num("Le", parser.LTE, n) }

// EqVector keeps the series of v that equal theirs of w: v == w.
func (v operators) EqVector(w Vector, m ...Matching) Instant {
	return v.match("EqVector", parser.EQLC, w, m)
}

// NeVector keeps the series of v that differ from theirs of w: v != w.
func (v operators) NeVector(w Vector, m ...Matching) Instant {
	return v.match("NeVector", parser.NEQ, w, m)
}

// GtVector keeps the series of v above theirs of w: v > w.
func (v operators) GtVector(w Vector, m ...Matching) Instant {
	return v.match("GtVector", parser.GTR, w, m)
}

// GeVector keeps the series of v at or above theirs of w: v >= w.
func (v operators) GeVector(w Vector, m ...Matching) Instant {
	return v.match("GeVector", parser.GTE, w, m)
}

// LtVector keeps the series of v below theirs of w: v < w.
func (v operators) LtVector(w Vector, m ...Matching) Instant {
	return v.match("LtVector", parser.LSS, w, m)
}

// LeVector keeps the series of v at or below theirs of w: v <= w.
func (v operators) LeVector(w Vector, m ...Matching) Instant {
	return v.match("LeVector", parser.LTE, w, m)
}

// EqScalar keeps the series that equal s: v == s.
func (v operators) EqScalar(s Scalar) Instant { return v.scalar("EqScalar", parser.EQLC, s) }

// NeScalar keeps the series that differ from s: v != s.
func (v operators) NeScalar(s Scalar) Instant { return v.scalar("NeScalar", parser.NEQ, s) }

// GtScalar keeps the series above s: v > s.
func (v operators) GtScalar(s Scalar) Instant { return v.scalar("GtScalar", parser.GTR, s) }

// GeScalar keeps the series at or above s: v >= s.
func (v operators) GeScalar(s Scalar) Instant { return v.scalar("GeScalar", parser.GTE, s) }

// LtScalar keeps the series below s: v < s.
func (v operators) LtScalar(s Scalar) Instant { return v.scalar("LtScalar", parser.LSS, s) }

// LeScalar keeps the series at or below s: v <= s.
func (v operators) LeScalar(s Scalar) Instant { return v.scalar("LeScalar", parser.LTE, s) }
