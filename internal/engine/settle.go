package engine

import (
	"fmt"
	"slices"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// A range query hands the series of many results on in the order of a Go map, and so do subqueries. Where the order shows in
// a value (the rounding of a sum, the winner of a tie), the operand is evaluated on its own first, kept sorted by labels, and
// read back through a selector that only our store understands.

// operandLabel is the name of the matcher of such a selector. No label can have it: it is not valid UTF-8.
const operandLabel = "\xff"

// operand is a part of an expression that is evaluated before the rest.
type operand struct {
	id   string // value of the matcher
	text string // key of its tree for the parser
	grid grid
}

// grid says at which times an operand is needed: those of the innermost subquery around it. Empty: at the steps of the rule.
type grid []subquery

// subquery is the times of a subquery, in milliseconds.
type subquery struct{ step, width, offset int64 }

// operandKey returns the text under which the parser of the engine finds an operand, or with id "" the rest of the expression.
func operandKey(text, id string) string { return text + "\x00" + id }

// settle finds the operands and comparisons of e and gives the parser their trees. The default step of subqueries is in milliseconds.
func (t trees) settle(e *expr) {
	s := settler{trees: t, expr: e}
	if e.stepwise == "info()" { // it looks at the selectors of its argument, and yields series in the order of a map
		e.loose = aggregatesInOrder(e.tree)
		return
	}
	tree := clone(e.tree)
	s.whole = statistics(tree)
	s.walk(tree, nil, true)
	if s.torn {
		e.refuse(true, "statistics of histograms")
		return
	}
	if len(s.operands) > 0 {
		e.operands = s.operands
		e.rest = operandKey(e.text, "")
		t.cache.parsed.Store(e.rest, &expr{text: e.rest, tree: tree})
	}
	if inner, all := compared(tree); len(all) > 0 && readsAlike(s.whole, inner) {
		e.ranged, e.comparisons = operandKey(e.text, "compared"), all
		t.cache.parsed.Store(e.ranged, &expr{text: e.ranged, tree: inner})
	}
}

// aggregatesInOrder reports whether some aggregation of e depends on the order of what it aggregates.
func aggregatesInOrder(e parser.Expr) bool {
	found := false
	parser.Inspect(e, func(node parser.Node, _ []parser.Node) error {
		n, ok := node.(*parser.AggregateExpr)
		found = found || ok && ordered[n.Op]
		return nil
	})
	return found
}

type settler struct {
	trees    trees
	expr     *expr
	operands []operand
	whole    map[*parser.VectorSelector]bool // see statistics
	torn     bool                            // an operand would be read otherwise than within the expression
}

// walk replaces operands below e, innermost first. fixed says that the grid is known.
func (s *settler) walk(e parser.Expr, g grid, fixed bool) {
	switch n := e.(type) {
	case *parser.SubqueryExpr:
		g, fixed = s.inside(n, g, fixed)
		s.walk(n.Expr, g, fixed)
	case *parser.AggregateExpr:
		s.walk(n.Expr, g, fixed)
		if n.Param != nil {
			s.walk(n.Param, g, fixed)
		}
		switch {
		case !ordered[n.Op] || !unsettled(n.Expr):
		case fixed:
			n.Expr = s.replace(n.Expr, g)
		default:
			s.expr.loose = true
		}
	default:
		for child := range parser.ChildrenIter(e) {
			s.walk(child.(parser.Expr), g, fixed)
		}
	}
}

// inside returns the grid within a subquery, and whether it is known.
func (s *settler) inside(n *parser.SubqueryExpr, g grid, fixed bool) (grid, bool) {
	step := n.Step.Milliseconds()
	if step == 0 {
		step = s.trees.step
	}
	q := subquery{step, n.Range.Milliseconds(), n.OriginalOffset.Milliseconds()}
	return append(slices.Clone(g), q), fixed && !s.expr.context && n.Timestamp == nil && n.StartOrEnd == 0 && step > 0
}

// replace makes an operand of e and returns the selector that reads it.
func (s *settler) replace(e parser.Expr, g grid) parser.Expr {
	id := fmt.Sprint(len(s.operands))
	key := operandKey(s.expr.text, id)
	if !readsAlike(s.whole, e) {
		s.torn = true
		s.expr.loose = s.expr.loose || len(g) > 0
	}
	s.trees.cache.parsed.Store(key, &expr{text: key, tree: e})
	s.operands = append(s.operands, operand{id, key, g})
	return &parser.VectorSelector{
		LabelMatchers: []*labels.Matcher{labels.MustNewMatcher(labels.MatchEqual, operandLabel, id)},
		PosRange:      e.PositionRange(),
	}
}

// ordered are the aggregations whose value depends on the order of what they aggregate.
var ordered = map[parser.ItemType]bool{
	parser.SUM: true, parser.AVG: true, parser.STDDEV: true, parser.STDVAR: true,
	parser.TOPK: true, parser.BOTTOMK: true, parser.LIMITK: true,
}

// single are the functions that yield at most one element, inherit those that keep the order of their argument.
var (
	single  = set("absent", "absent_over_time", "pi", "scalar", "time", "vector")
	inherit = set("label_join", "label_replace")
)

// unsettled reports whether a range query could yield the series of e in any order.
func unsettled(e parser.Expr) bool {
	switch n := e.(type) {
	case *parser.ParenExpr:
		return unsettled(n.Expr)
	case *parser.UnaryExpr:
		return unsettled(n.Expr)
	case *parser.SubqueryExpr:
		return unsettled(n.Expr)
	case *parser.AggregateExpr:
		return n.Op == parser.TOPK || n.Op == parser.BOTTOMK || n.Op == parser.LIMITK || n.Op == parser.LIMIT_RATIO ||
			n.Op == parser.COUNT_VALUES || unsettled(n.Expr)
	case *parser.BinaryExpr:
		return n.Type() == parser.ValueTypeVector
	case *parser.Call:
		if single[n.Func.Name] {
			return false
		}
		overMatrix := slices.ContainsFunc(n.Args, func(a parser.Expr) bool { return a.Type() == parser.ValueTypeMatrix })
		if overMatrix || inherit[n.Func.Name] {
			return slices.ContainsFunc(n.Args, unsettled)
		}
		return len(n.Args) > 0
	}
	return false
}
