// Package rawcounter finds counters that are compared with a number as they are.
package rawcounter

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/look"
	"github.com/promwright/promwright/rules/infer"
)

//go:embed README.md
var doc string

// Check finds counters that are compared with a number as they are.
var Check = &lint.Check{
	Name:     "rawcounter",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	for _, node := range a.Nodes {
		e, ok := node.(*parser.BinaryExpr)
		if !ok {
			continue
		}
		series, limit, op, ok := look.Threshold(e)
		if !ok {
			continue
		}
		v := a.At(series).Value()
		if v.Raw == nil || !telling(a, v.Raw, op, limit) || !part(a, series) || repeated(series) || guarded(a, e) {
			continue
		}
		pass.Report(lint.Diagnostic{
			File:    a.Rule.File,
			Span:    a.Span(series),
			Message: message(a, v, op, series, limit),
			Related: look.Origin(a.Rule, v.Raw),
			Fixes:   advice(a, v),
		})
	}
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
	counter := v.Raw.Series.Name + " is a counter"
	if !v.Raw.Sure() {
		counter += ", by its name"
	}
	compared := a.Text(limit)
	switch {
	case divided(a, series):
		return fmt.Sprintf("%s: the ratio that is compared with %s is one since the start of the process, which hardly moves later on", counter, compared)
	case op == parser.LSS || op == parser.LTE:
		return fmt.Sprintf("%s: it is %s %s only for a while after its process has started", counter, op, compared)
	case op == parser.EQLC:
		return fmt.Sprintf("%s: it is %s only in passing", counter, compared)
	default:
		return fmt.Sprintf("%s: once it is %s %s it stays so until its process restarts", counter, op, compared)
	}
}

// divided tells whether e divides one counter by another.
func divided(a *infer.Analysis, e parser.Expr) bool {
	switch e := look.Unparen(e).(type) {
	case *parser.AggregateExpr:
		return divided(a, e.Expr)
	case *parser.BinaryExpr:
		return e.Op == parser.DIV && e.VectorMatching != nil && a.At(e.RHS).Value().Raw != nil || divided(a, e.LHS) || divided(a, e.RHS)
	}
	return false
}

// advice shows the increase of the counter, where this rule reads it.
func advice(a *infer.Analysis, v infer.Value) []lint.Fix {
	if v.Raw.Rule != a.Rule {
		return nil
	}
	return []lint.Fix{{Message: fmt.Sprintf("increase(%s[5m])", strings.Join(strings.Fields(a.Text(v.Raw.Selector)), " "))}}
}
