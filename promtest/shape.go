package promtest

import (
	"math"
	"time"

	"github.com/prometheus/prometheus/model/value"
)

// shape is what a part of a timeline shows.
type shape interface {
	// read starts a reading of a part that lasts so long and follows parts that ended with the value reached.
	read(lasts time.Duration, reached float64) reading
}

// reading is one pass over a part.
type reading interface {
	// scrape is asked once for every scrape of the part, in order, with the time since the start of the part.
	// False means that the scrape is missing.
	scrape(since time.Duration) (Sample, bool)
	// end returns the value that the part, all scraped, has reached.
	end() float64
}

// slope is a value that changes evenly.
type slope struct{ from, perSecond float64 }

func (l slope) at(since time.Duration) float64 {
	if l.perSecond == 0 {
		return l.from
	}
	return l.from + l.perSecond*since.Seconds()
}

func (l slope) read(lasts time.Duration, _ float64) reading { return slopeReading{l, lasts} }

type slopeReading struct {
	slope
	lasts time.Duration
}

func (r slopeReading) scrape(since time.Duration) (Sample, bool) {
	return Sample{Value: r.at(since)}, true
}
func (r slopeReading) end() float64 { return r.at(r.lasts) }

// onward is a slope that starts where the parts before it ended.
type onward struct{ perSecond float64 }

func (o onward) read(lasts time.Duration, reached float64) reading {
	return slopeReading{slope{reached, o.perSecond}, lasts}
}

// ramp is a slope between two values.
type ramp struct{ from, to float64 }

func (r ramp) read(lasts time.Duration, _ float64) reading { return rampReading{r, lasts} }

type rampReading struct {
	ramp
	lasts time.Duration
}

func (r rampReading) scrape(since time.Duration) (Sample, bool) {
	switch since {
	case 0:
		return Sample{Value: r.from}, true
	case r.lasts:
		return Sample{Value: r.to}, true
	}
	return Sample{Value: r.from + (r.to-r.from)*(float64(since)/float64(r.lasts))}, true
}
func (r rampReading) end() float64 { return r.to }

// gap is missing scrapes.
type gap struct{}

func (gap) read(_ time.Duration, reached float64) reading {
	return &stopped{reached: reached, marked: true}
}

// stale is one staleness marker, then missing scrapes.
type stale struct{}

func (stale) read(_ time.Duration, reached float64) reading { return &stopped{reached: reached} }

// stopped is a reading of nothing, with a staleness marker at its first scrape unless marked.
type stopped struct {
	marked  bool
	reached float64
}

func (s *stopped) scrape(time.Duration) (Sample, bool) {
	first := !s.marked
	s.marked = true
	return Sample{Value: math.Float64frombits(value.StaleNaN)}, first
}
func (s *stopped) end() float64 { return s.reached }
