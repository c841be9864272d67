// Package canon compares the conditions of alerts: which of two is the stronger, however they are written.
//
//	100 * used / size > 90
//	used / size > 0.9
//	0.1 > (size - used) / size
//
// are the same condition.
package canon

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"
)

// Condition is what an alert waits for: a value above or below a threshold, and other things that have to hold as well.
type Condition struct {
	Main   Test
	Guards []Guard
}

// Test is a comparison of a value with a threshold, or with a number that it must, or must not, be equal to.
type Test struct {
	Form      string // of what is compared: a value that others differ from by a factor and a constant has the same
	Above     bool   // holds above the threshold; below it otherwise
	Equal     bool   // holds at the threshold, too
	Threshold float64
	Node      *parser.BinaryExpr
}

// Guard is what has to hold beside the main test.
type Guard struct {
	Text string // of something that is no test, and how it is joined
	Test *Test  // nil: none
}

// tooLong is the length in bytes of expressions that are not looked at.
const tooLong = 4000

// Of returns the condition of an alert. It is false where the expression is no comparison with a threshold, alone or joined with
// others by `and` and `unless`.
func Of(e parser.Expr, text string) (Condition, bool) {
	if len(text) > tooLong {
		return Condition{}, false
	}
	var c Condition
	ok := c.add(e)
	return c, ok
}

func (c *Condition) add(e parser.Expr) bool {
	e = unparen(e)
	binary, ok := e.(*parser.BinaryExpr)
	switch {
	case !ok:
		return false
	case binary.Op == parser.LAND || binary.Op == parser.LUNLESS:
		if !c.add(binary.LHS) {
			return false
		}
		c.guard(binary)
		return true
	default:
		c.Main, ok = testOf(binary)
		return ok
	}
}

func (c *Condition) guard(e *parser.BinaryExpr) {
	text := e.Op.String() + matching(e)
	if e.Op == parser.LAND && matching(e) == "" {
		var inner Condition
		if inner.add(e.RHS) { // a and (b and c) is a and b and c
			main := inner.Main
			c.Guards = append(append(c.Guards, Guard{Text: text, Test: &main}), inner.Guards...)
			return
		}
	}
	if binary, ok := unparen(e.RHS).(*parser.BinaryExpr); ok && e.Op == parser.LAND {
		if test, ok := testOf(binary); ok {
			c.Guards = append(c.Guards, Guard{Text: text, Test: &test})
			return
		}
	}
	c.Guards = append(c.Guards, Guard{Text: text + " " + value(e.RHS).String()})
}

// testOf returns a comparison as a test of a value against a threshold. Where both sides vary by a factor, it is their ratio that
// is tested. Of a ratio and its reciprocal one is tested: ratios are taken for positive.
func testOf(e *parser.BinaryExpr) (Test, bool) {
	if e.Op == parser.EQLC || e.Op == parser.NEQ {
		return equality(e)
	}
	above, equal := e.Op == parser.GTR || e.Op == parser.GTE, e.Op == parser.GTE || e.Op == parser.LTE
	if e.ReturnBool || !above && e.Op != parser.LSS && e.Op != parser.LTE {
		return Test{}, false
	}
	compared, threshold, ok := sides(value(e.LHS), value(e.RHS), matching(e))
	scale, form, shift := compared.factor()
	if !ok || scale == 0 {
		return Test{}, false
	}
	t := Test{Form: form, Above: above == (scale > 0), Equal: equal, Threshold: (threshold - shift) / scale, Node: e}
	if r := compared.terms[0].ratio; len(compared.terms) == 1 && r.divisor < r.dividend && t.Threshold > 0 {
		t.Form, t.Above, t.Threshold = "("+r.divisor+" / "+r.dividend+")", !t.Above, 1/t.Threshold
	}
	return t, !math.IsNaN(t.Threshold) && !math.IsInf(t.Threshold, 0)
}

// equality returns a test that holds at one number, or everywhere else. There is none that is stronger or weaker, so the number is
// part of what is compared.
func equality(e *parser.BinaryExpr) (Test, bool) {
	compared := value(e.LHS).plus(value(e.RHS).times(-1))
	scale, form, shift := compared.factor()
	if e.ReturnBool || matching(e) != "" || scale == 0 {
		return Test{}, false
	}
	return Test{Form: form + " " + e.Op.String() + " " + number(0-shift/scale), Above: true, Equal: true, Node: e}, true
}

// sides returns what is compared with which number where two sides are compared.
func sides(left, right linear, match string) (linear, float64, bool) {
	if len(left.terms) == 1 && len(right.terms) == 1 && left.shift == 0 && right.shift == 0 && right.terms[0].by > 0 {
		by := right.terms[0].by
		return divide(left, right.times(1/by), match), by, true
	}
	return left.plus(right.times(-1)), 0, match == ""
}

func unparen(e parser.Expr) parser.Expr {
	for {
		switch inner := e.(type) {
		case *parser.ParenExpr:
			e = inner.Expr
		case *parser.StepInvariantExpr:
			e = inner.Expr
		default:
			return e
		}
	}
}

// String returns the operator and the threshold as they are written: "> 90", of 90 < x, too.
func (t Test) String() string {
	if value(t.Node.LHS).isConstant() {
		turned := map[parser.ItemType]parser.ItemType{parser.GTR: parser.LSS, parser.GTE: parser.LTE, parser.LSS: parser.GTR, parser.LTE: parser.GTE,
			parser.EQLC: parser.EQLC, parser.NEQ: parser.NEQ}
		return turned[t.Node.Op].String() + " " + t.Node.LHS.String()
	}
	return t.Node.Op.String() + " " + t.Node.RHS.String()
}

// Implies reports whether one test holds wherever the other does.
func (t Test) Implies(other Test) bool {
	if t.Form != other.Form || t.Above != other.Above {
		return false
	}
	if same(t.Threshold, other.Threshold) {
		return other.Equal || !t.Equal
	}
	return t.Above == (t.Threshold > other.Threshold)
}

// Implies reports whether series that meet a condition surely meet the other, too.
func (c Condition) Implies(other Condition) bool {
	for _, wanted := range other.all() {
		if !slices.ContainsFunc(c.all(), func(g Guard) bool { return g.implies(wanted) }) {
			return false
		}
	}
	return true
}

// all returns the main test as one of the guards: in a > 1 and b > 2 it makes no difference which is which.
func (c Condition) all() []Guard {
	return append([]Guard{{Text: "and", Test: &c.Main}}, c.Guards...)
}

func (g Guard) implies(other Guard) bool {
	if g.Text != other.Text || (g.Test == nil) != (other.Test == nil) {
		return false
	}
	return g.Test == nil || g.Test.Implies(*other.Test)
}

// Differing returns the first tests of the same value for which two conditions have different thresholds; the main tests if there
// are none.
func Differing(a, b Condition) (Test, Test) {
	for _, mine := range a.all() {
		for _, others := range b.all() {
			if mine.Test == nil || others.Test == nil || mine.Text != others.Text {
				continue
			}
			if mine.implies(others) != others.implies(mine) {
				return *mine.Test, *others.Test
			}
		}
	}
	return a.Main, b.Main
}

// key is what conditions on the same values share.
func (c Condition) key() string {
	var forms []string
	for _, g := range c.all() {
		if g.Test == nil {
			forms = append(forms, g.Text)
		} else {
			forms = append(forms, fmt.Sprintf("%s %s %t", g.Text, g.Test.Form, g.Test.Above))
		}
	}
	slices.Sort(forms)
	return strings.Join(forms, "\n")
}
