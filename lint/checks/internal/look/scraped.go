package look

import (
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/infer"
)

// Scraped returns the selector of series that e leaves as targets expose them, as far as their labels go, so that they have the
// label instance, which every scrape adds; nil if e may be something else.
func Scraped(rules *infer.Rules, e parser.Expr) *parser.VectorSelector {
	switch e := Unparen(e).(type) {
	case *parser.VectorSelector:
		if e.Name == "" || strings.Contains(e.Name, ":") || e.Name == "ALERTS" || e.Name == "ALERTS_FOR_STATE" || len(rules.Recorded(e)) > 0 {
			return nil
		}
		return e
	case *parser.MatrixSelector:
		return Scraped(rules, e.VectorSelector)
	case *parser.SubqueryExpr:
		return Scraped(rules, e.Expr)
	case *parser.UnaryExpr:
		return Scraped(rules, e.Expr)
	case *parser.AggregateExpr:
		if e.Op == parser.TOPK || e.Op == parser.BOTTOMK || e.Op == parser.LIMITK {
			return Scraped(rules, e.Expr)
		}
	case *parser.Call:
		if series := Series(e); series != nil && keepsLabels(e) {
			return Scraped(rules, series)
		}
	case *parser.BinaryExpr:
		return scrapedSide(rules, e)
	}
	return nil
}

// keepsLabels tells whether a function changes no label but the name.
func keepsLabels(call *parser.Call) bool {
	switch call.Func.Name {
	case "absent", "absent_over_time", "vector", "scalar", "label_replace", "label_join", "info":
		return false
	default:
		return call.Func.ReturnType == parser.ValueTypeVector
	}
}

// scrapedSide returns the selector of the side of an operator whose labels the result has.
func scrapedSide(rules *infer.Rules, e *parser.BinaryExpr) *parser.VectorSelector {
	m := e.VectorMatching
	switch {
	case m == nil && e.LHS.Type() == parser.ValueTypeVector, m != nil && (e.Op == parser.LAND || e.Op == parser.LUNLESS):
		return Scraped(rules, e.LHS)
	case m == nil:
		return Scraped(rules, e.RHS)
	case e.Op == parser.LOR || m.Card == parser.CardOneToOne && (m.On || len(m.MatchingLabels) > 0):
		return nil
	case m.Card == parser.CardOneToMany:
		return Scraped(rules, e.RHS)
	default:
		return Scraped(rules, e.LHS)
	}
}
