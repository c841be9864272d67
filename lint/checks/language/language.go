// Package language says where expressions are in a language that is not checked.
package language

import (
	_ "embed"
	"fmt"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check is the check. It reports one finding for each language of a file.
var Check = &lint.Check{Name: "language", Doc: doc, Severity: lint.Info, Run: run}

func run(pass *lint.Pass) {
	for _, file := range pass.Project.Files {
		rules := map[rulefile.Language][]*rulefile.Rule{}
		for rule := range file.Rules() {
			if language := rule.Language(); language != rulefile.PromQL {
				rules[language] = append(rules[language], rule)
			}
		}
		for language, rules := range rules {
			report(pass, language, rules)
		}
	}
}

// report reports the rules of a file that are in one language, at the first.
func report(pass *lint.Pass, language rulefile.Language, rules []*rulefile.Rule) {
	what := "the expression is"
	if len(rules) > 1 {
		what = fmt.Sprintf("this and %d more expressions are", len(rules)-1)
	}
	if len(rules) == 2 {
		what = "this and 1 more expression are"
	}
	pass.Report(lint.Diagnostic{
		File:    rules[0].File,
		Span:    rules[0].Expr.Span(0, len(rules[0].Expr.Value)),
		Message: fmt.Sprintf("%s %s, which %s reads: only PromQL is checked", what, language, language.Reader()),
	})
}
