// Package plainpattern finds regular expressions that are compared as plain text.
package plainpattern

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/internal/lazyregexp"
	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/matcher"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds regular expressions that are compared as plain text.
var Check = &lint.Check{
	Name:     "plainpattern",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	for s := range matcher.Selectors(a) {
		for _, m := range s.LabelMatchers {
			if !matcher.IsRegexp(m) && isPattern(m.Value) {
				report(pass, a.Rule, s, m)
			}
		}
	}
}

// shapes are what patterns look like and names do not: a wildcard, a class, anchors, the codes 5.., a list of words.
var shapes = lazyregexp.New(`\.[*+]|\[(?:0-9|a-z|A-Z)|\\d[+*{]|^\^.*\$$|^[1-5]\.\.$|^[\w.-]+(?:\|[\w.-]+)+$|^\([\w.-]+(?:\|[\w.-]+)+\)$`)

// isPattern reports whether a value is surely meant as a pattern. Paths are left alone, since routes are written in many ways,
// and so are values with braces, which something fills in.
func isPattern(value string) bool {
	if !strings.ContainsAny(value, `*+[\^|.`) || strings.ContainsAny(value, "{}<>") {
		return false
	}
	return !strings.HasPrefix(strings.TrimPrefix(value, "^"), "/") && shapes.MatchString(value) && compiles(value)
}

func compiles(value string) bool {
	_, err := regexp.Compile(value)
	return err == nil
}

func report(pass *lint.Pass, rule *rulefile.Rule, s *parser.VectorSelector, m *labels.Matcher) {
	at, ok := matcher.Find(rule, s, m)
	if !ok {
		return
	}
	op, does := "=~", "selects"
	if m.Type == labels.MatchNotEqual {
		op, does = "!~", "excludes"
	}
	fixes := at.Set(op, m.Value)
	for i := range fixes {
		fixes[i].Unsafe = true
	}
	pass.Report(lint.Diagnostic{
		File: rule.File,
		Span: at.Span(),
		Message: fmt.Sprintf("%s compares with the very text %s, which looks like a pattern: it %s no other value; patterns are matched by %s",
			at.Written(), m.Value, does, op),
		Fixes: fixes,
	})
}
