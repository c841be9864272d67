package infer

import (
	"math"

	"github.com/prometheus/prometheus/promql/parser"
)

// calculate returns the interval of what an arithmetic operator makes of values of two intervals.
func calculate(op parser.ItemType, a, b Interval) Interval {
	if (!a.numbers() || !b.numbers()) && op != parser.POW { // 1 ^ NaN is 1
		return Interval{Min: math.Inf(1), Max: math.Inf(-1), NaN: true}
	}
	var out Interval
	switch op {
	case parser.ADD:
		out = add(a, b)
	case parser.SUB:
		out = add(a, negate(b))
		out.negativeZero = a.negativeZero
	case parser.MUL:
		out = multiply(a, b)
	case parser.DIV:
		out = divide(a, b)
	case parser.MOD:
		out = modulo(a, b)
	case parser.POW:
		out = power(a, b)
	case parser.ATAN2:
		out = Interval{Min: -math.Pi, Max: math.Pi, negativeZero: true}
	default:
		return anything
	}
	out.NaN = out.NaN || a.NaN || b.NaN
	return out.closed()
}

func negate(a Interval) Interval {
	return Interval{
		Min: -a.Max, Max: -a.Min, MinOpen: a.MaxOpen, MaxOpen: a.MinOpen,
		NaN: a.NaN, Whole: a.Whole, negativeZero: a.holdsZero(),
	}
}

// holdsZero tells whether 0, of either sign, is possible.
func (i Interval) holdsZero() bool { return i.Min <= 0 && i.Max >= 0 }

// infinite tells whether an infinity is possible.
func (i Interval) infinite() bool {
	return math.IsInf(i.Min, 0) && !i.MinOpen || math.IsInf(i.Max, 0) && !i.MaxOpen
}

func add(a, b Interval) Interval {
	out := Interval{Min: a.Min + b.Min, Max: a.Max + b.Max, Whole: a.Whole && b.Whole, negativeZero: a.negativeZero && b.negativeZero}
	out.NaN = a.infinite() && b.infinite()
	out.MinOpen, out.MaxOpen = !a.infinite() && !b.infinite(), !a.infinite() && !b.infinite()
	if math.IsNaN(out.Min) {
		out.Min = math.Inf(-1)
	}
	if math.IsNaN(out.Max) {
		out.Max = math.Inf(1)
	}
	return out
}

func multiply(a, b Interval) Interval {
	out := Interval{Min: math.Inf(1), Max: math.Inf(-1), Whole: a.Whole && b.Whole}
	for _, x := range [2]float64{a.Min, a.Max} {
		for _, y := range [2]float64{b.Min, b.Max} {
			product := x * y
			if math.IsNaN(product) {
				product = 0
			}
			out.Min, out.Max = min(out.Min, product), max(out.Max, product)
		}
	}
	out.NaN = a.holdsZero() && b.infinite() || b.holdsZero() && a.infinite()
	out.MinOpen, out.MaxOpen = !a.infinite() && !b.infinite(), !a.infinite() && !b.infinite()
	out.negativeZero = out.holdsZero() && (mayBeNegative(a) || mayBeNegative(b))
	return out
}

func mayBeNegative(a Interval) bool { return a.Min < 0 || a.negativeZero }

func divide(a, b Interval) Interval {
	out := Interval{NaN: a.holdsZero() && b.holdsZero() || a.infinite() && b.infinite()}
	switch {
	case !b.holdsZero():
		out.Min, out.Max = math.Inf(1), math.Inf(-1)
		for _, x := range [2]float64{a.Min, a.Max} {
			for _, y := range [2]float64{b.Min, b.Max} {
				quotient := x / y
				if math.IsNaN(quotient) {
					quotient = 0
				}
				out.Min, out.Max = min(out.Min, quotient), max(out.Max, quotient)
			}
		}
		if a.infinite() && b.infinite() { // the quotient of two large numbers can be any
			out = widest(a, b, out)
		}
	default:
		out = widest(a, b, out)
	}
	out.negativeZero = out.holdsZero() && (mayBeNegative(a) || mayBeNegative(b))
	return out
}

// widest returns out with the bounds that the signs of a and b leave to their quotient.
func widest(a, b, out Interval) Interval {
	out.Min, out.Max = math.Inf(-1), math.Inf(1)
	switch {
	case a.Min >= 0 && b.Min >= 0 && !b.negativeZero:
		out.Min = 0
	case a.Max <= 0 && b.Min >= 0 && !b.negativeZero:
		out.Max = 0
	}
	return out
}

func modulo(a, b Interval) Interval {
	out := Interval{Min: math.Inf(-1), Max: math.Inf(1), NaN: b.holdsZero() || a.infinite(), Whole: a.Whole && b.Whole}
	if a.Min >= 0 {
		out.Min = 0
	}
	out.Max = min(max(a.Max, 0), max(math.Abs(b.Min), math.Abs(b.Max)))
	out.negativeZero = mayBeNegative(a)
	return out
}

func power(a, b Interval) Interval {
	out := anything
	even := b.Min == b.Max && math.Mod(b.Min, 2) == 0
	if a.Min >= 0 && !a.negativeZero || even {
		out.Min, out.negativeZero = 0, false
	}
	return out
}

// added returns the interval of the sum of one or more values of a.
func added(a Interval) Interval {
	if !a.numbers() {
		return a
	}
	out := Interval{
		Min: math.Inf(-1), MinOpen: !a.infinite(), Max: math.Inf(1), MaxOpen: !a.infinite(),
		NaN: a.NaN || a.infinite(), Whole: a.Whole, negativeZero: a.negativeZero,
	}
	if a.Min >= 0 {
		out.Min, out.MinOpen = a.Min, false
	}
	if a.Max <= 0 {
		out.Max, out.MaxOpen = a.Max, false
	}
	return out
}

// mean returns the interval of averages and interpolations of values of a.
func mean(a Interval) Interval {
	a.Whole = a.Whole && a.Min == a.Max
	a.NaN = a.NaN || a.infinite()
	return a.closed()
}

// monotone returns the interval that a function which never falls makes of a.
func monotone(a Interval, f func(float64) float64) Interval {
	if !a.numbers() {
		return a
	}
	out := Interval{Min: f(a.Min), Max: f(a.Max), NaN: a.NaN, negativeZero: true}
	if math.IsNaN(out.Min) {
		out.Min, out.NaN = math.Inf(-1), true
	}
	if math.IsNaN(out.Max) {
		out.Max, out.NaN = math.Inf(1), true
	}
	return out
}
