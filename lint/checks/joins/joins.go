// Package joins finds operators between series that are told apart by different labels, so that they do not match one to one.
package joins

import (
	_ "embed"
	"slices"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
)

//go:embed README.md
var doc string

// Check finds operators between series that are told apart by different labels, so that they do not match one to one.
var Check = &lint.Check{
	Name:     "joins",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	var broken map[parser.Node]bool // what holds an operator that is reported
	for _, node := range slices.Backward(a.Nodes) {
		e, ok := node.(*parser.BinaryExpr)
		if !ok || e.VectorMatching == nil || e.Op == parser.LOR || broken[e] || a.At(e).Never() != nil {
			continue
		}
		if d, ok := join(pass, a, e); ok {
			pass.Report(d)
			if broken == nil {
				broken = map[parser.Node]bool{}
			}
			for parent := a.Parent(e); parent != nil; parent = a.Parent(parent) {
				broken[parent] = true
			}
		}
	}
}

// join returns what is wrong with an operator between vectors.
func join(pass *lint.Pass, a *infer.Analysis, e *parser.BinaryExpr) (lint.Diagnostic, bool) {
	left, right := side{"left", e.LHS, a.At(e.LHS)}, side{"right", e.RHS, a.At(e.RHS)}
	if !e.VectorMatching.On {
		for _, sides := range [][2]side{{left, right}, {right, left}} {
			if d, ok := apart(pass, a, e, sides[0], sides[1]); ok {
				return d, true
			}
		}
	}
	if e.Op == parser.LAND || e.Op == parser.LUNLESS || lost(e, left, right) {
		return lint.Diagnostic{}, false
	}
	for _, sides := range [][2]side{{left, right}, {right, left}} {
		if !one(e, sides[0]) {
			continue
		}
		if d, ok := several(a, e, sides[0]); ok {
			d.Fixes = many(a, e, sides[0], sides[1])
			return d, true
		}
	}
	return lint.Diagnostic{}, false
}

// side is an operand of an operator.
type side struct {
	name   string // left or right
	expr   parser.Expr
	result infer.Result
}

// lost tells whether one of the sides has lost a label of on, which is another check's.
func lost(e *parser.BinaryExpr, left, right side) bool {
	return e.VectorMatching.On && slices.ContainsFunc(e.VectorMatching.MatchingLabels, func(label string) bool {
		return (left.result.Label(label).Presence == infer.Gone) != (right.result.Label(label).Presence == infer.Gone)
	})
}

// one tells whether the operator wants a single series of a side for each match.
func one(e *parser.BinaryExpr, s side) bool {
	switch e.VectorMatching.Card {
	case parser.CardOneToOne:
		return true
	case parser.CardManyToOne:
		return s.name == "right"
	case parser.CardOneToMany:
		return s.name == "left"
	default:
		return false
	}
}
