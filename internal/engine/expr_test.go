package engine

import (
	"context"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"
)

func testTrees() trees {
	return trees{Parser: parser.NewParser(parser.Options{EnableExperimentalFunctions: true, EnableBinopFillModifiers: true}), cache: NewCache(), step: 60_000}
}

func TestAnalyse(t *testing.T) {
	tests := map[string]struct {
		expr     string
		reach    []int64
		stepwise string
	}{
		"plain":                       {"m + n", []int64{0, 0}, ""},
		"a range looks back only":     {"rate(m[5m])", []int64{0}, ""},
		"an offset":                   {"m offset 1m", []int64{-60_000}, ""},
		"offsets of subqueries add":   {"max_over_time((m offset 1m)[5m:1m] offset 2m)", []int64{-180_000}, ""},
		"the future":                  {"m offset -1m", []int64{60_000}, "a negative offset"},
		"the future taken back":       {"max_over_time((m offset -1m)[5m:1m] offset 2m)", []int64{-60_000}, ""},
		"a fixed time":                {"m @ 100", []int64{math.MaxInt64}, "@"},
		"the end of the query":        {"m @ end()", []int64{math.MaxInt64}, "@"},
		"a subquery at a fixed time":  {"sum_over_time(m[5m:] @ 100)", []int64{math.MaxInt64}, "@"},
		"a time of the query":         {"vector(start())", nil, "start()"},
		"the step":                    {"m * step()", []int64{0}, "step()"},
		"info reads what it will":     {"info(m)", []int64{math.MaxInt64, 0}, "info()"},
		"a computed offset":           {"m offset step()", []int64{math.MaxInt64}, "a computed offset"},
		"a computed range":            {"rate(m[step() + 1m])", []int64{0}, "a computed range"},
		"a varying parameter":         {"topk(scalar(m), vector(1))", []int64{0}, "a computed parameter"},
		"a literal parameter":         {"topk((3), m)", []int64{0}, ""},
		"the first reason is told":    {"m @ 1 + m offset -1m", []int64{math.MaxInt64, 60_000}, "@"},
		"no selector, nothing to say": {"1 + 1", nil, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			e := testTrees().parse(test.expr)
			require.NoError(t, e.err)
			var reach []int64
			for _, s := range e.selectors {
				reach = append(reach, s.reach)
			}
			require.Equal(t, test.reach, reach)
			require.Equal(t, test.stepwise, e.stepwise)
		})
	}
}

var everyNode = []string{
	`sum by (a) (m) / on(a) group_left(b) (n offset 1m) > bool 2`,
	`topk(3, -(rate(m{a="x"}[5m] @ 100)))`,
	`max_over_time((m @ end())[5m:1m] offset 2m)`,
	`label_replace(m, "a", "$1", "b", "(.*)")`,
	`absent(m{b="y",a="x"}) or vector(1)`,
	`count_values("v", m)`, `m + fill(0) n`, `rate(m[step() + 1m])`,
}

func TestClone(t *testing.T) {
	for _, text := range everyNode {
		e := testTrees().parse(text)
		require.NoError(t, e.err, text)
		before := e.tree.String()
		require.Equal(t, before, clone(e.tree).String())
		require.Equal(t, e.tree, clone(e.tree))
	}
}

// TestTreesAreNotModified evaluates expressions, and compares the trees in the cache with fresh ones.
func TestTreesAreNotModified(t *testing.T) {
	for _, text := range everyNode {
		cfg := minutes(3)
		cfg.Cache = NewCache()
		cfg.Parser = parser.Options{EnableExperimentalFunctions: true, EnableBinopFillModifiers: true}
		for _, stepwise := range []bool{false, true} {
			cfg.Stepwise = stepwise
			_, err := Evaluate(context.Background(), groups(group(record("r", text))), load(t, `m{a="x"} 1x3`, `n{a="x"} 1x3`), cfg)
			require.NoError(t, err)
		}
		fresh, err := parser.NewParser(cfg.Parser).ParseExpr(text)
		require.NoError(t, err)
		cached, ok := cfg.Cache.parsed.Load(text)
		require.True(t, ok)
		require.Equal(t, fresh, cached.(*expr).tree, text)
	}
}

func TestEmpty(t *testing.T) {
	tests := map[string]bool{ // whether nothing comes of nothing
		"m": true, "rate(m[5m]) > 1": true, "sum by (a) (m) / n": true, "m and n": true, "m or n": true, "m unless n": true,
		"1 - m": true, "-m": true, "(m)": true, "histogram_quantile(0.9, sum by (le) (rate(m[5m])))": true, "topk(3, m)": true,
		"max_over_time(m[1h:])": true, `label_replace(m, "a", "$1", "b", "(.*)")`: true, `label_join(m, "a", "-", "b")`: true,
		"m > time() - 60": true, "count(m) > 1": true, `count_values("v", m)`: true, "clamp(m, 0, 1)": true, "m * on() group_left n": true,

		"absent(m)": false, "absent_over_time(m[5m])": false, "vector(1)": false, "m or vector(0)": false, "vector(1) and m": false,
		"time()": false, "1": false, "scalar(m)": false, "hour()": false, "m + fill(0) n": false, "m + scalar(n)": false,
		`label_replace(m, "a", "$1", "b", "(")`: false, "topk(scalar(n), m)": false, "info(m)": false, "m + on() vector(1)": false,
		"max_over_time(m[5m] smoothed)": false, "rate(m[5m] anchored)": false, "rate(m[2 * step()])": false, "max_over_time(m[5m:step()])": false,
	}
	nothing := func([]*labels.Matcher) bool { return true }
	for text, want := range tests {
		e := testTrees().parse(text)
		require.NoError(t, e.err, text)
		require.Equal(t, want, empty(e.tree, nothing), text)
		if !want {
			continue
		}
		run, err := Evaluate(context.Background(), nil, nil, Config{Parser: parser.Options{EnableExperimentalFunctions: true}})
		require.NoError(t, err)
		require.Empty(t, values(t, run, text, 0), text)
	}
}

// TestSumsAreSettled evaluates a sum that depends on the order of what it sums, many times.
func TestSumsAreSettled(t *testing.T) {
	var lines []string
	for _, v := range []string{"1e16", "1", "-1e16", "0.1", "3e15", "-7", "1e-3", "0.7"} {
		lines = append(lines, `m{a="`+v+`"} `+v+"x3", `n{a="`+v+`"} 3x3`)
	}
	exprs := []string{"sum(m * n)", "avg(m * n)", "stddev(m * n)", "topk(2, m * n * 0)", "sum_over_time(sum(m / n)[2m:1m])", "sum(-(m / n))", "limitk(2, abs(m))"}
	for _, text := range exprs {
		var first []string
		for range 20 {
			cfg := minutes(3)
			cfg.Parser.EnableExperimentalFunctions = true
			both(t, groups(group(record("r", text))), load(t, lines...), cfg, func(t *testing.T, r *Run) {
				require.Empty(t, r.RuleErrors())
				if first == nil {
					first = stored(t, r, "r")
				}
				require.Equal(t, first, stored(t, r, "r"), text)
			})
		}
	}
}

func TestOperandsAreNotVisible(t *testing.T) {
	series := load(t, "m 1x3")
	both(t, groups(group(record("r", "sum(m * 2)"))), series, minutes(3), func(t *testing.T, r *Run) {
		require.Equal(t, []string{`{__name__="m"} => 1`, `{__name__="r"} => 2`}, sortedValues(t, r, `{__name__=~".+"}`))
		require.Len(t, r.store.byName, 2)
	})
}

func sortedValues(t *testing.T, r *Run, expr string) []string {
	lines := values(t, r, expr, time.Minute)
	for i := range lines {
		lines[i] = trimNewline(lines[i])
	}
	slices.Sort(lines)
	return lines
}

func trimNewline(s string) string {
	if n := len(s); n > 0 && s[n-1] == '\n' {
		return s[:n-1]
	}
	return s
}
