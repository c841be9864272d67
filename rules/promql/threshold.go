package promql

import (
	"maps"

	"github.com/prometheus/prometheus/promql/parser"
)

// A threshold is a quantity that a vector is compared with.
type threshold struct {
	quantity Quantity
	call     string
	at       caller
}

// Above keeps the series above q: v > q.
func (v operators) Above(q Quantity) Instant { return v.quantity("Above", parser.GTR, q) }

// AtLeast keeps the series at or above q: v >= q.
func (v operators) AtLeast(q Quantity) Instant { return v.quantity("AtLeast", parser.GTE, q) }

// Below keeps the series below q: v < q.
func (v operators) Below(q Quantity) Instant { return v.quantity("Below", parser.LSS, q) }

// AtMost keeps the series at or below q: v <= q.
func (v operators) AtMost(q Quantity) Instant { return v.quantity("AtMost", parser.LTE, q) }

// quantity returns v compared with q, in q's base unit until [InUnits] says better.
func (v operators) quantity(call string, op parser.ItemType, q Quantity) Instant {
	at := here()
	if q.unit == "" {
		return instant(build(call, nil, []error{errorf(at, call, "the zero Quantity, want one made by Percent, Milliseconds, Duration or Bytes")}, nil))
	}
	return instant(binary(call, op, Instant{v}, Scalar{base{q.literal(call, at)}}, nil))
}

// literal returns the node of q as a number.
func (q Quantity) literal(call string, at caller) *node {
	n := number(q.In(1)).n
	n.thresholds = map[*parser.NumberLiteral]threshold{n.tree.(*parser.NumberLiteral): {q, call, at}}
	return n
}

// InUnits returns v with each [Quantity] that is compared with in the unit of what is compared. in is asked for the number that q is in the
// unit of compared: 20 for Percent(20) if compared is in percent, 0.2 if it is a ratio. What it says is wrong becomes an error of the
// expression, at the comparison.
func InUnits(v Vector, in func(compared Instant, q Quantity) (Num, error)) Instant {
	n := nodeOf(v)
	if n == nil || n.tree == nil {
		return instant(same("InUnits", v))
	}
	if len(n.thresholds) == 0 {
		return instant(n)
	}
	changed := &node{at: n.at, size: n.size, declared: n.declared}
	changed.tree = rewritten(n.tree, func(e parser.Expr) parser.Expr {
		comparison, ok := e.(*parser.BinaryExpr)
		if !ok {
			return e
		}
		literal, _ := comparison.RHS.(*parser.NumberLiteral)
		t, ok := n.thresholds[literal]
		if !ok {
			return e
		}
		value, err := in(instant(&node{tree: comparison.LHS, at: t.at, size: n.size}), t.quantity)
		if err != nil {
			changed.fail(errorf(t.at, t.call, "%s", err))
		}
		c := *comparison
		c.RHS = &parser.NumberLiteral{Val: float64(value)}
		return &c
	})
	if len(changed.errs) > 0 {
		changed.tree = nil
	}
	return instant(changed)
}

// inherit takes over what is known of an operand: its thresholds, and the labels that its metrics were declared with.
func (n *node) inherit(operand *node) {
	if len(operand.thresholds) > 0 && n.thresholds == nil {
		n.thresholds = map[*parser.NumberLiteral]threshold{}
	}
	maps.Copy(n.thresholds, operand.thresholds)
	if len(operand.declared) > 0 && n.declared == nil {
		n.declared = map[string][]string{}
	}
	maps.Copy(n.declared, operand.declared)
}

// adopt takes over what is known of what filled the bytes from start to end of the text that n was parsed from: its numbers come in the
// same order.
func (n *node) adopt(filling *node, start, end int) {
	n.inherit(&node{declared: filling.declared})
	if len(filling.thresholds) == 0 {
		return
	}
	own := numbers(n.tree, func(l *parser.NumberLiteral) bool {
		return int(l.PosRange.Start) >= start && int(l.PosRange.End) <= end
	})
	theirs := numbers(filling.tree, func(*parser.NumberLiteral) bool { return true })
	if len(own) != len(theirs) {
		return
	}
	adopted := &node{thresholds: map[*parser.NumberLiteral]threshold{}}
	for i, literal := range own {
		if t, ok := filling.thresholds[theirs[i]]; ok && literal.Val == theirs[i].Val {
			adopted.thresholds[literal] = t
		}
	}
	n.inherit(adopted)
}

// numbers returns the numbers of tree in their order, those that are wanted.
func numbers(tree parser.Expr, want func(*parser.NumberLiteral) bool) []*parser.NumberLiteral {
	var found []*parser.NumberLiteral
	parser.Inspect(tree, func(node parser.Node, _ []parser.Node) error {
		if l, ok := node.(*parser.NumberLiteral); ok && want(l) {
			found = append(found, l)
		}
		return nil
	})
	return found
}
