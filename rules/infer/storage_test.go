package infer_test

import (
	"context"
	"slices"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/util/annotations"
)

// memory is a storage of a few series, all of them read by every query.
type memory []promql.Series

func (m memory) Querier(int64, int64) (storage.Querier, error) { return m, nil }

func (m memory) Select(_ context.Context, _ bool, _ *storage.SelectHints, matchers ...*labels.Matcher) storage.SeriesSet {
	set := &seriesSet{at: -1}
	for _, s := range m {
		if matches(s.Metric, matchers) {
			set.series = append(set.series, s)
		}
	}
	return set
}

// write returns m with one more sample of a series; a time has one.
func (m memory) write(ls labels.Labels, minute int, sample promql.Sample) memory {
	at := int64(minute) * 60_000
	i := slices.IndexFunc(m, func(s promql.Series) bool { return labels.Equal(s.Metric, ls) })
	if i < 0 {
		i, m = len(m), append(m, promql.Series{Metric: ls})
	}
	s := &m[i]
	if n := len(s.Floats); n > 0 && s.Floats[n-1].T >= at {
		return m
	}
	if n := len(s.Histograms); n > 0 && s.Histograms[n-1].T >= at {
		return m
	}
	if sample.H != nil {
		s.Histograms = append(s.Histograms, promql.HPoint{T: at, H: sample.H})
	} else {
		s.Floats = append(s.Floats, promql.FPoint{T: at, F: sample.F})
	}
	return m
}

func matches(ls labels.Labels, matchers []*labels.Matcher) bool {
	for _, m := range matchers {
		if !m.Matches(ls.Get(m.Name)) {
			return false
		}
	}
	return true
}

func (memory) LabelValues(context.Context, string, *storage.LabelHints, ...*labels.Matcher) ([]string, annotations.Annotations, error) {
	return nil, nil, nil
}

func (memory) LabelNames(context.Context, *storage.LabelHints, ...*labels.Matcher) ([]string, annotations.Annotations, error) {
	return nil, nil, nil
}

func (memory) Close() error { return nil }

type seriesSet struct {
	series []promql.Series
	at     int
}

func (s *seriesSet) Next() bool                        { s.at++; return s.at < len(s.series) }
func (s *seriesSet) At() storage.Series                { return promql.NewStorageSeries(s.series[s.at]) }
func (s *seriesSet) Err() error                        { return nil }
func (s *seriesSet) Warnings() annotations.Annotations { return nil }

// minutes returns a series with one sample a minute from 0 on.
func minutes(ls labels.Labels, values ...float64) promql.Series {
	s := promql.Series{Metric: ls}
	for i, v := range values {
		s.Floats = append(s.Floats, promql.FPoint{T: int64(i) * 60_000, F: v})
	}
	return s
}

// native returns a series of native histograms, one a minute from 0 on.
func native(ls labels.Labels, n int) promql.Series {
	s := promql.Series{Metric: ls}
	for i := range n {
		h := &histogram.FloatHistogram{
			Schema: 0, Count: float64(2 * i), Sum: float64(3 * i),
			PositiveSpans:   []histogram.Span{{Offset: 0, Length: 2}},
			PositiveBuckets: []float64{float64(i), float64(i)},
		}
		s.Histograms = append(s.Histograms, promql.HPoint{T: int64(i) * 60_000, H: h})
	}
	return s
}
