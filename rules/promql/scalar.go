package promql

import "github.com/prometheus/prometheus/promql/parser"

// Scalar is an expression that yields one number without labels. It stands on the left of operators where a number does in
// PromQL: 1 - v is Number(1).Sub(v), 100 * v is Number(100).MulVector(v). Its operators have the names that they have on vectors.
type Scalar struct{ base }

// Number is the number n.
func Number(n Num) Scalar { return number(n) }

// Time is time(): the time of the evaluation, in seconds since the Unix epoch.
func Time() Scalar { return scalar("Time", "time") }

// Pi is pi().
func Pi() Scalar { return scalar("Pi", "pi") }

// ScalarOf is scalar(v): the value of the only series of v, NaN if v has none or several.
func ScalarOf(v Vector) Scalar { return scalar("ScalarOf", "scalar", v) }

// VectorOf is vector(n): one series without labels.
func VectorOf(n Num) Instant { return instant(call("VectorOf", "vector", number(n))) }

// VectorOfScalar is vector(s): one series without labels.
func VectorOfScalar(s Scalar) Instant { return instant(call("VectorOfScalar", "vector", s)) }

// scalar returns a call of PromQL's function name as a scalar.
func scalar(goName, name string, args ...Expr) Scalar {
	return Scalar{base{call(goName, name, args...)}}
}

// number returns n as a scalar.
func number(n Num) Scalar {
	return Scalar{base{build("Number", nil, nil, func([]parser.Expr) parser.Expr {
		return &parser.NumberLiteral{Val: float64(n)}
	})}}
}

// Add is s + v.
func (s Scalar) Add(v Vector) Instant { return s.onLeft("Add", parser.ADD, v) }

// Sub is s - v: the seconds since a timestamp are Time().Sub(v).
func (s Scalar) Sub(v Vector) Instant { return s.onLeft("Sub", parser.SUB, v) }

// Div is s / v.
func (s Scalar) Div(v Vector) Instant { return s.onLeft("Div", parser.DIV, v) }

// MulVector is s * v.
func (s Scalar) MulVector(v Vector) Instant { return s.onLeft("MulVector", parser.MUL, v) }

// ModVector is s % v.
func (s Scalar) ModVector(v Vector) Instant { return s.onLeft("ModVector", parser.MOD, v) }

// PowVector is s ^ v.
func (s Scalar) PowVector(v Vector) Instant { return s.onLeft("PowVector", parser.POW, v) }

// Atan2Vector is s atan2 v: the angle of the point (v, s), in radians.
func (s Scalar) Atan2Vector(v Vector) Instant { return s.onLeft("Atan2Vector", parser.ATAN2, v) }

// EqVector yields s for each series of v that equals it: s == v.
func (s Scalar) EqVector(v Vector) Instant { return s.onLeft("EqVector", parser.EQLC, v) }

// NeVector yields the series of v that differ from s: s != v.
func (s Scalar) NeVector(v Vector) Instant { return s.onLeft("NeVector", parser.NEQ, v) }

// GtVector yields the series of v below s: s > v.
func (s Scalar) GtVector(v Vector) Instant { return s.onLeft("GtVector", parser.GTR, v) }

// GeVector yields the series of v at or below s: s >= v.
func (s Scalar) GeVector(v Vector) Instant { return s.onLeft("GeVector", parser.GTE, v) }

// LtVector yields the series of v above s: s < v.
func (s Scalar) LtVector(v Vector) Instant { return s.onLeft("LtVector", parser.LSS, v) }

// LeVector yields the series of v at or above s: s <= v.
func (s Scalar) LeVector(v Vector) Instant { return s.onLeft("LeVector", parser.LTE, v) }

// Mul is s * n.
func (s Scalar) Mul(n Num) Scalar { return s.scalar("Mul", parser.MUL, number(n)) }

// Mod is s % n.
func (s Scalar) Mod(n Num) Scalar { return s.scalar("Mod", parser.MOD, number(n)) }

// Pow is s ^ n.
func (s Scalar) Pow(n Num) Scalar { return s.scalar("Pow", parser.POW, number(n)) }

// Atan2 is s atan2 n: the angle of the point (n, s), in radians.
func (s Scalar) Atan2(n Num) Scalar { return s.scalar("Atan2", parser.ATAN2, number(n)) }

// AddNum is s + n.
func (s Scalar) AddNum(n Num) Scalar { return s.scalar("AddNum", parser.ADD, number(n)) }

// SubNum is s - n.
func (s Scalar) SubNum(n Num) Scalar { return s.scalar("SubNum", parser.SUB, number(n)) }

// DivNum is s / n.
func (s Scalar) DivNum(n Num) Scalar { return s.scalar("DivNum", parser.DIV, number(n)) }

// AddScalar is s + t.
func (s Scalar) AddScalar(t Scalar) Scalar { return s.scalar("AddScalar", parser.ADD, t) }

// SubScalar is s - t.
func (s Scalar) SubScalar(t Scalar) Scalar { return s.scalar("SubScalar", parser.SUB, t) }

// MulScalar is s * t.
func (s Scalar) MulScalar(t Scalar) Scalar { return s.scalar("MulScalar", parser.MUL, t) }

// DivScalar is s / t.
func (s Scalar) DivScalar(t Scalar) Scalar { return s.scalar("DivScalar", parser.DIV, t) }

// ModScalar is s % t.
func (s Scalar) ModScalar(t Scalar) Scalar { return s.scalar("ModScalar", parser.MOD, t) }

// PowScalar is s ^ t.
func (s Scalar) PowScalar(t Scalar) Scalar { return s.scalar("PowScalar", parser.POW, t) }

// Atan2Scalar is s atan2 t: the angle of the point (t, s), in radians.
func (s Scalar) Atan2Scalar(t Scalar) Scalar { return s.scalar("Atan2Scalar", parser.ATAN2, t) }

// Neg is -s.
func (s Scalar) Neg() Scalar { return Scalar{base{negative(s)}} }

func (s Scalar) onLeft(call string, op parser.ItemType, v Vector) Instant {
	return instant(binary(call, op, s, v, nil))
}

func (s Scalar) scalar(call string, op parser.ItemType, t Scalar) Scalar {
	return Scalar{base{binary(call, op, s, t, nil)}}
}
