package report

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// The keys of test files for what exact expectations want.
const (
	ExpAlerts  = "exp_alerts"
	ExpSamples = "exp_samples"
)

// Lists are what an exact expectation compares, in full.
type Lists struct {
	Key  string // ExpAlerts or ExpSamples
	Want []Item
	Got  []Item // in the order of Want where there is an equal, then by labels
}

// Item is an entry of exp_alerts or of exp_samples.
type Item struct {
	Labels      map[string]string // of an alert, without alertname
	Annotations map[string]string // of an alert
	Series      string            // of a sample; empty: an alert
	Value       float64           // of a sample
	Histogram   string            // of a sample, instead of a value
}

// YAML returns a list as a test file has it: key, line break, and an entry for each item. Pasted into a test file it is what
// that file wants.
func (l *Lists) YAML(items []Item) string {
	list := &yaml.Node{Kind: yaml.SequenceNode}
	for _, item := range items {
		list.Content = append(list.Content, item.node())
	}
	if len(items) == 0 {
		list.Style = yaml.FlowStyle
	}
	var b strings.Builder
	encoder := yaml.NewEncoder(&b)
	encoder.SetIndent(2)
	if err := encoder.Encode(mapping(text(l.Key), list)); err != nil {
		return "# " + err.Error() + "\n" // strings that are no UTF-8
	}
	return b.String()
}

func (i Item) node() *yaml.Node {
	if i.Series != "" {
		m := mapping(text("labels"), text(i.Series))
		if i.Histogram != "" {
			m.Content = append(m.Content, text("histogram"), text(i.Histogram))
		} else {
			m.Content = append(m.Content, text("value"), number(i.Value))
		}
		return m
	}
	m := mapping()
	if len(i.Labels) > 0 {
		m.Content = append(m.Content, text("exp_labels"), sorted(i.Labels))
	}
	if len(i.Annotations) > 0 {
		m.Content = append(m.Content, text("exp_annotations"), sorted(i.Annotations))
	}
	if len(m.Content) == 0 {
		m.Style = yaml.FlowStyle
	}
	return m
}

func mapping(content ...*yaml.Node) *yaml.Node {
	return &yaml.Node{Kind: yaml.MappingNode, Content: content}
}

func sorted(m map[string]string) *yaml.Node {
	node := mapping()
	for _, name := range slices.Sorted(maps.Keys(m)) {
		node.Content = append(node.Content, text(name), text(m[name]))
	}
	return node
}

// text is a string, in as many lines as it has.
func text(s string) *yaml.Node {
	node := &yaml.Node{}
	node.SetString(s)
	return node
}

// number is a value as YAML writes it: NaN and the infinities have a dot.
func number(v float64) *yaml.Node {
	s := strconv.FormatFloat(v, 'g', -1, 64)
	switch {
	case math.IsNaN(v):
		s = ".nan"
	case math.IsInf(v, 0):
		s = strings.Replace(strings.ToLower(s), "inf", ".inf", 1)
	}
	return &yaml.Node{Kind: yaml.ScalarNode, Value: s}
}
