package scrape

import (
	"maps"
	"slices"
	"strings"

	"github.com/promwright/promwright/rules/metrics"
)

// Merge returns what several sources know of metrics, sorted by name. Of a metric that several know, labels, values and bounds
// are those of all; what they disagree about is unknown.
func Merge(sources ...[]metrics.Metric) []metrics.Metric {
	merged := map[string]metrics.Metric{}
	for _, source := range sources {
		for _, m := range source {
			if before, ok := merged[m.Name]; ok {
				m = merge(before, m)
			}
			merged[m.Name] = m
		}
	}
	return slices.SortedFunc(maps.Values(merged), func(a, b metrics.Metric) int { return strings.Compare(a.Name, b.Name) })
}

// merge returns what is true of a metric that is a or b.
func merge(a, b metrics.Metric) metrics.Metric {
	if a.Type != b.Type {
		a.Type = metrics.Unknown
	}
	if a.Unit != b.Unit {
		a.Unit = metrics.Unit{}
	}
	a.Labels = mergeLabels(a.Labels, b.Labels)
	a.Min, a.Max = min(a.Min, b.Min), max(a.Max, b.Max)
	a.Whole = a.Whole && b.Whole
	a.Timestamp = a.Timestamp && b.Timestamp
	a.Open = a.Open || b.Open
	return a
}

func mergeLabels(a, b []metrics.Label) []metrics.Label {
	merged := map[string]metrics.Label{}
	for _, label := range append(slices.Clone(a), b...) {
		before, ok := merged[label.Name]
		switch {
		case !ok:
			merged[label.Name] = label
		case len(before.Values) == 0 || len(label.Values) == 0:
			merged[label.Name] = metrics.Label{Name: label.Name}
		default:
			values := slices.Concat(before.Values, label.Values)
			slices.Sort(values)
			merged[label.Name] = metrics.Label{Name: label.Name, Values: slices.Compact(values)}
		}
	}
	return slices.SortedFunc(maps.Values(merged), func(a, b metrics.Label) int { return strings.Compare(a.Name, b.Name) })
}
