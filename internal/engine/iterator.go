package engine

import (
	"sort"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/tsdb/chunkenc"
)

// millis is a time in milliseconds since the Unix epoch.
type millis = int64

// iterator walks the samples of one series; it implements chunkenc.Iterator.
type iterator struct {
	times  []int64
	floats []float64
	hists  []*histogram.FloatHistogram // nil if all samples are floats
	at     int
}

func (it *iterator) Next() chunkenc.ValueType {
	if it.at < len(it.times) {
		it.at++
	}
	return it.kind()
}

// Seek goes to the first sample at or after t, never back. Steps are short when a query walks forward, so it gallops.
func (it *iterator) Seek(t millis) chunkenc.ValueType {
	if it.at < 0 {
		it.at = 0
	}
	if it.at >= len(it.times) || it.times[it.at] >= t {
		return it.kind()
	}
	low, stride := it.at, 1
	for low+stride < len(it.times) && it.times[low+stride] < t {
		low += stride
		stride *= 2
	}
	rest := it.times[low:min(low+stride+1, len(it.times))]
	it.at = low + sort.Search(len(rest), func(i int) bool { return rest[i] >= t })
	return it.kind()
}

func (it *iterator) kind() chunkenc.ValueType {
	switch {
	case it.at >= len(it.times):
		return chunkenc.ValNone
	case it.hists != nil && it.hists[it.at] != nil:
		return chunkenc.ValFloatHistogram
	}
	return chunkenc.ValFloat
}

func (it *iterator) At() (int64, float64) { return it.times[it.at], it.floats[it.at] }

// AtHistogram is never called: no sample is a histogram of integers.
func (it *iterator) AtHistogram(*histogram.Histogram) (int64, *histogram.Histogram) {
	return it.times[it.at], nil
}

// AtFloatHistogram copies the histogram: the PromQL engine computes in place.
func (it *iterator) AtFloatHistogram(into *histogram.FloatHistogram) (int64, *histogram.FloatHistogram) {
	h := it.hists[it.at]
	if into == nil {
		return it.times[it.at], h.Copy()
	}
	h.CopyTo(into)
	return it.times[it.at], into
}

func (it *iterator) AtT() int64  { return it.times[it.at] }
func (it *iterator) AtST() int64 { return 0 }
func (it *iterator) Err() error  { return nil }
