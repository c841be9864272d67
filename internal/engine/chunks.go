package engine

import (
	"math"
	"time"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/tsdb/chunkenc"
)

// chunkRange is the span of time that one chunk may cover in the storage of promtool, in milliseconds.
const chunkRange = int64(24 * time.Hour / time.Millisecond)

// chunks decides the counter reset hints of consecutive histograms. A TSDB does not store the hint of a sample: it follows
// from the sample's place in its chunk, and a new chunk begins at each counter reset, at a new layout, or when a chunk is full.
type chunks struct {
	chunk       chunkenc.Chunk
	app         chunkenc.Appender
	first, last int64 // times in the chunk
	next        int64 // a sample at or after this time begins a new chunk
	predicted   bool  // next was computed from the size of the chunk
}

// append returns a copy of h with the hint that a reader of the TSDB would see, and without empty buckets, of which a reader sees those
// that any histogram of the chunk has filled so far. cut says that a float stands between h and the histogram before it.
func (c *chunks) append(t int64, h *histogram.FloatHistogram, cut bool) *histogram.FloatHistogram {
	stored, encoded := h.Copy().Compact(0), h.Copy()
	if stored.CounterResetHint = histogram.UnknownCounterReset; h.CounterResetHint == histogram.GaugeType {
		stored.CounterResetHint = histogram.GaugeType
	}
	previous := c.app
	if c.chunk == nil || cut || c.full(t) {
		c.begin(t)
		_, _, c.app, _ = c.app.AppendFloatHistogram(previous, 0, t, encoded, false)
		c.last = t
		return stored
	}
	chunk, recoded, app, _ := c.app.AppendFloatHistogram(nil, 0, t, encoded, false)
	c.app, c.last = app, t
	if chunk != nil {
		c.chunk = chunk
	}
	if chunk != nil && !recoded {
		c.first, c.next = t, chunkEnd(t) // and what was predicted is not predicted again, in a TSDB as here
		return stored
	}
	if header, ok := app.(interface {
		GetCounterResetHeader() chunkenc.CounterResetHeader
	}); ok && header.GetCounterResetHeader() != chunkenc.GaugeType {
		stored.CounterResetHint = histogram.NotCounterReset
	}
	return stored
}

// begin starts an empty chunk.
func (c *chunks) begin(t int64) {
	chunk := chunkenc.NewFloatHistogramChunk()
	app, _ := chunk.Appender() // fails only on a chunk that holds something
	c.chunk, c.app = chunk, app
	c.first, c.last, c.next, c.predicted = t, t, chunkEnd(t), false
}

// full reports whether a sample at t begins a new chunk because of the size or the age of this one.
func (c *chunks) full(t int64) bool {
	const target, fewest = chunkenc.TargetBytesPerHistogramChunk, chunkenc.MinSamplesPerHistogramChunk
	size, end := len(c.chunk.Bytes()), c.next
	if c.predicted {
		end = chunkEnd(c.first)
	}
	if !c.predicted && size >= target/4 {
		c.predict(float64(target) / float64(size))
	}
	return (t >= c.next || size >= 2*target) && (c.chunk.NumSamples() >= fewest || t >= end)
}

// predict brings the end of the chunk forward, so that the chunks of its range come out about equally long.
func (c *chunks) predict(growth float64) {
	c.predicted = true
	n := math.Floor(float64(c.next-c.first) / (float64(c.last-c.first+1) * growth))
	if n > 1 {
		c.next = int64(float64(c.first) + float64(c.next-c.first)/n)
	}
}

// chunkEnd returns the end of the chunk range that t falls in.
func chunkEnd(t int64) int64 { return t/chunkRange*chunkRange + chunkRange }
