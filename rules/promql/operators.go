package promql

import (
	"github.com/prometheus/prometheus/promql/parser"
)

// operators are the operators of an instant vector, embedded by [Instant], [Gauge], [Info] and [Metric].
//
// Each exists under its plain name for the right operand that alerts usually give it, a [Num] for comparisons, Mul, Mod, Pow and Atan2
// and a [Vector] for Add, Sub and Div, and for the other kinds under a name that says which: GtVector, DivNum, SubScalar.
type operators struct{ base }

func (operators) vector() {}

// Mul is v * n.
func (v operators) Mul(n Num) Instant { return v.num("Mul", parser.MUL, n) }

// Mod is v % n.
func (v operators) Mod(n Num) Instant { return v.num("Mod", parser.MOD, n) }

// Pow is v ^ n.
func (v operators) Pow(n Num) Instant { return v.num("Pow", parser.POW, n) }

// Atan2 is v atan2 n: the angle of the point (n, v), in radians.
func (v operators) Atan2(n Num) Instant { return v.num("Atan2", parser.ATAN2, n) }

// AddNum is v + n.
func (v operators) AddNum(n Num) Instant { return v.num("AddNum", parser.ADD, n) }

// SubNum is v - n.
func (v operators) SubNum(n Num) Instant { return v.num("SubNum", parser.SUB, n) }

// DivNum is v / n.
func (v operators) DivNum(n Num) Instant { return v.num("DivNum", parser.DIV, n) }

// Add is v + w.
func (v operators) Add(w Vector, m ...Matching) Instant { return v.match("Add", parser.ADD, w, m) }

// Sub is v - w.
func (v operators) Sub(w Vector, m ...Matching) Instant { return v.match("Sub", parser.SUB, w, m) }

// Div is v / w.
func (v operators) Div(w Vector, m ...Matching) Instant { return v.match("Div", parser.DIV, w, m) }

// MulVector is v * w.
func (v operators) MulVector(w Vector, m ...Matching) Instant {
	return v.match("MulVector", parser.MUL, w, m)
}

// ModVector is v % w.
func (v operators) ModVector(w Vector, m ...Matching) Instant {
	return v.match("ModVector", parser.MOD, w, m)
}

// Atan2Vector is v atan2 w: the angle of the point (w, v), in radians.
func (v operators) Atan2Vector(w Vector, m ...Matching) Instant {
	return v.match("Atan2Vector", parser.ATAN2, w, m)
}

// PowVector is v ^ w.
func (v operators) PowVector(w Vector, m ...Matching) Instant {
	return v.match("PowVector", parser.POW, w, m)
}

// AddScalar is v + s.
func (v operators) AddScalar(s Scalar) Instant { return v.scalar("AddScalar", parser.ADD, s) }

// SubScalar is v - s: the seconds until a timestamp are v.SubScalar(Time()).
func (v operators) SubScalar(s Scalar) Instant { return v.scalar("SubScalar", parser.SUB, s) }

// MulScalar is v * s.
func (v operators) MulScalar(s Scalar) Instant { return v.scalar("MulScalar", parser.MUL, s) }

// DivScalar is v / s.
func (v operators) DivScalar(s Scalar) Instant { return v.scalar("DivScalar", parser.DIV, s) }

// ModScalar is v % s.
func (v operators) ModScalar(s Scalar) Instant { return v.scalar("ModScalar", parser.MOD, s) }

// PowScalar is v ^ s.
func (v operators) PowScalar(s Scalar) Instant { return v.scalar("PowScalar", parser.POW, s) }

// Atan2Scalar is v atan2 s: the angle of the point (s, v), in radians.
func (v operators) Atan2Scalar(s Scalar) Instant { return v.scalar("Atan2Scalar", parser.ATAN2, s) }

// And keeps the series of v that w has too, by default with the same labels.
func (v operators) And(w Vector, m ...SetMatching) Instant { return v.set("And", parser.LAND, w, m) }

// Or is v and those series of w that v does not have.
func (v operators) Or(w Vector, m ...SetMatching) Instant { return v.set("Or", parser.LOR, w, m) }

// Unless keeps the series of v that w does not have.
func (v operators) Unless(w Vector, m ...SetMatching) Instant {
	return v.set("Unless", parser.LUNLESS, w, m)
}

func (v operators) num(call string, op parser.ItemType, n Num) Instant {
	return instant(binary(call, op, Instant{v}, number(n), nil))
}

func (v operators) scalar(call string, op parser.ItemType, s Scalar) Instant {
	return instant(binary(call, op, Instant{v}, s, nil))
}

func (v operators) match(call string, op parser.ItemType, w Vector, m []Matching) Instant {
	return instant(binary(call, op, Instant{v}, w, m))
}

func (v operators) set(call string, op parser.ItemType, w Vector, m []SetMatching) Instant {
	matchings := make([]Matching, len(m))
	for i := range m {
		matchings[i] = m[i]
	}
	return instant(binary(call, op, Instant{v}, w, matchings))
}

// binary returns the node of `left op right`, matched as m says, which may hold one matching.
func binary(call string, op parser.ItemType, left, right Expr, m []Matching) *node {
	var options []error
	var matching parser.VectorMatching
	switch {
	case len(m) > 1:
		options = append(options, errorf(here(), call, "%d matchings are given, want at most 1", len(m)))
	case len(m) == 1:
		var errs []error
		matching, errs = matchingOf(call, m[0])
		options = append(options, errs...)
	}
	if op.IsSetOperator() {
		matching.Card = parser.CardManyToMany
	}
	return build(call, []Expr{left, right}, options, func(trees []parser.Expr) parser.Expr {
		e := &parser.BinaryExpr{Op: op, LHS: trees[0], RHS: trees[1]}
		if trees[0].Type() == parser.ValueTypeVector && trees[1].Type() == parser.ValueTypeVector {
			e.VectorMatching = &matching
		}
		return e
	})
}

// instant returns n as an Instant.
func instant(n *node) Instant { return Instant{operators{base{n}}} }
