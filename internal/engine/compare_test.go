package engine

import (
	"math"
	"testing"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"
)

func TestCompared(t *testing.T) {
	tests := map[string]struct {
		inner string // nothing is split off: the expression
		kept  []float64
	}{
		"x > 2":                 {"x", []float64{3, math.Inf(1)}},
		"2 >= x":                {"x", []float64{1, 2}},
		"(x != (2))":            {"x", []float64{1, 3, math.NaN(), math.Inf(1)}},
		"rate(x[5m]) == 3":      {"rate(x[5m])", []float64{3}},
		"(x > 1) < 3":           {"x", []float64{2}},
		"1 < (x <= 3)":          {"x", []float64{2, 3}},
		"x < -Inf":              {"x", nil},
		"x > bool 2":            {},
		"x > y":                 {},
		"x > scalar(y)":         {},
		"x > 2 and x < 5":       {},
		"sum(x > 2)":            {},
		"x > 60 * 60":           {},
		"count(x) > bool 1 > 0": {"count(x) > bool 1", []float64{1, 2, 3, math.Inf(1)}},
	}
	for text, test := range tests {
		t.Run(text, func(t *testing.T) {
			tree, err := parser.NewParser(parser.Options{}).ParseExpr(text)
			require.NoError(t, err)
			inner, all := compared(tree)
			if test.inner == "" {
				require.Equal(t, text, inner.String())
				require.Empty(t, all)
				return
			}
			require.Equal(t, test.inner, inner.String())
			var floats []promql.FPoint
			for i, v := range []float64{1, 2, 3, math.NaN(), math.Inf(1)} {
				floats = append(floats, promql.FPoint{T: int64(i), F: v})
			}
			m := promql.Matrix{{Metric: labels.FromStrings("a", "b"), Floats: floats}}
			for _, c := range all {
				m = c.keep(m)
			}
			if test.kept == nil {
				require.Empty(t, m)
				return
			}
			var kept []float64
			for _, p := range m[0].Floats {
				kept = append(kept, p.F)
			}
			require.InDeltaSlice(t, test.kept, kept, 0)
		})
	}
}

func TestComparisonOfHistograms(t *testing.T) {
	series := load(t, `h{kind="histogram"} {{count:5 sum:5 buckets:[5]}}x3`, `h{kind="both"} 7 {{count:5 sum:5 buckets:[5]}} 1 9`)
	both(t, groups(group(record("high", "h > 5"), record("not", "h != 7"))), series, minutes(3), func(t *testing.T, r *Run) {
		require.Equal(t, []string{`{kind="both"} 0m=7 1m=stale 3m=9`}, stored(t, r, "high"))
		require.Equal(t, []string{`{kind="both"} 2m=1 3m=9`}, stored(t, r, "not"))
	})
}

func TestSweep(t *testing.T) {
	ends := []int{5, 2, 9, 3}
	s := newSweep([]int{3, 0, 3, 2})
	var got [][]int
	for step := range 7 {
		var seen []int
		s.visit(step, func(i int) bool {
			seen = append(seen, i)
			return ends[i] == step
		})
		got = append(got, seen)
	}
	require.Equal(t, [][]int{{1}, {1}, {1, 3}, {0, 2, 3}, {0, 2}, {0, 2}, {2}}, got)
}
