// Package choice finds patterns that offer a choice in a way that no pattern has.
package choice

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/promwright/promwright/internal/lazyregexp"
	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/matcher"
	"github.com/promwright/promwright/lint/checks/internal/pattern"
	"github.com/promwright/promwright/rules/infer"
)

//go:embed README.md
var doc string

// Check finds patterns that offer a choice in a way that no pattern has.
var Check = &lint.Check{
	Name:     "choice",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	for s, m := range matcher.Patterns(a) {
		if !strings.ContainsAny(m.Value, "|,") {
			continue
		}
		tokens, ok := pattern.Tokens(m.Value)
		if !ok {
			continue
		}
		f, ok := examine(m.Value, tokens)
		if !ok {
			continue
		}
		at, ok := matcher.Find(a.Rule, s, m)
		if !ok {
			continue
		}
		fixes := at.Set(m.Type.String(), f.meant)
		for i := range fixes {
			fixes[i].Unsafe = true
		}
		pass.Report(lint.Diagnostic{
			File:    a.Rule.File,
			Span:    at.PartSpan(f.from, f.to),
			Message: fmt.Sprintf("in %s %s", at.Written(), f.what),
			Fixes:   fixes,
		})
	}
}

// fault is what is wrong with text[from:to] of a pattern, and the pattern that was probably meant.
type fault struct {
	from, to int
	what     string
	meant    string
}

// words is what stands in brackets where parentheses were meant: several characters, a bar, and several more.
var words = lazyregexp.New(`^\[\^?([\w.-]{2,}(?:\|[\w.-]{2,})+)\]$`)

func examine(text string, tokens []pattern.Token) (fault, bool) {
	if pattern.IsCommaList(text) {
		at := strings.IndexByte(text, ',')
		return fault{at, at + 1, "the comma is part of the value that is looked for, and alternatives are separated by |", strings.ReplaceAll(strings.ReplaceAll(text, " ", ""), ",", "|")}, true
	}
	for _, t := range tokens {
		if t.Kind != pattern.Class {
			continue
		}
		if m := words.FindStringSubmatch(text[t.From:t.To]); m != nil {
			return fault{t.From, t.To, text[t.From:t.To] + " stands for a single character: alternatives are held by parentheses",
				text[:t.From] + "(" + m[1] + ")" + text[t.To:]}, true
		}
	}
	return blanks(text, tokens)
}

// blanks finds a blank beside a bar. It belongs to the alternative.
func blanks(text string, tokens []pattern.Token) (fault, bool) {
	isBlank := func(i int) bool {
		return i >= 0 && i < len(tokens) && tokens[i].Kind == pattern.Char && strings.ContainsAny(text[tokens[i].From:tokens[i].To], " \t\n")
	}
	isBar := func(i int) bool { return i >= 0 && i < len(tokens) && tokens[i].Kind == pattern.Bar }
	first, meant := -1, ""
	for i, t := range tokens {
		if isBlank(i) && (isBar(i-1) || isBar(i+1)) {
			if first < 0 {
				first = i
			}
			continue
		}
		meant += text[t.From:t.To]
	}
	if first < 0 {
		return fault{}, false
	}
	return fault{tokens[first].From, tokens[first].To, "the blank beside the bar is part of the value that is looked for", meant}, true
}
