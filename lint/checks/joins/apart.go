package joins

import (
	"fmt"
	"slices"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/look"
	"github.com/promwright/promwright/rules/infer"
)

// apart tells of series of s that have a label which those of other have lost, and must agree with them on all labels.
func apart(pass *lint.Pass, a *infer.Analysis, e *parser.BinaryExpr, s, other side) (lint.Diagnostic, bool) {
	if fill := e.VectorMatching.FillValues; fill.LHS != nil || fill.RHS != nil {
		return lint.Diagnostic{}, false
	}
	for _, label := range s.labels(pass) {
		if slices.Contains(e.VectorMatching.MatchingLabels, label) {
			continue
		}
		gone := other.result.Label(label)
		if gone.Presence != infer.Gone || gone.Loss == nil || gone.Loss.Rule == nil {
			continue
		}
		if _, asked := gone.Loss.Node.(*parser.VectorSelector); asked {
			continue
		}
		d := lint.Diagnostic{
			File: a.Rule.File,
			Span: (&infer.Loss{Node: e, Rule: a.Rule}).Span(),
			Message: fmt.Sprintf("%s finds no match: the series on the %s have the label %s, those on the %s have lost it",
				e.Op, s.name, label, other.name),
			Related: []lint.Related{look.Loss(a.Rule, gone.Loss)},
		}
		if e.Op == parser.LUNLESS {
			d.Message = fmt.Sprintf("unless takes nothing away: the series on the %s have the label %s, those on the %s have lost it", s.name, label, other.name)
		}
		return d, true
	}
	return lint.Diagnostic{}, false
}

// labels returns labels that the series of every branch of s have, as far as is known: those they are told apart by, and
// instance, which every scrape adds.
func (s side) labels(pass *lint.Pass) []string {
	var names []string
	for i, b := range s.result.Branches {
		own := b.Identity.Labels
		if b.Value.Kind == infer.Info && !b.Identity.Known {
			own = nil
		}
		if i == 0 {
			names = slices.Clone(own)
			continue
		}
		names = slices.DeleteFunc(names, func(name string) bool { return !slices.Contains(own, name) })
	}
	if look.Scraped(pass.Project.Infer(), s.expr) != nil && !slices.Contains(names, model.InstanceLabel) {
		names = append(names, model.InstanceLabel)
	}
	return slices.DeleteFunc(names, func(name string) bool {
		return name == model.MetricNameLabel || s.result.Label(name).Presence == infer.Gone
	})
}
