// Package misplaced finds labels of alerts that stand among the annotations, and annotations among the labels.
package misplaced

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/prometheus/common/model"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds labels of alerts that stand among the annotations, and annotations among the labels.
var Check = &lint.Check{
	Name:     "misplaced",
	Doc:      doc,
	Severity: lint.Warning,
	Options: &Options{
		Labels:      []string{"severity"},
		Annotations: []string{"summary", "description", "runbook_url", "dashboard_url"},
	},
	Each: each,
}

// Options configures the check.
type Options struct {
	Labels      []string // that are of no use among annotations
	Annotations []string // that do harm among labels
}

func each(pass *lint.Pass, a *infer.Analysis) {
	rule := a.Rule
	if !rule.IsAlert() {
		return
	}
	options := pass.OptionsFor(rule.File).(*Options)
	for _, name := range options.Labels {
		_, own := rule.Labels.Get(name)
		_, group := rule.Group.Labels.Get(name)
		if !own && !group && !strings.Contains(rule.Expr.Value, name) { // as sum by (severity) has it
			look(pass, rule, rule.Annotations, name, "annotation %s of alert %s is of no use there: routes and inhibitions see labels alone")
		}
	}
	look(pass, rule, rule.Labels, model.AlertNameLabel, "label %s of alert %s has no effect: it is always the name of the alert")
	for _, name := range options.Annotations {
		look(pass, rule, rule.Labels, name, "label %s of alert %s is text and belongs to the annotations: whoever changes a word of it makes another alert of this one")
	}
}

// prints tells of a template whether it prints what changes with every evaluation, which in a label is a fault of its own.
func prints(text string) bool {
	return strings.Contains(text, "$value") || strings.Contains(text, ".Value")
}

// look reports a pair that stands in the wrong mapping.
func look(pass *lint.Pass, rule *rulefile.Rule, in rulefile.Map, name, message string) {
	for _, pair := range in {
		if pair.Key.Value == name && pair.Value.Value != "" && !prints(pair.Value.Value) {
			pass.Report(lint.Diagnostic{File: rule.File, Span: pair.Key.Whole(), Message: fmt.Sprintf(message, name, rule.Name().Value)})
		}
	}
}
