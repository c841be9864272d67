// Package templatelabel finds templates that print labels the expression of their alert drops.
package templatelabel

import (
	_ "embed"
	"fmt"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/internal/alerttemplate"
	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/look"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds templates that print labels the expression of their alert drops.
var Check = &lint.Check{
	Name:     "templatelabel",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	if a.Expr == nil || !a.Rule.IsAlert() {
		return
	}
	never := func(label string) string { return look.Foreign(pass, a.Expr, label) }
	for _, found := range lost(a.Rule, a.Result(), never) {
		pass.Report(diagnostic(pass, a.Rule, found))
	}
}

// missing is a label that templates of an alert print and its expression drops.
type missing struct {
	label string
	loss  *infer.Loss
	never string  // why the metric has no such label in the first place; "" if the expression drops it
	read  []place // the first is reported, the others are named beside it
}

// place is where a template prints a label.
type place struct {
	template string // "the summary", "the label team"
	text     string // "$labels.instance"
	span     rulefile.Span
}

// lost returns the labels that the templates of a rule print in vain, in order of appearance.
// never says why the metric itself has no such label.
func lost(rule *rulefile.Rule, result infer.Result, never func(label string) string) []*missing {
	var found []*missing
	byLabel := map[string]*missing{}
	gone := func(label string) bool {
		presence := result.Label(label).Presence
		return presence == infer.Gone || presence == infer.Possible && never(label) != ""
	}
	add := func(template string, value rulefile.Scalar) {
		if !mentions(value.Value, gone) {
			return
		}
		for _, ref := range alerttemplate.References(value.Value) {
			label := result.Label(ref.Label)
			if !gone(ref.Label) {
				continue
			}
			m := byLabel[ref.Label]
			if m == nil {
				m = &missing{label: ref.Label, loss: label.Loss}
				if label.Presence != infer.Gone {
					m.never = never(ref.Label)
				}
				byLabel[ref.Label] = m
				found = append(found, m)
			}
			m.read = append(m.read, place{template, value.Value[ref.Start:ref.End], value.Span(ref.Start, ref.End)})
		}
	}
	for _, pair := range rule.Labels {
		add("the label "+pair.Key.Value, pair.Value)
	}
	for _, pair := range rule.Annotations {
		add("the "+pair.Key.Value, pair.Value)
	}
	return found
}

func diagnostic(pass *lint.Pass, rule *rulefile.Rule, m *missing) lint.Diagnostic {
	first := m.read[0]
	d := lint.Diagnostic{
		File:    rule.File,
		Span:    first.span,
		Message: fmt.Sprintf("%s prints %s, but the expression drops it", first.template, first.text),
		Fixes:   addToGrouping(pass, rule, m),
	}
	if m.never != "" {
		d.Message = fmt.Sprintf("%s prints %s, but %s", first.template, first.text, m.never)
	}
	if own, ok := static(rule, m.label); ok {
		d.Message = fmt.Sprintf("%s prints %s, but templates see the labels of the expression alone, which has none of that name", first.template, first.text)
		d.Related = append(d.Related, lint.Related{File: rule.File, Span: own, Message: "added after the templates are expanded"})
	}
	if m.loss != nil && m.loss.Rule != nil {
		d.Related = append(d.Related, look.Loss(rule, m.loss))
	}
	for _, other := range m.read[1:] {
		d.Related = append(d.Related, lint.Related{File: rule.File, Span: other.span, Message: other.template + " prints it, too"})
	}
	return d
}

// addToGrouping returns the fix that makes the aggregation which drops the label keep it, if that is all it takes.
func addToGrouping(pass *lint.Pass, rule *rulefile.Rule, m *missing) []lint.Fix {
	return look.Keep(rule, m.loss, m.label, func(fixed parser.Expr) bool {
		return pass.Project.Infer().Expr(fixed).Label(m.label).Presence != infer.Gone
	})
}

// static returns the key of a label that the rule or its group adds.
func static(rule *rulefile.Rule, label string) (rulefile.Span, bool) {
	for _, m := range []rulefile.Map{rule.Labels, rule.Group.Labels} {
		for _, pair := range m {
			if pair.Key.Value == label {
				return pair.Key.Whole(), true
			}
		}
	}
	return rulefile.Span{}, false
}
