package scrape

import (
	"slices"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"

	"github.com/promwright/promwright/rules/metrics"
)

// metrics returns what is known of the families, sorted by name, but for those that rules make. Families without series are
// not there: nothing is known of their labels.
func (all families) metrics() []metrics.Metric {
	var out []metrics.Metric
	for name, f := range all {
		if len(f.series) > 0 && !recorded(name) {
			out = append(out, f.metric(name+f.suffix))
		}
	}
	slices.SortFunc(out, func(a, b metrics.Metric) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// metric returns what is declared of a family. What its name tells anybody can tell.
func (f *family) metric(name string) metrics.Metric {
	m := metrics.Metric{Name: name, Type: f.typeOf(name)}
	m.Min, m.Max = m.Type.Bounds()
	m.Whole = m.Type == metrics.Info
	m.Unit, _ = metrics.ParseUnit(f.unit) // units that are not known are those that nobody wrote a name for
	m.Labels = f.labels(m.Type)
	return m
}

// typeOf returns the type of a metric. Clients before OpenMetrics declare info metrics as gauges.
func (f *family) typeOf(name string) metrics.Type {
	switch f.kind {
	case model.MetricTypeCounter:
		return metrics.Counter
	case model.MetricTypeGauge:
		if strings.HasSuffix(name, "_info") && f.values == (span{1, 1}) {
			return metrics.Info
		}
		return metrics.Gauge
	case model.MetricTypeHistogram:
		return metrics.Histogram
	case model.MetricTypeSummary:
		return metrics.Summary
	case model.MetricTypeInfo:
		return metrics.Info
	case model.MetricTypeStateset:
		return metrics.Gauge
	}
	return metrics.Unknown
}

// added are labels that scraping adds, and those of parts of histograms and summaries.
func added(label string, t metrics.Type) bool {
	switch label {
	case model.MetricNameLabel, model.JobLabel, model.InstanceLabel:
		return true
	case model.BucketLabel:
		return t == metrics.Histogram
	case model.QuantileLabel:
		return t == metrics.Summary
	}
	return false
}

// labels returns the labels of all series of a family, with their values where those surely are all that there can be.
func (f *family) labels(t metrics.Type) []metrics.Label {
	values := map[string]map[string]bool{}
	for _, series := range f.series {
		series.Range(func(l labels.Label) {
			if added(l.Name, t) {
				return
			}
			if values[l.Name] == nil {
				values[l.Name] = map[string]bool{}
			}
			values[l.Name][l.Value] = true
		})
	}
	var out []metrics.Label
	for name, found := range values {
		label := metrics.Label{Name: name}
		if t == metrics.Gauge && f.enumerates(name, found) {
			for value := range found {
				label.Values = append(label.Values, value)
			}
			slices.Sort(label.Values)
		}
		out = append(out, label)
	}
	slices.SortFunc(out, func(a, b metrics.Label) int { return strings.Compare(a.Name, b.Name) })
	return out
}
