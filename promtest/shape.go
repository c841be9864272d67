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
type slope struct {
	from, perSecond float64
	reset           time.Duration // after which it starts again; 0: never
}

func (l slope) at(since time.Duration) float64 {
	if l.perSecond == 0 {
		return l.from
	}
	if l.reset > 0 {
		since %= l.reset
	}
	return l.from + float64(l.perSecond*since.Seconds()) // rounded before it is added, on every platform
}

func (l slope) read(lasts time.Duration, _ float64) reading { return steadyReading{l.at, lasts} }

// onward is a slope that starts where the parts before it ended.
type onward struct{ perSecond float64 }

func (o onward) read(lasts time.Duration, reached float64) reading {
	return slope{from: reached, perSecond: o.perSecond}.read(lasts, reached)
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
	return Sample{Value: r.from + float64((r.to-r.from)*(float64(since)/float64(r.lasts)))}, true
}
func (r rampReading) end() float64 { return r.to }

// staircase is a value that changes at once, every so often.
type staircase struct {
	from, by float64
	every    time.Duration
}

func (s staircase) at(since time.Duration) float64 {
	return s.from + float64(s.by*float64(since/s.every))
}
func (s staircase) read(lasts time.Duration, _ float64) reading { return steadyReading{s.at, lasts} }

// wave is a sine.
type wave struct {
	mean, amplitude float64
	period, phase   time.Duration
}

func (w wave) at(since time.Duration) float64 {
	turn := float64((since%w.period+w.phase%w.period)%w.period) / float64(w.period)
	return w.mean + float64(w.amplitude*math.Sin(2*math.Pi*turn))
}
func (w wave) read(lasts time.Duration, _ float64) reading { return steadyReading{w.at, lasts} }

// steadyReading is a reading of a value that depends on the time alone.
type steadyReading struct {
	at    func(since time.Duration) float64
	lasts time.Duration
}

func (r steadyReading) scrape(since time.Duration) (Sample, bool) {
	return Sample{Value: r.at(since)}, true
}
func (r steadyReading) end() float64 { return r.at(r.lasts) }

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
