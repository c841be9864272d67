package infer

import "math"

// rounded returns the values of functions that keep the kind and the unit of v.
func rounded(name string, v Value, params []Interval) (Value, bool) {
	switch name {
	case "abs":
		v.Interval = absolute(v.Interval)
	case "ceil":
		v.Interval = monotone(v.Interval, math.Ceil)
		v.Whole = true
	case "floor":
		v.Interval = monotone(v.Interval, math.Floor)
		v.Whole = true
	case "round":
		if len(params) > 0 {
			v.Interval = anything
			break
		}
		v.Interval = monotone(v.Interval, func(f float64) float64 { return math.Floor(f + 0.5) })
		v.Whole = true
	case "clamp":
		if len(params) == 2 {
			v.Interval = atMost(atLeast(v.Interval, params[0]), params[1])
		}
	case "clamp_min":
		if len(params) == 1 {
			v.Interval = atLeast(v.Interval, params[0])
		}
	case "clamp_max":
		if len(params) == 1 {
			v.Interval = atMost(v.Interval, params[0])
		}
	default:
		return v, false
	}
	return v, true
}

// atLeast returns the interval of max(a, b).
func atLeast(a, b Interval) Interval {
	if !a.numbers() || !b.numbers() {
		return anything
	}
	return Interval{Min: max(a.Min, b.Min), Max: max(a.Max, b.Max), NaN: a.NaN || b.NaN, Whole: a.Whole && b.Whole,
		negativeZero: a.negativeZero || b.negativeZero}
}

// atMost returns the interval of min(a, b).
func atMost(a, b Interval) Interval {
	if !a.numbers() || !b.numbers() {
		return anything
	}
	return Interval{Min: min(a.Min, b.Min), Max: min(a.Max, b.Max), NaN: a.NaN || b.NaN, Whole: a.Whole && b.Whole,
		negativeZero: a.negativeZero || b.negativeZero}
}

func absolute(i Interval) Interval {
	if !i.numbers() {
		return i
	}
	out := Interval{Min: 0, Max: max(math.Abs(i.Min), math.Abs(i.Max)), NaN: i.NaN, Whole: i.Whole}
	if !i.holdsZero() {
		out.Min = min(math.Abs(i.Min), math.Abs(i.Max))
	}
	return out
}

// calendar holds what the functions of dates yield.
var calendar = map[string]Interval{
	"minute": whole(0, 59), "hour": whole(0, 23), "day_of_week": whole(0, 6), "day_of_month": whole(1, 31),
	"day_of_year": whole(1, 366), "days_in_month": whole(28, 31), "month": whole(1, 12),
}

// mathematical returns the interval of a function of numbers.
func mathematical(name string, i Interval) Interval {
	switch name {
	case "sgn":
		return monotone(i, sign)
	case "sqrt":
		return monotone(i, math.Sqrt)
	case "exp":
		return monotone(i, math.Exp)
	case "ln":
		return monotone(i, math.Log)
	case "log2":
		return monotone(i, math.Log2)
	case "log10":
		return monotone(i, math.Log10)
	case "sin", "cos", "tanh":
		return Interval{Min: -1, Max: 1, NaN: true, negativeZero: true}
	case "deg":
		return monotone(i, func(f float64) float64 { return f * 180 / math.Pi })
	case "rad":
		return monotone(i, func(f float64) float64 { return f * math.Pi / 180 })
	default:
		return anything
	}
}

func sign(f float64) float64 {
	switch {
	case f < 0:
		return -1
	case f > 0:
		return 1
	default:
		return 0
	}
}
