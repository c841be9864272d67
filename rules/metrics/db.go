package metrics

import "strings"

// DB answers what is known of the series of a name. It does not change once it is made, and is safe for concurrent use.
type DB struct {
	layers []layer // the best first
}

// layer is what one source knows.
type layer struct {
	source   Source
	families map[string]*Metric
}

// With returns db with what another source knows put before it.
func (db *DB) With(source Source, known []Metric) *DB {
	families := make(map[string]*Metric, len(known))
	for i := range known {
		families[known[i].Name] = &known[i]
	}
	return &DB{append([]layer{{source, families}}, db.layers...)}
}

// Series returns what is known of the series of a name: by the first layer that has its metric, or by the conventions of
// names. It returns [Nothing] where the name says nothing.
func (db *DB) Series(name string) Series {
	for _, l := range db.layers {
		if s, ok := l.series(name); ok {
			return s
		}
	}
	return byName(name)
}

// suffixes are what the series of histograms and summaries have behind the name of their family.
var suffixes = []struct {
	text string
	part Part
}{{"_bucket", Bucket}, {"_sum", Sum}, {"_count", Count}}

// series returns what a layer knows of the series of a name.
func (l layer) series(name string) (Series, bool) {
	if m := l.families[name]; m != nil {
		part := Whole
		if m.Type == Summary {
			part = Quantile
		}
		return m.series(name, part, l.source), true
	}
	for _, suffix := range suffixes {
		family, ok := strings.CutSuffix(name, suffix.text)
		if !ok {
			continue
		}
		m := l.families[family]
		if m == nil || m.Type != Histogram && (m.Type != Summary || suffix.part == Bucket) {
			continue
		}
		return m.series(name, suffix.part, l.source), true
	}
	return Series{}, false
}
