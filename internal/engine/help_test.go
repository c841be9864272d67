package engine

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/prometheus/model/value"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
)

// load reads series in promtool's notation, one line each: `up{job="a"} 1x10 _ stale`, with a sample per minute.
func load(t testing.TB, lines ...string) []Series {
	t.Helper()
	p := parser.NewParser(parser.Options{})
	var all []Series
	for _, line := range lines {
		ls, values, err := p.ParseSeriesDesc(line)
		require.NoError(t, err)
		var samples []Sample
		for i, v := range values {
			if !v.Omitted {
				samples = append(samples, Sample{T: int64(i) * 60_000, V: v.Value, H: v.Histogram})
			}
		}
		all = append(all, Series{Labels: ls, Samples: slices.Values(samples)})
	}
	return all
}

// group makes a group of rules.
func group(rs ...rules.PlainRule) rules.PlainGroup { return rules.PlainGroup{Name: "g", Rules: rs} }

func groups(gs ...rules.PlainGroup) []rules.PlainGroup { return gs }

func record(name, expr string) rules.PlainRule { return rules.PlainRule{Record: name, Expr: expr} }

func alert(name, expr string) rules.PlainRule { return rules.PlainRule{Alert: name, Expr: expr} }

// minutes is a config of the given number of steps after the first.
func minutes(n int) Config { return Config{End: time.Duration(n) * time.Minute} }

// both evaluates the groups in both ways, and calls check with the result of each.
func both(t *testing.T, gs []rules.PlainGroup, series []Series, cfg Config, check func(*testing.T, *Run)) {
	t.Helper()
	for _, way := range []string{"range", "stepwise"} {
		t.Run(way, func(t *testing.T) {
			cfg.Stepwise = way == "stepwise"
			run, err := Evaluate(context.Background(), gs, series, cfg)
			require.NoError(t, err)
			check(t, run)
		})
	}
}

// states draws each alert, a letter per step: `{alertname="A"} ..ppFF`.
func states(r *Run) []string {
	lines := []string{}
	for _, a := range r.Alerts() {
		var b strings.Builder
		for step := range r.Steps() {
			b.WriteByte(".pF"[a.State(step)])
		}
		var history strings.Builder
		for _, s := range a.History() {
			history.WriteString(strings.Repeat(string(".pF"[s.State]), s.To-s.From))
		}
		if b.String() != history.String() {
			b.WriteString(", but its history is " + history.String())
		}
		lines = append(lines, a.Labels.String()+" "+b.String())
	}
	return lines
}

// stored writes each series of a name: `{a="x"} 0m=1 1m=stale`.
func stored(t *testing.T, r *Run, name string) []string {
	t.Helper()
	require.NoError(t, r.exposeAll())
	lines := []string{}
	for _, c := range r.store.named(name) {
		line := c.labels.MatchLabels(false, "__name__").String()
		for i, at := range c.times {
			text := fmt.Sprint(c.floats[i])
			if h := c.hist(i); h != nil {
				text = h.TestExpression()
			} else if value.IsStaleNaN(c.floats[i]) {
				text = "stale"
			} else if math.IsNaN(c.floats[i]) {
				text = "NaN"
			}
			after := time.Duration(at-r.clock.start) * time.Millisecond
			line += fmt.Sprintf(" %s=%s", strings.TrimSuffix(after.String(), "0s"), text)
		}
		if len(c.times) > 0 {
			lines = append(lines, strings.ReplaceAll(line, " =", " 0m="))
		}
	}
	return lines
}

func failures(r *Run) []string {
	texts := []string{}
	for _, err := range r.RuleErrors() {
		texts = append(texts, err.Error())
	}
	return texts
}

// values writes the result of a query, one line per element.
func values(t *testing.T, r *Run, expr string, at time.Duration) []string {
	t.Helper()
	v, err := r.Query(context.Background(), expr, at)
	require.NoError(t, err)
	lines := []string{}
	for line := range strings.Lines(v.String()) {
		line, _, _ = strings.Cut(line, " @[")
		lines = append(lines, line)
	}
	return lines
}
