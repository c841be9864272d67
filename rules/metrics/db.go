package metrics

import (
	"slices"
	"strings"
)

// DB answers what is known of the series of a name. It does not change once it is made, and is safe for concurrent use.
type DB struct {
	layers []layer // the best first
}

// layer is what one source knows.
type layer interface {
	family(name string) (*Metric, Source) // nil if it knows nothing of it
	names() []string
}

// known is a layer of metrics by name.
type known struct {
	source   Source
	families map[string]*Metric
}

func (k known) family(name string) (*Metric, Source) { return k.families[name], k.source }

func (k known) names() []string {
	names := make([]string, 0, len(k.families))
	for name := range k.families {
		names = append(names, name)
	}
	return names
}

// With returns db with what another source knows put before it.
func (db *DB) With(source Source, all []Metric) *DB {
	families := make(map[string]*Metric, len(all))
	for i := range all {
		families[all[i].Name] = &all[i]
	}
	return &DB{append([]layer{known{source, families}}, db.layers...)}
}

// Series returns what is known of the series of a name: what the first layer says that has its metric, refined by those below,
// down to the conventions of names. What the catalogue leaves out of a metric is not known, whatever its name says. Series
// returns [Nothing] where there is nothing.
func (db *DB) Series(name string) Series {
	var s Series
	for _, l := range db.layers {
		found, ok := series(l, name)
		switch {
		case !ok:
			continue
		case s.Source.Kind == Nowhere:
			s = found
		default:
			s = s.refined(found)
		}
		if found.Source.Kind == Catalogue {
			return s
		}
	}
	if s.Source.Kind == Nowhere {
		return byName(name)
	}
	told := ByName(s.Metric, s.Type)
	told.Open = !s.Closed
	return s.refined(told.series(name, s.Part, s.Source))
}

// Names returns the names of all metrics that db knows by more than their names, sorted.
func (db *DB) Names() []string {
	var all []string
	for _, l := range db.layers {
		all = append(all, l.names()...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// suffixes are what the series of histograms and summaries have behind the name of their family.
var suffixes = []struct {
	text string
	part Part
}{{"_bucket", Bucket}, {"_sum", Sum}, {"_count", Count}}

// series returns what a layer knows of the series of a name.
func series(l layer, name string) (Series, bool) {
	if m, source := l.family(name); m != nil {
		part := Whole
		if m.Type == Summary {
			part = Quantile
		}
		return m.series(name, part, source), true
	}
	for _, suffix := range suffixes {
		family, ok := strings.CutSuffix(name, suffix.text)
		if !ok {
			continue
		}
		m, source := l.family(family)
		if m == nil || m.Type != Histogram && (m.Type != Summary || suffix.part == Bucket) {
			continue
		}
		return m.series(name, suffix.part, source), true
	}
	return Series{}, false
}
