package infer

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/rulefile"
)

// starved returns which of the rules of a component can never yield a series: each needs one of another first. What is read
// from elsewhere counts as there.
func (g *graph) starved(tied []*rulefile.Rule) map[*rulefile.Rule]bool {
	h := &hunger{graph: g, tied: set(tied), fed: map[*reading]bool{}}
	starved := set(tied)
	todo := slices.Clone(tied)
	for i := 0; i < len(todo); i++ {
		rule := todo[i]
		if !starved[rule] || h.ofRule(rule) {
			continue
		}
		delete(starved, rule)
		for _, read := range g.readers[rule] {
			if !h.fed[read] {
				h.fed[read] = true
				todo = append(todo, read.readers...)
			}
		}
	}
	return starved
}

// hunger tells what is empty as long as the rules of a component have yielded nothing, but for those that were found to yield.
type hunger struct {
	graph *graph
	tied  map[*rulefile.Rule]bool
	fed   map[*reading]bool // what has a rule that yields; of others it is worked out when first asked for
}

func (h *hunger) ofRule(rule *rulefile.Rule) bool {
	expr, err := rule.Query()
	return err == nil && h.of(expr)
}

// of reports whether an expression is surely empty.
func (h *hunger) of(e parser.Expr) bool {
	switch e := e.(type) {
	case *parser.ParenExpr:
		return h.of(e.Expr)
	case *parser.StepInvariantExpr:
		return h.of(e.Expr)
	case *parser.UnaryExpr:
		return h.of(e.Expr)
	case *parser.SubqueryExpr:
		return h.of(e.Expr)
	case *parser.MatrixSelector:
		return h.of(e.VectorSelector)
	case *parser.VectorSelector:
		return h.ofSelector(e)
	case *parser.AggregateExpr:
		return h.of(e.Expr)
	case *parser.BinaryExpr:
		return h.ofBinary(e)
	case *parser.Call:
		return h.ofCall(e)
	default: // numbers and strings
		return false
	}
}

// ofSelector reports whether nothing but the starved can be behind a selector.
func (h *hunger) ofSelector(e *parser.VectorSelector) bool {
	read := h.graph.known[matchersKey(e)]
	if _, label := names(e); read == nil || len(read.rules) == 0 || equalTo(e, label) == "" {
		return false
	}
	fed, ok := h.fed[read]
	if !ok {
		fed = slices.ContainsFunc(read.rules, func(rule *rulefile.Rule) bool { return !h.tied[rule] })
		h.fed[read] = fed
	}
	return !fed
}

func (h *hunger) ofBinary(e *parser.BinaryExpr) bool {
	switch {
	case e.Op == parser.LOR:
		return h.of(e.LHS) && h.of(e.RHS)
	case e.Op == parser.LUNLESS:
		return h.of(e.LHS)
	case e.VectorMatching != nil && e.VectorMatching.FillValues.LHS != nil && e.VectorMatching.FillValues.RHS != nil:
		return h.of(e.LHS) && h.of(e.RHS)
	case e.VectorMatching != nil && e.VectorMatching.FillValues.LHS != nil:
		return h.of(e.RHS)
	case e.VectorMatching != nil && e.VectorMatching.FillValues.RHS != nil:
		return h.of(e.LHS)
	default:
		return h.of(e.LHS) || h.of(e.RHS)
	}
}

// ofCall reports whether a function has nothing to work on. Those of the first case make something of nothing.
func (h *hunger) ofCall(e *parser.Call) bool {
	switch e.Func.Name {
	case "absent", "absent_over_time", "scalar", "vector":
		return false
	}
	for _, arg := range e.Args {
		if h.of(arg) {
			return true
		}
	}
	return false
}
