package promtest

import (
	"math/rand/v2"
	"time"
)

// What numbers are drawn for: each has its own, so that noise does not follow jitter.
const (
	drawJitter uint64 = 0x6a69747465720000
	drawNoise  uint64 = 0x6e6f697365000000
	drawLoss   uint64 = 0x6c6f737300000000
)

// draws returns a source of numbers that depends on its arguments alone: it is the same in every version of Go, on every
// platform, and however far a timeline was read before. n is what the numbers are for: a time, or a scrape.
func draws(what, seed uint64, n int64) *rand.PCG { return rand.NewPCG(seed^what, uint64(n)) }

// unit returns a number in [0, 1), evenly distributed.
func unit(source *rand.PCG) float64 { return float64(source.Uint64()>>11) / (1 << 53) }

// bell returns a number that is normally distributed around 0 with a standard deviation of 1, as the sum of twelve even ones
// is: close enough, never beyond 6, and without logarithms whose last bit depends on the machine.
func bell(source *rand.PCG) float64 {
	sum := -6.0
	for range 12 {
		sum += unit(source)
	}
	return sum
}

// upTo returns a whole number of milliseconds in [0, d].
func upTo(source *rand.PCG, d time.Duration) time.Duration {
	return time.Duration(unit(source)*float64(d.Milliseconds()+1)) * time.Millisecond
}
