package longfor

import (
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint/checks/internal/look"
)

// events are words in the names of counters of what happens now and then. Other things, such as errors, may go on for as long as an
// alert waits.
var events = []string{"restart", "reboot", "crash", "oom", "failover", "panic", "evict", "leader_change", "election", "segfault", "abort", "kill"}

// occurrence returns what a comparison sees if it asks whether something happened at all within a range.
func occurrence(e *parser.BinaryExpr) (sight, bool) {
	number, ok := look.Unparen(e.RHS).(*parser.NumberLiteral)
	if !ok || e.ReturnBool || !once(e.Op, number.Val) {
		return sight{}, false
	}
	inner := look.Unparen(e.LHS)
	for {
		aggregate, ok := inner.(*parser.AggregateExpr)
		if !ok {
			break
		}
		inner = look.Unparen(aggregate.Expr)
	}
	call, ok := inner.(*parser.Call)
	if !ok || len(call.Args) != 1 {
		return sight{}, false
	}
	matrix, ok := call.Args[0].(*parser.MatrixSelector)
	if !ok || matrix.RangeExpr != nil {
		return sight{}, false
	}
	selector, _ := matrix.VectorSelector.(*parser.VectorSelector)
	what, ok := happening(call.Func.Name, selector.Name)
	return sight{e, matrix.Range, what, "it fires only if there are more and more of them"}, ok
}

// once reports whether a comparison holds for what happened once.
func once(op parser.ItemType, threshold float64) bool {
	switch op {
	case parser.GTR:
		return threshold >= 0 && threshold < 1
	case parser.GTE, parser.EQLC:
		return threshold > 0 && threshold <= 1
	case parser.NEQ:
		return threshold == 0
	}
	return false
}

// happening returns what a function counts, if that is something that happens now and then.
func happening(function, metric string) (string, bool) {
	switch function {
	case "changes":
		return "each change", true
	case "resets":
		return "each reset", true
	case "delta":
		return "each start", started.MatchString(metric)
	case "increase":
		for _, event := range events {
			if strings.Contains(metric, event) {
				return "each increase", true
			}
		}
	}
	return "", false
}
