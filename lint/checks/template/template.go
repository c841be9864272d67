// Package template finds templates of alerts that do not parse, or fail whenever they are expanded.
package template

import (
	_ "embed"
	"fmt"

	"github.com/promwright/promwright/internal/alerttemplate/judge"
	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check is the check. A template that does not parse makes a server refuse the file; of one that fails, the person who is
// paged reads an error message.
var Check = &lint.Check{Name: "template", Doc: doc, Severity: lint.Error, Run: run}

func run(pass *lint.Pass) {
	judged := judge.New()
	for rule := range pass.Rules() {
		if !rule.IsAlert() {
			continue // those of recording rules are not expanded
		}
		for _, pair := range rule.Labels {
			report(pass, rule, "label "+pair.Key.Value, pair.Value, judged)
		}
		for _, pair := range rule.Annotations {
			report(pass, rule, "annotation "+pair.Key.Value, pair.Value, judged)
		}
	}
}

// report reports what is wrong with the template in value; what names the value.
func report(pass *lint.Pass, rule *rulefile.Rule, what string, value rulefile.Scalar, judged *judge.Judge) {
	for _, f := range judged.Of(value.Value) {
		d := lint.Diagnostic{
			File:    rule.File,
			Span:    value.Span(f.From, f.To),
			Message: fmt.Sprintf("the %s %s: %s", what, f.Problem, f.Message),
		}
		if f.Instead != "" {
			if edit, ok := value.Replace(f.From, f.To, f.Instead); ok {
				d.Fixes = []lint.Fix{{Message: f.Instead, Edits: []rulefile.Edit{edit}}}
			}
		}
		pass.Report(d)
	}
}
