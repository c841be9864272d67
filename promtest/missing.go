package promtest

import (
	"fmt"
	"strings"
	"time"

	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
)

// missing says why an expression has no value at a step: of its parts the smallest that yields nothing at all, "up[5m] holds 1
// sample, rate needs 2".
func (o *outcome) missing(e parser.Expr, step int) string {
	e = bare(e)
	switch e := e.(type) {
	case *parser.BinaryExpr:
		if !e.Op.IsSetOperator() {
			for _, side := range []parser.Expr{e.LHS, e.RHS} {
				if !o.yields(side, step) {
					return o.missing(side, step)
				}
			}
		}
	case *parser.AggregateExpr:
		if !o.yields(e.Expr, step) {
			return o.missing(e.Expr, step)
		}
	case *parser.Call:
		for _, arg := range e.Args {
			if text := o.missingArgument(e, bare(arg), step); text != "" {
				return text
			}
		}
	}
	return clip(oneLine(e), 60) + " has no value"
}

// bare returns an expression without the parentheses around it.
func bare(e parser.Expr) parser.Expr {
	for {
		p, ok := e.(*parser.ParenExpr)
		if !ok {
			return e
		}
		e = p.Expr
	}
}

// missingArgument says what an argument of a function lacks; nothing if it has what it needs.
func (o *outcome) missingArgument(call *parser.Call, arg parser.Expr, step int) string {
	if strings.HasPrefix(call.Func.Name, "absent") {
		return "" // it has no value because its argument has one
	}
	selector, ok := arg.(*parser.MatrixSelector)
	if !ok {
		if arg.Type() == parser.ValueTypeVector && !o.yields(arg, step) {
			return o.missing(arg, step)
		}
		return ""
	}
	text := clip(oneLine(selector), 60)
	counts, ok := o.vectorAt("count_over_time("+selector.String()+")", step)
	switch {
	case !ok:
		return ""
	case len(counts) == 0:
		return text + " holds no samples"
	case !needsTwo[call.Func.Name]:
		return ""
	}
	for _, s := range counts {
		if s.F > 1 {
			return ""
		}
	}
	return fmt.Sprintf("%s holds 1 sample, %s needs 2", text, call.Func.Name)
}

// needsTwo are the functions that yield nothing for a series with one sample.
var needsTwo = map[string]bool{
	"rate": true, "increase": true, "delta": true, "irate": true, "idelta": true, "deriv": true, "predict_linear": true,
}

// yields reports whether an expression yields anything, or that cannot be said.
func (o *outcome) yields(e parser.Expr, step int) bool {
	if e.Type() != parser.ValueTypeVector {
		return true
	}
	v, ok := o.vectorAt(e.String(), step)
	return !ok || len(v) > 0
}

// vectorAt evaluates an expression; false if it fails, or is no vector.
func (o *outcome) vectorAt(expr string, step int) (promql.Vector, bool) {
	value, err := o.run.Query(o.ctx, expr, time.Duration(step)*o.result.Interval)
	if err != nil {
		return nil, false
	}
	v, ok := value.(promql.Vector)
	return v, ok
}
