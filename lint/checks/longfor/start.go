package longfor

import (
	"time"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/internal/lazyregexp"
	"github.com/promwright/promwright/lint/checks/internal/compare"
	"github.com/promwright/promwright/lint/checks/internal/look"
	"github.com/promwright/promwright/rules/infer"
)

var (
	// started are names of the time at which something began, which stays the same until it begins again.
	started = lazyregexp.New(`(^|_)(start|started|boot|startup|creation)_time(stamp)?(_seconds)?$|(^|_)created(_timestamp)?(_seconds)?$|_system_up_time$`)

	// uptime are names of the seconds since then.
	uptime = lazyregexp.New(`(^|_)uptime(_in)?_seconds(_total)?$|^mysql_global_status_uptime$`)
)

// justStarted returns what a comparison sees if it asks for what has begun a short time ago.
func justStarted(rules *infer.Rules, a *infer.Analysis, e *parser.BinaryExpr) (sight, bool) {
	series, limit, op, ok := compare.Sides(e)
	if !ok || e.ReturnBool || op != parser.LSS && op != parser.LTE {
		return sight{}, false
	}
	most, known := look.Number(a, limit)
	seconds, ok := age(rules, series)
	lasts := most * seconds
	if !known || !ok || lasts < 1 || lasts > 1e9 {
		return sight{}, false
	}
	return sight{e, time.Duration(lasts) * time.Second, "each start", "it fires only if there is one after the other"}, true
}

// age returns how many seconds a unit of what e yields is, if that is how long ago something began. rules may have recorded it.
func age(rules *infer.Rules, e parser.Expr) (float64, bool) {
	switch e := look.Unparen(e).(type) {
	case *parser.VectorSelector:
		if e.OriginalOffset != 0 || e.Timestamp != nil {
			return 0, false
		}
		if rules == nil {
			return 1, uptime.MatchString(e.Name)
		}
		if recorders := rules.Recorded(e); len(recorders) == 1 {
			recorded, err := recorders[0].Query()
			if err != nil {
				return 0, false
			}
			return age(nil, recorded)
		}
		return 1, uptime.MatchString(e.Name)
	case *parser.AggregateExpr:
		if e.Op != parser.MIN && e.Op != parser.MAX {
			return 0, false
		}
		return age(rules, e.Expr)
	case *parser.BinaryExpr:
		switch {
		case e.Op == parser.SUB:
			return 1, isNow(e.LHS) && isStart(e.RHS)
		case e.Op == parser.DIV:
			factor, known := product(e.RHS)
			unit, ok := age(rules, e.LHS)
			return unit * factor, ok && known && factor > 0
		}
	}
	return 0, false
}

// product returns a number that is written as such, or as a product.
func product(e parser.Expr) (float64, bool) {
	switch e := look.Unparen(e).(type) {
	case *parser.NumberLiteral:
		return e.Val, true
	case *parser.BinaryExpr:
		left, ok1 := product(e.LHS)
		right, ok2 := product(e.RHS)
		return left * right, e.Op == parser.MUL && ok1 && ok2
	}
	return 0, false
}

// isNow reports whether e is the time of the evaluation.
func isNow(e parser.Expr) bool {
	call, ok := look.Unparen(e).(*parser.Call)
	return ok && call.Func.Name == "time"
}

// isStart reports whether e yields the times at which something began.
func isStart(e parser.Expr) bool {
	for {
		switch inner := look.Unparen(e).(type) {
		case *parser.AggregateExpr:
			if inner.Op != parser.MIN && inner.Op != parser.MAX {
				return false
			}
			e = inner.Expr
		case *parser.VectorSelector:
			return inner.OriginalOffset == 0 && inner.Timestamp == nil && started.MatchString(inner.Name)
		default:
			return false
		}
	}
}
