// Package dotliteral finds dots of addresses and names that, in a pattern, match any character.
package dotliteral

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/prometheus/prometheus/model/labels"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/matcher"
	"github.com/promwright/promwright/lint/checks/internal/pattern"
	"github.com/promwright/promwright/rules/infer"
)

//go:embed README.md
var doc string

// Check finds dots of addresses and names that, in a pattern, match any character.
var Check = &lint.Check{
	Name:     "dotliteral",
	Doc:      doc,
	Severity: lint.Info,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	for s, m := range matcher.Patterns(a) {
		if !strings.Contains(m.Value, ".") {
			continue
		}
		tokens, ok := pattern.Tokens(m.Value)
		if !ok {
			continue
		}
		found := names(m.Value, tokens)
		if len(found) == 0 {
			continue
		}
		at, ok := matcher.Find(a.Rule, s, m)
		if !ok {
			continue
		}
		first := found[0]
		pass.Report(lint.Diagnostic{
			File:    a.Rule.File,
			Span:    at.PartSpan(first.from, first.to),
			Message: fmt.Sprintf("the dots of %s match any character: they are literal only with a backslash", m.Value[first.from:first.to]),
			Fixes:   fix(at, escape(m.Value, found)),
		})
	}
}

// escape returns the pattern with the dots of the names escaped.
func escape(text string, found []name) string {
	var b strings.Builder
	from := 0
	for _, n := range found {
		for _, dot := range n.dots {
			b.WriteString(text[from:dot] + `\`)
			from = dot
		}
	}
	return b.String() + text[from:]
}

// fix makes the matcher one of the escaped pattern, or where that is a mere text, of the text.
func fix(at matcher.Matcher, escaped string) []lint.Fix {
	op, value := at.Type.String(), escaped
	if text, ok := pattern.Literal(escaped); ok {
		value = text
		op = "="
		if at.Type == labels.MatchNotRegexp {
			op = "!="
		}
	}
	fixes := at.Set(op, value)
	for i := range fixes {
		fixes[i].Unsafe = true
	}
	return fixes
}
