package infer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"
)

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
		label := one.get(name)
		if isMetadata(name) && dropsName(e) {
			label = Label{} // brought along by the match, and dropped by what reads the result
		}
		many = many.set(name, label)
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
