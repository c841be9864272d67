package metrics

import (
	"math"
	"slices"
)

// Unit is what a number counts: a dimension, such as time, and a scale, such as a thousandth of a second. Units are
// comparable with ==. The zero Unit is unknown.
//
//	Bytes.Div(Seconds)        // bytes per second
//	Seconds.Scaled(1000)      // milliseconds: what seconds are in once they are multiplied by 1000
//	Ratio.Scaled(100)         // percent
type Unit struct {
	known  bool
	powers [bases]int8 // of each base dimension
	scale  scale       // how many base units one is: 0.001 for milliseconds
}

// The base dimensions.
const (
	seconds = iota
	bytes
	things // what is counted and has no other unit: requests, errors, pods
	celsius
	volts
	amperes
	joules
	meters
	grams
	pascals
	bases
)

// Units that code speaks of. [ParseUnit] knows more.
var (
	Ratio        = Unit{known: true} // a number without dimension
	Percent      = Ratio.Scaled(100)
	Seconds      = base(seconds, 1)
	Milliseconds = base(seconds, 0.001)
	Bytes        = base(bytes, 1)
	Bits         = base(bytes, 0.125)
	Things       = base(things, 1)
)

// base returns a unit of which one is factor base units of a dimension.
func base(dimension int, factor float64) Unit {
	s, ok := newScale(factor)
	u := Unit{known: ok, scale: s}
	u.powers[dimension] = 1
	return u
}

// Known tells whether anything is known of the unit.
func (u Unit) Known() bool { return u.known }

// Dimensionless tells whether u is a ratio or a percentage: known, and without dimension.
func (u Unit) Dimensionless() bool { return u.known && u.powers == [bases]int8{} }

// SameDimension tells whether u and other are known and differ at most in their scale.
func (u Unit) SameDimension(other Unit) bool {
	return u.known && other.known && u.powers == other.powers
}

// Conflicts tells whether numbers in u and in other surely cannot be added or compared: both are known and differ in
// dimension or scale.
func (u Unit) Conflicts(other Unit) bool { return u.known && other.known && u != other }

// Mul returns the unit of a product.
func (u Unit) Mul(other Unit) Unit { return u.combine(other, 1) }

// Div returns the unit of a quotient.
func (u Unit) Div(other Unit) Unit { return u.combine(other, -1) }

func (u Unit) combine(other Unit, sign int8) Unit {
	if !u.known || !other.known {
		return Unit{}
	}
	for i, power := range other.powers {
		sum := int(u.powers[i]) + int(sign)*int(power)
		if sum < -8 || sum > 8 {
			return Unit{}
		}
		u.powers[i] = int8(sum)
	}
	return u.perThing().scaled(other.scale, int(sign))
}

// perThing leaves out of seconds per request, or of requests per second, that it is requests: a mean is in the unit of what it
// is the mean of.
func (u Unit) perThing() Unit {
	for i, power := range u.powers {
		if i != things && power != 0 {
			u.powers[things] = 0
		}
	}
	return u
}

// Root returns the unit of a square root, unknown where it would have half a dimension.
func (u Unit) Root() Unit {
	if !u.known {
		return u
	}
	for i, power := range u.powers {
		if power%2 != 0 {
			return Unit{}
		}
		u.powers[i] = power / 2
	}
	s, ok := u.scale.root()
	if !ok {
		return Unit{}
	}
	u.scale = s
	return u
}

// Scaled returns the unit that numbers in u have once they are multiplied by a conversion factor: 1000 makes milliseconds of
// seconds. What is no conversion factor of the unit changes how much there is and not the unit, as in 2 * x_seconds; where it
// may be either, the result is unknown.
func (u Unit) Scaled(factor float64) Unit {
	switch {
	case !u.known || factor == 0 || math.IsNaN(factor) || math.IsInf(factor, 0):
		return Unit{}
	case u.converts(math.Abs(factor)) || u.converts(1/math.Abs(factor)):
		s, ok := newScale(math.Abs(factor))
		if !ok {
			return Unit{}
		}
		return u.scaled(s, -1)
	case math.Abs(factor) < 10:
		return u
	default:
		return Unit{}
	}
}

// converts tells whether people multiply numbers in u by factor in order to have them in another unit.
func (u Unit) converts(factor float64) bool {
	switch {
	case factor == 100: // on the way to a percentage
		return true
	case u.Dimensionless():
		return false
	case u.powers[bytes] != 0 && (factor == 8 || slices.Contains(binary, factor) || slices.Contains(decimal, factor)):
		return true
	case u.powers[seconds] != 0 && (slices.Contains(clock, factor) || slices.Contains(decimal, factor)):
		return true
	case u.powers[things] != 0:
		return false // 1000 requests are more requests
	default:
		return slices.Contains(decimal, factor)
	}
}

// Factors between units.
var (
	decimal = []float64{1e3, 1e6, 1e9, 1e12, 1e15}
	binary  = []float64{1 << 10, 1 << 20, 1 << 30, 1 << 40, 1 << 50}
	clock   = []float64{60, 3600, 86400, 604800}
)

// scaled returns u with its scale times s to a power; unknown if that is more than a scale can hold.
func (u Unit) scaled(s scale, power int) Unit {
	times, ok := u.scale.times(s, power)
	if !ok {
		return Unit{}
	}
	u.scale = times
	return u
}

// In returns how many of other one u is; false where their dimensions differ or one is unknown.
func (u Unit) In(other Unit) (float64, bool) {
	if !u.SameDimension(other) {
		return 0, false
	}
	return u.scale.float() / other.scale.float(), true
}
