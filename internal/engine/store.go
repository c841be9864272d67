package engine

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"sort"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
)

// store holds all series of a run, by metric name and in the order of their labels, so that results never depend on chance.
type store struct {
	byName map[string][]*column
	byHash map[uint64][]*column
	spent  *spending
	err    error // the first input series that could not be read
}

// newStore returns a store of the input series; their samples are read when somebody selects them.
func newStore(series []Series, spent *spending) (*store, error) {
	s := &store{byName: map[string][]*column{}, byHash: map[uint64][]*column{}, spent: spent}
	for _, in := range series {
		if s.find(in.Labels) != nil {
			return nil, fmt.Errorf("engine: series %s is given twice", in.Labels)
		}
		if in.Samples == nil {
			in.Samples = func(func(Sample) bool) {}
		}
		s.add(&column{labels: in.Labels, owner: input, source: in.Samples, spent: spent})
	}
	for _, columns := range s.byName {
		slices.SortFunc(columns, byLabels)
	}
	return s, nil
}

func byLabels(a, b *column) int { return labels.Compare(a.labels, b.labels) }

// add files c without putting it in order.
func (s *store) add(c *column) {
	name, hash := c.labels.Get(model.MetricNameLabel), c.labels.Hash()
	s.byName[name] = append(s.byName[name], c)
	s.byHash[hash] = append(s.byHash[hash], c)
}

// find returns the column of exactly these labels, or nil.
func (s *store) find(ls labels.Labels) *column {
	for _, c := range s.byHash[ls.Hash()] {
		if labels.Equal(c.labels, ls) {
			return c
		}
	}
	return nil
}

// create returns a new, empty column that the given rule writes with the given query offset.
func (s *store) create(ls labels.Labels, owner int, offset int64) *column {
	c := &column{labels: ls, owner: owner, offset: offset, spent: s.spent}
	s.spent.bytes += seriesBytes
	hash := ls.Hash()
	s.byHash[hash] = append(s.byHash[hash], c)

	name := ls.Get(model.MetricNameLabel)
	columns := s.byName[name]
	i := sort.Search(len(columns), func(i int) bool { return labels.Compare(columns[i].labels, ls) >= 0 })
	s.byName[name] = slices.Insert(columns, i, c)
	return c
}

// matches reports whether any series has labels that the matchers accept.
func (s *store) matches(matchers []*labels.Matcher) bool {
	for range s.match(matchers) {
		return true
	}
	return false
}

// match yields the columns that all matchers accept, in no particular order if they have several names.
func (s *store) match(matchers []*labels.Matcher) iter.Seq[*column] {
	return func(yield func(*column) bool) {
		for columns := range s.named(matchers) {
			for _, c := range columns {
				if accept(matchers, c.labels) && !yield(c) {
					return
				}
			}
		}
	}
}

// named yields the columns of each name that the matchers of __name__ accept.
func (s *store) named(matchers []*labels.Matcher) iter.Seq[[]*column] {
	for _, m := range matchers {
		if m.Name == model.MetricNameLabel && m.Type == labels.MatchEqual {
			return func(yield func([]*column) bool) { yield(s.byName[m.Value]) }
		}
	}
	return maps.Values(s.byName)
}

// sorted returns the columns that all matchers accept, in the order of their labels.
func (s *store) sorted(matchers []*labels.Matcher) []*column {
	columns := slices.Collect(s.match(matchers))
	if !slices.IsSortedFunc(columns, byLabels) {
		slices.SortFunc(columns, byLabels)
	}
	return columns
}

func accept(matchers []*labels.Matcher, ls labels.Labels) bool {
	for _, m := range matchers {
		if !m.Matches(ls.Get(m.Name)) {
			return false
		}
	}
	return true
}

// forget drops everything that rules wrote, and makes the columns that rules share with the input start anew.
func (s *store) forget() {
	s.byHash = map[uint64][]*column{}
	s.spent.samples, s.spent.bytes = 0, 0
	for name, columns := range s.byName {
		columns = slices.DeleteFunc(columns, func(c *column) bool { return c.source == nil })
		s.byName[name] = columns
		for _, c := range columns {
			if c.shared {
				c.reset()
			}
			hash := c.labels.Hash()
			s.byHash[hash] = append(s.byHash[hash], c)
			s.spent.samples += int64(len(c.times))
			s.spent.bytes += seriesBytes + sampleBytes*int64(len(c.times))
		}
	}
}
