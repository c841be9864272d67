// Package unrecorded finds metrics with the name of a recording rule that no rule records.
package unrecorded

import (
	_ "embed"
	"fmt"
	"slices"
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
		var said []string
		parser.Inspect(expr, func(node parser.Node, _ []parser.Node) error {
			e, ok := node.(*parser.VectorSelector)
			if !ok || e.Name == "" {
				return nil
			}
			if d, found := look(pass, known, rule, e); found && !slices.Contains(said, d.Message) {
				said = append(said, d.Message)
				pass.Report(d)
			}
			return nil
		})
	}
}

// look returns what is wrong with a selector if no rule records what it selects.
func look(pass *lint.Pass, known *records, rule *rulefile.Rule, e *parser.VectorSelector) (lint.Diagnostic, bool) {
	if recorders := known.rules[e.Name]; recorders != nil {
		if !strings.Contains(e.Name, ":") {
			return lint.Diagnostic{}, false
		}
		if len(pass.Project.Infer().Recorded(e)) > 0 {
			return otherSelected(pass, rule, e, recorders)
		}
		return otherLabels(rule, e, recorders)
	}
	name, why := known.meant(e.Name, rule)
	if name == "" {
		if name = known.beside(e.Name, rule); name == "" {
			return lint.Diagnostic{}, false
		}
		return unrecorded(rule, e, known.rules[name][0], "the file records "+name+", which is read with it"), true
	}
	d := unrecorded(rule, e, known.rules[name][0], why)
	d.Fixes = rename(rule, e, name)
	return d, true
}

// unrecorded is the finding that no rule records what a selector reads; recorder is a rule that says why one should.
func unrecorded(rule *rulefile.Rule, e *parser.VectorSelector, recorder *rulefile.Rule, why string) lint.Diagnostic {
	name := recorder.Name()
	return lint.Diagnostic{
		File:    rule.File,
		Span:    rule.NodeSpan(e),
		Message: fmt.Sprintf("no rule records %s: %s", e.Name, why),
		Related: []lint.Related{{File: recorder.File, Span: name.Whole(), Message: name.Value + " is recorded here"}},
	}
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

// otherLabels returns what is wrong with a selector that wants a label with another value than all rules set that record the metric.
func otherLabels(rule *rulefile.Rule, e *parser.VectorSelector, recorders []*rulefile.Rule) (lint.Diagnostic, bool) {
	for _, m := range e.LabelMatchers {
		value, ok := unmatched(m, recorders)
		if m.Name == model.MetricNameLabel || !ok {
			continue
		}
		with := fmt.Sprintf("with %s=%q", m.Name, value.Value)
		if value.Value == "" {
			with = "without " + m.Name
		}
		return lint.Diagnostic{
			File:    rule.File,
			Span:    rule.NodeSpan(e),
			Message: fmt.Sprintf("no rule records %s with %s: it is recorded %s", e.Name, m, with),
			Related: []lint.Related{{File: recorders[0].File, Span: value.Whole(), Message: "it is set here"}},
		}, true
	}
	return lint.Diagnostic{}, false
}

// otherSelected returns what is wrong with a selector that wants a label with another value than the expressions of all rules select
// that record the metric.
func otherSelected(pass *lint.Pass, rule *rulefile.Rule, e *parser.VectorSelector, recorders []*rulefile.Rule) (lint.Diagnostic, bool) {
	for _, m := range e.LabelMatchers {
		if m.Name == model.MetricNameLabel {
			continue
		}
		first := ""
		met := slices.ContainsFunc(recorders, func(recorder *rulefile.Rule) bool {
			value := pass.Project.Infer().Of(recorder).Label(m.Name).Value
			if first == "" {
				first = value
			}
			return value == "" || m.Matches(value)
		})
		if !met {
			return lint.Diagnostic{
				File:    rule.File,
				Span:    rule.NodeSpan(e),
				Message: fmt.Sprintf("no rule records %s with %s: it is recorded with %s=%q", e.Name, m, m.Name, first),
				Related: []lint.Related{{File: recorders[0].File, Span: recorders[0].Expr.Whole(), Message: "it is selected here"}},
			}, true
		}
	}
	return lint.Diagnostic{}, false
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
