package longfor

import (
	"strings"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"
)

// comparedWithPast returns what an operator sees if its sides are the same but for an offset: series that have come or gone, or
// that have another value than before.
func comparedWithPast(e *parser.BinaryExpr) (sight, bool) {
	if e.Op != parser.LUNLESS && !e.Op.IsComparisonOperator() || e.VectorMatching == nil || e.ReturnBool {
		return sight{}, false
	}
	left, right := offset(e.LHS), offset(e.RHS)
	if left < 0 || right < 0 || left == right || without(e.LHS, left) != without(e.RHS, right) {
		return sight{}, false
	}
	seen := sight{node: e, lasts: max(left, right) - min(left, right), outcome: "it never fires"}
	switch {
	case e.Op != parser.LUNLESS:
		seen.what, seen.outcome = "each step", "it fires only if there are more and more of them"
	case left > right:
		seen.what = "what has gone"
	default:
		seen.what = "what is new"
	}
	return seen, true
}

// offset returns the offset of all selectors of an expression, 0 where they have none, and less if they differ or if it is not
// known.
func offset(e parser.Expr) time.Duration {
	common := time.Duration(-1)
	parser.Inspect(e, func(node parser.Node, _ []parser.Node) error {
		selector, ok := node.(*parser.VectorSelector)
		switch {
		case !ok:
		case selector.OriginalOffsetExpr != nil || selector.Timestamp != nil || selector.StartOrEnd != 0 || selector.OriginalOffset < 0:
			common = -2
		case common == -1:
			common = selector.OriginalOffset
		case common != selector.OriginalOffset:
			common = -2
		}
		return nil
	})
	return common
}

// without returns an expression as PromQL prints it, without an offset.
func without(e parser.Expr, offset time.Duration) string {
	return strings.ReplaceAll(unparen(e).String(), " offset "+model.Duration(offset).String(), "")
}
