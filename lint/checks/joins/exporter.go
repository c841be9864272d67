package joins

import (
	"fmt"
	"slices"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/look"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/metrics"
)

// strangers tells of an operator that wants series which different exporters give to have the same target: instance and job are
// of the exporter, not of what it tells about.
func strangers(pass *lint.Pass, a *infer.Analysis, e *parser.BinaryExpr, left, right side) (lint.Diagnostic, bool) {
	label := byTarget(e.VectorMatching)
	if label == "" {
		return lint.Diagnostic{}, false
	}
	l, r := look.Scraped(pass.Project.Infer(), left.expr), look.Scraped(pass.Project.Infer(), right.expr)
	if l == nil || r == nil {
		return lint.Diagnostic{}, false
	}
	of, other := exporter(a, l), exporter(a, r)
	if of == "" || other == "" || of == other {
		return lint.Diagnostic{}, false
	}
	if e.VectorMatching.On && of != stateMetrics && other != stateMetrics {
		return lint.Diagnostic{}, false // both are on the node, and people give their instances the name of it
	}
	outcome := e.Op.String() + " finds no match"
	if e.Op == parser.LUNLESS {
		outcome = "unless takes nothing away"
	}
	return lint.Diagnostic{
		File: a.Rule.File,
		Span: (&infer.Loss{Node: e, Rule: a.Rule}).Span(),
		Message: fmt.Sprintf("%s: %s comes from %s and %s from %s, and %s is that of the target which was scraped",
			outcome, l.Name, of, r.Name, other, label),
	}, true
}

// byTarget returns a label of the target that series must agree on; "" if there is none.
func byTarget(m *parser.VectorMatching) string {
	for _, label := range []string{model.InstanceLabel, model.JobLabel} {
		if slices.Contains(m.MatchingLabels, label) == m.On {
			return label
		}
	}
	return ""
}

const stateMetrics = "kube-state-metrics"

// exporter returns which of the exporters of a Kubernetes cluster a selector reads; "" if it is none, or not known. The kubelet has
// metrics that begin with node_, too.
func exporter(a *infer.Analysis, e *parser.VectorSelector) string {
	known := a.At(e).Value().Origin
	switch {
	case strings.HasPrefix(e.Name, "container_"):
		return "the kubelet"
	case known == nil || known.Series.Source.Kind != metrics.Catalogue:
		return ""
	case strings.HasPrefix(e.Name, "kube_"):
		return stateMetrics
	case strings.HasPrefix(known.Series.Source.Name, "node_exporter"):
		return "node_exporter"
	default:
		return ""
	}
}
