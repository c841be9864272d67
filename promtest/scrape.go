package promtest

import (
	"iter"
	"math"
	"time"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/value"
)

// Sample is what one scrape reads.
type Sample struct {
	At        time.Duration             // since the start of the test
	Value     float64                   // of a float sample
	Histogram *histogram.FloatHistogram // of a native histogram sample; do not modify
}

// IsStale reports whether s is a staleness marker: the series ended here.
func (s Sample) IsStale() bool { return s.Histogram == nil && value.IsStaleNaN(s.Value) }

// schedule is when a series is scraped: at offset, offset+every and so on, each time at most jitter later.
type schedule struct {
	every, offset, jitter time.Duration
	seed                  uint64 // of the jitter
}

// late returns when a scrape that is due happens.
func (s schedule) late(n int64, due time.Duration) time.Duration {
	if s.jitter == 0 {
		return due
	}
	return saturate(due, upTo(draws(drawJitter, s.seed, n), s.jitter))
}

// Scrape yields what scrapes at 0, interval, 2*interval ... up to and including until read, in order.
// Missing scrapes yield nothing. It computes only as far as the caller reads. An interval that is not
// positive, and a timeline with a mistake, yield nothing.
func (t Timeline) Scrape(interval, until time.Duration) iter.Seq[Sample] {
	return t.scrapes(schedule{every: interval}, until)
}

// scrapes is Scrape at the times of any schedule.
func (t Timeline) scrapes(s schedule, until time.Duration) iter.Seq[Sample] {
	return func(yield func(Sample) bool) {
		if s.every <= 0 || t.Err() != nil {
			return
		}
		var n int64 // of the next scrape, which is due, and then happens at
		due := s.offset
		at := s.late(n, due)
		var begin time.Duration // of the part
		var reached float64     // by the parts before it
		for i, p := range t.parts {
			end := p.end(begin, s.every)
			reading := p.shape.read(p.lasts, reached)
			last := i == len(t.parts)-1
			for at <= until && (at < end || last && at == end) {
				if sample, ok := p.scrape(reading, scrape{n, at, at - begin}); ok && !yield(sample) {
					return
				}
				if due > until-s.every { // due+every might overflow
					return
				}
				n, due = n+1, due+s.every
				at = s.late(n, due)
			}
			if end > until {
				return
			}
			reached = reading.end()
			begin = end
		}
	}
}

// scrape returns what a scrape of p reads; false if it is missing.
func (p part) scrape(r reading, at scrape) (Sample, bool) {
	sample, ok := r.scrape(at.since)
	if !ok {
		return Sample{}, false
	}
	sample.At = at.at
	for _, e := range p.effects {
		if !e.on(at, &sample) {
			return Sample{}, false
		}
	}
	return sample, true
}

// length returns how long p lasts with one scrape per interval; a part without limit lasts for the longest
// time there is.
func (p part) length(interval time.Duration) time.Duration {
	switch {
	case p.lasts == forever:
		return math.MaxInt64
	case p.lasts == natural:
		n := p.shape.(notation).len()
		if n > uint64(math.MaxInt64/interval) {
			return math.MaxInt64
		}
		return time.Duration(n) * interval
	}
	return p.lasts
}

func (p part) end(begin, interval time.Duration) time.Duration {
	return saturate(begin, p.length(interval))
}

// saturate returns a+b, at most the longest time there is. Neither is negative.
func saturate(a, b time.Duration) time.Duration {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}

// ceil returns the first multiple of interval at or after d.
func ceil(d, interval time.Duration) time.Duration {
	rest := d % interval
	if rest == 0 {
		return d
	}
	return saturate(d, interval-rest)
}
