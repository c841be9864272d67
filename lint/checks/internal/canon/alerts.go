package canon

import (
	"hash/maphash"
	"maps"
	"slices"
	"time"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// Alert is an alert that tests a value.
type Alert struct {
	Rule *rulefile.Rule
	Condition
	For time.Duration
}

// Related returns the alerts of a project that test the same values in the same directions, two or more together, in the order
// of the files. Of very many only the first are returned, because whoever asks compares each with each.
func Related(project *lint.Project) [][]Alert {
	const most = 50
	var related [][]Alert
	for _, rules := range candidates(project) {
		byKey := map[string]int{}
		var found [][]Alert
		for _, rule := range rules {
			alert, ok := alertOf(rule)
			if !ok {
				continue
			}
			i, seen := byKey[alert.key()]
			if !seen {
				i = len(found)
				byKey[alert.key()] = i
				found = append(found, nil)
			}
			if len(found[i]) < most {
				found[i] = append(found[i], alert)
			}
		}
		related = append(related, slices.DeleteFunc(found, func(alerts []Alert) bool { return len(alerts) < 2 })...)
	}
	return related
}

func alertOf(rule *rulefile.Rule) (Alert, bool) {
	expr, err := rule.Query()
	if err != nil {
		return Alert{}, false
	}
	condition, ok := Of(expr, rule.Expr.Value)
	pending, err := rule.For.Duration()
	return Alert{rule, condition, pending}, ok && err == nil
}

// candidates returns the alerts that read the same metrics as another one: few, which makes it worth a look before conditions
// are compared.
func candidates(project *lint.Project) [][]*rulefile.Rule {
	seed := maphash.MakeSeed()
	place := map[uint64]int{}
	var all [][]*rulefile.Rule
	for rule := range project.Rules() {
		expr, err := rule.Query()
		if err != nil || !rule.IsAlert() {
			continue
		}
		key, ok := metrics(seed, expr)
		if !ok {
			continue
		}
		i, seen := place[key]
		if !seen {
			i = len(all)
			place[key] = i
			all = append(all, nil)
		}
		all[i] = append(all[i], rule)
	}
	return slices.DeleteFunc(all, func(rules []*rulefile.Rule) bool { return len(rules) < 2 })
}

// metrics returns a hash of the metrics that an alert reads, in whatever order. It is false where the expression is no comparison.
func metrics(seed maphash.Seed, e parser.Expr) (uint64, bool) {
	binary, ok := unparen(e).(*parser.BinaryExpr)
	for ok && (binary.Op == parser.LAND || binary.Op == parser.LUNLESS) {
		binary, ok = unparen(binary.LHS).(*parser.BinaryExpr)
	}
	if !ok || !binary.Op.IsComparisonOperator() {
		return 0, false
	}
	var names []string
	parser.Inspect(e, func(node parser.Node, _ []parser.Node) error {
		if selector, ok := node.(*parser.VectorSelector); ok && !slices.Contains(names, selector.Name) && len(names) < 16 {
			names = append(names, selector.Name)
		}
		return nil
	})
	var key uint64
	for _, name := range names {
		key += maphash.String(seed, name)
	}
	return key, true
}

// Labels returns the labels that the rule and its group set.
func (a Alert) Labels() map[string]string {
	set := map[string]string{}
	for _, m := range []rulefile.Map{a.Rule.Group.Labels, a.Rule.Labels} {
		for _, pair := range m {
			set[pair.Key.Value] = pair.Value.Value
		}
	}
	return set
}

// SameLabels reports whether two alerts set the same labels to the same values, but for one.
func (a Alert) SameLabels(other Alert, but string) bool {
	mine, others := a.Labels(), other.Labels()
	delete(mine, but)
	delete(others, but)
	return maps.Equal(mine, others)
}
