package longfor

import (
	"strings"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint/checks/internal/look"
)

// comeOrGone returns what an operator sees if its sides are the same but for an offset: series that have come or gone.
func comeOrGone(e *parser.BinaryExpr) (sight, bool) {
	left, right := offset(e.LHS), offset(e.RHS)
	if e.Op != parser.LUNLESS || left < 0 || right < 0 || left == right || without(e.LHS, left) != without(e.RHS, right) {
		return sight{}, false
	}
	what := "what is new"
	if left > right {
		what = "what has gone"
	}
	return sight{e, max(left, right) - min(left, right), what, "it never fires"}, true
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
	return strings.ReplaceAll(look.Unparen(e).String(), " offset "+model.Duration(offset).String(), "")
}
