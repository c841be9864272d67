package engine

import (
	"fmt"
	"slices"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
)

// store holds all series of a run, by metric name and in the order of their labels, so that results never depend on chance.
type store struct {
	byName map[string][]*column
	mixed  map[string]bool // names whose columns are not in order
	byHash map[uint64][]*column
	spent  *spending
	err    error // the first input series that could not be read
}

// newStore returns a store of the input series; their samples are read when somebody selects them.
func newStore(series []Series, spent *spending) (*store, error) {
	s := &store{byName: map[string][]*column{}, mixed: map[string]bool{}, byHash: map[uint64][]*column{}, spent: spent}
	for _, in := range series {
		if s.find(in.Labels) != nil {
			return nil, fmt.Errorf("engine: series %s is given twice", in.Labels)
		}
		if in.Samples == nil {
			in.Samples = func(func(Sample) bool) {}
		}
		s.add(&column{labels: in.Labels, owner: input, source: in.Samples, spent: spent})
	}
	return s, nil
}

func byLabels(a, b *column) int { return labels.Compare(a.labels, b.labels) }

// add files c; its name is put in order when somebody looks.
func (s *store) add(c *column) {
	name, hash := c.labels.Get(model.MetricNameLabel), c.labels.Hash()
	columns := s.byName[name]
	if n := len(columns); n > 0 && byLabels(columns[n-1], c) > 0 {
		s.mixed[name] = true
	}
	s.byName[name] = append(columns, c)
	s.byHash[hash] = append(s.byHash[hash], c)
	s.spent.bytes += seriesBytes
}

// named returns the columns of a name, in order.
func (s *store) named(name string) []*column {
	columns := s.byName[name]
	if s.mixed[name] {
		slices.SortFunc(columns, byLabels)
		delete(s.mixed, name)
	}
	return columns
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
	s.add(c)
	return c
}

// matches reports whether any series has labels that the matchers accept.
func (s *store) matches(matchers []*labels.Matcher) bool {
	accepted := func(c *column) bool { return accept(matchers, c.labels) }
	if name, ok := nameOf(matchers); ok {
		return slices.ContainsFunc(s.byName[name], accepted)
	}
	for _, columns := range s.byName {
		if slices.ContainsFunc(columns, accepted) {
			return true
		}
	}
	return false
}

// sorted returns the columns that all matchers accept, in the order of their labels.
func (s *store) sorted(matchers []*labels.Matcher) []*column {
	if name, ok := nameOf(matchers); ok {
		return accepted(nil, s.named(name), matchers)
	}
	var columns []*column
	for _, named := range s.byName {
		columns = accepted(columns, named, matchers)
	}
	slices.SortFunc(columns, byLabels)
	return columns
}

// accepted appends the columns that all matchers accept.
func accepted(to, columns []*column, matchers []*labels.Matcher) []*column {
	for _, c := range columns {
		if accept(matchers, c.labels) {
			to = append(to, c)
		}
	}
	return to
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
