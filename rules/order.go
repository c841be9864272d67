package rules

import (
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// outOfOrder returns an error for each alert that reads what a later rule of its group records: it would see the value of
// the evaluation before. Recording rules may: some of the published ones do, over windows of days.
func outOfOrder(g PlainGroup) []error {
	last := map[string]int{} // the last rule that records a name
	for i, rule := range g.Rules {
		if rule.Record != "" {
			last[rule.Record] = i
		}
	}
	var errs []error
	for i, rule := range g.Rules {
		if rule.Alert == "" {
			continue
		}
		for _, name := range metricNames(rule.Expr) {
			if at, ok := last[name]; ok && at > i {
				b := builder{at: rule.At, subject: "alert " + rule.Alert}
				b.errorf("it reads %s, which rule %d of group %s records after it: put the recording before the alert, or its value is one interval old", name, at+1, g.Name)
				errs = append(errs, b.errs...)
			}
		}
	}
	return errs
}

var promqlParser = parser.NewParser(parser.Options{EnableExperimentalFunctions: true, EnableBinopFillModifiers: true})

// metricNames returns the names of the metrics that expr reads, each once.
func metricNames(expr string) []string {
	tree, err := promqlParser.ParseExpr(expr)
	if err != nil {
		return nil
	}
	var names []string
	seen := map[string]bool{}
	for _, selector := range selectors(tree) {
		for _, m := range selector.LabelMatchers {
			if m.Name == model.MetricNameLabel && m.Type == labels.MatchEqual && !seen[m.Value] {
				seen[m.Value] = true
				names = append(names, m.Value)
			}
		}
	}
	return names
}
