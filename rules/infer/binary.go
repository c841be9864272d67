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
	if e.VectorMatching != nil {
		return w.vectors(e)
	}
	left, right := w.expr(e.LHS), w.expr(e.RHS)
	if e.RHS.Type() == parser.ValueTypeVector {
		scalar := joined(left)
		return each(right, func(b *Branch) { w.withScalar(e, b, scalar.Value, b.Value) })
	}
	scalar := joined(right)
	return each(left, func(b *Branch) { w.withScalar(e, b, b.Value, scalar.Value) })
}

// withScalar makes of b, the branch of one operand, that of the operator. A comparison that drops what it does not hold for keeps
// the value of the vector, on whichever side it stands.
func (w *walker) withScalar(e *parser.BinaryExpr, b *Branch, left, right Value) {
	if dropsName(e) {
		b.labels = b.labels.dropMetadata(w.loss(e, "%s drops the metric name", operator(e)))
	}
	if !e.Op.IsComparisonOperator() || e.ReturnBool {
		b.Value = w.operate(e, left, right)
		return
	}
	other, op := right, e.Op
	if e.RHS.Type() == parser.ValueTypeVector {
		other, op = left, Mirrored(e.Op)
	}
	w.compare(e, b, op, other.Interval)
}

// compare narrows b to the values for which a comparison with some value of other holds.
func (w *walker) compare(e *parser.BinaryExpr, b *Branch, op parser.ItemType, other Interval) {
	before := b.Value.Interval
	b.Value.Interval = passing(op, before, other)
	w.notes.idle = w.notes.idle || before.Bounded() && outcome(op, before, other) == Always
	equality := op == parser.EQLC || op == parser.NEQ
	b.Value.Histograms = b.Value.Histograms && equality && e.VectorMatching != nil
	if b.Value.Empty() && !b.Value.Histograms {
		w.kill(b, w.loss(e, "%s", NeverHolds(before, op.String(), other)))
	}
}

// vectors returns the branches of an operator between two vectors.
func (w *walker) vectors(e *parser.BinaryExpr) []Branch {
	left, right := w.expr(e.LHS), w.expr(e.RHS)
	switch e.Op {
	case parser.LOR:
		return capped(append(named(left, e.LHS), named(right, e.RHS)...))
	case parser.LUNLESS:
		return w.unless(e, left, right)
	case parser.LAND:
		return w.and(e, left, right)
	}

	// As in the engine the right hand side is the "one" side from here on.
	fillLeft, fillRight := e.VectorMatching.FillValues.LHS, e.VectorMatching.FillValues.RHS
	swapped := e.VectorMatching.Card == parser.CardOneToMany
	if swapped {
		left, right = right, left
		fillLeft, fillRight = fillRight, fillLeft
	}
	var out []Branch
	other := joined(right)
	part := w.partOf(e)
	for _, b := range left {
		pair := b
		w.pair(e, &pair, other, swapped, part)
		pair.kill(other.never)
		out = append(out, pair)
		if fillRight != nil {
			out = append(out, w.filled(e, b, b.labels, w.fillGroup(e, b.labels)))
		}
	}
	if fillLeft != nil {
		for _, b := range right {
			out = append(out, w.filled(e, b, w.fillGroup(e, b.labels), b.labels))
		}
	}
	return capped(out)
}

// pair makes of b, a branch of the "many" side, what comes of it with its match on the "one" side.
func (w *walker) pair(e *parser.BinaryExpr, b *Branch, one Branch, swapped bool, part part) {
	many, matched, conflict := matchLabels(e, b.labels, one.labels)
	w.unmatched(e, b, conflict)
	left, right := b.Value, one.Value
	if swapped {
		left, right = right, left
	}
	identity := w.identity(e, b.Identity, one.Identity)
	switch {
	case e.Op.IsComparisonOperator() && !e.ReturnBool:
		b.Value = left
		w.compare(e, b, e.Op, right.Interval)
	default:
		b.Value = w.operate(e, left, right)
		b.Value.Interval = part.narrow(b.Value.Interval)
	}
	b.labels, b.Identity = w.combine(e, many, matched), identity
}

// unmatched kills a branch that finds no match, if there is a conflict that says why.
func (w *walker) unmatched(e *parser.BinaryExpr, b *Branch, conflict *Loss) {
	if conflict == nil {
		return
	}
	reason := w.loss(e, "%s finds no match: %s", operator(e), conflict.Message)
	reason.Because = conflict.Because
	w.kill(b, reason)
}

// filled returns the branch of series of one side whose match is made up.
func (w *walker) filled(e *parser.BinaryExpr, b Branch, many, one labelSet) Branch {
	v := unknownValue()
	if e.ReturnBool {
		v = numberOf(whole(0, 1))
	}
	return Branch{Expr: b.Expr, Value: v, labels: w.combine(e, many, one), never: b.never}
}

// and returns the branches of left that have a match in right.
func (w *walker) and(e *parser.BinaryExpr, left, right []Branch) []Branch {
	other := joined(right)
	narrow, same := w.sameSeries(e)
	return each(left, func(b *Branch) {
		labels, _, conflict := matchLabels(e, b.labels, other.labels)
		w.unmatched(e, b, conflict)
		b.labels = labels
		if same {
			before := b.Value.Interval
			b.Value.Interval = before.intersect(narrow)
			if b.Value.Histograms = false; b.Value.Empty() {
				w.kill(b, w.loss(e, "%s is never %s, too", describe(before), narrow))
			}
		}
		b.kill(other.never)
	})
}

// unless returns the branches of left that have no match in right.
func (w *walker) unless(e *parser.BinaryExpr, left, right []Branch) []Branch {
	narrow, same := w.sameSeries(e)
	if !same || joined(right).never != nil {
		return left
	}
	return each(left, func(b *Branch) {
		if !b.Value.NaN && !b.Value.Histograms && b.Value.Within(narrow) && b.Value.Bounded() {
			w.kill(b, w.loss(e, "what unless takes away is all there is: %s", narrow))
		}
	})
}

// matchLabels returns what holds of the labels of series of either side that have a match on the other: labels that are matched
// on have the same value there. The conflict says why there can be no match; it is nil if there can be one.
func matchLabels(e *parser.BinaryExpr, side, other labelSet) (labelSet, labelSet, *Loss) {
	m := e.VectorMatching
	if m.On {
		a, b := side, other
		var conflict *Loss
		for _, name := range m.MatchingLabels {
			l, o := side.get(name), other.get(name)
			if conflict == nil {
				conflict = disagree(name, l, o)
			}
			a, b = a.set(name, l.agree(o, lostBy(e))), b.set(name, o.agree(l, lostBy(e)))
		}
		return a, b, conflict
	}
	agree := func(l, o Label) Label { return l.agree(o, lostBy(e)) }
	a, b := side.merge(other, agree), other.merge(side, agree)
	for _, names := range [][]string{m.MatchingLabels, metadata} {
		for _, name := range names {
			a, b = a.set(name, side.get(name)), b.set(name, other.get(name))
		}
	}
	return a, b, conflicting(e, side, other)
}

// lostBy returns the loss of a label that the other side of e does not have.
func lostBy(e *parser.BinaryExpr) func(*Loss) *Loss {
	return func(loss *Loss) *Loss {
		message := fmt.Sprintf("%s, and both sides of %s must agree on it", loss.Message, operator(e))
		return &Loss{Node: loss.Node, Rule: loss.Rule, Message: message}
	}
}

// conflicting returns why series that are matched on all labels but some cannot match; nil if they can.
func conflicting(e *parser.BinaryExpr, side, other labelSet) *Loss {
	var names []string
	for _, set := range []labelSet{side, other} {
		for _, label := range set.named {
			if label.Presence == Certain && !slices.Contains(e.VectorMatching.MatchingLabels, label.name) && !isMetadata(label.name) {
				names = append(names, label.name)
			}
		}
	}
	for _, name := range sortedNames(names) {
		if conflict := disagree(name, side.get(name), other.get(name)); conflict != nil {
			return conflict
		}
	}
	return nil
}

// disagree returns why a label cannot have the same value on both sides; nil if it can.
func disagree(name string, a, b Label) *Loss {
	switch {
	case a.Value != "" && b.Value != "" && a.Value != b.Value:
		return &Loss{Message: fmt.Sprintf("%s is %q on one side and %q on the other", name, a.Value, b.Value)}
	case a.Presence == Certain && b.Presence == Gone:
		return &Loss{Message: name + " is always on the one side and never on the other", Because: b.Loss}
	case a.Presence == Gone && b.Presence == Certain:
		return &Loss{Message: name + " is always on the one side and never on the other", Because: a.Loss}
	default:
		return nil
	}
}

// fillGroup returns the labels of the sample that a fill modifier makes up for the match group of series of side.
func (w *walker) fillGroup(e *parser.BinaryExpr, side labelSet) labelSet {
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

// identity returns what tells the series of a join apart: those of the "many" side.
func (w *walker) identity(e *parser.BinaryExpr, many, one Identity) Identity {
	m := e.VectorMatching
	if m.Card != parser.CardOneToOne {
		return many.with(m.Include...)
	}
	switch {
	case m.On:
		return many.only(m.MatchingLabels)
	case one.Known && !many.Known:
		return one.without(m.MatchingLabels...)
	default:
		return many.without(m.MatchingLabels...)
	}
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
	return e.ReturnBool || !e.Op.IsComparisonOperator() && !e.Op.IsSetOperator() && !trims(e.Op)
}

// trims reports whether op cuts buckets off native histograms.
func trims(op parser.ItemType) bool { return op == parser.TRIM_UPPER || op == parser.TRIM_LOWER }

// operator returns the operator of e as it is written.
func operator(e *parser.BinaryExpr) string {
	if e.ReturnBool {
		return e.Op.String() + " bool"
	}
	return e.Op.String()
}
