// Package glob finds patterns in which a star was meant as in file names.
package glob

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/matcher"
	"github.com/promwright/promwright/lint/checks/internal/pattern"
	"github.com/promwright/promwright/rules/infer"
)

//go:embed README.md
var doc string

// Check finds patterns in which a star was meant as in file names.
var Check = &lint.Check{
	Name:     "glob",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	for s, m := range matcher.Patterns(a) {
		if !strings.Contains(m.Value, "*") {
			continue
		}
		tokens, ok := pattern.Tokens(m.Value)
		if !ok {
			continue
		}
		stars := globs(m.Value, tokens)
		if len(stars) == 0 {
			continue
		}
		at, ok := matcher.Find(a.Rule, s, m)
		if !ok {
			continue
		}
		fixes := at.Set(m.Type.String(), withDots(m.Value, stars))
		for i := range fixes {
			fixes[i].Unsafe = true
		}
		first := stars[0]
		pass.Report(lint.Diagnostic{
			File:    a.Rule.File,
			Span:    at.PartSpan(first.from, first.star+1),
			Message: fmt.Sprintf("the star of %s repeats the %s before it and stands for nothing else; any text is .*", at.Written(), m.Value[first.from:first.star]),
			Fixes:   fixes,
		})
	}
}

// repeat is a star, and what it repeats: text[from:star].
type repeat struct{ from, star int }

// globs returns the stars behind a letter, a dash, an underscore, a slash or an escaped dot, which nobody has several of.
func globs(text string, tokens []pattern.Token) []repeat {
	var found []repeat
	for i, t := range tokens {
		if t.Kind != pattern.Repeat || text[t.From:t.To] != "*" || i == 0 {
			continue
		}
		before := tokens[i-1]
		char := text[before.To-1]
		isWord := before.Kind == pattern.Char && (strings.IndexByte("-_/", char) >= 0 || 'a' <= char|0x20 && char|0x20 <= 'z')
		if isWord || before.Kind == pattern.Escaped && strings.IndexByte(".-/", char) >= 0 {
			found = append(found, repeat{before.From, t.From})
		}
	}
	return found
}

// withDots returns the pattern with a dot before each of the stars.
func withDots(text string, stars []repeat) string {
	var b strings.Builder
	from := 0
	for _, r := range stars {
		b.WriteString(text[from:r.star] + ".")
		from = r.star
	}
	return b.String() + text[from:]
}
