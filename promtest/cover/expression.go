package cover

import (
	"cmp"
	"slices"
	"sync"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/rulefile"
)

// exprBranches returns the branches of an expression, by their place in its text.
func exprBranches(text string, expr parser.Expr) []branch {
	w := &walker{text: text}
	w.walk(expr, nil)
	slices.SortStableFunc(w.branches, func(a, b branch) int { return cmp.Or(a.From-b.From, a.To-b.To) })
	return w.branches
}

// walker collects branches.
type walker struct {
	text     string
	branches []branch
}

// walk takes e, which stands inside of the subqueries, outer ones first.
func (w *walker) walk(e parser.Expr, inside []*parser.SubqueryExpr) {
	switch n := e.(type) {
	case *parser.BinaryExpr:
		w.binary(n, inside)
	case *parser.Call:
		if n.Func.Name == "absent" || n.Func.Name == "absent_over_time" {
			w.add(w.whole(n), "yielded", inside, n)
			w.add(w.whole(n), "empty", inside, call("absent", n))
		}
	case *parser.SubqueryExpr:
		inside = append(slices.Clone(inside), n)
	}
	for child := range parser.ChildrenIter(e) {
		w.walk(child.(parser.Expr), inside)
	}
}

func (w *walker) binary(n *parser.BinaryExpr, inside []*parser.SubqueryExpr) {
	at := w.operator(n)
	switch {
	case n.Op.IsComparisonOperator():
		asked := with(n, n.Op, true)
		// Where bool drops names that tell elements apart, the comparison and its opposite are evaluated as filters.
		w.add(at, "true", inside, is(1, asked), with(n, n.Op, false))
		w.add(at, "false", inside, is(0, asked), with(n, opposite[n.Op], false))
	case n.Op == parser.LAND:
		w.add(at, "kept", inside, n)
		w.add(at, "dropped", inside, with(n, parser.LUNLESS, false))
	case n.Op == parser.LUNLESS:
		w.add(at, "kept", inside, n)
		w.add(at, "removed", inside, with(n, parser.LAND, false))
	case n.Op == parser.LOR:
		if left, ok := unwrap(n.LHS).(*parser.BinaryExpr); !ok || left.Op != parser.LOR { // whose sides are asked
			w.add(w.whole(n.LHS), "yielded", inside, n.LHS)
		}
		swapped := *n
		swapped.LHS, swapped.RHS = n.RHS, n.LHS
		w.add(at, "contributed", inside, with(&swapped, parser.LUNLESS, false))
	case n.LHS.Type() == parser.ValueTypeVector && n.RHS.Type() == parser.ValueTypeVector:
		w.add(at, "matched", inside, with(n, n.Op, false))
	}
}

// add adds a branch that is seen where one of the expressions yields something: the first that can be evaluated decides.
func (w *walker) add(at [2]int, outcome string, inside []*parser.SubqueryExpr, yields ...parser.Expr) {
	questions := sync.OnceValue(func() []string {
		var texts []string
		for _, e := range yields {
			if !filterOfScalars(e) {
				texts = append(texts, question(e, inside))
			}
		}
		return texts
	})
	w.branches = append(w.branches, branch{
		Branch{Field: "expr", From: at[0], To: at[1], Outcome: outcome},
		func(v *visit) (bool, error) { return v.yields(nil, questions()...) },
	})
}

// filterOfScalars reports whether e is a comparison that PromQL does not allow.
func filterOfScalars(e parser.Expr) bool {
	n, ok := e.(*parser.BinaryExpr)
	return ok && n.Op.IsComparisonOperator() && !n.ReturnBool && n.LHS.Type() == parser.ValueTypeScalar && n.RHS.Type() == parser.ValueTypeScalar
}

// whole returns where a part of the expression stands.
func (w *walker) whole(n parser.Node) [2]int {
	r := rulefile.NodeRange(w.text, n)
	return [2]int{int(r.Start), int(r.End)}
}

// operator returns where the operator of n stands, with the right side if that is a number. Between the left side and the operator
// there may be an offset, or a time fixed by @.
func (w *walker) operator(n *parser.BinaryExpr) [2]int {
	left, right := w.whole(n.LHS), w.whole(n.RHS)
	at := [2]int{left[1], right[1]}
	lexer, item := parser.Lex(w.text[left[1]:right[0]]), parser.Item{}
	for lexer.NextItem(&item); item.Typ != parser.EOF && item.Typ != parser.ERROR; lexer.NextItem(&item) {
		if item.Typ == n.Op {
			at[0] = left[1] + int(item.Pos)
			if n.RHS.Type() != parser.ValueTypeScalar {
				at[1] = at[0] + len(item.Val)
			}
		}
	}
	return at
}

// selectors returns questions whether the selectors of an expression find something, one for each.
func selectors(expr parser.Expr) []func() string {
	var all []func() string
	parser.Inspect(expr, func(node parser.Node, path []parser.Node) error {
		s, ok := node.(*parser.VectorSelector)
		if !ok {
			return nil
		}
		var found parser.Expr = s
		var inside []*parser.SubqueryExpr
		for _, p := range path {
			switch p := p.(type) {
			case *parser.SubqueryExpr:
				inside = append(inside, p)
			case *parser.MatrixSelector:
				found = call("last_over_time", p)
			}
		}
		all = append(all, sync.OnceValue(func() string { return question(found, inside) }))
		return nil
	})
	return all
}
