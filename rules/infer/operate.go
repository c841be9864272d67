package infer

import (
	"math"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/metrics"
)

// operate returns the values of an arithmetic operator, or of a comparison with bool.
func (w *walker) operate(e *parser.BinaryExpr, left, right Value) Value {
	if e.ReturnBool {
		return Value{Interval: truth(e.Op, left.Interval, right.Interval), Kind: Boolean, Unit: metrics.Things}
	}
	var v Value
	switch l, isLeft := Constant(e.LHS); {
	case isLeft:
		v = withConstant(e.Op, right, l, true)
	default:
		if r, ok := Constant(e.RHS); ok {
			v = withConstant(e.Op, left, r, false)
			break
		}
		v = twoValues(e.Op, left, right)
	}
	v.Interval = calculate(e.Op, left.Interval, right.Interval)
	v.Histograms = left.Histograms || right.Histograms
	if v.Kind == Boolean && !v.Within(whole(0, 1)) {
		v.Kind = Unknown
	}
	return v
}

// withConstant returns the kind and the unit of an operator between v and a number, which stands first or second.
func withConstant(op parser.ItemType, v Value, number float64, first bool) Value {
	switch {
	case op == parser.ADD || op == parser.SUB:
		if first && op == parser.SUB && (v.Kind == Counter || v.Kind == Timestamp) {
			v.Kind = Unknown
		}
		return v
	case op == parser.MUL:
		v.Unit = v.Unit.Scaled(number)
	case op == parser.DIV && !first:
		v.Unit = v.Unit.Scaled(1 / number)
	case op == parser.MOD && !first:
		v.Raw, v.Summed = nil, nil
	default:
		return Value{Raw: v.Raw, Summed: v.Summed}
	}
	if v.Kind == Info || v.Kind == Boolean || v.Kind == Timestamp {
		v.Kind = Unknown
	}
	return v
}

// twoValues returns the kind and the unit of an operator between two values that are no constants.
func twoValues(op parser.ItemType, left, right Value) Value {
	switch op {
	case parser.ADD, parser.SUB:
		return sumOrDifference(op, left, right)
	case parser.MUL:
		return product(left, right)
	case parser.DIV:
		return quotient(left, right)
	case parser.MOD:
		return Value{Unit: left.Unit}
	default:
		return Value{}
	}
}

func sumOrDifference(op parser.ItemType, left, right Value) Value {
	v := Value{Raw: left.Raw, Summed: left.Summed}
	if left.Unit == right.Unit {
		v.Unit = left.Unit
	}
	if left.Kind == right.Kind {
		v.Kind = left.Kind
	}
	if left.Raw == nil {
		v.Raw, v.Summed = right.Raw, right.Summed
	}
	switch {
	case left.Kind == Timestamp && right.Kind == Timestamp && op == parser.SUB:
		v.Kind = Gauge
	case left.Kind == Timestamp && op == parser.ADD:
		v.Kind = Timestamp
	case op == parser.SUB && (left.Kind == Timestamp && !right.Unit.Known() || right.Kind == Timestamp && !left.Unit.Known()):
		v.Unit = metrics.Seconds // whatever it is, it must be in the unit of times to be subtracted
	case op == parser.SUB && left.Raw != nil && right.Raw != nil && left.Raw.Series.Name == right.Raw.Series.Name:
		v.Raw, v.Summed, v.Kind = nil, nil, Increase // by hand: x - x offset 1h
	case op == parser.SUB && left.Raw != nil && right.Raw != nil:
		v.Raw, v.Summed, v.Kind = nil, nil, Gauge // what is under way: started - finished
	}
	return v
}

// product returns what a multiplication makes of two values. One that is always 1 only selects and brings labels.
func product(left, right Value) Value {
	switch {
	case right.selects():
		return left
	case left.selects():
		return right
	}
	v := Value{Unit: left.Unit.Mul(right.Unit), Raw: left.Raw, Summed: left.Summed}
	if left.Raw == nil {
		v.Raw, v.Summed = right.Raw, right.Summed
	}
	return v
}

// selects tells whether values are 1, or 0 or 1, so that they only select what they are multiplied with.
func (v Value) selects() bool {
	return v.Kind == Info || v.Kind == Boolean || v.Min == 1 && v.Max == 1
}

func quotient(left, right Value) Value {
	v := Value{Unit: left.Unit.Div(right.Unit), Raw: left.Raw, Summed: left.Summed}
	if right.Kind == Info || right.Min == 1 && right.Max == 1 {
		return left
	}
	if left.Raw == nil {
		v.Raw, v.Summed = right.Raw, right.Summed
	}
	if v.Unit.Dimensionless() && (left.Kind != Rate || right.Kind == Rate) {
		v.Kind = Ratio
	}
	return v
}

// Constant returns the number that an expression always is, if it is written with numbers alone.
func Constant(e parser.Expr) (float64, bool) {
	switch e := unparen(e).(type) {
	case *parser.NumberLiteral:
		return e.Val, true
	case *parser.UnaryExpr:
		v, ok := Constant(e.Expr)
		if e.Op == parser.SUB {
			v = -v
		}
		return v, ok
	case *parser.BinaryExpr:
		if e.VectorMatching != nil {
			return 0, false
		}
		r, ok := Constant(e.RHS)
		if !ok {
			return 0, false
		}
		l, ok := Constant(e.LHS)
		if !ok {
			return 0, false
		}
		return arithmetic(e.Op, l, r)
	}
	return 0, false
}

func arithmetic(op parser.ItemType, l, r float64) (float64, bool) {
	switch op {
	case parser.ADD:
		return l + r, true
	case parser.SUB:
		return l - r, true
	case parser.MUL:
		return l * r, true
	case parser.DIV:
		return l / r, true
	case parser.MOD:
		return math.Mod(l, r), true
	case parser.POW:
		return math.Pow(l, r), true
	case parser.ATAN2:
		return math.Atan2(l, r), true
	default:
		return 0, false
	}
}
