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

// Scrape yields what scrapes at 0, interval, 2*interval ... up to and including until read, in order.
// Missing scrapes yield nothing. It computes only as far as the caller reads. An interval that is not
// positive, and a timeline with a mistake, yield nothing.
func (t Timeline) Scrape(interval, until time.Duration) iter.Seq[Sample] {
	return func(yield func(Sample) bool) {
		if interval <= 0 || t.Err() != nil {
			return
		}
		var begin time.Duration // of the part
		var reached float64     // by the parts before it
		for i, p := range t.parts {
			end := p.end(begin, interval)
			reading := p.shape.read(p.lasts, reached)
			last := i == len(t.parts)-1
			for at := ceil(begin, interval); at <= until && (at < end || last && at == end); at += interval {
				s, ok := reading.scrape(at - begin)
				if ok && !p.missing(at-begin) {
					s.At = at
					if !yield(s) {
						return
					}
				}
				if at > until-interval { // at+interval might overflow
					return
				}
			}
			if end > until {
				return
			}
			reached = reading.end()
			begin = end
		}
	}
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

func (p part) missing(since time.Duration) bool {
	for _, h := range p.holes {
		if h.from <= since && since < h.to {
			return true
		}
	}
	return false
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
