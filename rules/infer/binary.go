package infer

import "github.com/prometheus/prometheus/promql/parser"

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
