package metrics

import "math"

// scale is a factor between units, such as 1024, 60 or 0.001, as the powers of the primes that it is a product of. It is exact,
// so that different ways to a unit end at the same. The zero scale is 1.
type scale [len(primes)]int8

// primes are those of which factors between units are made.
var primes = [...]int64{2, 3, 5, 7}

// newScale returns a whole number, or one by a whole number, as a scale; false if it has other primes.
func newScale(factor float64) (scale, bool) {
	if s, ok := wholeScale(factor); ok {
		return s, true
	}
	s, ok := wholeScale(1 / factor)
	if !ok {
		return scale{}, false
	}
	return scale{}.times(s, -1)
}

func wholeScale(factor float64) (s scale, ok bool) {
	whole := math.Round(factor)
	if whole < 1 || whole > 1<<62 || math.Abs(whole-factor) > 1e-9*whole {
		return scale{}, false
	}
	rest := int64(whole)
	for i, prime := range primes {
		for rest%prime == 0 {
			rest /= prime
			s[i]++
		}
	}
	return s, rest == 1
}

// times returns s times other to a power; false if that is more than a scale can hold.
func (s scale) times(other scale, power int) (scale, bool) {
	for i := range s {
		sum := int(s[i]) + power*int(other[i])
		if sum < math.MinInt8 || sum > math.MaxInt8 {
			return scale{}, false
		}
		s[i] = int8(sum)
	}
	return s, true
}

// root returns the square root of s, false if that is no scale.
func (s scale) root() (scale, bool) {
	for i := range s {
		if s[i]%2 != 0 {
			return scale{}, false
		}
		s[i] /= 2
	}
	return s, true
}

// float returns s as a number.
func (s scale) float() float64 {
	f := 1.0
	for i, prime := range primes {
		f *= math.Pow(float64(prime), float64(s[i]))
	}
	return f
}
