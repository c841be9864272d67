package promql

// Abs is the value without its sign.
func Abs(v Vector) Instant { return instant(call("Abs", "abs", v)) }

// Ceil rounds up to a whole number.
func Ceil(v Vector) Instant { return instant(call("Ceil", "ceil", v)) }

// Floor rounds down to a whole number.
func Floor(v Vector) Instant { return instant(call("Floor", "floor", v)) }

// Sgn is 1 for what is above 0, -1 for what is below, 0 for 0.
func Sgn(v Vector) Instant { return instant(call("Sgn", "sgn", v)) }

// Sqrt is the square root.
func Sqrt(v Vector) Instant { return instant(call("Sqrt", "sqrt", v)) }

// Exp is e to the power of the value.
func Exp(v Vector) Instant { return instant(call("Exp", "exp", v)) }

// Ln is the natural logarithm.
func Ln(v Vector) Instant { return instant(call("Ln", "ln", v)) }

// Log2 is the logarithm to base 2.
func Log2(v Vector) Instant { return instant(call("Log2", "log2", v)) }

// Log10 is the logarithm to base 10.
func Log10(v Vector) Instant { return instant(call("Log10", "log10", v)) }

// Sin is the sine of an angle in radians.
func Sin(v Vector) Instant { return instant(call("Sin", "sin", v)) }

// Cos is the cosine of an angle in radians.
func Cos(v Vector) Instant { return instant(call("Cos", "cos", v)) }

// Tan is the tangent of an angle in radians.
func Tan(v Vector) Instant { return instant(call("Tan", "tan", v)) }

// Asin is the inverse of [Sin], in radians.
func Asin(v Vector) Instant { return instant(call("Asin", "asin", v)) }

// Acos is the inverse of [Cos], in radians.
func Acos(v Vector) Instant { return instant(call("Acos", "acos", v)) }

// Atan is the inverse of [Tan], in radians.
func Atan(v Vector) Instant { return instant(call("Atan", "atan", v)) }

// Sinh is the hyperbolic sine.
func Sinh(v Vector) Instant { return instant(call("Sinh", "sinh", v)) }

// Cosh is the hyperbolic cosine.
func Cosh(v Vector) Instant { return instant(call("Cosh", "cosh", v)) }

// Tanh is the hyperbolic tangent.
func Tanh(v Vector) Instant { return instant(call("Tanh", "tanh", v)) }

// Asinh is the inverse of [Sinh].
func Asinh(v Vector) Instant { return instant(call("Asinh", "asinh", v)) }

// Acosh is the inverse of [Cosh].
func Acosh(v Vector) Instant { return instant(call("Acosh", "acosh", v)) }

// Atanh is the inverse of [Tanh].
func Atanh(v Vector) Instant { return instant(call("Atanh", "atanh", v)) }

// Deg turns radians into degrees.
func Deg(v Vector) Instant { return instant(call("Deg", "deg", v)) }

// Rad turns degrees into radians.
func Rad(v Vector) Instant { return instant(call("Rad", "rad", v)) }

// Round rounds to the nearest whole number, or to the nearest multiple of to.
func Round(v Vector, to ...Num) Instant {
	args := []Expr{v}
	for _, n := range to {
		args = append(args, number(n))
	}
	return instant(checkedCall("Round", "round", atMostOne("Round", "multiples", len(to)), args...))
}

// RoundScalar rounds to the nearest multiple of to.
func RoundScalar(v Vector, to Scalar) Instant { return instant(call("RoundScalar", "round", v, to)) }

// Clamp raises what is below lower to it and lowers what is above upper to it.
func Clamp(v Vector, lower, upper Num) Instant {
	return instant(call("Clamp", "clamp", v, number(lower), number(upper)))
}

// ClampScalar is [Clamp] to computed bounds.
func ClampScalar(v Vector, lower, upper Scalar) Instant {
	return instant(call("ClampScalar", "clamp", v, lower, upper))
}

// ClampMax lowers what is above upper to it.
func ClampMax(v Vector, upper Num) Instant {
	return instant(call("ClampMax", "clamp_max", v, number(upper)))
}

// ClampMaxScalar is [ClampMax] to a computed bound.
func ClampMaxScalar(v Vector, upper Scalar) Instant {
	return instant(call("ClampMaxScalar", "clamp_max", v, upper))
}

// ClampMin raises what is below lower to it.
func ClampMin(v Vector, lower Num) Instant {
	return instant(call("ClampMin", "clamp_min", v, number(lower)))
}

// ClampMinScalar is [ClampMin] to a computed bound.
func ClampMinScalar(v Vector, lower Scalar) Instant {
	return instant(call("ClampMinScalar", "clamp_min", v, lower))
}

// atMostOne returns the error of n things where one is the most.
func atMostOne(call, things string, n int) []error {
	if n <= 1 {
		return nil
	}
	return []error{errorf(here(), call, "%d %s are given, want at most 1", n, things)}
}
