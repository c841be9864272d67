// Package valuelabel finds labels of alerts that change with every evaluation.
package valuelabel

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds labels of alerts that change with every evaluation.
var Check = &lint.Check{
	Name:     "valuelabel",
	Doc:      doc,
	Severity: lint.Error,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	if !a.Rule.IsAlert() {
		return // the labels of recording rules are not expanded
	}
	for _, all := range []rulefile.Map{a.Rule.Labels, a.Rule.Group.Labels} {
		for _, pair := range all {
			if !strings.Contains(pair.Value.Value, "{{") {
				continue
			}
			for _, found := range changing(pair.Value.Value) {
				if found.what == "$value" && isConstant(a.Expr) {
					continue
				}
				report(pass, a.Rule, pair, found)
			}
		}
	}
}

// isConstant reports whether an expression yields one value only: it is compared for equality with a number.
func isConstant(expr parser.Expr) bool {
	for {
		paren, ok := expr.(*parser.ParenExpr)
		if !ok {
			break
		}
		expr = paren.Expr
	}
	switch e := expr.(type) {
	case *parser.BinaryExpr:
		switch e.Op {
		case parser.EQLC:
			_, left := e.LHS.(*parser.NumberLiteral)
			_, right := e.RHS.(*parser.NumberLiteral)
			return (left || right) && !e.ReturnBool
		case parser.LAND, parser.LUNLESS:
			return isConstant(e.LHS)
		case parser.LOR:
			return isConstant(e.LHS) && isConstant(e.RHS)
		}
	case *parser.Call:
		return e.Func.Name == "absent" || e.Func.Name == "absent_over_time"
	}
	return false
}

func report(pass *lint.Pass, rule *rulefile.Rule, pair rulefile.Pair, found change) {
	consequence := "each change is another alert, and notifies again"
	if pending, err := rule.For.Duration(); err == nil && pending > 0 {
		consequence = fmt.Sprintf("each change is another alert, which waits for its %s anew", rule.For.Value)
	}
	pass.Report(lint.Diagnostic{
		File:    rule.File,
		Span:    pair.Value.Span(found.from, found.to),
		Message: fmt.Sprintf("the label %s prints %s, which changes from one evaluation to the next: %s", pair.Key.Value, found.what, consequence),
		Related: []lint.Related{{Span: pair.Key.Whole(), Message: "labels identify an alert; what changes belongs into an annotation"}},
	})
}
