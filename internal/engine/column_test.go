package engine

import (
	"math"
	"testing"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/value"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb/chunkenc"
	"github.com/stretchr/testify/require"
)

func hist(count float64) *histogram.FloatHistogram {
	return &histogram.FloatHistogram{Count: count, Sum: count, PositiveSpans: []histogram.Span{{Length: 1}}, PositiveBuckets: []float64{count}}
}

func TestAppend(t *testing.T) {
	tests := map[string]struct {
		before, after Sample
		want          error
	}{
		"later":                        {Sample{T: 1, V: 1}, Sample{T: 2, V: 1}, nil},
		"earlier":                      {Sample{T: 2, V: 1}, Sample{T: 1, V: 1}, storage.ErrOutOfOrderSample},
		"the same again":               {Sample{T: 1, V: 1}, Sample{T: 1, V: 1}, nil},
		"another value":                {Sample{T: 1, V: 1}, Sample{T: 1, V: 2}, storage.ErrDuplicateSampleForTimestamp},
		"zeros of both signs":          {Sample{T: 1, V: 0}, Sample{T: 1, V: math.Copysign(0, -1)}, storage.ErrDuplicateSampleForTimestamp},
		"the same histogram":           {Sample{T: 1, H: hist(1)}, Sample{T: 1, H: hist(1)}, nil},
		"another histogram":            {Sample{T: 1, H: hist(1)}, Sample{T: 1, H: hist(2)}, storage.ErrDuplicateSampleForTimestamp},
		"a float after a histogram":    {Sample{T: 1, H: hist(1)}, Sample{T: 1, V: 1}, storage.ErrDuplicateSampleForTimestamp},
		"a histogram after a float":    {Sample{T: 1, V: 1}, Sample{T: 1, H: hist(1)}, storage.ErrDuplicateSampleForTimestamp},
		"a histogram that is not one":  {Sample{T: 1, V: 1}, Sample{T: 2, H: &histogram.FloatHistogram{Count: 1, PositiveBuckets: []float64{1}}}, histogram.ErrHistogramSpansBucketsMismatch},
		"a stale marker after a float": {Sample{T: 1, V: 1}, Sample{T: 1, V: math.Float64frombits(value.StaleNaN)}, storage.ErrDuplicateSampleForTimestamp},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			c := &column{owner: input}
			require.NoError(t, c.append(test.before.T, test.before.V, test.before.H, input, 0))
			require.ErrorIs(t, c.append(test.after.T, test.after.V, test.after.H, input, 0), test.want)
		})
	}
}

func TestHints(t *testing.T) {
	gauge := hist(1)
	gauge.CounterResetHint = histogram.GaugeType
	reset := hist(9)
	reset.CounterResetHint = histogram.CounterReset
	const unknown, not = histogram.UnknownCounterReset, histogram.NotCounterReset
	tests := map[string]struct {
		samples []Sample
		want    []histogram.CounterResetHint
	}{
		"counting up":           {[]Sample{{H: hist(1)}, {H: hist(2)}, {H: hist(2)}}, []histogram.CounterResetHint{unknown, not, not}},
		"a reset":               {[]Sample{{H: hist(2)}, {H: hist(1)}, {H: hist(2)}}, []histogram.CounterResetHint{unknown, unknown, not}},
		"a reset that is given": {[]Sample{{H: hist(2)}, {H: reset}, {H: hist(10)}}, []histogram.CounterResetHint{unknown, unknown, not}},
		"gauges":                {[]Sample{{H: gauge}, {H: gauge}}, []histogram.CounterResetHint{histogram.GaugeType, histogram.GaugeType}},
		"a stale marker": {
			[]Sample{{H: hist(1)}, {V: math.Float64frombits(value.StaleNaN)}, {H: hist(2)}}, []histogram.CounterResetHint{unknown, not, unknown},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			c := &column{owner: input}
			for i, s := range test.samples {
				require.NoError(t, c.append(int64(i)*60_000, s.V, s.H, input, 0))
			}
			var got []histogram.CounterResetHint
			for _, h := range c.hists {
				got = append(got, h.CounterResetHint)
			}
			require.Equal(t, test.want, got)
		})
	}
}

// TestHintsOfFullChunks checks that a chunk ends when it is full: then the hint is unknown again.
func TestHintsOfFullChunks(t *testing.T) {
	c := &column{owner: input}
	for i := range 2000 {
		require.NoError(t, c.append(int64(i)*15_000, 0, hist(math.Sqrt(float64(i))), input, 0))
	}
	cuts := 0
	for _, h := range c.hists {
		if h.CounterResetHint == histogram.UnknownCounterReset {
			cuts++
		}
	}
	require.Greater(t, cuts, 10)
	require.Less(t, cuts, 200)
}

// TestHintsAfterReset has long histograms before and after a counter reset: the chunk that begins with it is cut at twice the usual size.
func TestHintsAfterReset(t *testing.T) {
	c := &column{}
	var fresh []int
	for i := range 32 {
		h := &histogram.FloatHistogram{PositiveSpans: []histogram.Span{{Length: 12}}}
		for b := range 12 {
			n := math.Sqrt(float64((i + 1) * (b + 2)))
			if i >= 13 {
				n = math.Sqrt(float64((i - 12) * (b + 2)))
			}
			h.PositiveBuckets = append(h.PositiveBuckets, n)
			h.Count += n
		}
		require.NoError(t, c.append(int64(i)*60_000, 0, h, input, 0))
		if c.hists[i].CounterResetHint == histogram.UnknownCounterReset {
			fresh = append(fresh, i)
		}
	}
	require.Equal(t, []int{0, 10, 13}, fresh)
}

func TestBefore(t *testing.T) {
	own := &column{owner: 5, offset: 10}
	for at := int64(0); at < 100; at += 20 {
		require.NoError(t, own.append(at, 1, nil, 5, 10))
	}
	require.Equal(t, 0, own.before(10, 5), "a rule does not see what it is about to write")
	require.Equal(t, 1, own.before(10, 6), "later rules do")
	require.Equal(t, 1, own.before(30, 5), "at the next step it does")
	require.Equal(t, 5, own.before(1000, 0))

	shared := &column{owner: 3, shared: true}
	require.NoError(t, shared.append(0, 1, nil, input, 0))
	require.NoError(t, shared.append(20, 1, nil, 3, 0))
	require.NoError(t, shared.append(40, 1, nil, 7, 0))
	require.Equal(t, 1, shared.before(0, 0), "input is there first")
	require.Equal(t, 1, shared.before(20, 3))
	require.Equal(t, 2, shared.before(20, 4))
	require.Equal(t, 2, shared.before(40, 7))
	require.Equal(t, 3, shared.before(40, 8))
}

func TestSeek(t *testing.T) {
	c := &column{owner: input}
	for at := int64(0); at < 1000; at += 10 {
		require.NoError(t, c.append(at, float64(at), nil, input, 0))
	}
	for stride := int64(1); stride < 300; stride += 7 {
		it := series{c, 90}.Iterator(nil)
		for at := int64(0); at < 1100; at += stride {
			kind := it.Seek(at)
			if at > 890 {
				require.Equal(t, chunkenc.ValNone, kind, at)
				continue
			}
			require.Equal(t, (at+9)/10*10, it.AtT(), at)
		}
		require.Equal(t, chunkenc.ValNone, it.Seek(5000))
		require.Equal(t, chunkenc.ValNone, it.Next())
	}
}
