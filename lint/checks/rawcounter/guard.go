package rawcounter

import (
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/infer"
)

// guarded tells whether something else decides where the comparison e holds on: e only says for which series a condition counts,
// on the right of `and` or `unless` or as what is divided by, or what is on the right there looks at change.
func guarded(a *infer.Analysis, e *parser.BinaryExpr) bool {
	child := parser.Node(e)
	for parent := a.Parent(child); parent != nil; child, parent = parent, a.Parent(parent) {
		b, ok := parent.(*parser.BinaryExpr)
		if !ok {
			continue
		}
		switch b.Op {
		case parser.LAND, parser.LUNLESS:
			if child == parser.Node(b.RHS) || changes(b.RHS) {
				return true
			}
		case parser.DIV:
			if child == parser.Node(b.RHS) {
				return true
			}
		}
	}
	return false
}

// changing are functions that tell of change.
var changing = map[string]bool{"rate": true, "irate": true, "increase": true, "delta": true, "idelta": true, "deriv": true,
	"changes": true, "resets": true, "time": true, "timestamp": true}

// changes tells whether an expression looks at change: by a function, or at the past beside the present.
func changes(e parser.Expr) bool {
	found := false
	parser.Inspect(e, func(node parser.Node, _ []parser.Node) error {
		switch n := node.(type) {
		case *parser.Call:
			found = found || changing[n.Func.Name]
		case *parser.VectorSelector:
			found = found || n.OriginalOffset != 0 || n.OriginalOffsetExpr != nil
		}
		return nil
	})
	return found
}
