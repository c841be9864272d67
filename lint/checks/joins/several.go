package joins

import (
	"fmt"
	"slices"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/look"
	"github.com/promwright/promwright/rules/infer"
)

// several tells of several series of a side that match where there may be only one.
func several(a *infer.Analysis, e *parser.BinaryExpr, s side) (lint.Diagnostic, bool) {
	matched := func(label string) bool {
		return slices.Contains(e.VectorMatching.MatchingLabels, label) == e.VectorMatching.On
	}
	for _, b := range s.result.Branches {
		if b.Never() != nil {
			continue
		}
		for _, label := range tellingApart(a, s.expr, b, e.VectorMatching) {
			l := b.Label(label)
			if matched(label) || l.Presence == infer.Gone || l.Value != "" || look.Decided(label, b.Identity.Labels, matched) {
				continue
			}
			return lint.Diagnostic{
				File: a.Rule.File,
				Span: (&infer.Loss{Node: e, Rule: a.Rule}).Span(),
				Message: fmt.Sprintf("%s fails: series on the %s that differ in %s alone match the same series, where only one may; it matches %s",
					e.Op, s.name, label, how(e.VectorMatching)),
				Related: []lint.Related{{File: a.Rule.File, Span: a.Span(s.expr), Message: fmt.Sprintf("told apart by %s", strings.Join(b.Identity.Labels, ", "))}},
			}, true
		}
	}
	return lint.Diagnostic{}, false
}

// tellingApart returns labels by which series of a branch of e surely differ. Those that group_left asks for, people take from
// series that have one of them each. Of series that are always 1 the labels describe what they are about, a pod or a container,
// and only which one that is tells them apart.
func tellingApart(a *infer.Analysis, e parser.Expr, b infer.Branch, m *parser.VectorMatching) []string {
	names := keys(b)
	if group, ok := firstOf(a, e); ok {
		names = group
	}
	describes := b.Value.Kind == infer.Info || b.Value.Min == 1 && b.Value.Max == 1
	return slices.DeleteFunc(names, func(name string) bool {
		if describes {
			return name != "pod" && name != "container"
		}
		return slices.Contains(m.Include, name)
	})
}

// firstOf returns the labels of the groups of which e selects one series each.
func firstOf(a *infer.Analysis, e parser.Expr) ([]string, bool) {
	first, ok := look.Unparen(e).(*parser.AggregateExpr)
	if !ok || first.Without || first.Op != parser.TOPK && first.Op != parser.BOTTOMK && first.Op != parser.LIMITK {
		return nil, false
	}
	number, known := look.Number(a, first.Param)
	return slices.Clone(first.Grouping), known && number < 2
}

func how(m *parser.VectorMatching) string {
	if m.On {
		return fmt.Sprintf("on (%s)", strings.Join(m.MatchingLabels, ", "))
	}
	return fmt.Sprintf("ignoring (%s)", strings.Join(m.MatchingLabels, ", "))
}
