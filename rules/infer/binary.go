package infer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"
)

// binary returns the branches of an operator. Only one between two vectors has a matching. That of a long chain of
// operators asks no type of its left side, which the parser works out anew each time.
func (w *walker) binary(e *parser.BinaryExpr) []Branch {
	switch {
	case e.VectorMatching != nil:
		return w.vectors(e)
	case e.RHS.Type() == parser.ValueTypeVector:
		return w.withScalar(e, e.RHS)
	default:
		return w.withScalar(e, e.LHS)
	}
}

// withScalar returns the branches of an operator between operand and a scalar.
func (w *walker) withScalar(e *parser.BinaryExpr, operand parser.Expr) []Branch {
	if !dropsName(e) {
		return w.expr(operand)
	}
	return w.dropName(operand, w.loss(e, "%s drops the metric name", operator(e)))
}

// vectors returns the branches of an operator between two vectors.
func (w *walker) vectors(e *parser.BinaryExpr) []Branch {
	left, right := w.expr(e.LHS), w.expr(e.RHS)
	switch e.Op {
	case parser.LOR:
		return capped(append(named(left, e.LHS), named(right, e.RHS)...))
	case parser.LUNLESS:
		return left
	case parser.LAND:
		other := joined(right)
		return each(left, func(s labelSet) labelSet { return matched(e, s, other) })
	}

	// As in the engine the right hand side is the "one" side from here on.
	fillLeft, fillRight := e.VectorMatching.FillValues.LHS, e.VectorMatching.FillValues.RHS
	if e.VectorMatching.Card == parser.CardOneToMany {
		left, right = right, left
		fillLeft, fillRight = fillRight, fillLeft
	}
	var out []Branch
	other := joined(right)
	for _, b := range left {
		out = append(out, Branch{b.Expr, w.combine(e, matched(e, b.labels, other), matched(e, other, b.labels))})
		if fillRight != nil {
			out = append(out, Branch{b.Expr, w.combine(e, b.labels, w.group(e, b.labels))})
		}
	}
	if fillLeft != nil {
		for _, b := range right {
			out = append(out, Branch{b.Expr, w.combine(e, w.group(e, b.labels), b.labels)})
		}
	}
	return capped(out)
}

// named gives branches that have no expression yet that of their operand.
func named(branches []Branch, operand parser.Expr) []Branch {
	for i := range branches {
		if branches[i].Expr == nil {
			branches[i].Expr = operand
		}
	}
	return branches
}

// matched returns what holds of series of side that have a match among those of other: labels that are matched on
// have the same value there.
func matched(e *parser.BinaryExpr, side, other labelSet) labelSet {
	m := e.VectorMatching
	lost := func(loss *Loss) *Loss {
		message := fmt.Sprintf("%s, and both sides of %s must agree on it", loss.Message, operator(e))
		return &Loss{Node: loss.Node, Rule: loss.Rule, Message: message}
	}
	agree := func(label, other Label) Label { return label.agree(other, lost) }
	if m.On {
		for _, name := range m.MatchingLabels {
			side = side.set(name, agree(side.get(name), other.get(name)))
		}
		return side
	}
	out := side.merge(other, agree)
	for _, names := range [][]string{m.MatchingLabels, metadata} {
		for _, name := range names {
			out = out.set(name, side.get(name))
		}
	}
	return out
}

// group returns the labels of the sample that a fill modifier makes up for the match group of series of side.
func (w *walker) group(e *parser.BinaryExpr, side labelSet) labelSet {
	m := e.VectorMatching
	if m.On {
		return side.keep(m.MatchingLabels, w.loss(e, "%s", onMessage(m)))
	}
	side = side.drop(m.MatchingLabels, w.loss(e, "%s", ignoringMessage(m)))
	return side.dropMetadata(w.loss(e, "fill drops the metric name"))
}

// combine returns the labels of the result for a pair of series, those of the "many" side first.
func (w *walker) combine(e *parser.BinaryExpr, many, one labelSet) labelSet {
	m := e.VectorMatching
	if dropsName(e) {
		many = many.dropMetadata(w.loss(e, "%s drops the metric name", operator(e)))
	}
	if m.Card == parser.CardOneToOne {
		if m.On {
			many = many.keep(m.MatchingLabels, w.loss(e, "%s", onMessage(m)))
		} else if len(m.MatchingLabels) > 0 {
			many = many.drop(m.MatchingLabels, w.loss(e, "%s", ignoringMessage(m)))
		}
	}
	for _, name := range m.Include {
		many = many.set(name, one.get(name))
	}
	return many
}

func onMessage(m *parser.VectorMatching) string {
	if len(m.MatchingLabels) == 0 {
		return "on () keeps no label"
	}
	return fmt.Sprintf("on (%s) keeps only %s", strings.Join(m.MatchingLabels, ", "), list(m.MatchingLabels))
}

func ignoringMessage(m *parser.VectorMatching) string {
	return fmt.Sprintf("ignoring (%s) drops it", strings.Join(m.MatchingLabels, ", "))
}

// dropsName reports whether the operator e removes the metric name.
func dropsName(e *parser.BinaryExpr) bool {
	arithmetic := []parser.ItemType{parser.ADD, parser.SUB, parser.MUL, parser.DIV, parser.MOD, parser.POW, parser.ATAN2}
	return e.ReturnBool || slices.Contains(arithmetic, e.Op)
}

// operator returns the operator of e as it is written.
func operator(e *parser.BinaryExpr) string {
	if e.ReturnBool {
		return e.Op.String() + " bool"
	}
	return e.Op.String()
}
