package infer

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/rulefile"
)

// The metrics that Prometheus writes for alerts.
const (
	alertsMetric   = "ALERTS"
	forStateMetric = "ALERTS_FOR_STATE"
	alertState     = "alertstate"
)

// definition is what the rules of one name write: a recorded metric, or the ALERTS series of an alert.
type definition struct {
	key      string
	rules    []*rulefile.Rule
	selected []string      // keys of the definitions that rules may read
	reads    []*definition // those of them that there are
	visit    int           // number of the visit that found it, from 1
	low      int           // least visit that is reached from here without leaving the stack
	cycle    int           // definitions that read each other, directly or not, share it
	rank     int           // above those of the definitions that it reads outside its cycle

	read    bool     // some rule reads it
	kept    bool     // taken from an earlier version of the project
	answers []answer // about rules
	written *series  // by rules
}

// series is what the rules of a definition write.
type series struct {
	once   sync.Once
	all    []written // by rule
	count  int       // branches of all
	unread bool      // a rule does not parse
}

// written is what one rule writes.
type written struct {
	static   map[string]string // labels with values that are known
	branches []Branch
}

// key returns the key of the definition that a selector reads; empty if its metric name is not known.
func key(e *parser.VectorSelector) string {
	name, alert := "", ""
	for _, m := range e.LabelMatchers {
		if m.Type == labels.MatchEqual && m.Name == model.MetricNameLabel {
			name = m.Value
		}
		if m.Type == labels.MatchEqual && m.Name == model.AlertNameLabel {
			alert = m.Value
		}
	}
	if name != alertsMetric && name != forStateMetric {
		return name
	}
	if alert == "" {
		return ""
	}
	return alertPrefix + alert
}

// alertPrefix sets the keys of alerts apart from the names of metrics.
const alertPrefix = "\x00alert "

// ruleKey returns the key of the definition that rule belongs to, one that no selector reads if rule has no name.
func ruleKey(rule *rulefile.Rule) string {
	name := rule.Name().Value
	if name == "" || rule.IsAlert() {
		return alertPrefix + name
	}
	return name
}

// add adds what rule writes. Where that makes too many branches, all that is known of the metric becomes one.
func (s *series) add(rule *rulefile.Rule, expr parser.Expr, result Result) {
	static, set := staticLabels(rule, expr)
	branches := slices.Clone(result.Branches)
	for i := range branches {
		b := &branches[i]
		b.Expr, b.labels = nil, set(b.labels)
		for name := range static {
			b.Identity = b.Identity.without(name)
		}
		if rule.IsAlert() {
			b.Value, b.Identity.Known = unknownValue(), false
		}
	}
	s.all = append(s.all, written{static, branches})
	if s.count += len(branches); s.count > maxBranches {
		var all []Branch
		for _, w := range s.all {
			all = append(all, w.branches...)
		}
		s.all = []written{{branches: []Branch{joined(all)}}}
		s.count = 1
	}
}

// staticLabels returns the labels that a rule and its group add, as far as their values are known, and a function
// that adds them all to the labels of the expression.
func staticLabels(rule *rulefile.Rule, expr parser.Expr) (map[string]string, func(labelSet) labelSet) {
	values, templated := map[string]string{}, map[string]bool{} // by Helm
	for _, m := range []rulefile.Map{rule.Group.Labels, rule.Labels} {
		for _, pair := range m {
			values[pair.Key.Value] = pair.Value.Value
			templated[pair.Key.Value] = pair.Value.Templated()
		}
	}
	if rule.Open || rule.Group.Open { // any label may be added
		return nil, func(labelSet) labelSet { return labelSet{} }
	}
	known := map[string]string{}
	changes := map[string]Label{model.MetricNameLabel: certain("")}
	for name, value := range values {
		switch {
		case rule.IsAlert() && strings.Contains(value, "{{"), templated[name]:
			changes[name] = Label{}
			continue
		case value == "":
			loss := &Loss{Node: expr, Rule: rule, Message: fmt.Sprintf(`the label %s: "" of the rule removes it`, name)}
			changes[name] = gone(loss)
		default:
			changes[name] = certain(value)
		}
		known[name] = value
	}
	if rule.IsAlert() {
		changes[model.AlertNameLabel] = certain("")
		changes[alertState] = Label{}
		delete(known, model.AlertNameLabel)
		delete(known, alertState)
	}
	return known, func(s labelSet) labelSet {
		s = s.copy(len(changes))
		for name, label := range changes {
			s.put(name, label)
		}
		return s.bound()
	}
}

// excluded reports whether a static label keeps the series from being selected.
func (w written) excluded(e *parser.VectorSelector) bool {
	for _, m := range e.LabelMatchers {
		if value, ok := w.static[m.Name]; ok && !m.Matches(value) {
			return true
		}
	}
	return false
}
