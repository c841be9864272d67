// Package unread finds recording rules that no rule of the project reads.
package unread

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/promwright/promwright/lint"
)

//go:embed README.md
var doc string

// Check finds recording rules that no rule of the project reads.
var Check = &lint.Check{
	Name:     "unread",
	Doc:      doc,
	Severity: lint.Off,
	Run:      run,
}

func run(pass *lint.Pass) {
	queries := templates(pass)
	for rule := range pass.Rules() {
		if rule.IsAlert() || len(pass.Project.Infer().Readers(rule)) > 0 || queries[rule.Name().Value] {
			continue
		}
		pass.Report(lint.Diagnostic{
			File:    rule.File,
			Span:    rule.Name().Whole(),
			Message: fmt.Sprintf("no rule of the project reads %s", rule.Name().Value),
		})
	}
}

// templates returns the words of the texts of alerts that query something: names of metrics among them.
func templates(pass *lint.Pass) map[string]bool {
	words := map[string]bool{}
	for rule := range pass.Rules() {
		for _, pair := range rule.Annotations {
			if !strings.Contains(pair.Value.Value, "query") {
				continue
			}
			for _, word := range strings.FieldsFunc(pair.Value.Value, func(r rune) bool { return !nameRune(r) }) {
				words[word] = true
			}
		}
	}
	return words
}

func nameRune(r rune) bool {
	return r == ':' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}
