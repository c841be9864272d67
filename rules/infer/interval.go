package infer

import (
	"fmt"
	"math"
	"strconv"
)

// Interval is what is known of the float samples of a result: they lie between Min and Max, infinities included, or are NaN.
// Bounds hold up to rounding, one part in 10^9.
type Interval struct {
	Min, Max         float64
	MinOpen, MaxOpen bool // the bound itself is not reached
	NaN              bool // NaN is possible, too
	Whole            bool // values are whole numbers, or infinite

	negativeZero bool // -0 is possible, by which a quotient changes its sign
}

// anything is the interval of what is not known.
var anything = Interval{Min: math.Inf(-1), Max: math.Inf(1), NaN: true, negativeZero: true}

// between returns the closed interval from lowest to highest.
func between(lowest, highest float64) Interval { return Interval{Min: lowest, Max: highest} }

// whole returns the whole numbers from lowest to highest.
func whole(lowest, highest float64) Interval {
	return Interval{Min: lowest, Max: highest, Whole: true}
}

// exactly returns the interval of one number.
func exactly(v float64) Interval {
	if math.IsNaN(v) {
		return Interval{Min: math.Inf(1), Max: math.Inf(-1), NaN: true}
	}
	return Interval{Min: v, Max: v, Whole: v == math.Trunc(v), negativeZero: v == 0 && math.Signbit(v)}
}

// Bounded tells whether anything is known: one of the bounds is finite.
func (i Interval) Bounded() bool { return !math.IsInf(i.Min, -1) || !math.IsInf(i.Max, 1) }

// numbers tells whether any value but NaN is possible.
func (i Interval) numbers() bool {
	return i.Min < i.Max || i.Min == i.Max && !i.MinOpen && !i.MaxOpen
}

// Empty tells whether no float sample is possible.
func (i Interval) Empty() bool { return !i.numbers() && !i.NaN }

// Contains tells whether v is possible.
func (i Interval) Contains(v float64) bool {
	switch {
	case math.IsNaN(v):
		return i.NaN
	case v < i.Min || v == i.Min && i.MinOpen || v > i.Max || v == i.Max && i.MaxOpen:
		return false
	default:
		return !i.Whole || v == math.Trunc(v)
	}
}

// Within tells whether every value of i but NaN is one of other.
func (i Interval) Within(other Interval) bool {
	if !i.numbers() {
		return true
	}
	below := i.Min < other.Min || i.Min == other.Min && other.MinOpen && !i.MinOpen
	above := i.Max > other.Max || i.Max == other.Max && other.MaxOpen && !i.MaxOpen
	return !below && !above && (i.Whole || !other.Whole)
}

// String returns the interval as people write it: 0 to 1, at least 0, above 0, exactly 1, any value.
func (i Interval) String() string {
	low, high := number(i.Min), number(i.Max)
	switch {
	case !i.numbers():
		return "no number"
	case i.Min == i.Max:
		return "exactly " + low
	case math.IsInf(i.Min, -1) && math.IsInf(i.Max, 1):
		return "any value"
	case math.IsInf(i.Max, 1) && i.MinOpen:
		return "above " + low
	case math.IsInf(i.Max, 1):
		return "at least " + low
	case math.IsInf(i.Min, -1) && i.MaxOpen:
		return "below " + high
	case math.IsInf(i.Min, -1):
		return "at most " + high
	case i.Whole && i.Min == 0 && i.Max == 1:
		return "0 or 1"
	default:
		return fmt.Sprintf("%s to %s", low, high)
	}
}

func number(v float64) string { return strconv.FormatFloat(v, 'g', 12, 64) }

// tight returns i with bounds that the whole numbers in it reach.
func (i Interval) tight() Interval {
	if !i.Whole || !i.numbers() {
		return i
	}
	if low := math.Ceil(i.Min); low > i.Min || i.MinOpen {
		if low == i.Min {
			low++
		}
		i.Min, i.MinOpen = low, false
	}
	if high := math.Floor(i.Max); high < i.Max || i.MaxOpen {
		if high == i.Max {
			high--
		}
		i.Max, i.MaxOpen = high, false
	}
	return i
}

// join returns what holds of values of i and of other.
func (i Interval) join(other Interval) Interval {
	out := Interval{
		NaN:          i.NaN || other.NaN,
		Whole:        i.Whole && other.Whole,
		negativeZero: i.negativeZero || other.negativeZero,
	}
	switch {
	case !i.numbers():
		other.NaN, other.negativeZero = out.NaN, out.negativeZero
		return other
	case !other.numbers():
		i.NaN, i.negativeZero = out.NaN, out.negativeZero
		return i
	}
	out.Min, out.MinOpen = i.Min, i.MinOpen
	if other.Min < i.Min || other.Min == i.Min && !other.MinOpen {
		out.Min, out.MinOpen = other.Min, other.MinOpen
	}
	out.Max, out.MaxOpen = i.Max, i.MaxOpen
	if other.Max > i.Max || other.Max == i.Max && !other.MaxOpen {
		out.Max, out.MaxOpen = other.Max, other.MaxOpen
	}
	return out
}

// intersect returns the values of i that are in other, too.
func (i Interval) intersect(other Interval) Interval {
	if other.Min > i.Min || other.Min == i.Min && other.MinOpen {
		i.Min, i.MinOpen = other.Min, other.MinOpen
	}
	if other.Max < i.Max || other.Max == i.Max && other.MaxOpen {
		i.Max, i.MaxOpen = other.Max, other.MaxOpen
	}
	i.NaN = i.NaN && other.NaN
	i.Whole = i.Whole || other.Whole
	return i.tight()
}

// closed returns i with bounds that arithmetic may reach by rounding. What is finite stays so: nobody counts to 10^308.
func (i Interval) closed() Interval {
	i.MinOpen = i.MinOpen && math.IsInf(i.Min, -1)
	i.MaxOpen = i.MaxOpen && math.IsInf(i.Max, 1)
	return i
}
