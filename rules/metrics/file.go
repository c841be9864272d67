package metrics

import (
	"slices"
	"strings"
)

// File is what the catalogue and the snapshots of a project are kept as: metrics as YAML, one a line, so that a change is a
// line of a diff.
//
//	# Written by rulelint metrics snapshot, from http://localhost:9100/metrics.
//	source: node_exporter 1.12.1
//	metrics:
//	  node_cpu_seconds_total: {type: counter, unit: seconds, labels: {cpu, mode: [idle, iowait, user]}}
//	  node_load1: {type: gauge, min: 0}
//
// Behind the name of a metric stand type; unit, as [ParseUnit] reads it; labels, each with its values if no others can come;
// open, if there may be other labels; the bounds min and max; whole, if all values are whole numbers; and timestamp, if they
// are Unix times in the unit. What is left out is not known, but for counters, which are at least 0, and info metrics, which
// are 1.
type File struct {
	Comment string   // the lines above, without #
	Source  string   // what was read: an exporter and its version
	Metrics []Metric // sorted by name
}

// ReadSnapshot reads the metrics of a file written by [File.Encode] or by hand. Errors, all of them at once, begin with
// name:line:column.
func ReadSnapshot(name string, source []byte) ([]Metric, error) {
	f, err := ReadFile(name, source)
	return f.Metrics, err
}

// sortMetrics orders metrics by name.
func sortMetrics(all []Metric) {
	slices.SortFunc(all, func(a, b Metric) int { return strings.Compare(a.Name, b.Name) })
}
