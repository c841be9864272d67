// Package zerodivision finds divisions by what can be 0, where that changes whether an alert fires.
package zerodivision

import (
	_ "embed"
	"fmt"
	"slices"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/look"
	"github.com/promwright/promwright/rules/infer"
)

//go:embed README.md
var doc string

// Check finds divisions by what can be 0, where that changes whether an alert fires.
var Check = &lint.Check{
	Name:     "zerodivision",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	for _, node := range a.Nodes {
		e, ok := node.(*parser.BinaryExpr)
		if !ok || e.Op != parser.DIV {
			continue
		}
		if metric, fires := unlimited(a, e); fires != nil {
			pass.Report(lint.Diagnostic{
				File:    a.Rule.File,
				Span:    a.Span(e),
				Message: fmt.Sprintf("%s is 0 where there is no limit: the quotient is +Inf there, which is %s %s", metric, fires.Op, a.Text(fires.RHS)),
			})
		}
		if !quiet(a, e) {
			continue
		}
		if poisoned, why := verdict(a, e); why != "" {
			pass.Report(lint.Diagnostic{
				File:    a.Rule.File,
				Span:    a.Span(e),
				Message: fmt.Sprintf("where nothing happens this is 0 / 0, which is NaN, and %s", why),
				Related: []lint.Related{{Span: a.Span(poisoned), Message: "here"}},
			})
		}
	}
}

// quiet tells whether both sides of a division are surely 0 at times: rates and increases, while nothing happens.
func quiet(a *infer.Analysis, e *parser.BinaryExpr) bool {
	happens := func(side parser.Expr) bool {
		v := a.At(side).Value()
		events := v.Kind == infer.Rate || v.Kind == infer.Increase
		return events && v.Min == 0 && !v.MinOpen && v.Contains(0)
	}
	return happens(e.LHS) && happens(e.RHS)
}

// verdict returns the node at which NaN in place of no value makes a difference, and which.
func verdict(a *infer.Analysis, e parser.Expr) (parser.Node, string) {
	child := parser.Node(e)
	for outer := a.Outer(e); outer != nil; outer = a.Outer(outer) {
		switch n := outer.(type) {
		case *parser.AggregateExpr:
			if slices.Contains([]parser.ItemType{parser.SUM, parser.AVG, parser.STDDEV, parser.STDVAR}, n.Op) && several(a, n) {
				return n, fmt.Sprintf("one NaN makes NaN of the whole %s", n.Op)
			}
			return nil, ""
		case *parser.BinaryExpr:
			if n.Op.IsComparisonOperator() {
				return compared(a, n)
			}
			if n.Op.IsSetOperator() && n.RHS == child {
				return nil, ""
			}
		case *parser.Call:
			switch n.Func.Name {
			case "sum_over_time", "avg_over_time":
				return n, fmt.Sprintf("one NaN makes NaN of the whole %s", n.Func.Name)
			case "clamp", "clamp_min", "clamp_max", "abs", "label_replace", "label_join", "round", "ceil", "floor", "sort", "sort_desc":
			default:
				return nil, ""
			}
		case *parser.SubqueryExpr:
		default:
			return nil, ""
		}
		child = outer
	}
	return nil, ""
}

// compared judges a comparison: NaN is different from every number.
func compared(a *infer.Analysis, e *parser.BinaryExpr) (parser.Node, string) {
	if e.Op != parser.NEQ || e.ReturnBool || !a.Rule.IsAlert() {
		return nil, ""
	}
	return e, "NaN != " + a.Text(e.RHS) + " holds"
}

// several tells whether an aggregation surely adds up more than one series: what it is given is told apart by labels that it
// drops. Others may be there for the labels alone.
func several(a *infer.Analysis, e *parser.AggregateExpr) bool {
	dropped := func(label string) bool { return slices.Contains(e.Grouping, label) == e.Without }
	kept := func(label string) bool { return !dropped(label) }
	for _, b := range a.At(e.Expr).Branches {
		for _, label := range b.Identity.Labels {
			if dropped(label) && !look.Decided(label, b.Identity.Labels, kept) {
				return true
			}
		}
		// What is scraped is told apart by its target.
		if !b.Identity.Known && b.Label(model.InstanceLabel).Presence != infer.Gone && dropped(model.InstanceLabel) {
			return true
		}
	}
	return false
}
