// Package rawcounter finds counters that are compared with a number, or divided by, as they are.
package rawcounter

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/compare"
	"github.com/promwright/promwright/lint/checks/internal/look"
	"github.com/promwright/promwright/rules/infer"
)

//go:embed README.md
var doc string

// Check finds counters that are compared with a number, or divided by, as they are.
var Check = &lint.Check{
	Name:     "rawcounter",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	for _, node := range a.Nodes {
		e, ok := node.(*parser.BinaryExpr)
		switch {
		case !ok:
		case e.Op == parser.DIV:
			dividedBy(pass, a, e)
		default:
			compared(pass, a, e)
		}
	}
}

// compared reports a comparison of a counter with a number.
func compared(pass *lint.Pass, a *infer.Analysis, e *parser.BinaryExpr) {
	series, limit, op, ok := compare.Sides(e)
	if !ok {
		return
	}
	v := a.At(series).Value()
	if v.Raw == nil || !telling(a, v.Raw, op, limit) || !part(a, series) || repeated(series) || guarded(a, e) {
		return
	}
	report(pass, a, series, v, message(a, v, op, series, limit))
}

// dividedBy reports a rate or an increase that is divided by a counter.
func dividedBy(pass *lint.Pass, a *infer.Analysis, e *parser.BinaryExpr) {
	if e.VectorMatching == nil {
		return
	}
	above, below := a.At(e.LHS).Value(), a.At(e.RHS).Value()
	if above.Raw != nil || above.Kind != infer.Rate && above.Kind != infer.Increase {
		return
	}
	if below.Raw == nil || below.Kind != infer.Counter || !below.Raw.Sure() && !ofEvents(below.Raw.Series.Name) {
		return
	}
	kind := above.Kind.String()
	report(pass, a, e.RHS, below, fmt.Sprintf("%s: what the %s is divided by is all since the start of the process, so that the quotient shrinks as it runs", subject(below), kind))
}

func report(pass *lint.Pass, a *infer.Analysis, at parser.Expr, v infer.Value, message string) {
	pass.Report(lint.Diagnostic{
		File:    a.Rule.File,
		Span:    a.Span(at),
		Message: message,
		Related: look.Origin(a.Rule, v.Raw),
		Fixes:   advice(a, v),
	})
}

// telling tells whether a comparison is one that a counter should not have. Whether it has counted nothing yet may be asked; and
// where only the name says that it is a counter, being below something, or above 0, tells rather that it is none, unless the name
// also speaks of events.
func telling(a *infer.Analysis, o *infer.Origin, op parser.ItemType, limit parser.Expr) bool {
	number, known := look.Number(a, limit)
	switch op {
	case parser.GTR, parser.GTE:
		return !known || number > 0 || op == parser.GTR && number == 0 && (o.Sure() || ofEvents(o.Series.Name))
	case parser.NEQ:
		return o.Sure()
	default:
		return o.Sure() && (!known || number > 1 || op == parser.LTE && number == 1)
	}
}

// ofEvents tells whether a name speaks of what happens and is over: there is no number of errors at the moment.
func ofEvents(name string) bool {
	return slices.ContainsFunc(strings.Split(strings.ToLower(name), "_"), func(word string) bool { return events[word] })
}

var events = map[string]bool{"error": true, "errors": true, "failure": true, "failures": true, "exceptions": true, "timeouts": true,
	"retries": true, "restarts": true, "requests": true, "panics": true, "crashes": true, "rejections": true, "evictions": true, "drops": true}

// part tells whether a counter is above the line in all divisions: what is divided by a counter alone is something else.
func part(a *infer.Analysis, e parser.Expr) bool {
	switch e := look.Unparen(e).(type) {
	case *parser.AggregateExpr:
		return part(a, e.Expr)
	case *parser.BinaryExpr:
		if e.Op == parser.DIV {
			return a.At(e.LHS).Value().Raw != nil && part(a, e.LHS)
		}
		return a.At(e.LHS).Value().Raw != nil && part(a, e.LHS) || a.At(e.RHS).Value().Raw != nil && part(a, e.RHS)
	}
	return true
}

// repeated tells whether e is a comparison itself, which is reported first.
func repeated(e parser.Expr) bool {
	b, ok := look.Unparen(e).(*parser.BinaryExpr)
	return ok && b.Op.IsComparisonOperator()
}

func message(a *infer.Analysis, v infer.Value, op parser.ItemType, series, limit parser.Expr) string {
	counter, compared := subject(v), a.Text(limit)
	switch divisor := divisor(series); {
	case divisor != nil && a.At(divisor).Value().Raw != nil:
		return fmt.Sprintf("%s: the ratio that is compared with %s is one since the start of the process, which hardly moves later on", counter, compared)
	case divisor != nil:
		return fmt.Sprintf("%s: what is compared with %s counts from the start of the process on", counter, compared)
	case op == parser.LSS || op == parser.LTE:
		return fmt.Sprintf("%s: it is %s %s only for a while after its process has started", counter, op, compared)
	case op == parser.EQLC:
		return fmt.Sprintf("%s: it is %s only in passing", counter, compared)
	default:
		return fmt.Sprintf("%s: once it is %s %s it stays so until its process restarts", counter, op, compared)
	}
}

// subject says which counter it is, and how that is known.
func subject(v infer.Value) string {
	if v.Raw.Sure() {
		return v.Raw.Series.Name + " is a counter"
	}
	return v.Raw.Series.Name + " is a counter, by its name"
}

// divisor returns the vector that a counter in e is divided by; nil if there is none.
func divisor(e parser.Expr) parser.Expr {
	switch e := look.Unparen(e).(type) {
	case *parser.AggregateExpr:
		return divisor(e.Expr)
	case *parser.BinaryExpr:
		if e.Op == parser.DIV && e.VectorMatching != nil {
			return e.RHS
		}
		if found := divisor(e.LHS); found != nil {
			return found
		}
		return divisor(e.RHS)
	}
	return nil
}

// advice shows the increase of the counter, where this rule reads it.
func advice(a *infer.Analysis, v infer.Value) []lint.Fix {
	if v.Raw.Rule != a.Rule {
		return nil
	}
	return []lint.Fix{{Message: fmt.Sprintf("increase(%s[5m])", strings.Join(strings.Fields(a.Text(v.Raw.Selector)), " "))}}
}
