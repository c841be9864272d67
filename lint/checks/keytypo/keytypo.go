// Package keytypo finds labels and annotations of alerts whose names are nearly those that everybody uses.
package keytypo

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds labels and annotations of alerts whose names are nearly those that everybody uses.
var Check = &lint.Check{
	Name:     "keytypo",
	Doc:      doc,
	Severity: lint.Warning,
	Options: &Options{
		Labels:      []string{"severity"},
		Annotations: []string{"summary", "description", "message", "runbook_url", "dashboard_url"},
	},
	Each: each,
}

// Options configures the check.
type Options struct {
	Labels      []string // whose names are recognised when they are mistyped
	Annotations []string // whose names are recognised when they are mistyped
}

func each(pass *lint.Pass, a *infer.Analysis) {
	if !a.Rule.IsAlert() {
		return
	}
	options := pass.OptionsFor(a.Rule.File).(*Options)
	look(pass, a.Rule, "label", a.Rule.Labels, options.Labels)
	look(pass, a.Rule, "annotation", a.Rule.Annotations, options.Annotations)
}

func look(pass *lint.Pass, rule *rulefile.Rule, what string, m rulefile.Map, usual []string) {
	for _, pair := range m {
		meant := mistyped(pair.Key.Value, usual)
		if meant == "" {
			continue
		}
		if _, has := m.Get(meant); has {
			continue // it is another one
		}
		d := lint.Diagnostic{
			File:    rule.File,
			Span:    pair.Key.Whole(),
			Message: fmt.Sprintf("%s %s of alert %s is probably meant to be %s: whoever reads that one does not see it", what, pair.Key.Value, rule.Name().Value, meant),
		}
		if edit, ok := pair.Key.Replace(0, len(pair.Key.Value), meant); ok {
			d.Fixes = []lint.Fix{{Message: meant, Edits: []rulefile.Edit{edit}, Unsafe: what == "label"}} // a label decides where it is sent
		}
		pass.Report(d)
	}
}

// mistyped returns the usual name that a key is, but for a slip or two. Capital letters and separators are no slip: runbookURL is
// somebody's style.
func mistyped(key string, usual []string) string {
	if slices.Contains(usual, key) || other[key] {
		return ""
	}
	plain := letters(key)
	if len(plain) < 5 || strings.ContainsAny(plain, "0123456789") {
		return ""
	}
	best, least := "", 3
	for _, name := range usual {
		want := letters(name)
		if plain == want {
			return ""
		}
		if len(want) < 6 || strings.HasPrefix(plain, want) || max(len(plain)-len(want), len(want)-len(plain)) > 2 {
			continue
		}
		if d := levenshtein.ComputeDistance(plain, want); d < least && (d == 1 || plain[:1] == want[:1]) {
			best, least = name, d
		}
	}
	return best
}

// other are names that resemble a usual one and are others.
var other = map[string]bool{"runbook_uri": true, "dashboard_uri": true, "security": true, "prescription": true}

// letters returns a key in lowercase and without separators.
func letters(key string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || r == '-' || r == '.' || r == ' ' {
			return -1
		}
		return r
	}, strings.ToLower(key))
}
