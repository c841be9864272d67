package rules

import (
	"slices"
	"strings"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/promql"
)

// Absent returns the companion of an alert that fires when one of the metrics which the alert reads has been gone for d. Without it nobody
// learns that an alert cannot fire any more:
//
//	rules.Absent(Down, 15*time.Minute) // absent(up{job="node"})
//
// It is called as the alert with Absent behind it, and has its severity and labels. Of the matchers only those for one value count: of others
// absent() could not tell what is missing.
func Absent(a Alert, d time.Duration) Alert {
	absent := Alert{
		Name:        a.Name + "Absent",
		Expr:        a.Expr,
		For:         d,
		Severity:    a.Severity,
		Labels:      a.Labels,
		Summary:     "Nothing is there for " + a.Name + " to read, so that it cannot fire.",
		Description: "There are no series of one of: ",
	}
	if a.Expr == nil {
		return absent // with the same mistake
	}
	tree, err := promql.Tree(a.Expr)
	if err != nil {
		return absent
	}
	var read []string
	var all promql.Instant
	for _, s := range selectors(tree) {
		metric := certain(s)
		if text := metric.String(); !slices.Contains(read, text) {
			if read = append(read, text); len(read) == 1 {
				all = promql.Absent(metric)
			} else {
				all = all.Or(promql.Absent(metric))
			}
		}
	}
	if len(read) > 0 { // else it reads nothing, and its own expression is one mistake less to explain
		absent.Expr = all
	}
	absent.Description += strings.ReplaceAll(strings.Join(read, ", "), "{{", "{ {") + "."
	return absent
}

// selectors returns the selectors of a tree in their order.
func selectors(tree parser.Expr) []*parser.VectorSelector {
	var all []*parser.VectorSelector
	parser.Inspect(tree, func(node parser.Node, _ []parser.Node) error {
		if s, ok := node.(*parser.VectorSelector); ok {
			all = append(all, s)
		}
		return nil
	})
	return all
}

// certain returns a selector with those matchers that ask for one value.
func certain(s *parser.VectorSelector) promql.Metric {
	var matchers []promql.Matcher
	var seen []string
	name := ""
	for _, m := range s.LabelMatchers {
		switch {
		case m.Type != labels.MatchEqual || slices.Contains(seen, m.Name):
		case m.Name == model.MetricNameLabel:
			name = m.Value
		case m.Value != "":
			seen = append(seen, m.Name)
			matchers = append(matchers, promql.Eq(m.Name, m.Value))
		}
	}
	if name == "" {
		return promql.Select(matchersOf(s))
	}
	return promql.NewMetric(name).With(matchers...)
}

// matchersOf returns all matchers of a selector without a name.
func matchersOf(s *parser.VectorSelector) string {
	texts := make([]string, len(s.LabelMatchers))
	for i, m := range s.LabelMatchers {
		texts[i] = m.String()
	}
	return strings.Join(texts, ", ")
}

// Deadman returns the alert that always fires, so that something outside can notice when it no longer arrives: that Prometheus, Alertmanager or
// the way to the receiver is broken. Its severity is "none", so that routes can send it there alone.
//
//	rules.Deadman("Watchdog")
func Deadman(name string) Alert {
	return Alert{
		Name:        name,
		Expr:        promql.VectorOf(1),
		Severity:    "none",
		Summary:     "Alerts arrive.",
		Description: "This alert always fires. Whoever receives it raises an alarm when it stops.",
	}
}
