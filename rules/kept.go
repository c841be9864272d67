package rules

import (
	"fmt"
	"maps"
	"slices"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/promql"
)

// keptLabels returns the labels that series of e can have, sorted, or why that is not known.
func keptLabels(e promql.Vector) (kept []string, why string) {
	tree, err := promql.Tree(e)
	if err != nil {
		return nil, err.Error()
	}
	result := infer.Expr(tree)
	all := map[string]bool{}
	known := true
	for _, branch := range result.Branches {
		known = known && branch.Identity.Known
		for _, label := range branch.Identity.Labels {
			all[label] = true
		}
	}
	if !known {
		declared := promql.Declared(e)
		if metric := undeclared(tree, declared); metric != "" {
			return nil, fmt.Sprintf("which labels %s has is not known", metric)
		}
		if made := making(tree); made != "" {
			return nil, fmt.Sprintf("which labels %s makes is not followed", made)
		}
		clear(all)
		for _, names := range declared {
			for _, label := range names {
				all[label] = true
			}
		}
	}
	kept = slices.Sorted(maps.Keys(all))
	return slices.DeleteFunc(kept, func(label string) bool { return result.Label(label).Presence == infer.Gone }), ""
}

// undeclared returns a selector of the tree whose labels were not declared, as it is written, "" if there is none.
func undeclared(tree parser.Expr, declared map[string][]string) string {
	for _, s := range selectors(tree) {
		named := slices.ContainsFunc(s.LabelMatchers, func(m *labels.Matcher) bool {
			return m.Name == model.MetricNameLabel && m.Type == labels.MatchEqual && len(declared[m.Value]) > 0
		})
		if !named {
			return s.String()
		}
	}
	return ""
}

// making returns a call or an aggregation in the tree that makes a label, "" if there is none.
func making(tree parser.Expr) string {
	found := ""
	parser.Inspect(tree, func(node parser.Node, _ []parser.Node) error {
		switch n := node.(type) {
		case *parser.Call:
			if n.Func.Name == "label_replace" || n.Func.Name == "label_join" || n.Func.Name == "info" {
				found = n.Func.Name
			}
		case *parser.AggregateExpr:
			if n.Op == parser.COUNT_VALUES {
				found = n.Op.String()
			}
		}
		return nil
	})
	return found
}
