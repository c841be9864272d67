package promql

import (
	"time"

	"github.com/prometheus/prometheus/promql/parser"
)

// Neg is -v.
func (v operators) Neg() Instant { return instant(negative(Instant{v})) }

// Subquery evaluates v every step of the last d: v[30m:1m]. With [DefaultStep] the server chooses the step: v[30m:].
//
//	promql.MaxOverTime(requests.Rate(5*time.Minute).Subquery(30*time.Minute, time.Minute))
func (v operators) Subquery(d, step time.Duration) Range {
	return Range{base{subquery(Instant{v}, d, step)}}
}

// SubqueryExpr is [Instant.Subquery] with durations that PromQL computes: v.SubqueryExpr("1h", "max_of(step(), 1m)"). The server chooses
// the step where it is "".
func (v operators) SubqueryExpr(d, step string) Range {
	return Range{base{subqueryExpr(Instant{v}, d, step)}}
}

// TrimUpper keeps the part of native histograms that is not above n: v </ n.
func (v operators) TrimUpper(n Num) Instant { return v.num("TrimUpper", parser.TRIM_UPPER, n) }

// TrimLower keeps the part of native histograms that is not below n: v >/ n.
func (v operators) TrimLower(n Num) Instant { return v.num("TrimLower", parser.TRIM_LOWER, n) }

// TrimUpperScalar keeps the part of native histograms that is not above s: v </ s.
func (v operators) TrimUpperScalar(s Scalar) Instant {
	return v.scalar("TrimUpperScalar", parser.TRIM_UPPER, s)
}

// TrimLowerScalar keeps the part of native histograms that is not below s: v >/ s.
func (v operators) TrimLowerScalar(s Scalar) Instant {
	return v.scalar("TrimLowerScalar", parser.TRIM_LOWER, s)
}

// TrimUpperVector keeps the part of native histograms that is not above theirs of w: v </ w.
func (v operators) TrimUpperVector(w Vector, m ...Matching) Instant {
	return v.match("TrimUpperVector", parser.TRIM_UPPER, w, m)
}

// TrimLowerVector keeps the part of native histograms that is not below theirs of w: v >/ w.
func (v operators) TrimLowerVector(w Vector, m ...Matching) Instant {
	return v.match("TrimLowerVector", parser.TRIM_LOWER, w, m)
}

// negative returns the node of -e.
func negative(e Expr) *node {
	return build("Neg", []Expr{e}, nil, func(trees []parser.Expr) parser.Expr {
		return &parser.UnaryExpr{Op: parser.SUB, Expr: trees[0]}
	})
}

// subquery returns the node of e every step of the last d.
func subquery(e Expr, d, step time.Duration) *node {
	at := here()
	options := []error{checkDuration(at, "Subquery", "range", d)}
	if step != DefaultStep {
		options = append(options, checkDuration(at, "Subquery", "step", step))
	}
	return build("Subquery", []Expr{e}, options, func(trees []parser.Expr) parser.Expr {
		return &parser.SubqueryExpr{Expr: trees[0], Range: d, Step: step}
	})
}

// subqueryExpr returns the node of e every step of the last d, both computed.
func subqueryExpr(e Expr, d, step string) *node {
	const call = "SubqueryExpr"
	var s parser.SubqueryExpr
	var errs [2]error
	s.Range, s.RangeExpr, errs[0] = parseSpan(here(), call, d)
	if step != "" {
		s.Step, s.StepExpr, errs[1] = parseSpan(here(), call, step)
	}
	return build(call, []Expr{e}, errs[:], func(trees []parser.Expr) parser.Expr {
		s.Expr = trees[0]
		return &s
	})
}
