// Package absentfor finds alerts that fire as soon as a metric is missing once.
package absentfor

import (
	_ "embed"
	"fmt"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds alerts that fire as soon as a metric is missing once.
var Check = &lint.Check{
	Name:     "absentfor",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

// scrapes is how many scrape intervals an alert should wait: one scrape may be missed.
const scrapes = 2

func each(pass *lint.Pass, a *infer.Analysis) {
	if a.Expr == nil || !a.Rule.IsAlert() {
		return
	}
	scrape := pass.Project.Target(a.Rule.File).ScrapeInterval
	pending, err := a.Rule.For.Duration()
	if err != nil || pending >= scrapes*scrape {
		return
	}
	call := absent(a.Expr)
	if call == nil {
		return
	}
	waits := "at once"
	if pending > 0 {
		waits = "after " + model.Duration(pending).String()
	}
	pass.Report(lint.Diagnostic{
		File: a.Rule.File,
		Span: a.Span(call),
		Message: fmt.Sprintf("%s fires %s where nothing is there: a scrape that fails or a restart is enough, at a scrape interval of %s",
			a.Rule.Name().Value, waits, model.Duration(scrape)),
		Fixes: fix(a.Rule, model.Duration(scrapes*scrape).String()),
	})
}

// absent returns a call of absent that by itself makes an alert with an expression fire; nil if there is none. What is missing
// over a range was not missed once.
func absent(e parser.Expr) *parser.Call {
	switch e := e.(type) {
	case *parser.ParenExpr:
		return absent(e.Expr)
	case *parser.StepInvariantExpr:
		return absent(e.Expr)
	case *parser.AggregateExpr:
		return absent(e.Expr)
	case *parser.BinaryExpr:
		return absentOperand(e)
	case *parser.Call:
		if e.Func.Name == "absent" && !ranged(e.Args[0]) {
			return e
		}
	}
	return nil
}

func absentOperand(e *parser.BinaryExpr) *parser.Call {
	switch {
	case e.Op == parser.LOR:
		if call := absent(e.LHS); call != nil {
			return call
		}
		return absent(e.RHS)
	case e.Op == parser.LAND, e.Op == parser.LUNLESS:
		return absent(e.LHS)
	case e.Op == parser.EQLC || e.Op == parser.GTE || e.Op == parser.LTE:
		if number, ok := e.RHS.(*parser.NumberLiteral); ok && number.Val == 1 {
			return absent(e.LHS)
		}
	case e.Op == parser.GTR || e.Op == parser.NEQ:
		if number, ok := e.RHS.(*parser.NumberLiteral); ok && number.Val == 0 {
			return absent(e.LHS)
		}
	}
	return nil
}

// ranged reports whether an expression looks over a range.
func ranged(e parser.Expr) bool {
	found := false
	parser.Inspect(e, func(node parser.Node, _ []parser.Node) error {
		switch node.(type) {
		case *parser.MatrixSelector, *parser.SubqueryExpr:
			found = true
		}
		return nil
	})
	return found
}

// fix makes the alert wait; where it has no for, it is advice.
func fix(rule *rulefile.Rule, wait string) []lint.Fix {
	advice := lint.Fix{Message: "for: " + wait, Unsafe: true}
	if edit, ok := rule.For.Replace(0, len(rule.For.Value), wait); ok {
		advice.Edits = []rulefile.Edit{edit}
	}
	return []lint.Fix{advice}
}
