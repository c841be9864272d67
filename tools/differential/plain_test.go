package differential

import (
	"context"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb/chunkenc"
)

// plain reads a storage without what is an accident of a TSDB: series come in the order of their labels, not in that in which they were
// first written, and histograms without the empty buckets that others of their chunk have filled.
type plain struct{ storage.Queryable }

func (p plain) Querier(from, to int64) (storage.Querier, error) {
	q, err := p.Queryable.Querier(from, to)
	return plainQuerier{q}, err
}

type plainQuerier struct{ storage.Querier }

func (q plainQuerier) Select(ctx context.Context, _ bool, hints *storage.SelectHints, ms ...*labels.Matcher) storage.SeriesSet {
	return plainSet{q.Querier.Select(ctx, true, hints, ms...)}
}

type plainSet struct{ storage.SeriesSet }

func (s plainSet) At() storage.Series { return plainSeries{s.SeriesSet.At()} }

type plainSeries struct{ storage.Series }

func (s plainSeries) Iterator(chunkenc.Iterator) chunkenc.Iterator {
	return plainIterator{s.Series.Iterator(nil)}
}

type plainIterator struct{ chunkenc.Iterator }

func (i plainIterator) AtFloatHistogram(into *histogram.FloatHistogram) (int64, *histogram.FloatHistogram) {
	t, h := i.Iterator.AtFloatHistogram(into)
	return t, h.Copy().Compact(0)
}

// forgiving is a storage to which writing the same histogram again is no error: a TSDB compares them with the empty buckets that it has
// added.
type forgiving struct {
	storage.AppendableV2
	last map[string]written // by labels
}

// written is the last histogram of a series, without empty buckets.
type written struct {
	at int64
	h  *histogram.FloatHistogram
}

func (f forgiving) AppenderV2(ctx context.Context) storage.AppenderV2 {
	return forgivingAppender{f.AppendableV2.AppenderV2(ctx), f.last}
}

type forgivingAppender struct {
	storage.AppenderV2
	last map[string]written
}

func (a forgivingAppender) Append(ref storage.SeriesRef, ls labels.Labels, st, t int64, v float64, h *histogram.Histogram, fh *histogram.FloatHistogram, opts storage.AppendV2Options) (storage.SeriesRef, error) {
	if fh == nil || fh.Validate() != nil { // a copy of an invalid one may be valid
		delete(a.last, ls.String())
		return a.AppenderV2.Append(ref, ls, st, t, v, h, fh, opts)
	}
	same := written{t, fh.Copy().Compact(0)}
	if last, ok := a.last[ls.String()]; ok && last.at == t && last.h.Equals(same.h) {
		return ref, nil
	}
	ref, err := a.AppenderV2.Append(ref, ls, st, t, v, h, fh.Copy(), opts)
	if err == nil {
		a.last[ls.String()] = same
	}
	return ref, err
}
