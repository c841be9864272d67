package engine

import (
	"context"
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/value"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
)

// TestRangeEqualsStepwise generates rules and series, and asserts that evaluating each rule at once and step by step give the same
// alerts, recorded samples and errors. ENGINE_SEEDS sets the number of cases, ENGINE_SEED runs one.
func TestRangeEqualsStepwise(t *testing.T) {
	seeds := 400
	if text := os.Getenv("ENGINE_SEEDS"); text != "" {
		seeds, _ = strconv.Atoi(text)
	}
	first := 0
	if text := os.Getenv("ENGINE_SEED"); text != "" {
		first, _ = strconv.Atoi(text)
		seeds = first + 1
	}
	for seed := first; seed < seeds; seed++ {
		g := generator{rand.New(rand.NewPCG(uint64(seed), 1))}
		groups, series, cfg := g.groups(), g.series(), g.config()
		ranged, err := Evaluate(context.Background(), groups, series, cfg)
		require.NoError(t, err, "seed %d", seed)
		cfg.Stepwise = true
		stepwise, err := Evaluate(context.Background(), groups, series, cfg)
		require.NoError(t, err, "seed %d", seed)
		if diff := cmp.Diff(dump(t, stepwise), dump(t, ranged)); diff != "" {
			t.Fatalf("seed %d: (-stepwise +range):\n%s\n%s", seed, diff, spell(groups))
		}
	}
}

// dump writes everything that a run found out as text, one fact per line.
func dump(t *testing.T, r *Run) []string {
	t.Helper()
	var lines []string
	for _, err := range r.RuleErrors() {
		lines = append(lines, fmt.Sprintf("%v (%d times)", err, err.(*RuleError).Count))
	}
	for _, a := range r.Alerts() {
		for _, p := range a.points {
			note, err := a.Annotations(int(p.step))
			require.NoError(t, err)
			lines = append(lines, fmt.Sprintf("alert %s@%d %s yielded %t %v since %d %s", a.Labels, p.step, p.state, p.yielded, p.value, p.since, note))
		}
	}
	require.NoError(t, r.exposeAll())
	for _, columns := range r.store.byName {
		for _, c := range columns {
			for i, at := range c.times {
				text := fmt.Sprintf("%x", math.Float64bits(c.floats[i]))
				if h := c.hist(i); h != nil {
					text = fmt.Sprint(h.CounterResetHint, h)
				}
				if c.source == nil || c.shared {
					lines = append(lines, fmt.Sprintf("series %s@%d %s", c.labels, at, text))
				}
			}
		}
	}
	slices.Sort(lines)
	return lines
}

func spell(groups []rules.PlainGroup) string {
	var b strings.Builder
	for _, g := range groups {
		offset := time.Duration(0)
		if g.QueryOffset != nil {
			offset = *g.QueryOffset
		}
		fmt.Fprintf(&b, "group %s limit %d offset %v labels %v\n", g.Name, g.Limit, offset, g.Labels)
		for _, r := range g.Rules {
			fmt.Fprintf(&b, "  %s: %s  for %v keep %v labels %v\n", title(&r), r.Expr, r.For, r.KeepFiringFor, r.Labels)
		}
	}
	return b.String()
}

// generator makes random rules and series.
type generator struct{ *rand.Rand }

func pick[T any](g generator, of ...T) T { return of[g.IntN(len(of))] }

func (g generator) config() Config {
	return Config{
		Start:      pick(g, time.Time{}, time.Unix(1_700_000_000, 0)),
		Interval:   pick(g, time.Minute, 30*time.Second, 2*time.Minute),
		End:        time.Duration(g.IntN(30)) * time.Minute,
		Parser:     generated,
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
		r.Labels = map[string]string{"severity": pick(g, "x", "{{ $value }}", "{{ $labels.a }}", "{{ if gt $value 2.0 }}high{{ end }}", `{{ with query "r0" }}{{ . | first | value }}{{ end }}`)}
	}
	r.Annotations = map[string]string{"text": pick(g, "plain", "{{ $value }}", "{{ $labels.b }}", `{{ query "r1" | first | value }}`, `{{ query "count(ALERTS)" | first | value }}`)}
	return r
}

// valid returns a random expression that parses, and whose value is not up to chance.
func (g generator) valid() string {
	for {
		text := g.expr(3)
		t := trees{Parser: parser.NewParser(generated), cache: NewCache(), step: 60_000}
		if e := t.rule(text); e.err == nil && !e.loose {
			return text
		}
	}
}

// generated is what generated expressions need: start() and end() are experimental.
var generated = parser.Options{EnableExperimentalFunctions: true}

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

func (g generator) series() []Series {
	start := int64(0)
	var all []Series
	seen := map[string]bool{}
	for range 3 + g.IntN(12) {
		name := pick(g, "m0", "m0", "m0", "m1", "m2", "h", "r3")
		ls := labels.FromStrings("__name__", name, "a", pick(g, "x", "y", "z"), "b", pick(g, "x", "y", "z"))
		if seen[ls.String()] {
			continue
		}
		seen[ls.String()] = true
		all = append(all, Series{Labels: ls, Samples: g.samples(start, name == "h")})
	}
	for i := range all { // half of the cases start long after the epoch
		early := all[i].Samples
		all[i].Samples = func(yield func(Sample) bool) {
			for s := range early {
				if !yield(s) {
					return
				}
			}
			for s := range early {
				s.T += 1_700_000_000_000
				if !yield(s) {
					return
				}
			}
		}
	}
	return all
}

// samples returns up to 40 minutes of samples, with gaps, resets and stale markers.
func (g generator) samples(start int64, hist bool) iter.Seq[Sample] {
	interval := pick(g, int64(60_000), 30_000, 15_000)
	if g.IntN(6) == 0 {
		start += 7_000
	}
	var samples []Sample
	v := float64(g.IntN(5))
	for at := start; at < 40*60_000; at += interval {
		switch g.IntN(12) {
		case 0:
			continue
		case 1:
			v = float64(g.IntN(3)) / 3
		case 2:
			if g.IntN(3) == 0 {
				samples = append(samples, Sample{T: at, V: math.Float64frombits(value.StaleNaN)})
				continue
			}
		case 3, 4, 5:
			v += float64(g.IntN(10)) / 7
		}
		s := Sample{T: at, V: v}
		if hist && g.IntN(20) != 0 {
			s.V = 0
			s.H = &histogram.FloatHistogram{Count: v * 3, Sum: v, PositiveSpans: []histogram.Span{{Offset: 0, Length: 2}}, PositiveBuckets: []float64{v, v * 2}}
		}
		samples = append(samples, s)
	}
	return slices.Values(samples)
}
