package metrics

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/prometheus/common/model"
	"go.yaml.in/yaml/v3"
)

// Keys of a metric in a file, in the order in which they are written.
var metricKeys = []string{"type", "unit", "labels", "open", "min", "max", "whole", "timestamp", "partOf"}

var typeNames = []string{string(Counter), string(Gauge), string(Histogram), string(Summary), string(Info)}

func (r *reader) metrics(node *yaml.Node) []Metric {
	var all []Metric
	for key, value := range r.mapping(node, "metrics") {
		all = append(all, r.metric(key, value))
	}
	return all
}

// metric reads what stands behind a name.
func (r *reader) metric(key, node *yaml.Node) Metric {
	if !model.UTF8Validation.IsValidMetricName(key.Value) {
		r.errorf(key, "%q is no name of a metric", key.Value)
	}
	m := Metric{Name: key.Value, Min: math.NaN(), Max: math.NaN()}
	for key, value := range r.mapping(node, m.Name) {
		switch key.Value {
		case "type":
			m.Type = Type(r.oneOf(value, "type", typeNames))
		case "unit":
			m.Unit = r.unit(value)
		case "labels":
			m.Labels = r.labels(value, m.Name)
		case "open":
			m.Open = r.flag(value, "open")
		case "min":
			m.Min = r.number(value, "min")
		case "max":
			m.Max = r.number(value, "max")
		case "whole":
			m.Whole = r.flag(value, "whole")
		case "timestamp":
			m.Timestamp = r.flag(value, "timestamp")
		case "partOf":
			m.PartOf = r.text(value, "partOf")
		default:
			r.unknownKey(key, metricKeys)
		}
	}
	m.setDefaults()
	if m.Min > m.Max {
		r.errorf(key, "%s: min %v is above max %v", m.Name, m.Min, m.Max)
	}
	if part := map[Type]string{Histogram: "le", Summary: "quantile"}[m.Type]; part != "" && m.label(part) != nil {
		r.errorf(key, "%s: label %s is that of every %s, leave it out", m.Name, part, m.Type)
	}
	return m
}

// setDefaults gives bounds that are NaN those of the metric's type.
func (m *Metric) setDefaults() {
	lowest, highest := m.Type.Bounds()
	if math.IsNaN(m.Min) {
		m.Min = lowest
	}
	if math.IsNaN(m.Max) {
		m.Max = highest
	}
	m.Whole = m.Whole || m.Type == Info
}

// Bounds returns the bounds that all metrics of a type have.
func (t Type) Bounds() (lowest, highest float64) {
	switch t {
	case Counter:
		return 0, math.Inf(1)
	case Info:
		return 1, 1
	}
	return math.Inf(-1), math.Inf(1)
}

// label returns the label of a name, nil if m has none.
func (m *Metric) label(name string) *Label {
	i := slices.IndexFunc(m.Labels, func(l Label) bool { return l.Name == name })
	if i < 0 {
		return nil
	}
	return &m.Labels[i]
}

func (r *reader) labels(node *yaml.Node, metric string) []Label {
	var all []Label
	for key, value := range r.mapping(node, "labels of "+metric) {
		if !model.UTF8Validation.IsValidLabelName(key.Value) || key.Value == model.MetricNameLabel {
			r.errorf(key, "%q is no name of a label", key.Value)
		}
		all = append(all, Label{Name: key.Value, Values: r.values(value, key.Value)})
	}
	slices.SortFunc(all, Label.compare)
	return all
}

// values reads all values of a label; nil, any, from an empty node.
func (r *reader) values(node *yaml.Node, label string) []string {
	if node.Kind == yaml.ScalarNode && node.Value == "" && node.Tag == "!!null" {
		return nil
	}
	if node.Kind != yaml.SequenceNode || len(node.Content) == 0 {
		r.errorf(node, "values of label %s are %s, want a list, or nothing if any can come", label, kindName(node))
		return nil
	}
	var all []string
	for _, item := range node.Content {
		switch {
		case item.Kind != yaml.ScalarNode:
			r.errorf(item, "a value of label %s is %s, want text", label, kindName(item))
		case slices.Contains(all, item.Value):
			r.errorf(item, "label %s has the value %q twice", label, item.Value)
		default:
			all = append(all, item.Value)
		}
	}
	slices.Sort(all)
	return all
}

func (r *reader) unit(node *yaml.Node) Unit {
	text := r.text(node, "unit")
	if text == "" {
		return Unit{}
	}
	u, err := ParseUnit(text)
	if err != nil {
		r.errorf(node, "%s", strings.TrimPrefix(err.Error(), "metrics: "))
	}
	return u
}

func (r *reader) flag(node *yaml.Node, what string) bool {
	return r.oneOf(node, what, []string{"false", "true"}) == "true"
}

func (r *reader) number(node *yaml.Node, what string) float64 {
	text := r.text(node, what)
	if text == "" {
		return math.NaN()
	}
	v, err := parseNumber(text)
	if err != nil || math.IsNaN(v) {
		r.errorf(node, "%s is %q, want a number", what, text)
	}
	return v
}

// parseNumber reads a number as YAML spells it.
func parseNumber(text string) (float64, error) {
	return strconv.ParseFloat(strings.Replace(text, ".inf", "inf", 1), 64)
}
