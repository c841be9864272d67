package engine

import (
	"slices"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// live returns the rules of a part that could yield anything: those whose selectors find a series that exists, or one that
// another live rule of the part could write. The others yield nothing at the first step, and so at every other.
func (r *Run) live(part []*rule) []*rule {
	alive := map[*rule]bool{}
	for grown := true; grown; {
		grown = false
		for _, ru := range part {
			if !alive[ru] && !r.quiet(ru, part, alive) {
				alive[ru], grown = true, true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(part), func(ru *rule) bool { return !alive[ru] })
}

// quiet reports whether the rule yields nothing and does not fail, as far as the store and the live rules of its part go.
func (r *Run) quiet(ru *rule, part []*rule, alive map[*rule]bool) bool {
	if ru.expr.tree.Type() != parser.ValueTypeVector {
		return false // it fails
	}
	return ru.expr.skippable && !slices.ContainsFunc(ru.expr.needs, func(ms []*labels.Matcher) bool {
		return r.store.matches(ms) || slices.ContainsFunc(part, func(w *rule) bool { return alive[w] && w.writes(ms) })
	})
}
