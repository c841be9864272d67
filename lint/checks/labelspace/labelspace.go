// Package labelspace finds labels and names with blanks, quotes or characters in them that nobody sees.
package labelspace

import (
	"bytes"
	_ "embed"
	"fmt"
	"strings"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds labels and names with blanks, quotes or characters in them that nobody sees.
var Check = &lint.Check{
	Name:     "labelspace",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	rule := a.Rule
	if rule.IsAlert() {
		look(pass, rule, "the name of the alert", rule.Alert, false)
	} else {
		look(pass, rule, "the name of the metric", rule.Record, false)
	}
	for _, pair := range rule.Labels {
		look(pass, rule, "label", pair.Value, rule.IsAlert(), pair.Key.Value)
	}
	if rule == rule.Group.Rules[0] {
		for _, pair := range rule.Group.Labels {
			look(pass, rule, "label", pair.Value, false, pair.Key.Value)
		}
	}
}

// look reports what is wrong with a text, which may be a template.
func look(pass *lint.Pass, rule *rulefile.Rule, what string, s rulefile.Scalar, template bool, key ...string) {
	text := s.Value
	if text == "" || isClean(text) {
		return
	}
	found, ok := examine(text, template)
	if !ok {
		return
	}
	if len(key) > 0 {
		what += " " + key[0]
	}
	d := lint.Diagnostic{
		File:    rule.File,
		Span:    s.Span(found.at, found.at+found.length),
		Message: fmt.Sprintf("%s %s, which every matcher for it must have, too", what, found.what),
	}
	if fixed, ok := found.fixed(text); ok {
		if edit, ok := s.Replace(0, len(text), fixed); ok {
			d.Fixes = []lint.Fix{{Message: fixed, Edits: []rulefile.Edit{edit}}}
		} else if edit, ok := strip(rule.File, s); ok && fixed == strings.TrimRight(text, "\n") {
			d.Fixes = []lint.Fix{{Message: edit.New, Edits: []rulefile.Edit{edit}}}
		}
	}
	pass.Report(d)
}

// strip returns the edit that makes |- of | and >- of >, so that a block scalar ends without a line break. It is false for others.
func strip(file *rulefile.File, s rulefile.Scalar) (rulefile.Edit, bool) {
	start := s.Whole().Start
	for _, header := range []string{"|", ">"} {
		if bytes.HasPrefix(file.Source[start.Offset:], []byte(header+"\n")) {
			return rulefile.Edit{Span: rulefile.Span{Start: start, End: file.Pos(start.Offset + 1)}, New: header + "-"}, true
		}
	}
	return rulefile.Edit{}, false
}

// isClean tells of nearly all texts that nothing is wrong with them.
func isClean(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' {
			return false
		}
	}
	first, last := text[0], text[len(text)-1]
	return first != ' ' && last != ' ' && (first != last || first != '"' && first != '\'')
}
