package enginetest

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"
)

// functions returns the functions that return a kind of value and take no string, ordered by name.
func functions(kind parser.ValueType) []*parser.Function {
	var all []*parser.Function
	for _, name := range slices.Sorted(maps.Keys(parser.Functions)) {
		f := parser.Functions[name]
		if f.ReturnType == kind && !slices.Contains(f.ArgTypes, parser.ValueTypeString) && name != "info" {
			all = append(all, f)
		}
	}
	return all
}

// selector returns an instant vector selector with its modifiers.
func (g *generator) selector() string {
	return g.name() + pick(g, "", "", "", "", "", "", "", "", "", " offset 1m", " offset 5m", " offset -1m", " offset -5m", g.at(), g.at()+" offset 1m", " offset step()", " offset -min_of(step(), 1m)", " offset max_of(1m, 30s)", " smoothed")
}

func (g *generator) at() string {
	return pick(g, " @ end()", " @ start()", fmt.Sprintf(" @ %.3f", float64(g.start+int64(g.IntN(10))*30_000)/1000))
}

// name returns the part of a selector that says which series: mostly of those there are, half of the time what rules write.
func (g *generator) name() string {
	name := pick(g, g.given...)
	switch n := g.IntN(20); {
	case n < 9 && len(g.recorded) > 0:
		name = pick(g, g.recorded...)
	case n < 12 && len(g.alerts) > 0:
		name = pick(g, "ALERTS", "ALERTS", "ALERTS_FOR_STATE") + pick(g, "", fmt.Sprintf("{alertname=%q}", pick(g, g.alerts...)), `{alertstate="firing"}`, `{alertstate="pending"}`)
	case n == 18:
		name = pick(g, "missing", `{__name__=~"r.*"}`, `{__name__=~"m0|r1"}`, `{__name__!~"h.*|mixed", a="x"}`, `{__name__=~"m[01]"}`)
	}
	if strings.Contains(name, ".") && !strings.Contains(name, "{") {
		name = fmt.Sprintf("{%q}", name)
	}
	if strings.Contains(name, "{") || !g.once(4) {
		return name
	}
	return name + pick(g, `{a="x"}`, `{a!="x"}`, `{b=~"y|z"}`, `{team="core"}`, `{c=""}`, `{a="x",a!="y"}`, `{"l.é"=~".+"}`, `{b!~"x|"}`, `{a=~"x|y",b!="z"}`)
}

// window returns a range vector: of a selector, or of a subquery.
func (g *generator) window(depth int) string {
	if depth > 0 && g.once(3) {
		of := g.instant(depth)
		switch g.IntN(6) {
		case 0, 1, 2:
			of = g.name()
		case 3:
			of = fmt.Sprintf("%s((%s)[%s:%s])", pick(g, "max_over_time", "avg_over_time", "rate", "count_over_time"), g.name(), pick(g, "2m", "5m"), pick(g, "", "30s", "1m"))
		}
		return fmt.Sprintf("(%s)[%s:%s]%s", of, pick(g, "3m", "10m", "5m", "90s", "150s+2m"), pick(g, "", "", "1m", "45s", "30s", "2m", "7s"), pick(g, "", "", "", " offset 2m", " offset -1m", " offset 90s", g.at()))
	}
	return g.span("")
}

// span returns a range selector, extended or not.
func (g *generator) span(extended string) string {
	width := pick(g, "1m", "3m", "10m", "5m", "90s", "4m", "20m")
	if g.once(12) {
		width = pick(g, "1m+30s", "max_of(2*step(), 3m)", "range() + 2m", "-step() + 5m", "3*step()")
	}
	return fmt.Sprintf("%s[%s]%s%s", g.name(), width, extended, pick(g, "", "", "", "", "", "", " offset 1m", " offset -1m", g.at(), " offset 90s"))
}

// counted returns a function of a range that is often used, over any kind of range.
func (g *generator) counted(depth int) string {
	switch g.IntN(12) {
	case 0:
		return fmt.Sprintf("%s(%s)", pick(g, "rate", "increase", "delta", "changes", "resets"), g.span(" anchored"))
	case 1:
		return fmt.Sprintf("%s(%s)", pick(g, "rate", "increase", "delta"), g.span(" smoothed"))
	case 2:
		return fmt.Sprintf("%s(c0[%s])", pick(g, "rate", "increase", "irate", "resets"), pick(g, "2m", "5m", "10m"))
	}
	return fmt.Sprintf("%s(%s)", pick(g, "rate", "rate", "increase", "irate", "delta", "changes", "resets", "last_over_time", "sum_over_time", "avg_over_time", "max_over_time", "count_over_time", "deriv", "present_over_time"), g.window(depth))
}
