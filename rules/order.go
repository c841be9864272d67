package rules

import (
	"maps"
	"slices"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// outOfOrder returns an error for each alert that reads what a later rule of its group records: it would see the value of
// the evaluation before. Recording rules may: some of the published ones do, over windows of days.
func outOfOrder(g PlainGroup) []error {
	recorded := map[string][]int{} // the rules that record a name
	for i, rule := range g.Rules {
		if rule.Record != "" {
			recorded[rule.Record] = append(recorded[rule.Record], i)
		}
	}
	var errs []error
	for i, rule := range g.Rules {
		if rule.Alert == "" {
			continue
		}
		late := map[string]int{} // the last rule that records a name and is read
		for _, s := range readBy(rule.Expr) {
			for _, at := range recorded[s.Name] {
				if at > i && mayRead(s, overlaid(g.Labels, g.Rules[at].Labels)) {
					late[s.Name] = at
				}
			}
		}
		for _, name := range slices.Sorted(maps.Keys(late)) {
			b := builder{at: rule.At, subject: "alert " + rule.Alert}
			b.errorf("it reads %s, which rule %d of group %s records after it: put the recording before the alert, or its value is one interval old", name, late[name]+1, g.Name)
			errs = append(errs, b.errs...)
		}
	}
	return errs
}

var promqlParser = parser.NewParser(parser.Options{EnableExperimentalFunctions: true, EnableBinopFillModifiers: true})

// metricNames returns the names of the metrics that expr reads, each once.
func metricNames(expr string) []string {
	var names []string
	for _, s := range readBy(expr) {
		if !slices.Contains(names, s.Name) {
			names = append(names, s.Name)
		}
	}
	return names
}

// readBy returns the selectors of expr that read one metric.
func readBy(expr string) []*parser.VectorSelector {
	tree, err := promqlParser.ParseExpr(expr)
	if err != nil {
		return nil
	}
	var all []*parser.VectorSelector
	for _, s := range selectors(tree) {
		for _, m := range s.LabelMatchers {
			if m.Name == model.MetricNameLabel && m.Type == labels.MatchEqual {
				s.Name = m.Value // the parser leaves it empty where the name is between the braces
				all = append(all, s)
			}
		}
	}
	return all
}

// mayRead reports whether s reads series which a rule gives these labels, whatever others they have.
func mayRead(s *parser.VectorSelector, given map[string]string) bool {
	return !slices.ContainsFunc(s.LabelMatchers, func(m *labels.Matcher) bool {
		value, ok := given[m.Name]
		return ok && !m.Matches(value)
	})
}
