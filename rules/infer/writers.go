package infer

import (
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/rulefile"
)

// writers knows the rules of a project by what they write.
type writers struct {
	all             []*rulefile.Rule
	records, alerts *byName
}

// byName is rules by the names they have.
type byName struct {
	order []string // in which names appear first
	named map[string]*sameName
}

// sameName is rules of one name.
type sameName struct {
	rules []*rulefile.Rule
	by    map[string]map[string][]*rulefile.Rule // label, value: of the labels that each of many rules sets
}

// noName is no metric's name: what matches it takes whatever there is.
const noName = "\x00"

// many is how many rules of one name are looked up by their labels, not one by one.
const many = 8

func newWriters(files []*rulefile.File) *writers {
	w := &writers{records: &byName{named: map[string]*sameName{}}, alerts: &byName{named: map[string]*sameName{}}}
	for _, file := range files {
		for rule := range file.Rules() {
			w.all = append(w.all, rule)
			if rule.IsAlert() {
				w.alerts.add(rule)
			} else {
				w.records.add(rule)
			}
		}
	}
	w.records.index()
	w.alerts.index()
	return w
}

func (n *byName) add(rule *rulefile.Rule) {
	name := rule.Name().Value
	if n.named[name] == nil {
		n.named[name] = &sameName{}
		n.order = append(n.order, name)
	}
	n.named[name].rules = append(n.named[name].rules, rule)
}

func (n *byName) index() {
	for _, same := range n.named {
		if len(same.rules) > many {
			same.index()
		}
	}
}

func (s *sameName) index() {
	s.by = map[string]map[string][]*rulefile.Rule{}
	for _, m := range []rulefile.Map{s.rules[0].Group.Labels, s.rules[0].Labels} {
		for _, pair := range m {
			values := map[string][]*rulefile.Rule{}
			n := 0
			for _, rule := range s.rules {
				if value, ok := setLabel(rule, pair.Key.Value); ok {
					values[value] = append(values[value], rule)
					n++
				}
			}
			if n == len(s.rules) {
				s.by[pair.Key.Value] = values
			}
		}
	}
}

// setLabel returns the value of a label that a rule or its group sets, if it is known.
func setLabel(rule *rulefile.Rule, name string) (string, bool) {
	value, ok := rule.Labels.Get(name)
	if !ok {
		value, ok = rule.Group.Labels.Get(name)
	}
	return value.Value, ok && !(rule.IsAlert() && strings.Contains(value.Value, "{{"))
}

// names returns the label that has the names of the rules a selector asks for: alertname where it asks for what alerts write,
// __name__ otherwise, and none where it does not say which metrics it wants.
func names(e *parser.VectorSelector) (ofAlerts bool, label string) {
	name := equalTo(e, model.MetricNameLabel)
	if name == alertsMetric || name == forStateMetric {
		return true, model.AlertNameLabel
	}
	if name != "" {
		return false, model.MetricNameLabel
	}
	for _, m := range e.LabelMatchers {
		if m.Name == model.MetricNameLabel && !m.Matches("") && !m.Matches(noName) {
			return false, model.MetricNameLabel
		}
	}
	return false, ""
}

func (w *writers) named(alerts bool) *byName {
	if alerts {
		return w.alerts
	}
	return w.records
}

// maybe reports whether of has to be asked: quickly, because most selectors read what no rule writes.
func (w *writers) maybe(e *parser.VectorSelector) bool {
	alerts, label := names(e)
	name := equalTo(e, label)
	return label != "" && (name == "" || w.named(alerts).named[name] != nil)
}

// of returns the rules that write what a selector selects.
func (w *writers) of(e *parser.VectorSelector) []*rulefile.Rule {
	alerts, label := names(e)
	if label == "" {
		return nil
	}
	all := w.named(alerts)
	if name := equalTo(e, label); name != "" {
		return all.named[name].of(e, label)
	}
	var rules []*rulefile.Rule
	for _, name := range all.candidates(e, label) {
		rules = append(rules, all.named[name].of(e, label)...)
	}
	return rules
}

// candidates returns the names that the matchers of a label may match: those that a regular expression lists, or all.
func (n *byName) candidates(e *parser.VectorSelector, label string) []string {
	for _, m := range e.LabelMatchers {
		if m.Name == label && m.Type == labels.MatchRegexp && len(m.SetMatches()) > 0 {
			return m.SetMatches()
		}
	}
	return n.order
}

// of returns the rules of the name that write what a selector selects; label is where the name stands.
func (s *sameName) of(e *parser.VectorSelector, label string) []*rulefile.Rule {
	if s == nil {
		return nil
	}
	rules := s.rules
	for name, values := range s.by {
		if value := equalTo(e, name); value != "" && len(values[value]) < len(rules) {
			rules = values[value]
		}
	}
	var out []*rulefile.Rule
	for _, rule := range rules {
		if writes(rule, e, label) {
			out = append(out, rule)
		}
	}
	return out
}

// writes reports whether the matchers of a selector allow the name of a rule and the labels that it sets.
func writes(rule *rulefile.Rule, e *parser.VectorSelector, label string) bool {
	for _, m := range e.LabelMatchers {
		switch {
		case m.Name == label:
			if !m.Matches(rule.Name().Value) {
				return false
			}
		case m.Name == model.MetricNameLabel, rule.IsAlert() && m.Name == alertState:
		default:
			if value, ok := setLabel(rule, m.Name); ok && !m.Matches(value) {
				return false
			}
		}
	}
	return true
}
