// Package enginetest makes random rules and series, to compare evaluators with each other.
package enginetest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/internal/engine"
	"github.com/promwright/promwright/rules"
)

// Options are what generated expressions need: start() and end() are experimental.
var Options = parser.Options{EnableExperimentalFunctions: true}

// Case is what one evaluation takes.
type Case struct {
	Groups []rules.PlainGroup
	Series []engine.Series
	Config engine.Config
}

// Random returns the case of a seed. Its expressions parse, and accept says yes to each.
func Random(seed uint64, accept func(parser.Expr) bool) Case {
	g := generator{rand.New(rand.NewPCG(seed, 1)), accept}
	return Case{g.groups(), g.series(), g.config()}
}

// String spells the rules.
func (c Case) String() string {
	var b strings.Builder
	for _, g := range c.Groups {
		offset := time.Duration(0)
		if g.QueryOffset != nil {
			offset = *g.QueryOffset
		}
		fmt.Fprintf(&b, "group %s limit %d offset %v labels %v\n", g.Name, g.Limit, offset, g.Labels)
		for _, r := range g.Rules {
			fmt.Fprintf(&b, "  %s%s: %s  for %v keep %v labels %v\n", r.Record, r.Alert, r.Expr, r.For, r.KeepFiringFor, r.Labels)
		}
	}
	return b.String()
}

// generator makes rules and series of few names, labels and values, so that they meet often.
type generator struct {
	*rand.Rand
	accept func(parser.Expr) bool
}

func pick[T any](g generator, of ...T) T { return of[g.IntN(len(of))] }

func (g generator) config() engine.Config {
	return engine.Config{
		Start:      pick(g, time.Time{}, time.Unix(1_700_000_000, 0)),
		Interval:   pick(g, time.Minute, 30*time.Second, 2*time.Minute),
		End:        time.Duration(g.IntN(30)) * time.Minute,
		Parser:     Options,
		GroupOrder: pick(g, nil, []string{"g1"}, []string{"g2", "g0"}),
	}
}

func (g generator) groups() []rules.PlainGroup {
	groups := make([]rules.PlainGroup, 1+g.IntN(3))
	for i := range groups {
		p := rules.PlainGroup{Name: fmt.Sprintf("g%d", i)}
		if g.IntN(6) == 0 {
			offset := pick(g, 0, time.Minute, 90*time.Second)
			p.QueryOffset = &offset
		}
		if g.IntN(8) == 0 {
			p.Limit = 1 + g.IntN(3)
		}
		if g.IntN(5) == 0 {
			p.Labels = map[string]string{"team": "core"}
		}
		for range 1 + g.IntN(4) {
			p.Rules = append(p.Rules, g.rule())
		}
		groups[i] = p
	}
	return groups
}

func (g generator) rule() rules.PlainRule {
	r := rules.PlainRule{Expr: g.valid()}
	if g.IntN(2) == 0 {
		r.Record = pick(g, "r0", "r1", "r2", "r3", "r4", "m1")
		if g.IntN(3) == 0 {
			r.Labels = map[string]string{pick(g, "a", "b", "c"): pick(g, "x", "y", "")}
		}
		return r
	}
	r.Alert = pick(g, "A", "B", "C", "D")
	r.For = pick(g, 0, 0, time.Minute, 5*time.Minute)
	r.KeepFiringFor = pick(g, 0, 0, 3*time.Minute)
	if g.IntN(2) == 0 {
		r.Labels = map[string]string{"severity": pick(g, "x", "{{ $value }}", "{{ $labels.a }}", "{{ if gt $value 2.0 }}high{{ end }}", `{{ with query "max(r0)" }}{{ . | first | value }}{{ end }}`)}
	}
	r.Annotations = map[string]string{"text": pick(g, "plain", "{{ $value }}", "{{ $labels.b }}", `{{ query "max(r1)" | first | value }}`, `{{ query "count(ALERTS)" | first | value }}`)}
	return r
}

// valid returns a random expression that parses and is accepted.
func (g generator) valid() string {
	for {
		text := g.expr(3)
		if e, err := parser.NewParser(Options).ParseExpr(text); err == nil && g.accept(e) {
			return text
		}
	}
}

// expr returns a random expression of at most the given depth.
func (g generator) expr(depth int) string {
	if depth == 0 || g.IntN(5) == 0 {
		return g.selector()
	}
	a := func() string { return g.expr(depth - 1) }
	switch g.IntN(17) {
	case 0:
		return fmt.Sprintf("(%s) %s %s", a(), pick(g, ">", "<", "==", "!=", "> bool", "<="), pick(g, "1", "2.5", "0"))
	case 1:
		return fmt.Sprintf("(%s) %s on(a) group_left() sum by (a) (%s)", a(), pick(g, "/", "*", "-", "+", ">"), a())
	case 2, 3, 4:
		return fmt.Sprintf("%s %s (%s)", pick(g, "sum", "avg", "max", "min", "count", "stddev", "group"), pick(g, "by (a)", "without (b)", "by (b)", ""), a())
	case 5, 6:
		return fmt.Sprintf("%s(%s)", pick(g, "rate", "increase", "sum_over_time", "last_over_time", "changes", "avg_over_time", "absent_over_time", "delta"), g.window())
	case 7:
		return fmt.Sprintf("%s_over_time((%s)[%s:%s]%s)", pick(g, "max", "sum", "count", "avg"), a(), pick(g, "3m", "10m"), pick(g, "", "1m", "45s"), pick(g, "", " offset 2m", " offset -1m"))
	case 8:
		return fmt.Sprintf("(%s) %s (%s)", a(), pick(g, "and on(a)", "or", "unless", "and", "unless on(a)"), a())
	case 9:
		return fmt.Sprintf("absent(%s)", g.selector())
	case 10:
		return fmt.Sprintf(`label_replace(%s, "%s", "$1", "b", "(.).*")`, a(), pick(g, "a", "c"))
	case 11:
		return pick(g, "vector(1)", "time()", "scalar(sum(m0)) + 1", "vector(time()) % 120", "end() - start()", "minute() > 4")
	case 12:
		return fmt.Sprintf("-(%s)", a())
	case 13:
		return fmt.Sprintf("timestamp(%s)", a())
	case 14:
		return fmt.Sprintf("(%s) + (%s)", a(), a())
	case 15:
		return fmt.Sprintf("%s %s(%s, %s)", pick(g, "topk", "bottomk", "quantile", "limitk"), pick(g, "", "by (a) "), pick(g, "1", "0.5", "2", "scalar(r0)"), a())
	}
	return fmt.Sprintf("round(%s)", a())
}

func (g generator) selector() string {
	name := pick(g, "m0", "m0", "m1", "m2", "h", "r0", "r1", "r2", "r3", "r4", "ALERTS", "ALERTS_FOR_STATE", `{__name__=~"r.*"}`, "missing", `{__name__=~"m0|r1"}`)
	if g.IntN(4) == 0 && !strings.HasPrefix(name, "{") {
		name += pick(g, `{a="x"}`, `{a!="x"}`, `{b=~"y|z"}`, `{alertname="A"}`, `{alertstate="firing"}`, `{team="core"}`, `{c=""}`, `{a="x",a!="y"}`)
	}
	return name + pick(g, "", "", "", "", "", "", "", " offset 1m", " offset 5m", " offset -1m", " @ 120", " @ end()", " @ start()")
}

func (g generator) window() string {
	s := g.selector()
	name, modifier, _ := strings.Cut(s, " ")
	return fmt.Sprintf("%s[%s] %s", name, pick(g, "1m", "3m", "10m", "90s"), modifier)
}
