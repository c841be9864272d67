package gosource

import (
	"math"

	"github.com/prometheus/prometheus/promql/parser"
)

// An operator is what the methods of a PromQL operator are called: name for the operand that it usually has, and for the others the name and
// what they are.
type operator struct {
	name   string
	vector bool // usually a vector, else a number
}

var operators = map[parser.ItemType]operator{
	parser.EQLC: {"Eq", false}, parser.NEQ: {"Ne", false}, parser.GTR: {"Gt", false}, parser.GTE: {"Ge", false}, parser.LSS: {"Lt", false}, parser.LTE: {"Le", false},
	parser.MUL: {"Mul", false}, parser.MOD: {"Mod", false}, parser.POW: {"Pow", false}, parser.ATAN2: {"Atan2", false},
	parser.TRIM_LOWER: {"TrimLower", false}, parser.TRIM_UPPER: {"TrimUpper", false},
	parser.ADD: {"Add", true}, parser.SUB: {"Sub", true}, parser.DIV: {"Div", true},
	parser.LAND: {"And", true}, parser.LOR: {"Or", true}, parser.LUNLESS: {"Unless", true},
}

// operation returns the call of the method that e's operator is, with its right operand.
func (w *Writer) operation(e *parser.BinaryExpr) string {
	op, left := operators[e.Op], e.LHS.Type()
	if left == parser.ValueTypeScalar && (e.Op == parser.TRIM_LOWER || e.Op == parser.TRIM_UPPER) {
		w.errorf("%s stands behind a scalar, and cuts native histograms only", e.Op)
	}
	if code, ok := w.labelsFrom(e); ok {
		return code
	}
	prefix := ""
	if e.ReturnBool {
		prefix = "Bool()."
	}
	if e.RHS.Type() == parser.ValueTypeVector {
		name := op.name
		if !op.vector {
			name += "Vector"
		}
		return prefix + name + "(" + w.vector(e.RHS) + w.matching(e.VectorMatching) + ")"
	}
	if n, ok := literal(e.RHS); ok {
		name := op.name
		if op.vector {
			name += "Num"
		}
		return prefix + name + "(" + w.num(n) + ")"
	}
	return prefix + op.name + "Scalar(" + w.scalar(e.RHS) + ")"
}

// labelsFrom returns the call that takes labels from an info metric, if e does that.
func (w *Writer) labelsFrom(e *parser.BinaryExpr) (string, bool) {
	m := e.VectorMatching
	info, ok := unwrap(e.RHS).(*parser.VectorSelector)
	if !ok || m == nil || e.Op != parser.MUL || m.Card != parser.CardManyToOne || len(m.Include) == 0 || fills(m) {
		return "", false
	}
	code, kind := w.selector(info)
	if kind != Info {
		return "", false
	}
	w.labels(m.Include)
	return "LabelsFrom(" + code + ", " + w.by(m) + ", " + texts(m.Include) + ")", true
}

// matching returns the argument for a matching, with a comma before it; "" if all labels match.
func (w *Writer) matching(m *parser.VectorMatching) string {
	if m == nil {
		return ""
	}
	code := w.by(m)
	switch m.Card {
	case parser.CardManyToOne:
		code += ".GroupLeft(" + texts(m.Include) + ")"
	case parser.CardOneToMany:
		code += ".GroupRight(" + texts(m.Include) + ")"
	default:
		if !m.On && len(m.MatchingLabels) == 0 && !fills(m) {
			return ""
		}
	}
	w.labels(m.Include)
	left, right := m.FillValues.LHS, m.FillValues.RHS
	fill := func(name string, n float64) {
		code = "promql.Experimental." + name + "(" + code + ", " + w.num(n) + ")"
	}
	switch {
	case left != nil && right != nil && math.Float64bits(*left) == math.Float64bits(*right):
		fill("Fill", *left)
	default:
		if left != nil {
			fill("FillLeft", *left)
		}
		if right != nil {
			fill("FillRight", *right)
		}
	}
	return ", " + code
}

// by returns the labels of a matching.
func (w *Writer) by(m *parser.VectorMatching) string {
	w.labels(m.MatchingLabels)
	if m.On {
		return "promql.On(" + texts(m.MatchingLabels) + ")"
	}
	return "promql.Ignoring(" + texts(m.MatchingLabels) + ")"
}

func fills(m *parser.VectorMatching) bool {
	return m.FillValues.LHS != nil || m.FillValues.RHS != nil
}
