package diff

import "math"

// What a number in an expression is called.
const (
	threshold = "threshold" // is compared with
	value     = "number"    // anything else
)

// same reports whether two numbers are, NaN and NaN too.
func same(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }
