package conflict

import (
	"slices"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// source is a rule with what decides which series it yields.
type source struct {
	rule   *rulefile.Rule
	expr   parser.Expr
	reads  []string // selectors
	groups bool     // aggregates or joins
	labels []string // that tell series apart
	known  bool     // no others do
}

// sourceOf returns the source of a rule. It is false where series may be left out for their values, or for others that are there,
// so that two rules may take turns, and where labels are rewritten.
func sourceOf(pass *lint.Pass, rule *rulefile.Rule) (source, bool) {
	expr, err := rule.Query()
	branches := pass.Project.Infer().Of(rule).Branches
	if err != nil || len(branches) != 1 {
		return source{}, false
	}
	s := source{rule: rule, expr: expr, labels: branches[0].Identity.Labels, known: branches[0].Identity.Known}
	ok := true
	parser.Inspect(expr, func(node parser.Node, _ []parser.Node) error {
		switch e := node.(type) {
		case *parser.AggregateExpr:
			s.groups = true
			ok = ok && !slices.Contains([]parser.ItemType{parser.TOPK, parser.BOTTOMK, parser.LIMITK, parser.LIMIT_RATIO, parser.COUNT_VALUES}, e.Op)
		case *parser.BinaryExpr:
			s.groups = s.groups || e.VectorMatching != nil && e.VectorMatching.Card != parser.CardOneToOne
			ok = ok && !e.Op.IsSetOperator() && (!e.Op.IsComparisonOperator() || e.ReturnBool)
		case *parser.Call:
			ok = ok && !slices.Contains([]string{"absent", "absent_over_time", "label_replace", "label_join", "vector"}, e.Func.Name)
		case *parser.VectorSelector:
			s.reads = append(s.reads, selects(e))
		}
		return nil
	})
	return s, ok && len(s.reads) > 0
}

// selects returns what selectors of the same series share, whenever they look at them.
func selects(e *parser.VectorSelector) string {
	matchers := make([]string, len(e.LabelMatchers))
	for i, m := range e.LabelMatchers {
		matchers[i] = m.String()
	}
	slices.Sort(matchers)
	return strings.Join(matchers, ",")
}
