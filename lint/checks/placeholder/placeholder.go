// Package placeholder finds annotations and labels that nobody has filled in.
package placeholder

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/promwright/promwright/internal/braces"
	"github.com/promwright/promwright/internal/lazyregexp"
	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds annotations and labels that nobody has filled in.
var Check = &lint.Check{
	Name:     "placeholder",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	if !a.Rule.IsAlert() {
		return
	}
	for _, pair := range a.Rule.Annotations {
		look(pass, a.Rule, "annotation", pair)
	}
	for _, pair := range a.Rule.Labels {
		if pair.Value.Value != "" { // an empty label takes away the one that the expression has
			look(pass, a.Rule, "label", pair)
		}
	}
}

func look(pass *lint.Pass, rule *rulefile.Rule, what string, pair rulefile.Pair) {
	from, to, why := unfilled(pair.Key.Value, pair.Value.Value)
	if why == "" {
		return
	}
	span := pair.Value.Whole()
	if to > from {
		span = pair.Value.Span(from, to)
	}
	pass.Report(lint.Diagnostic{
		File:    rule.File,
		Span:    span,
		Message: fmt.Sprintf("%s %s of alert %s %s", what, pair.Key.Value, rule.Name().Value, why),
	})
}

var (
	// marks are what people leave where something is still to be written.
	marks = lazyregexp.New(`\b(TODO|FIXME|TBD|TBA)\b`)

	// here is a text that says what should stand in its place.
	here = lazyregexp.New(`(?i)^\W*((insert|add|enter|put|write|your|a|an|the|some|alert|rule|short|long)\s+)*(summary|description|descr|message|text|runbook|url|link|runbook url|title|name)(\s+goes)?\s+here\W*$`)

	// named is a text in brackets that names what should stand in its place.
	named = lazyregexp.New(`(?i)^(<|\[|\{|__)\s*((insert|add|enter|your|alert|rule|short|long|the)[ _-]+)*(summary|description|message|text|runbook|url|link|runbook[ _-]url|title|team|owner|severity|name)\s*(>|\]|\}|__)$`)
)

// words are whole texts that stand for something still to be written, in lowercase.
var words = map[string]bool{
	"todo": true, "fixme": true, "tbd": true, "tba": true, "xxx": true, "???": true, "...": true, "changeme": true, "change me": true, "change-me": true,
	"change_me": true, "replaceme": true, "replace me": true, "replace-me": true, "replace_me": true, "placeholder": true, "lorem ipsum": true,
	"to do": true, "to be done": true, "to be defined": true, "to be determined": true, "to be written": true, "to be added": true, "foo": true, "asdf": true,
	"fill me in": true, "fill in": true, "coming soon": true, "wip": true,
}

const (
	longest = 60 // bytes of a text that stands as a whole for another one, at most
	lorem   = "lorem ipsum"
)

// unfilled says why a text is none yet, and which part of it says so; "" where it is one.
func unfilled(key, text string) (from, to int, why string) {
	trimmed := strings.TrimSpace(text)
	if trimmed == "" {
		if lower := strings.ToLower(key); strings.HasSuffix(lower, "url") || strings.HasSuffix(lower, "link") {
			return 0, 0, "" // there is none
		}
		return 0, 0, "is empty"
	}
	if len(trimmed) <= longest {
		if why := standIn(key, trimmed); why != "" {
			return 0, 0, why
		}
	}
	if len(trimmed) >= len(lorem) && strings.EqualFold(trimmed[:len(lorem)], lorem) {
		return 0, 0, "is a text for layouts: nobody has filled it in"
	}
	if !strings.Contains(trimmed, "TODO") && !strings.Contains(trimmed, "FIXME") && !strings.Contains(trimmed, "TB") {
		return 0, 0, ""
	}
	if at := marks.FindStringIndex(braces.Mask(text)); at != nil {
		return at[0], at[1], fmt.Sprintf("says %s: nobody has filled it in", text[at[0]:at[1]])
	}
	return 0, 0, ""
}

// standIn says why a short text stands for another one.
func standIn(key, text string) string {
	lower := strings.ToLower(text)
	bare := strings.TrimRight(lower, ".!")
	switch {
	case words[lower], words[bare],
		strings.Contains(lower, "here") && here.MatchString(text),
		strings.ContainsAny(text[:1], "<[{_") && named.MatchString(text):
		return fmt.Sprintf("is %q: nobody has filled it in", text)
	case bare == strings.ToLower(key):
		return "is its own name: nobody has filled it in"
	}
	return ""
}
