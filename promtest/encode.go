package promtest

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/prometheus/model/value"

	"github.com/promwright/promwright/internal/engine"
	"github.com/promwright/promwright/promtest/report"
)

// encode writes samples in the notation of test files, one item for as many as it can stand for: 0+1x9 _ stale. Where one
// does not lie on the grid, which the notation cannot say, it writes each with its offset: 3@1m30s.
func encode(samples []engine.Sample, start time.Time, every time.Duration) string {
	first, step := start.UnixMilli(), every.Milliseconds()
	for _, s := range samples {
		if s.T < first || step == 0 || (s.T-first)%step != 0 {
			return loose(samples, first)
		}
	}
	var words []string
	next := first // behind what is written
	for len(samples) > 0 {
		if gap := (samples[0].T - next) / step; gap == 1 {
			words = append(words, "_")
		} else if gap > 1 {
			words = append(words, fmt.Sprintf("_x%d", gap))
		}
		word, n := longest(samples, step)
		words = append(words, word)
		next = samples[n-1].T + step
		samples = samples[n:]
	}
	return strings.Join(words, " ")
}

// loose writes samples one by one.
func loose(samples []engine.Sample, first int64) string {
	var words []string
	for _, s := range samples {
		words = append(words, sampleText(s)+"@"+report.Time(time.Duration(s.T-first)*time.Millisecond))
	}
	return strings.Join(words, " ")
}

// longest returns the item that stands for the most samples from the first on, and how many those are.
func longest(samples []engine.Sample, step int64) (word string, n int) {
	word = sampleText(samples[0])
	same := count(samples, step, func(i int) bool { return repeats(samples[i], samples[0]) })
	change, rising := 0.0, 1
	if len(samples) > 2 && isPlain(samples[0]) && isPlain(samples[1]) {
		change = samples[1].V - samples[0].V
		value := samples[0].V
		rising = count(samples, step, func(i int) bool { // by adding again and again, as readers of the notation do
			value += change
			return isPlain(samples[i]) && math.Float64bits(samples[i].V) == math.Float64bits(value)
		})
	}
	switch {
	case rising > max(same, 2):
		sign := "+"
		if change < 0 {
			sign, change = "-", -change
		}
		return fmt.Sprintf("%s%s%sx%d", word, sign, floatText(change), rising-1), rising
	case same > 1:
		return fmt.Sprintf("%sx%d", word, same-1), same
	}
	return word, 1
}

// count returns how many samples follow each other without a gap, from the first on, as long as each after it goes on with the item.
func count(samples []engine.Sample, step int64, goesOn func(i int) bool) int {
	n := 1
	for n < len(samples) && samples[n].T == samples[n-1].T+step && goesOn(n) {
		n++
	}
	return n
}

// repeats reports whether b is a, and the notation can say so: it cannot repeat words (NaN, Inf, stale), and -0+0 is 0.
func repeats(a, b engine.Sample) bool {
	if a.H != nil || b.H != nil {
		text := sampleText(a)
		return text != "stale" && text == sampleText(b)
	}
	return isPlain(a) && math.Float64bits(a.V) == math.Float64bits(a.V+0) && math.Float64bits(a.V) == math.Float64bits(b.V)
}

// isPlain reports whether a sample is a number that can be added to.
func isPlain(s engine.Sample) bool { return s.H == nil && !math.IsNaN(s.V) && !math.IsInf(s.V, 0) }

func sampleText(s engine.Sample) string {
	switch {
	case s.H != nil && value.IsStaleNaN(s.H.Sum):
		return "stale"
	case s.H != nil:
		return s.H.TestExpression()
	case value.IsStaleNaN(s.V):
		return "stale"
	}
	return floatText(s.V)
}

// floatText writes a number so that reading it gives the same one.
func floatText(v float64) string {
	switch {
	case math.IsInf(v, 1):
		return "Inf"
	case v == math.Trunc(v) && math.Abs(v) < 1e15:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}
