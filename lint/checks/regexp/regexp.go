// Package regexp finds regular expressions that are more than what they match needs.
package regexp

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

// Check finds regular expressions that are more than what they match needs.
var Check = &lint.Check{
	Name:     "regexp",
	Doc:      doc,
	Severity: lint.Info,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	for s, m := range matcher.Patterns(a) {
		if found := examine(m); found != nil {
			report(pass, a.Rule, s, m, found)
		}
	}
}

// finding is what a matcher has too much of, and the matcher that does the same; no matcher at all where op is empty.
type finding struct{ why, op, value string }

// examine returns what a pattern has too much of; nil if there is nothing.
func examine(m *labels.Matcher) *finding {
	equal, positive := "=", m.Type == labels.MatchRegexp
	if !positive {
		equal = "!="
	}
	switch values, ok := pattern.Values(m.Value); {
	case ok && len(values) == 1 && pattern.IsCommaList(m.Value):
		return nil // another check's
	case ok && len(values) == 1:
		return &finding{"matches one text", equal, values[0]}
	case m.Value == ".*" && positive:
		return &finding{why: "matches everything, and series without " + m.Name + ", too"}
	case m.Value == ".+" && positive:
		return &finding{"matches whatever is there", "!=", ""}
	case m.Value == ".+":
		return &finding{"matches only what is missing", "=", ""}
	}
	tokens, ok := pattern.Tokens(m.Value)
	if !ok {
		return nil
	}
	bare := pattern.WithoutAnchors(m.Value, tokens)
	if bare != m.Value && !pattern.IsHalfAnchored(m.Value, tokens) {
		return &finding{"has anchors, which are always there", m.Type.String(), bare}
	}
	if why, value := repeated(m.Value, tokens); why != "" {
		return &finding{why, m.Type.String(), value}
	}
	return nil
}

func report(pass *lint.Pass, rule *rulefile.Rule, s *parser.VectorSelector, m *labels.Matcher, found *finding) {
	at, ok := matcher.Find(rule, s, m)
	if !ok {
		return
	}
	fixes, instead := matcher.Remove(rule, s, at), "the selector selects the same without it"
	if found.op != "" {
		fixes = at.Set(found.op, found.value)
		instead = rule.Expr.Value[at.Name.From:at.Name.To] + found.op + at.Quote(found.value) + " does the same"
	}
	pass.Report(lint.Diagnostic{
		File:    rule.File,
		Span:    at.Span(),
		Message: fmt.Sprintf("%s %s: %s", at.Written(), found.why, instead),
		Fixes:   fixes,
	})
}
