package engine

import (
	"context"
	"math"
	"slices"
	"sort"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb/chunkenc"
	"github.com/prometheus/prometheus/util/annotations"
)

// view is the store as it is at one moment; it implements storage.Queryable and storage.Querier.
type view struct {
	store   *store
	horizon int64 // input later than this is never read
	now     int64 // what is written after this time does not exist yet
	trim    bool  // no sample outside of the times that a selector asks for; matters where some selector has @
	rule    int   // nor what this rule and later ones write at now

	operands map[string][]*column // parts of the expression that were evaluated first
}

// all returns the view of everything that is there at the horizon, which is not before the last step.
func (s *store) all(horizon int64) view {
	return view{store: s, horizon: horizon, now: horizon, rule: math.MaxInt}
}

// seen returns the view that a rule has when it runs at time now.
func (r *Run) seen(ru *rule, now int64) view {
	return view{store: r.store, horizon: r.clock.last(), now: now, trim: ru.expr.far(), rule: ru.index}
}

func (v view) Querier(int64, int64) (storage.Querier, error) { return v, nil }

func (v view) Close() error { return nil }

func (v view) LabelValues(context.Context, string, *storage.LabelHints, ...*labels.Matcher) ([]string, annotations.Annotations, error) {
	return nil, nil, nil
}

func (v view) LabelNames(context.Context, *storage.LabelHints, ...*labels.Matcher) ([]string, annotations.Annotations, error) {
	return nil, nil, nil
}

// Select returns the matching series that have samples. It sorts the matchers in place, as a TSDB does: absent() reads them
// afterwards, and the labels of its result depend on their order.
func (v view) Select(ctx context.Context, _ bool, hints *storage.SelectHints, matchers ...*labels.Matcher) storage.SeriesSet {
	set := &seriesSet{next: -1}
	if len(matchers) == 1 && matchers[0].Name == operandLabel {
		for _, c := range v.operands[matchers[0].Value] {
			set.series = append(set.series, series{c, len(c.times)})
		}
		return set
	}
	if !repeated(matchers) || !v.empty() {
		sortMatchers(matchers)
	}
	for _, c := range v.store.sorted(matchers) {
		if err := ctx.Err(); err != nil { // reading much input takes time
			return storage.ErrSeriesSet(err)
		}
		if err := c.load(v.horizon); err != nil {
			if v.store.err == nil {
				v.store.err = err
			}
			return storage.ErrSeriesSet(err)
		}
		if n := c.before(v.now, v.rule); n > 0 {
			found := series{c, n}
			if hints != nil && (v.trim || hints.Func == "timestamp" || hints.Func == "start_timestamp") {
				found = found.asked(hints)
			}
			set.series = append(set.series, found)
		}
	}
	return set
}

// asked returns what a TSDB hands out: no sample outside of the times that are asked for. An expression with @ may look beyond them, as
// timestamp() does where its argument has an offset too, and as a range does in a subquery with an offset.
func (s series) asked(hints *storage.SelectHints) series {
	times := s.column.times[:s.n]
	from := sort.Search(len(times), func(i int) bool { return times[i] >= hints.Start })
	to := max(from, sort.Search(len(times), func(i int) bool { return times[i] > hints.End }))
	c := &column{labels: s.column.labels, times: times[from:to], floats: s.column.floats[from:to]}
	if s.column.hists != nil {
		c.hists = s.column.hists[from:to]
	}
	return series{c, to - from}
}

// repeated reports whether two matchers are of the same label, without which their order shows nowhere.
func repeated(matchers []*labels.Matcher) bool {
	for i, m := range matchers {
		if slices.ContainsFunc(matchers[:i], func(other *labels.Matcher) bool { return other.Name == m.Name }) {
			return true
		}
	}
	return false
}

// empty reports whether there is no sample at all yet: a TSDB does not look at its series then, and sorts no matchers.
func (v view) empty() bool {
	for _, columns := range v.store.byName {
		for _, c := range columns {
			if c.load(v.horizon) == nil && c.before(v.now, v.rule) > 0 {
				return false
			}
		}
	}
	return true
}

// sortMatchers puts the matchers that need a value before those that only exclude. A TSDB's comparison answers "after" for
// equal matchers too, and the resulting order is what absent() shows, so ours does the same.
func sortMatchers(matchers []*labels.Matcher) {
	if len(matchers) < 2 {
		return
	}
	needed := map[string]bool{}
	for _, m := range matchers {
		if !m.Matches("") {
			needed[m.Name] = true
		}
	}
	excludes := func(m *labels.Matcher) bool {
		return !needed[m.Name] || (m.Type == labels.MatchNotEqual || m.Type == labels.MatchNotRegexp) && m.Matches("")
	}
	slices.SortStableFunc(matchers, func(a, b *labels.Matcher) int {
		if !excludes(a) && excludes(b) {
			return -1
		}
		return 1
	})
}

// seriesSet iterates over the result of Select.
type seriesSet struct {
	series []series
	next   int
}

func (s *seriesSet) Next() bool                        { s.next++; return s.next < len(s.series) }
func (s *seriesSet) At() storage.Series                { return s.series[s.next] }
func (s *seriesSet) Err() error                        { return nil }
func (s *seriesSet) Warnings() annotations.Annotations { return nil }

// series is the first n samples of a column.
type series struct {
	column *column
	n      int
}

func (s series) Labels() labels.Labels { return s.column.labels }

func (s series) Iterator(reuse chunkenc.Iterator) chunkenc.Iterator {
	it, ok := reuse.(*iterator)
	if !ok {
		it = &iterator{}
	}
	*it = iterator{times: s.column.times[:s.n], floats: s.column.floats[:s.n], at: -1}
	if s.column.hists != nil {
		it.hists = s.column.hists[:s.n]
	}
	return it
}
