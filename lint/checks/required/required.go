// Package required finds alerts without the labels and annotations that every alert should have.
package required

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds alerts without the labels and annotations that every alert should have.
var Check = &lint.Check{
	Name:     "required",
	Doc:      doc,
	Severity: lint.Off,
	Options:  &Options{Labels: []string{"severity"}, Annotations: []string{"summary|description|message"}},
	Each:     each,
}

// Options configures the check. Several names with | between them are alternatives.
type Options struct {
	Labels      []string // that an alert must have
	Annotations []string // that an alert must have
}

func each(pass *lint.Pass, a *infer.Analysis) {
	if !a.Rule.IsAlert() {
		return
	}
	options := pass.OptionsFor(a.Rule.File).(*Options)
	for _, names := range options.Labels {
		if !has(names, func(name string) bool { return labelled(a, name) }) {
			report(pass, a.Rule, "label", names)
		}
	}
	for _, names := range options.Annotations {
		if !has(names, func(name string) bool { return filled(a.Rule.Annotations, name) }) {
			report(pass, a.Rule, "annotation", names)
		}
	}
}

// has tells whether one of the alternatives is there.
func has(names string, is func(name string) bool) bool {
	for name := range strings.SplitSeq(names, "|") {
		if is(strings.TrimSpace(name)) {
			return true
		}
	}
	return false
}

// labelled tells whether an alert may have a label: of its own, of its group, or one that its expression names.
func labelled(a *infer.Analysis, name string) bool {
	if own, ok := a.Rule.Labels.Get(name); ok {
		return own.Value != "" // an empty one takes away that of the expression
	}
	if filled(a.Rule.Group.Labels, name) {
		return true
	}
	return strings.Contains(a.Rule.Expr.Value, name) && a.Result().Label(name).Presence != infer.Gone // as of sum by (name)
}

func filled(m rulefile.Map, name string) bool {
	value, ok := m.Get(name)
	return ok && strings.TrimSpace(value.Value) != ""
}

func report(pass *lint.Pass, rule *rulefile.Rule, what, names string) {
	pass.Report(lint.Diagnostic{
		File:    rule.File,
		Span:    rule.Name().Whole(),
		Message: fmt.Sprintf("alert %s has no %s %s", rule.Name().Value, what, strings.ReplaceAll(names, "|", " or ")),
	})
}
