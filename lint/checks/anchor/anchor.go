// Package anchor finds patterns that are written as if they matched the beginning or the end of a value.
package anchor

import (
	_ "embed"
	"fmt"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/matcher"
	"github.com/promwright/promwright/lint/checks/internal/pattern"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds patterns that are written as if they matched the beginning or the end of a value.
var Check = &lint.Check{
	Name:     "anchor",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	for s, m := range matcher.Patterns(a) {
		if tokens, ok := pattern.Tokens(m.Value); ok && pattern.IsHalfAnchored(m.Value, tokens) {
			report(pass, a.Rule, s, m, tokens)
		}
	}
}

func report(pass *lint.Pass, rule *rulefile.Rule, s *parser.VectorSelector, m *labels.Matcher, tokens []pattern.Token) {
	at, ok := matcher.Find(rule, s, m)
	if !ok {
		return
	}
	bare := pattern.WithoutAnchors(m.Value, tokens)
	group := bare
	if inner, ok := pattern.Tokens(bare); ok {
		if all := pattern.Alternatives(inner); len(all) > 1 && all[0].From == 0 {
			group = "(" + bare + ")"
		}
	}
	suggests, meant := "a beginning", group+".*"
	if tokens[len(tokens)-1].Kind == pattern.End {
		suggests, meant = "an end", ".*"+group
	}
	fixes := at.Set(m.Type.String(), meant)
	for i := range fixes {
		fixes[i].Unsafe = true
	}
	pass.Report(lint.Diagnostic{
		File:    rule.File,
		Span:    at.TextSpan(),
		Message: fmt.Sprintf("%s suggests %s, but Prometheus matches whole values: it matches %s and nothing longer", at.Written(), suggests, bare),
		Fixes:   fixes,
	})
}
