// Package unrecorded finds metrics with the name of a recording rule that no rule records.
package unrecorded

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds metrics with the name of a recording rule that no rule records.
var Check = &lint.Check{
	Name:     "unrecorded",
	Doc:      doc,
	Severity: lint.Warning,
	Run:      run,
}

func run(pass *lint.Pass) {
	known := index(pass)
	if len(known.rules) == 0 {
		return
	}
	for rule := range pass.Rules() {
		expr, err := rule.Query()
		if err != nil {
			continue
		}
		said := map[string]bool{}
		parser.Inspect(expr, func(node parser.Node, _ []parser.Node) error {
			if e, ok := node.(*parser.VectorSelector); ok && e.Name != "" && !said[e.String()] {
				said[e.String()] = look(pass, known, rule, e)
			}
			return nil
		})
	}
}

// look reports a selector if no rule records what it selects, and tells whether it did.
func look(pass *lint.Pass, known *records, rule *rulefile.Rule, e *parser.VectorSelector) bool {
	if recorders := known.rules[e.Name]; recorders != nil {
		return strings.Contains(e.Name, ":") && otherLabels(pass, rule, e, recorders)
	}
	name, why := known.meant(e.Name, rule)
	if name == "" {
		return false
	}
	recorder := known.rules[name][0]
	pass.Report(lint.Diagnostic{
		File:    rule.File,
		Span:    rule.NodeSpan(e),
		Message: fmt.Sprintf("no rule records %s: %s", e.Name, why),
		Related: []lint.Related{{File: recorder.File, Span: recorder.Name().Whole(), Message: name + " is recorded here"}},
		Fixes:   rename(rule, e, name),
	})
	return true
}

// rename is the fix that reads another metric.
func rename(rule *rulefile.Rule, e *parser.VectorSelector, name string) []lint.Fix {
	at := int(rulefile.NodeRange(rule.Expr.Value, e).Start)
	if !strings.HasPrefix(rule.Expr.Value[at:], e.Name) {
		return nil
	}
	edit, ok := rule.Expr.Replace(at, at+len(e.Name), name)
	if !ok {
		return nil
	}
	return []lint.Fix{{Message: name, Edits: []rulefile.Edit{edit}, Unsafe: true}}
}

// otherLabels reports a selector that wants a label with another value than all rules that record the metric set.
func otherLabels(pass *lint.Pass, rule *rulefile.Rule, e *parser.VectorSelector, recorders []*rulefile.Rule) bool {
	if len(pass.Project.Infer().Recorded(e)) > 0 {
		return false
	}
	for _, m := range e.LabelMatchers {
		value, ok := unmatched(m, recorders)
		if m.Name == model.MetricNameLabel || !ok {
			continue
		}
		with := fmt.Sprintf("with %s=%q", m.Name, value.Value)
		if value.Value == "" {
			with = "without " + m.Name
		}
		pass.Report(lint.Diagnostic{
			File:    rule.File,
			Span:    rule.NodeSpan(e),
			Message: fmt.Sprintf("no rule records %s with %s: it is recorded %s", e.Name, m, with),
			Related: []lint.Related{{File: recorders[0].File, Span: value.Whole(), Message: "it is set here"}},
		})
		return true
	}
	return false
}

// unmatched returns the value that the first rule sets for the label of a matcher if no rule sets one that it matches.
func unmatched(m *labels.Matcher, recorders []*rulefile.Rule) (first rulefile.Scalar, ok bool) {
	for _, recorder := range recorders {
		value, set := recorder.Labels.Get(m.Name)
		if !set {
			value, set = recorder.Group.Labels.Get(m.Name)
		}
		if !set || m.Matches(value.Value) {
			return first, false
		}
		if !ok {
			first, ok = value, true
		}
	}
	return first, ok
}
