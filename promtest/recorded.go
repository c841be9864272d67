package promtest

import (
	"slices"
	"time"
)

// recorded is a value for each of some times, which ascend.
type recorded struct {
	times []time.Duration
	cells []cell
}

func (r recorded) read(lasts time.Duration, _ float64) reading { return recordedReading{r, lasts} }

type recordedReading struct {
	recorded
	lasts time.Duration
}

func (r recordedReading) scrape(since time.Duration) (Sample, bool) {
	i, found := slices.BinarySearch(r.times, since)
	if !found {
		i--
	}
	if i < 0 || r.cells[i].missing {
		return Sample{}, false
	}
	return Sample{Value: r.cells[i].value}, true
}

func (r recordedReading) end() float64 {
	for i := len(r.times) - 1; i >= 0; i-- {
		if s := (Sample{Value: r.cells[i].value}); r.times[i] <= r.lasts && !r.cells[i].missing && !s.IsStale() {
			return s.Value
		}
	}
	return 0
}
