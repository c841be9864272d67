package engine

import (
	"context"
	"fmt"
	"testing"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/stretchr/testify/require"
)

const fill = int64(10_000 * 60_000) // the time of ten thousand samples of a ramp

// BenchmarkStoreAppend reads ten thousand samples of an input series.
func BenchmarkStoreAppend(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		c := &column{owner: input, source: ramp, spent: &spending{}}
		require.NoError(b, c.load(fill))
	}
}

// BenchmarkStoreCreate makes ten thousand series of a name, the last first.
func BenchmarkStoreCreate(b *testing.B) {
	names := make([]labels.Labels, 10_000)
	for i := range names {
		names[i] = labels.FromStrings("__name__", "x", "instance", fmt.Sprintf("%05d", len(names)-i))
	}
	b.ReportAllocs()
	for b.Loop() {
		s, err := newStore(nil, &spending{})
		require.NoError(b, err)
		for _, ls := range names {
			s.create(ls, 0, 0)
		}
		require.Len(b, s.named("x"), len(names))
	}
}

// BenchmarkStoreSelect selects half of a thousand series among two thousand.
func BenchmarkStoreSelect(b *testing.B) {
	s, err := newStore(append(xSeries(1000), manySeries("y", 1000)...), &spending{})
	require.NoError(b, err)
	matchers := []*labels.Matcher{
		labels.MustNewMatcher(labels.MatchEqual, "__name__", "x"),
		labels.MustNewMatcher(labels.MatchRegexp, "instance", ".*[02468]"),
	}
	v := s.all(0)
	b.ReportAllocs()
	for b.Loop() {
		set, n := v.Select(context.Background(), true, nil, matchers...), 0
		for set.Next() {
			n++
		}
		require.Equal(b, 500, n)
	}
}

// BenchmarkStoreIterate walks over ten thousand samples, two at a time.
func BenchmarkStoreIterate(b *testing.B) {
	c := &column{owner: input, source: ramp, spent: &spending{}}
	require.NoError(b, c.load(fill))
	it := series{c, len(c.times)}.Iterator(nil)
	b.ReportAllocs()
	for b.Loop() {
		it = series{c, len(c.times)}.Iterator(it)
		for t := int64(0); t < fill; t += 120_000 {
			it.Seek(t)
		}
	}
}
