// Package alerttype finds alerts whose expression is not a vector.
package alerttype

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds alerts whose expression is a range vector, a string or a scalar.
var Check = &lint.Check{
	Name:     "alerttype",
	Doc:      doc,
	Severity: lint.Error,
	Run:      run,
}

func run(pass *lint.Pass) {
	for rule := range pass.Rules() {
		expr, err := rule.Query()
		if err != nil || !rule.IsAlert() {
			continue
		}
		name := rule.Name().Value
		switch expr.Type() {
		case parser.ValueTypeMatrix:
			report(pass, rule, expr, fmt.Sprintf("the expression of %s is a range vector: it fails at every evaluation, and the alert never fires", name))
		case parser.ValueTypeString:
			report(pass, rule, expr, fmt.Sprintf("the expression of %s is a string: it fails at every evaluation, and the alert never fires", name))
		case parser.ValueTypeScalar:
			report(pass, rule, expr, fmt.Sprintf("the expression of %s is a scalar, which has a value at every evaluation: the alert always fires, even at 0", name),
				scalarFix(rule, expr)...)
		}
	}
}

func report(pass *lint.Pass, rule *rulefile.Rule, expr parser.Expr, message string, fixes ...lint.Fix) {
	pass.Report(lint.Diagnostic{File: rule.File, Span: rule.NodeSpan(expr), Message: message, Fixes: fixes})
}

// scalarFix makes a vector of a scalar: of a number, which can only be meant to fire always, and of a comparison,
// which is meant to fire while it is true.
func scalarFix(rule *rulefile.Rule, expr parser.Expr) []lint.Fix {
	inner := expr
	for {
		paren, ok := inner.(*parser.ParenExpr)
		if !ok {
			break
		}
		inner = paren.Expr
	}
	switch e := inner.(type) {
	case *parser.NumberLiteral:
		r := rulefile.NodeRange(rule.Expr.Value, e)
		return fix(rule, false, int(r.Start), int(r.End), "vector("+rule.Expr.Value[r.Start:r.End]+")")
	case *parser.BinaryExpr:
		left, right := rulefile.NodeRange(rule.Expr.Value, e.LHS), rulefile.NodeRange(rule.Expr.Value, e.RHS)
		operator := rule.Expr.Value[left.End:right.Start]
		if !e.ReturnBool || strings.Contains(operator, "#") {
			return nil
		}
		fixed := fmt.Sprintf("vector(%s) %s ", rule.Expr.Value[left.Start:left.End], e.Op)
		return fix(rule, true, int(left.Start), int(right.Start), fixed)
	}
	return nil
}

func fix(rule *rulefile.Rule, unsafe bool, from, to int, text string) []lint.Fix {
	edit, ok := rule.Expr.Replace(from, to, text)
	if !ok {
		return nil
	}
	fixed := rule.Expr.Value[:from] + text + rule.Expr.Value[to:]
	return []lint.Fix{{Message: strings.TrimSpace(fixed), Edits: []rulefile.Edit{edit}, Unsafe: unsafe}}
}
