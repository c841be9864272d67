package unit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint/checks/internal/compare"
	"github.com/promwright/promwright/lint/checks/internal/look"
	"github.com/promwright/promwright/rules/infer"
)

// Words in the names of metrics that tell how one is a part of another.
var (
	failures  = strings.Fields("error errors failed failure failures fail dropped rejected timeout timeouts")
	successes = strings.Fields("success successes successful succeeded ok healthy completed")
	wholes    = strings.Fields("size total capacity max maximum limit limits quota")
	uses      = strings.Fields("used usage avail available free hits misses open active busy allocated idle")
	attempts  = strings.Fields("requests queries lookups gets accesses")
)

// fraction judges a number that a ratio, 0 to 1, is compared with: one that is likely a percentage.
func fraction(a *infer.Analysis, t compare.Threshold, v infer.Value) string {
	if t.Value < 2 || t.Value > 100 || !t.Above() && !t.Below() || v.Max <= 1 && (t.Above() || !v.NaN) {
		return "" // where it never or always holds other checks say so
	}
	if !isFraction(a, t.Operand) { // many a metric is called ratio and is a percentage
		return ""
	}
	return fmt.Sprintf("a ratio, 0 to 1, is compared with %s: should that be %s, which is %s%%?", compare.Text(t.Value), compare.Text(t.Value/100), compare.Text(t.Value))
}

// isFraction tells whether an expression is a quotient of a part and its whole, by their names, and nothing makes a percentage of it.
func isFraction(a *infer.Analysis, e parser.Expr) bool {
	e = look.Unparen(e)
	switch e := e.(type) {
	case *parser.AggregateExpr:
		return (e.Op == parser.AVG || e.Op == parser.MAX || e.Op == parser.MIN) && isFraction(a, e.Expr)
	case *parser.BinaryExpr:
		constant, isConstant := infer.Constant(e.LHS)
		switch {
		case e.Op == parser.SUB && isConstant:
			return constant == 1 && isFraction(a, e.RHS)
		case e.Op == parser.DIV:
			part, whole := words(remainder(e)), words(e.RHS)
			return part != nil && whole != nil && isPart(part, whole, a.At(e.RHS).Value())
		}
	}
	return false
}

// remainder returns the left side of a quotient, or of (whole - part) / whole the part.
func remainder(e *parser.BinaryExpr) parser.Expr {
	less, ok := look.Unparen(e.LHS).(*parser.BinaryExpr)
	if ok && less.Op == parser.SUB && look.Unparen(less.LHS).String() == look.Unparen(e.RHS).String() {
		return less.RHS
	}
	return e.LHS
}

// words returns the words in the name of the metric that an expression reads; nil if it reads none or several, or scales it.
func words(e parser.Expr) []string {
	name, known := "", true
	parser.Inspect(e, func(node parser.Node, _ []parser.Node) error {
		switch n := node.(type) {
		case *parser.BinaryExpr:
			known = false
		case *parser.VectorSelector:
			known = known && name == "" && n.Name != ""
			name = n.Name
		}
		return nil
	})
	if !known || name == "" || strings.Contains(name, ":") {
		return nil
	}
	return strings.Split(strings.ToLower(name), "_")
}

// isPart tells whether a metric of the one name is a part of that of the other.
func isPart(part, whole []string, v infer.Value) bool {
	if v.Kind == infer.Rate || v.Kind == infer.Increase || v.Kind == infer.Count {
		whole = slices.DeleteFunc(slices.Clone(whole), func(word string) bool { return word == "total" })
	}
	switch {
	case slices.Equal(part, whole) || has(whole, failures) || has(whole, uses) || has(whole, successes):
		return false
	case has(part, failures):
		return true
	case has(whole, wholes):
		return !has(part, wholes)
	default:
		return has(part, uses) && has(whole, attempts)
	}
}

func has(words, any []string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return slices.Contains(any, word) })
}
