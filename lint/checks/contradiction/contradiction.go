// Package contradiction finds selectors whose matchers no series can meet.
package contradiction

import (
	_ "embed"
	"fmt"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/matcher"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds selectors whose matchers no series can meet.
var Check = &lint.Check{
	Name:     "contradiction",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	for s := range matcher.Selectors(a) {
		selector(pass, a.Rule, s)
	}
}

// selector reports the first contradiction of a selector: the others do not matter beside it.
func selector(pass *lint.Pass, rule *rulefile.Rule, s *parser.VectorSelector) {
	for i, m := range s.LabelMatchers {
		if excludesAll(m) {
			reportAlone(pass, rule, s, m)
			return
		}
		for _, earlier := range s.LabelMatchers[:i] {
			if earlier.Name == m.Name && clash(earlier, m) {
				reportPair(pass, rule, s, earlier, m)
				return
			}
		}
	}
	for i, m := range s.LabelMatchers {
		if others := sameLabel(s.LabelMatchers[:i], m.Name); len(others) > 1 && exhausted(append(others, m)) {
			reportAll(pass, rule, s, others, m)
			return
		}
	}
}

// sameLabel returns the matchers of a label.
func sameLabel(all []*labels.Matcher, name string) []*labels.Matcher {
	var found []*labels.Matcher
	for _, m := range all {
		if m.Name == name {
			found = append(found, m)
		}
	}
	return found
}

func reportAlone(pass *lint.Pass, rule *rulefile.Rule, s *parser.VectorSelector, m *labels.Matcher) {
	at, ok := matcher.Find(rule, s, m)
	if !ok {
		return
	}
	pass.Report(lint.Diagnostic{
		File:    rule.File,
		Span:    at.Span(),
		Message: fmt.Sprintf("%s excludes every value, and series without %s, too: the selector selects nothing, ever", at.Written(), m.Name),
	})
}

func reportPair(pass *lint.Pass, rule *rulefile.Rule, s *parser.VectorSelector, first, second *labels.Matcher) {
	a, okA := matcher.Find(rule, s, first)
	b, okB := matcher.Find(rule, s, second)
	if !okA || !okB {
		return
	}
	pass.Report(lint.Diagnostic{
		File:    rule.File,
		Span:    b.Span(),
		Message: fmt.Sprintf("%s and %s contradict each other: matchers are joined by and, so the selector selects nothing, ever", a.Written(), b.Written()),
		Related: []lint.Related{{Span: a.Span(), Message: "a series cannot meet this, too"}},
		Fixes:   either(rule, s, a, b),
	})
}

func reportAll(pass *lint.Pass, rule *rulefile.Rule, s *parser.VectorSelector, others []*labels.Matcher, last *labels.Matcher) {
	at, ok := matcher.Find(rule, s, last)
	if !ok {
		return
	}
	d := lint.Diagnostic{
		File:    rule.File,
		Span:    at.Span(),
		Message: fmt.Sprintf("the %d matchers of %s leave no value: the selector selects nothing, ever", len(others)+1, last.Name),
	}
	for _, m := range others {
		if other, ok := matcher.Find(rule, s, m); ok {
			d.Related = append(d.Related, lint.Related{Span: other.Span(), Message: "together with this"})
		}
	}
	pass.Report(d)
}
