package promtest

import (
	"math"
	"time"

	"github.com/prometheus/prometheus/model/histogram"
)

// notation is a sequence of items, each of which stands for one scrape or more.
type notation []item

// item is one word of the notation: count scrapes, from value on, changing by step from scrape to scrape.
type item struct {
	count   uint64
	missing bool
	value   float64
	step    float64
	hist    *histogram.FloatHistogram // instead of value
	change  *histogram.FloatHistogram // instead of step; nil: none
	minus   bool                      // change is subtracted
}

// len returns the number of scrapes, at most the largest there is.
func (n notation) len() uint64 {
	var total uint64
	for _, it := range n {
		if it.count > math.MaxUint64-total {
			return math.MaxUint64
		}
		total += it.count
	}
	return total
}

func (n notation) read(_ time.Duration, reached float64) reading {
	return &notationReading{items: n, reached: reached}
}

// notationReading walks the items. Steps are added one by one, as promtool does, rounding errors and all.
type notationReading struct {
	items   []item
	read    uint64 // scrapes of items[0]
	value   float64
	hist    *histogram.FloatHistogram
	reached float64
}

func (r *notationReading) scrape(time.Duration) (Sample, bool) {
	for len(r.items) > 0 && r.read == r.items[0].count {
		r.items, r.read = r.items[1:], 0
	}
	if len(r.items) == 0 {
		return Sample{}, false
	}
	it := r.items[0]
	r.read++
	if it.missing {
		return Sample{}, false
	}
	if r.read == 1 {
		r.value, r.hist = it.value, it.hist
	} else if it.hist == nil {
		r.value += it.step
	} else if it.change != nil {
		next, err := it.combine(r.hist)
		if err != nil {
			return Sample{}, false
		}
		r.hist = next
	}
	s := Sample{Value: r.value, Histogram: r.hist}
	if it.hist == nil && !s.IsStale() {
		r.reached = r.value
	}
	return s, true
}

func (r *notationReading) end() float64 { return r.reached }

// combine returns h changed once.
func (it item) combine(h *histogram.FloatHistogram) (*histogram.FloatHistogram, error) {
	var err error
	next := h.Copy()
	if it.minus {
		next, _, _, err = next.Sub(it.change)
	} else {
		next, _, _, err = next.Add(it.change)
	}
	return next, err
}
