// Package metrics knows what metrics are: type, unit, labels and bounds, by the name of a series.
//
//	db := metrics.Default()
//	s := db.Series("node_filesystem_avail_bytes")
//	s.Type   // Gauge
//	s.Unit   // bytes
//	s.Labels // device, fstype, mountpoint
//
// What is known comes, the best first, from snapshots that a project commits, from an embedded catalogue of common
// exporters, and from the conventions by which metrics are named. [Series.Source] says which one it was.
package metrics

import (
	"math"
	"strings"
)

// Type is the type of a metric, as its exporter declares it.
type Type string

// The types of metrics. [Unknown] is also what an exporter declares as untyped.
const (
	Unknown   Type = ""
	Counter   Type = "counter"   // only goes up, until it resets
	Gauge     Type = "gauge"     // goes up and down
	Histogram Type = "histogram" // classic: NAME_bucket, NAME_sum, NAME_count; or native: NAME itself
	Summary   Type = "summary"   // NAME with a label quantile, NAME_sum, NAME_count
	Info      Type = "info"      // always 1; its labels are what it says
)

// Part is which series of a metric a name stands for.
type Part string

// The parts of metrics. All but Whole belong to histograms and summaries.
const (
	Whole    Part = ""         // of a counter, a gauge or an info metric; a native histogram
	Bucket   Part = "bucket"   // of a classic histogram: how many observations were at most le
	Sum      Part = "sum"      // of the observations
	Count    Part = "count"    // of the observations
	Quantile Part = "quantile" // of a summary
)

// Metric is what a source knows of a metric.
type Metric struct {
	Name   string // of the family: without _bucket, _sum and _count, but with _total and _info
	Type   Type
	Unit   Unit    // of its values, of a histogram or summary that of its observations
	Labels []Label // that its exporter gives it, sorted by name; those that every scrape adds, such as instance and job, are not among them
	Min    float64 // bounds of its values, both included; -Inf and +Inf where there are none. Of a histogram or summary those of its observations
	Max    float64
	Whole  bool   // values are whole numbers
	PartOf string // the metric of the whole, see [Series.PartOf]

	Timestamp bool // values are Unix times, in Unit
	Open      bool // series may have labels that Labels does not name, such as those that users choose
}

// Label is a label of a metric.
type Label struct {
	Name   string
	Values []string // all that there are, sorted; empty: any
}

// compare orders labels by name.
func (l Label) compare(other Label) int { return strings.Compare(l.Name, other.Name) }

// Series is what is known of the series of one name. The zero Series knows nothing but has bounds of 0; see [Nothing].
type Series struct {
	Name   string
	Metric string // the family: for foo_bucket of a histogram, foo
	Type   Type   // of the family
	Part   Part
	Unit   Unit // of the values of these series; of buckets and counts Things

	// Observed is the unit of the observations of a histogram or summary.
	Observed Unit

	// PartOf is the metric that holds the whole of which these values are a part, so that their quotient is 0 to 1; "" if none
	// is known. node_filesystem_avail_bytes is a part of node_filesystem_size_bytes.
	PartOf string

	Labels []Label
	Closed bool // Labels are all that the exporter gives; others can only come from the scrape
	Min    float64
	Max    float64
	Whole  bool // values are whole numbers

	Timestamp bool   // values are Unix times, in Unit
	Source    Source // how it is known
}

// Source is where a fact comes from.
type Source struct {
	Kind SourceKind
	Name string // of the snapshot's file, or of the exporter and its version in the catalogue
}

// SourceKind orders sources by how far they are to be believed.
type SourceKind int

// The kinds of sources.
const (
	Nowhere   SourceKind = iota // nothing is known
	Names                       // conventions: _total, _seconds, _bucket
	Catalogue                   // embedded: read from the exporter itself
	Snapshot                    // of the project's own targets
)

// Nothing returns what is known of a name that says nothing: any value.
func Nothing(name string) Series {
	return Series{Name: name, Metric: name, Min: math.Inf(-1), Max: math.Inf(1)}
}

// Monotonic tells whether the series only go up until they reset: counters, and the buckets, sums and counts of histograms
// and summaries. The sum of observations that may be negative is none.
func (s Series) Monotonic() bool {
	switch s.Part {
	case Bucket, Count:
		return true
	case Sum:
		return s.Type == Summary || s.Type == Histogram && s.Min >= 0
	case Whole:
		return s.Type == Counter
	default:
		return false
	}
}
