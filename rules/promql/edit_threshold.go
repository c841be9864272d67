package promql

import (
	"fmt"
	"math"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"
)

// Comparison is a comparison with a constant.
type Comparison struct {
	Compared string // the expression
	Op       string // as if the constant was on the right: "<" for 10 > x
	With     Num
}

// String returns the comparison with the constant on the right.
func (c Comparison) String() string {
	return c.Compared + " " + c.Op + " " + floatText(float64(c.With))
}

// Thresholds returns the comparisons of v with thresholds, in their order. A threshold is a number, or arithmetic of numbers, that something is
// compared with. If there are several, those that ask yes or no are guards and no thresholds: any comparison with 0, and == and != 1, as
// in `and node_filesystem_readonly == 0`.
func Thresholds(v Vector) ([]Comparison, error) {
	tree, err := Tree(v)
	if err != nil {
		return nil, err
	}
	var found []Comparison
	for _, c := range withoutGuards(comparisons(tree)) {
		found = append(found, c.Comparison)
	}
	return found, nil
}

// WithThreshold returns v with another threshold: WithThreshold(v, 8) of `a / b * 100 < 5 and c == 0` is `a / b * 100 < 8 and c == 0`. A
// [Text] keeps its layout and its comments. That v has no threshold, or several, see [Thresholds], is an error.
func WithThreshold(v Vector, n Num) Instant {
	return withThreshold("WithThreshold", v, n, func(tree parser.Expr) ([]comparison, string) {
		return withoutGuards(comparisons(tree)), "threshold"
	})
}

// WithThresholdFrom returns v with the one threshold that is from as to: WithThresholdFrom(v, 5, 8). It says which of several is meant, takes what
// would be a guard, too, and is an error once v does not have that threshold any more.
func WithThresholdFrom(v Vector, from, to Num) Instant {
	return withThreshold("WithThresholdFrom", v, to, func(tree parser.Expr) ([]comparison, string) {
		var same []comparison
		for _, c := range comparisons(tree) {
			if c.With == from {
				same = append(same, c)
			}
		}
		return same, "threshold of " + floatText(float64(from))
	})
}

func withThreshold(call string, v Vector, n Num, find func(parser.Expr) ([]comparison, string)) Instant {
	return edited(call, v, func(at caller, tree parser.Expr, text string) ([]splice, error) {
		found, what := find(tree)
		if len(found) != 1 {
			return nil, errorf(at, call, "%s", count1(found, what, tree))
		}
		literal := &parser.NumberLiteral{Val: float64(n)}
		if old, ok := unwrap(*found[0].constant).(*parser.NumberLiteral); ok {
			literal.Duration = old.Duration
		}
		place := (*found[0].constant).PositionRange()
		*found[0].constant = literal
		return []splice{{int(place.Start), int(place.End), numberText(literal)}}, nil
	})
}

// count1 says that there is not one threshold.
func count1(found []comparison, what string, tree parser.Expr) string {
	if len(found) == 0 {
		return fmt.Sprintf("no %s in %s, want 1", what, printed(tree))
	}
	var texts []string
	for _, c := range found {
		texts = append(texts, c.String())
	}
	return fmt.Sprintf("%d %s in %s, want 1", len(found), strings.Replace(what, "threshold", "thresholds", 1), strings.Join(texts, " and "))
}

// A comparison is a [Comparison] in a tree.
type comparison struct {
	Comparison
	constant *parser.Expr
}

// flipped are the operators with their operands changed over.
var flipped = map[parser.ItemType]parser.ItemType{
	parser.EQLC: parser.EQLC, parser.NEQ: parser.NEQ,
	parser.LSS: parser.GTR, parser.GTR: parser.LSS, parser.LTE: parser.GTE, parser.GTE: parser.LTE,
}

// comparisons returns the comparisons of tree in which one side is constant.
func comparisons(tree parser.Expr) []comparison {
	var found []comparison
	parser.Inspect(tree, func(node parser.Node, _ []parser.Node) error {
		e, ok := node.(*parser.BinaryExpr)
		if !ok || !e.Op.IsComparisonOperator() {
			return nil
		}
		left, isLeft := constant(e.LHS)
		right, isRight := constant(e.RHS)
		switch {
		case isLeft == isRight:
		case isRight:
			found = append(found, comparison{Comparison{printed(e.LHS), e.Op.String(), Num(right)}, &e.RHS})
		default:
			found = append(found, comparison{Comparison{printed(e.RHS), flipped[e.Op].String(), Num(left)}, &e.LHS})
		}
		return nil
	})
	return found
}

// withoutGuards returns those of several comparisons that do not ask yes or no.
func withoutGuards(all []comparison) []comparison {
	if len(all) < 2 {
		return all
	}
	var rest []comparison
	for _, c := range all {
		if c.With != 0 && (c.With != 1 || c.Op != "==" && c.Op != "!=") {
			rest = append(rest, c)
		}
	}
	return rest
}

// constant returns the value of an expression that holds nothing but numbers. Package infer has the like; this package imports none of ours.
func constant(e parser.Expr) (float64, bool) {
	switch e := unwrap(e).(type) {
	case *parser.NumberLiteral:
		return e.Val, true
	case *parser.UnaryExpr:
		v, ok := constant(e.Expr)
		if e.Op == parser.SUB {
			v = -v
		}
		return v, ok
	case *parser.BinaryExpr:
		left, isLeft := constant(e.LHS)
		right, isRight := constant(e.RHS)
		if !isLeft || !isRight {
			return 0, false
		}
		switch e.Op {
		case parser.ADD:
			return left + right, true
		case parser.SUB:
			return left - right, true
		case parser.MUL:
			return left * right, true
		case parser.DIV:
			return left / right, true
		case parser.MOD:
			return math.Mod(left, right), true
		case parser.POW:
			return math.Pow(left, right), true
		}
	}
	return 0, false
}
