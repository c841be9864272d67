package joins

import (
	"fmt"
	"slices"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/look"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/metrics"
)

// apart tells of series of s that have a label which those of other have not, and must agree with them on all labels.
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
		return noMatch(a, e, s, label, fmt.Sprintf("those on the %s do not", other.name), match(a, e, s, other), look.Loss(a.Rule, gone.Loss)), true
	}
	if buckets(s) && count(other) && !slices.Contains(e.VectorMatching.MatchingLabels, model.BucketLabel) {
		return noMatch(a, e, s, model.BucketLabel, "which what counts or adds up all observations does not", nil), true
	}
	ofAlerts := s.result.Label(model.AlertNameLabel).Presence == infer.Certain
	if ofAlerts && !slices.Contains(e.VectorMatching.MatchingLabels, model.AlertNameLabel) && look.Scraped(pass.Project.Infer(), other.expr) != nil {
		return noMatch(a, e, s, model.AlertNameLabel, "which those of targets do not", nil), true
	}
	return lint.Diagnostic{}, false
}

// buckets tells whether series are buckets of a histogram, with their bounds.
func buckets(s side) bool {
	return s.result.Value().Kind == infer.Bucket && s.result.Label(model.BucketLabel).Presence != infer.Gone
}

// count tells whether series are the _count or the _sum of a histogram, which have no bounds.
func count(s side) bool {
	origin := s.result.Value().Origin
	return origin != nil && (origin.Series.Part == metrics.Count || origin.Series.Part == metrics.Sum)
}

// noMatch returns the diagnostic of an operator that finds no match, as series of s have a label, and why the others have not.
func noMatch(a *infer.Analysis, e *parser.BinaryExpr, s side, label, others string, fixes []lint.Fix, related ...lint.Related) lint.Diagnostic {
	outcome := e.Op.String() + " finds no match"
	if e.Op == parser.LUNLESS {
		outcome = "unless takes nothing away"
	}
	return lint.Diagnostic{
		File:    a.Rule.File,
		Span:    (&infer.Loss{Node: e, Rule: a.Rule}).Span(),
		Message: fmt.Sprintf("%s: the series on the %s have the label %s, %s", outcome, s.name, label, others),
		Related: related,
		Fixes:   fixes,
	}
}

// labels returns labels that the series of every branch of s have, as far as is known: instance, which every scrape adds, and
// those they are told apart by.
func (s side) labels(pass *lint.Pass) []string {
	var names []string
	for i, b := range s.result.Branches {
		own := keys(b)
		if i == 0 {
			names = own
			continue
		}
		names = slices.DeleteFunc(names, func(name string) bool { return !slices.Contains(own, name) })
	}
	if look.Scraped(pass.Project.Infer(), s.expr) != nil {
		names = append([]string{model.InstanceLabel}, names...)
	}
	return slices.DeleteFunc(names, func(name string) bool {
		return name == model.MetricNameLabel || s.result.Label(name).Presence == infer.Gone
	})
}

// keys returns labels by which series of a branch surely differ: all that are known where an aggregation has made them; of those that
// a metric has the ones that name things, as many others describe what those name.
func keys(b infer.Branch) []string {
	if b.Identity.Known {
		return slices.Clone(b.Identity.Labels)
	}
	return slices.DeleteFunc(slices.Clone(b.Identity.Labels), func(name string) bool { return !things[name] })
}

var things = map[string]bool{"namespace": true, "node": true, "pod": true, "container": true, "deployment": true, "statefulset": true,
	"daemonset": true, "job_name": true, "persistentvolumeclaim": true, "resource": true, "phase": true, "condition": true, "status": true,
	"state": true, "cpu": true, "mode": true, "device": true, "mountpoint": true, "interface": true, "code": true, "handler": true,
	"method": true, "le": true, "quantile": true}
