// Package boolalert finds alerts that fire always because their comparison has the modifier bool.
package boolalert

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

// Check finds alerts that fire always because their comparison has the modifier bool.
var Check = &lint.Check{
	Name:     "boolalert",
	Doc:      doc,
	Severity: lint.Error,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	if a.Expr == nil || !a.Rule.IsAlert() || !strings.Contains(a.Rule.Expr.Value, "bool") {
		return
	}
	for _, node := range a.Nodes {
		e, ok := node.(*parser.BinaryExpr)
		if !ok || !e.ReturnBool || e.Type() != parser.ValueTypeVector || !decides(a, e) {
			continue
		}
		message := fmt.Sprintf("%s bool is 0 where the comparison does not hold, and an alert fires on every series, on 0 as well", e.Op)
		if a.Outer(e) != nil {
			message = fmt.Sprintf("%s bool is 0 where the comparison does not hold, and `%s` asks only whether there is a series", e.Op, a.Outer(e).(*parser.BinaryExpr).Op)
		}
		pass.Report(lint.Diagnostic{File: a.Rule.File, Span: a.Span(e), Message: message, Fixes: fix(a, e)})
	}
}

// decides tells whether the comparison is meant to decide whether there is a series: nothing but set operators is above it.
func decides(a *infer.Analysis, e parser.Node) bool {
	for outer := a.Outer(e); outer != nil; outer = a.Outer(outer) {
		set, ok := outer.(*parser.BinaryExpr)
		if !ok || !set.Op.IsSetOperator() {
			return false
		}
	}
	return true
}

// fix takes bool away.
func fix(a *infer.Analysis, e *parser.BinaryExpr) []lint.Fix {
	text := a.Rule.Expr.Value
	from, to := int(rulefile.NodeRange(text, e.LHS).End), int(rulefile.NodeRange(text, e.RHS).Start)
	if from > to {
		return nil
	}
	at := strings.Index(text[from:to], "bool")
	if at < 0 || strings.Contains(text[from:to], "#") {
		return nil
	}
	start := from + len(strings.TrimRight(text[from:from+at], " \t\n"))
	edit, ok := a.Rule.Expr.Replace(start, from+at+len("bool"), "")
	if !ok {
		return nil
	}
	return []lint.Fix{{Message: strings.TrimSpace(text[from:start]), Edits: []rulefile.Edit{edit}, Unsafe: true}}
}
