package infer

import (
	"fmt"
	"math"

	"github.com/prometheus/prometheus/promql/parser"
)

// Outcome is what is known of a comparison before it is evaluated.
type Outcome int

// The outcomes of comparisons.
const (
	Open   Outcome = iota // true or false
	Always                // true for every number; NaN apart
	Never                 // false for every value
)

// passing returns the values of a for which a comparison with some value of b can be true.
func passing(op parser.ItemType, a, b Interval) Interval {
	if !b.numbers() && op != parser.NEQ {
		return Interval{Min: math.Inf(1), Max: math.Inf(-1)}
	}
	nan := a.NaN && op == parser.NEQ
	var limit Interval
	switch op {
	case parser.GTR:
		limit = Interval{Min: b.Min, MinOpen: true, Max: math.Inf(1)}
	case parser.GTE:
		limit = Interval{Min: b.Min, MinOpen: b.MinOpen, Max: math.Inf(1)}
	case parser.LSS:
		limit = Interval{Min: math.Inf(-1), Max: b.Max, MaxOpen: true}
	case parser.LTE:
		limit = Interval{Min: math.Inf(-1), Max: b.Max, MaxOpen: b.MaxOpen}
	case parser.EQLC:
		limit = b
		limit.NaN = false
	case parser.NEQ:
		limit = Interval{Min: math.Inf(-1), Max: math.Inf(1)}
		if b.Min == b.Max && b.numbers() && !b.NaN {
			limit = apart(a, b.Min)
		}
	default:
		return a
	}
	a = a.intersect(limit)
	a.NaN = nan
	return a
}

// apart returns the limits of a without v, as far as v is one of its bounds.
func apart(a Interval, v float64) Interval {
	limit := Interval{Min: math.Inf(-1), Max: math.Inf(1)}
	switch {
	case a.Min == v:
		limit.Min, limit.MinOpen = v, true
	case a.Max == v:
		limit.Max, limit.MaxOpen = v, true
	}
	return limit
}

// Mirrored returns the operator that holds of b and a where op holds of a and b.
func Mirrored(op parser.ItemType) parser.ItemType {
	switch op {
	case parser.GTR:
		return parser.LSS
	case parser.LSS:
		return parser.GTR
	case parser.GTE:
		return parser.LTE
	case parser.LTE:
		return parser.GTE
	default:
		return op
	}
}

// NeverHolds says that a comparison of values of left with values of right never holds.
func NeverHolds(left Interval, op string, right Interval) string {
	return fmt.Sprintf("%s is never %s %s", describe(left), op, describe(right))
}

// describe says in a message what an interval holds.
func describe(i Interval) string {
	if i.Min == i.Max {
		return number(i.Min)
	}
	return "a value that is " + i.String()
}

// negated returns the operator that holds where op does not, for numbers.
func negated(op parser.ItemType) parser.ItemType {
	switch op {
	case parser.GTR:
		return parser.LTE
	case parser.LSS:
		return parser.GTE
	case parser.GTE:
		return parser.LSS
	case parser.LTE:
		return parser.GTR
	case parser.EQLC:
		return parser.NEQ
	default:
		return parser.EQLC
	}
}

// outcome returns what is known of a comparison of any value of a with any of b.
func outcome(op parser.ItemType, a, b Interval) Outcome {
	switch {
	case passing(op, a, b).Empty():
		return Never
	case a.numbers() && b.numbers() && !passing(negated(op), a, b).numbers():
		return Always
	default:
		return Open
	}
}

// truth returns the interval of a comparison with bool.
func truth(op parser.ItemType, a, b Interval) Interval {
	switch outcome(op, a, b) {
	case Never:
		return exactly(0)
	case Always:
		if !a.NaN && !b.NaN {
			return exactly(1)
		}
	}
	return whole(0, 1)
}
