// Package redundant finds matchers that say nothing beside another one.
package redundant

import (
	_ "embed"
	"fmt"
	"slices"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/matcher"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds matchers that say nothing beside another one.
var Check = &lint.Check{
	Name:     "redundant",
	Doc:      doc,
	Severity: lint.Info,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	for s := range matcher.Selectors(a) {
		for i, m := range s.LabelMatchers {
			if by := covers(s.LabelMatchers, i); by != nil {
				report(pass, a.Rule, s, m, by)
				break // what else says nothing is found once this is gone
			}
		}
	}
}

// covers returns a matcher that makes matcher i say nothing; nil if there is none. Of two that say the same it is the first.
func covers(all []*labels.Matcher, i int) *labels.Matcher {
	for j, other := range all {
		if j == i || other.Name != all[i].Name || !implies(other, all[i]) {
			continue
		}
		if j < i || !implies(all[i], other) {
			return other
		}
	}
	return nil
}

// implies reports whether every value that meets a surely meets b, and some do.
func implies(a, b *labels.Matcher) bool {
	if a.Type == b.Type && a.Value == b.Value {
		return true
	}
	if values, ok := matcher.Selected(a); ok {
		return !slices.ContainsFunc(values, func(value string) bool { return !b.Matches(value) })
	}
	if values, ok := matcher.Excluded(b); ok {
		return !slices.ContainsFunc(values, a.Matches)
	}
	return false
}

func report(pass *lint.Pass, rule *rulefile.Rule, s *parser.VectorSelector, m, by *labels.Matcher) {
	at, ok := matcher.Find(rule, s, m)
	other, okOther := matcher.Find(rule, s, by)
	if m == by || !ok || !okOther || at.Whole() == other.Whole() {
		return
	}
	pass.Report(lint.Diagnostic{
		File:    rule.File,
		Span:    at.Span(),
		Message: fmt.Sprintf("%s says nothing beside %s: what meets that meets this, too", at.Written(), other.Written()),
		Related: []lint.Related{{Span: other.Span(), Message: "this is enough"}},
		Fixes:   matcher.Remove(rule, s, at),
	})
}
