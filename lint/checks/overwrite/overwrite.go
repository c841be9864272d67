// Package overwrite finds labels of rules that overwrite what tells their series apart.
package overwrite

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/prometheus/common/model"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/look"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds labels of rules that overwrite what tells their series apart.
var Check = &lint.Check{
	Name:     "overwrite",
	Doc:      doc,
	Severity: lint.Error,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	if a.Expr == nil || len(a.Rule.Labels) == 0 && len(a.Rule.Group.Labels) == 0 {
		return
	}
	for _, pair := range a.Rule.Labels {
		label(pass, a, pair)
	}
	for _, pair := range a.Rule.Group.Labels {
		if !slices.ContainsFunc(a.Rule.Labels, func(own rulefile.Pair) bool { return own.Key.Value == pair.Key.Value }) {
			label(pass, a, pair)
		}
	}
}

// label reports a label that a rule adds to its series, if they are told apart by their own of that name.
func label(pass *lint.Pass, a *infer.Analysis, pair rulefile.Pair) {
	name, value := pair.Key.Value, pair.Value.Value
	if a.Rule.IsAlert() && strings.Contains(value, "{{") {
		return // may say what the label of the series says
	}
	if !collapses(pass, a, name) {
		return
	}
	kind, does := "recording rule", fmt.Sprintf("the label %s: %s overwrites", name, value)
	if a.Rule.IsAlert() {
		kind = "alert"
	}
	if value == "" {
		does = fmt.Sprintf("the label %s: %q removes", name, value)
	}
	pass.Report(lint.Diagnostic{
		File:    a.Rule.File,
		Span:    pair.Key.Whole(),
		Message: fmt.Sprintf("%s that by which the series of the expression are told apart: where two differ in it alone, the %s fails", does, kind),
		Related: []lint.Related{{File: a.Rule.File, Span: a.Span(a.Expr), Message: "yields series that differ in " + name}},
	})
}

// collapses tells whether series of the expression differ in a label, so that they may be the same without. The labels of an info
// metric only describe what it is about.
func collapses(pass *lint.Pass, a *infer.Analysis, name string) bool {
	result := a.Result()
	for _, b := range result.Branches {
		own := b.Label(name)
		switch {
		case b.Never() != nil || own.Presence == infer.Gone || own.Value != "":
			continue
		case look.Decided(name, b.Identity.Labels, func(string) bool { return true }):
			continue
		case b.Identity.Has(name) && (b.Identity.Known || b.Value.Kind != infer.Info):
			return true
		case name == model.InstanceLabel && len(result.Branches) == 1 && look.Scraped(pass.Project.Infer(), a.Expr) != nil:
			return true
		}
	}
	return false
}
