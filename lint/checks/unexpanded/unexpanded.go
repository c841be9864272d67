// Package unexpanded finds template syntax that alerts print as it stands.
package unexpanded

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

// Check finds template syntax that alerts print as it stands.
var Check = &lint.Check{
	Name:     "unexpanded",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	if !a.Rule.IsAlert() {
		return
	}
	for _, pair := range a.Rule.Labels {
		look(pass, a.Rule, "label", pair)
	}
	for _, pair := range a.Rule.Annotations {
		look(pass, a.Rule, "annotation", pair)
	}
}

func look(pass *lint.Pass, rule *rulefile.Rule, what string, pair rulefile.Pair) {
	text := pair.Value.Value
	if !strings.ContainsAny(text, "${}%") {
		return
	}
	for _, p := range printed(text) {
		if p.helm && forHelm(rule) {
			return
		}
		d := lint.Diagnostic{
			File:    rule.File,
			Span:    pair.Value.Span(p.from, p.to),
			Message: fmt.Sprintf("%s %s of alert %s %s", what, pair.Key.Value, rule.Name().Value, p.what),
		}
		if p.fixable {
			if edit, ok := pair.Value.Replace(p.from, p.to, p.fix); ok {
				d.Fixes = []lint.Fix{{Message: strings.TrimSpace(text[:p.from] + p.fix + text[p.to:]), Edits: []rulefile.Edit{edit}}}
			}
		}
		pass.Report(d)
	}
}

// forHelm tells whether Helm may expand the texts of a rule before Prometheus does: in values, and among the templates of a chart.
func forHelm(rule *rulefile.Rule) bool {
	return rule.File.Document(rule.Group).Kind == rulefile.HelmValues || strings.Contains("/"+strings.ReplaceAll(rule.File.Name, `\`, "/"), "/templates/")
}
