package differential

import (
	"slices"
	"time"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/internal/engine"
	"github.com/promwright/promwright/internal/engine/enginetest"
	"github.com/promwright/promwright/rules"
)

// shrink returns a case as small as can be found by leaving something out while it still differs.
func shrink(c enginetest.Case, differs func(enginetest.Case) bool) enginetest.Case {
	for again := true; again; {
		again = false
		for _, smaller := range []func(enginetest.Case) []enginetest.Case{fewerGroups, fewerRules, fewerSeries, shorter, plainer, simpler, fewerSamples} {
			for found := true; found; {
				at := slices.IndexFunc(smaller(c), differs)
				if found = at >= 0; found {
					c, again = smaller(c)[at], true
				}
			}
		}
	}
	return c
}

// without returns the list with each element left out in turn; first all but one half.
func without[T any](list []T) [][]T {
	var all [][]T
	if half := len(list) / 2; half > 1 {
		all = append(all, list[half:], list[:half])
	}
	for i := range list {
		all = append(all, slices.Delete(slices.Clone(list), i, i+1))
	}
	return all
}

func fewerGroups(c enginetest.Case) (all []enginetest.Case) {
	for _, groups := range without(c.Groups) {
		all = append(all, enginetest.Case{Groups: groups, Series: c.Series, Config: c.Config})
	}
	return all
}

func fewerSeries(c enginetest.Case) (all []enginetest.Case) {
	for _, series := range without(c.Series) {
		all = append(all, enginetest.Case{Groups: c.Groups, Series: series, Config: c.Config})
	}
	return all
}

func shorter(c enginetest.Case) (all []enginetest.Case) {
	steps := c.Config.End / c.Config.Interval
	for _, fewer := range []time.Duration{steps / 2, steps - 1} {
		if fewer >= 0 && fewer < steps {
			smaller := c
			smaller.Config.End = fewer * c.Config.Interval
			all = append(all, smaller)
		}
	}
	return all
}

func fewerRules(c enginetest.Case) (all []enginetest.Case) {
	for i, g := range c.Groups {
		for _, rest := range without(g.Rules) {
			all = append(all, with(c, i, func(g *rules.PlainGroup) { g.Rules = rest }))
		}
	}
	return all
}

// with returns the case with one group changed.
func with(c enginetest.Case, group int, change func(*rules.PlainGroup)) enginetest.Case {
	c.Groups = slices.Clone(c.Groups)
	g := &c.Groups[group]
	g.Rules = slices.Clone(g.Rules)
	change(g)
	return c
}

// plainer takes away what groups and rules have besides an expression.
func plainer(c enginetest.Case) (all []enginetest.Case) {
	for i, g := range c.Groups {
		if g.QueryOffset != nil {
			all = append(all, with(c, i, func(g *rules.PlainGroup) { g.QueryOffset = nil }))
		}
		if g.Limit > 0 {
			all = append(all, with(c, i, func(g *rules.PlainGroup) { g.Limit = 0 }))
		}
		if len(g.Labels) > 0 {
			all = append(all, with(c, i, func(g *rules.PlainGroup) { g.Labels = nil }))
		}
		for j, r := range g.Rules {
			if r.For > 0 {
				all = append(all, with(c, i, func(g *rules.PlainGroup) { g.Rules[j].For = 0 }))
			}
			if r.KeepFiringFor > 0 {
				all = append(all, with(c, i, func(g *rules.PlainGroup) { g.Rules[j].KeepFiringFor = 0 }))
			}
			if len(r.Labels) > 0 {
				all = append(all, with(c, i, func(g *rules.PlainGroup) { g.Rules[j].Labels = nil }))
			}
			if len(r.Annotations) > 0 {
				all = append(all, with(c, i, func(g *rules.PlainGroup) { g.Rules[j].Annotations = nil }))
			}
		}
	}
	return all
}

// simpler puts parts of expressions in place of the whole.
func simpler(c enginetest.Case) (all []enginetest.Case) {
	for i, g := range c.Groups {
		for j, r := range g.Rules {
			e, err := parser.NewParser(c.Config.Parser).ParseExpr(r.Expr)
			if err != nil {
				continue
			}
			for _, part := range parts(e) {
				all = append(all, with(c, i, func(g *rules.PlainGroup) { g.Rules[j].Expr = part }))
			}
		}
	}
	return all
}

// parts returns the vectors and scalars within e.
func parts(e parser.Expr) []string {
	var all []string
	parser.Inspect(e, func(node parser.Node, path []parser.Node) error {
		if n, ok := node.(parser.Expr); ok && n != e && (n.Type() == parser.ValueTypeVector || n.Type() == parser.ValueTypeScalar) {
			if len(path) == 0 || !isMatrix(path[len(path)-1]) {
				all = append(all, n.String())
			}
		}
		return nil
	})
	return all
}

func isMatrix(n parser.Node) bool {
	_, ok := n.(*parser.MatrixSelector)
	return ok
}

func fewerSamples(c enginetest.Case) (all []enginetest.Case) {
	for i, s := range c.Series {
		for _, rest := range without(slices.Collect(s.Samples)) {
			smaller := c
			smaller.Series = slices.Clone(c.Series)
			smaller.Series[i] = engine.Series{Labels: s.Labels, Samples: slices.Values(rest)}
			all = append(all, smaller)
		}
	}
	return all
}
