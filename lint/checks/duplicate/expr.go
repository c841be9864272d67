package duplicate

import (
	"slices"
	"strings"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/rulefile"
)

// sameExpr reports whether the expressions of two rules are the same tree, but for parentheses that change nothing and
// the order of matchers and of lists of labels.
func sameExpr(a, b *rulefile.Rule) bool {
	if a.Expr.Value == b.Expr.Value {
		return true
	}
	return normal(a) == normal(b)
}

var promqlParser = parser.NewParser(parser.Options{EnableExperimentalFunctions: true, EnableBinopFillModifiers: true})

// normal returns the expression of a rule in a form that equal trees share.
func normal(rule *rulefile.Rule) string {
	expr, err := promqlParser.ParseExpr(rule.Expr.Value) // a tree of our own that may be changed
	if err != nil {
		return rule.Expr.Value
	}
	return tidy(expr).String()
}

// tidy returns the tree of e with parentheses around the operands of operators and nowhere else, and with lists sorted.
func tidy(e parser.Expr) parser.Expr {
	switch e := e.(type) {
	case *parser.ParenExpr:
		return tidy(e.Expr)
	case *parser.StepInvariantExpr:
		return tidy(e.Expr)
	case *parser.BinaryExpr:
		e.LHS, e.RHS = operand(e.LHS), operand(e.RHS)
		if e.VectorMatching != nil {
			slices.Sort(e.VectorMatching.MatchingLabels)
			slices.Sort(e.VectorMatching.Include)
		}
	case *parser.UnaryExpr:
		e.Expr = operand(e.Expr)
	case *parser.SubqueryExpr:
		e.Expr = operand(e.Expr)
	case *parser.AggregateExpr:
		e.Expr = tidy(e.Expr)
		if e.Param != nil {
			e.Param = tidy(e.Param)
		}
		slices.Sort(e.Grouping)
	case *parser.Call:
		for i, arg := range e.Args {
			e.Args[i] = tidy(arg)
		}
	case *parser.MatrixSelector:
		e.VectorSelector = tidy(e.VectorSelector)
	case *parser.VectorSelector:
		slices.SortFunc(e.LabelMatchers, func(a, b *labels.Matcher) int { return strings.Compare(a.String(), b.String()) })
	}
	return e
}

// operand returns e tidied and in parentheses.
func operand(e parser.Expr) parser.Expr { return &parser.ParenExpr{Expr: tidy(e)} }
