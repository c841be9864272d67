// Package experimental finds PromQL that a server reads only where it is switched on.
package experimental

import (
	_ "embed"
	"fmt"
	"slices"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds PromQL that a server reads only where it is switched on.
var Check = &lint.Check{
	Name:     "experimental",
	Doc:      doc,
	Severity: lint.Info,
	Options:  &Options{},
	Each:     each,
}

// Options configures the check.
type Options struct {
	Enabled []string // features that the server is started with, as in its flag --enable-feature
}

// The features that PromQL may need, as the flag --enable-feature names them.
const (
	functions = "promql-experimental-functions"
	fill      = "promql-binop-fill-modifiers"
)

func each(pass *lint.Pass, a *infer.Analysis) {
	if kind := a.Rule.Group.Kind; kind != rulefile.RuleFile && kind != rulefile.PrometheusRule {
		return
	}
	var said []string
	for _, node := range a.Nodes {
		what, feature := needs(node)
		if what == "" || slices.Contains(said, what) || slices.Contains(pass.OptionsFor(a.Rule.File).(*Options).Enabled, feature) {
			continue
		}
		said = append(said, what)
		pass.Report(lint.Diagnostic{
			File:    a.Rule.File,
			Span:    a.Span(node),
			Message: fmt.Sprintf("%s is experimental: without --enable-feature=%s Prometheus refuses all rules of the file", what, feature),
		})
	}
}

// needs returns what a node itself has that is experimental, and the feature that it needs; "" if there is nothing.
func needs(node parser.Node) (what, feature string) {
	switch n := node.(type) {
	case *parser.Call:
		if n.Func.Experimental {
			return "function " + n.Func.Name, functions
		}
	case *parser.AggregateExpr:
		if n.Op.IsExperimentalAggregator() {
			return "aggregation " + n.Op.String(), functions
		}
	case *parser.BinaryExpr:
		if m := n.VectorMatching; m != nil && (m.FillValues.LHS != nil || m.FillValues.RHS != nil) {
			return "modifier fill", fill
		}
	}
	return "", ""
}
