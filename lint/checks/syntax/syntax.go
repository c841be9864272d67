// Package syntax finds expressions that are not PromQL.
package syntax

import (
	_ "embed"
	"errors"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check is the check. A server refuses the whole file for one such expression, so its findings are errors.
var Check = &lint.Check{Name: "syntax", Doc: doc, Severity: lint.Error, Run: run}

func run(pass *lint.Pass) {
	for rule := range pass.Rules() {
		_, err := rule.Query()
		if err == nil || rule.Language() != rulefile.PromQL {
			continue
		}
		var all parser.ParseErrors
		if !errors.As(err, &all) || len(all) == 0 {
			pass.Report(lint.Diagnostic{File: rule.File, Span: rule.Expr.Whole(), Message: err.Error()})
			continue
		}
		for i, one := range all {
			if i > 0 && consequence.MatchString(one.Err.Error()) {
				continue
			}
			report(pass, rule, one)
		}
	}
}

// report reports one error of the parser in our words.
func report(pass *lint.Pass, rule *rulefile.Rule, err parser.ParseErr) {
	expr := rule.Expr
	f := newFault(expr.Value, err)
	d := lint.Diagnostic{File: rule.File, Message: f.message, Span: expr.Span(f.from, f.to)}
	if expr.Value == "" {
		d.Span = expr.Whole()
	}
	if f.instead != "" {
		if edit, ok := expr.Replace(f.from, f.to, f.instead); ok {
			d.Fixes = []lint.Fix{{Message: f.instead, Edits: []rulefile.Edit{edit}}}
		}
	}
	pass.Report(d)
}
