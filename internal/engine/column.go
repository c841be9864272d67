package engine

import (
	"fmt"
	"iter"
	"math"
	"slices"
	"sort"
	"time"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/value"
	"github.com/prometheus/prometheus/storage"
)

// input stands for a rule index where a column or a sample comes from the input series. It is before every rule: the samples
// of a step are there before its first rule runs.
const input = -1

// column is one series: its samples in ascending order of time.
type column struct {
	labels labels.Labels
	times  []int64
	floats []float64
	hists  []*histogram.FloatHistogram // nil, or as long as times; nil where the sample is a float

	owner  int              // index of the rule that writes the column, or input
	offset int64            // query offset of the owner: a sample at t was written at t+offset
	source iter.Seq[Sample] // of input columns
	read   int64            // input columns hold every sample of source at or before this time, if begun
	begun  bool
	chunks *chunks // of histograms
	spent  *spending

	shared bool     // several rules, or rules and the input, may write the column
	origin []origin // of each sample, if shared
}

// origin tells when a sample was written, and by which rule.
type origin struct {
	at   int64
	rule int
}

// load reads samples of the source up to the time limit, in milliseconds.
func (c *column) load(limit int64) error {
	if c.source == nil || c.shared || c.begun && limit <= c.read {
		return nil
	}
	return c.pull(limit)
}

// pull appends the samples of the source in (c.read, limit].
func (c *column) pull(limit int64) error {
	last := int64(math.MinInt64)
	var err error
	for s := range c.source {
		if s.T > limit {
			break
		}
		if err = c.take(s, last, limit); err != nil {
			break
		}
		last = s.T
	}
	c.begun, c.read = true, limit
	return err
}

// take appends a sample of the source, which follows one at the time last, unless the column has it. More may follow up to limit.
func (c *column) take(s Sample, last, limit int64) error {
	if s.T <= last {
		return fmt.Errorf("engine: series %s: sample at %s is not after the one at %s", c.labels, stamp(s.T), stamp(last))
	}
	if c.begun && s.T <= c.read {
		return nil
	}
	if err := c.spent.store(1, sampleBytes+histogramBytes(s.H)); err != nil {
		return err
	}
	c.room(s.T, limit)
	if err := c.append(s.T, s.V, s.H, input, 0); err != nil {
		return fmt.Errorf("engine: series %s: sample at %s: %w", c.labels, stamp(s.T), err)
	}
	return nil
}

// append adds a sample as a Prometheus TSDB does: an identical duplicate is fine, anything else not after the last sample is
// an error of package storage.
func (c *column) append(t int64, v float64, h *histogram.FloatHistogram, owner int, offset int64) error {
	if h != nil {
		if err := h.Validate(); err != nil {
			return err
		}
	}
	if n := len(c.times); n > 0 && t <= c.times[n-1] {
		return c.duplicate(n-1, t, v, h)
	}
	c.put(t, v, c.encode(t, v, h))
	if c.shared {
		c.origin = append(c.origin, origin{t + offset, owner})
	}
	return nil
}

// expect makes room for n samples.
func (c *column) expect(n int) {
	c.times, c.floats = slices.Grow(c.times, n), slices.Grow(c.floats, n)
}

// room makes room for a sample at t, and for as many more as there will be up to limit if they come at the pace of the last two, but
// for no more than are there already.
func (c *column) room(t, limit int64) {
	n := len(c.times)
	if n < 16 || n < cap(c.times) {
		return
	}
	if pace := t - c.times[n-1]; pace > 0 {
		c.expect(int(min((limit-t)/pace+1, int64(n))))
	}
}

// put adds a sample as it is.
func (c *column) put(t int64, v float64, h *histogram.FloatHistogram) {
	if h != nil && c.hists == nil {
		c.hists = make([]*histogram.FloatHistogram, len(c.times))
	}
	c.times = append(c.times, t)
	c.floats = append(c.floats, v)
	if c.hists != nil {
		c.hists = append(c.hists, h)
	}
}

// duplicate returns the error of appending a sample at or before the last one, at index last.
func (c *column) duplicate(last int, t int64, v float64, h *histogram.FloatHistogram) error {
	old := c.hist(last)
	switch {
	case t < c.times[last]:
		return storage.ErrOutOfOrderSample
	case h != nil && (old == nil || !h.Copy().Compact(0).Equals(old)):
		return storage.ErrDuplicateSampleForTimestamp
	case h == nil && old != nil:
		return storage.NewDuplicateHistogramToFloatErr(t, v)
	case h == nil && math.Float64bits(v) != math.Float64bits(c.floats[last]):
		return storage.NewDuplicateFloatErr(t, c.floats[last], v)
	}
	return nil
}

func (c *column) hist(i int) *histogram.FloatHistogram {
	if c.hists == nil {
		return nil
	}
	return c.hists[i]
}

// encode returns the histogram that is to be stored: with the counter reset hint a TSDB would give it, and in place of a
// stale marker if the last sample was a histogram.
func (c *column) encode(t int64, v float64, h *histogram.FloatHistogram) *histogram.FloatHistogram {
	if h == nil {
		if n := len(c.times); n == 0 || c.hist(n-1) == nil || !value.IsStaleNaN(v) {
			return nil
		}
		h = &histogram.FloatHistogram{Sum: v}
	}
	if c.chunks == nil {
		c.chunks = &chunks{}
	}
	n := len(c.times)
	return c.chunks.append(t, h, n > 0 && c.hist(n-1) == nil)
}

// before returns the number of samples that exist when the given rule runs at time now. Rules are numbered in the order in
// which they run; math.MaxInt is after all of them.
func (c *column) before(now int64, rule int) int {
	if c.shared {
		return sort.Search(len(c.origin), func(i int) bool {
			o := c.origin[i]
			return o.at > now || o.at == now && o.rule >= rule
		})
	}
	limit := now - c.offset
	if c.owner >= rule {
		limit--
	}
	if n := len(c.times); n == 0 || c.times[n-1] <= limit {
		return n
	}
	return sort.Search(len(c.times), func(i int) bool { return c.times[i] > limit })
}

func (c *column) reset() {
	c.times, c.floats, c.hists, c.origin, c.chunks = nil, nil, nil, nil, nil
	c.begun, c.read = false, 0
}

// stamp writes a time in milliseconds for people.
func stamp(t int64) string { return time.UnixMilli(t).UTC().Format(time.RFC3339Nano) }
