package rulefile_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/rulefile"
)

// generated returns a rule file with n rules, as people write them.
func generated(n int) []byte {
	var b strings.Builder
	b.WriteString("groups:\n")
	for i := range n {
		if i%20 == 0 {
			fmt.Fprintf(&b, "- name: group-%d\n  rules:\n", i/20)
		}
		fmt.Fprintf(&b, "  - alert: HighErrorRate%d # generated\n    expr: |\n      sum by (job) (rate(http_errors_total{job=\"api-%d\"}[5m]))\n        /\n"+
			"      sum by (job) (rate(http_requests_total{job=\"api-%d\"}[5m])) > 0.05\n    for: 10m\n    labels:\n      severity: warning\n"+
			"    annotations:\n      summary: \"Error rate of {{ $labels.job }} is {{ $value | humanizePercentage }}\"\n", i, i, i)
	}
	return []byte(b.String())
}

func BenchmarkParse(b *testing.B) {
	src := generated(10_000)
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if f := rulefile.Parse("bench.yaml", src); len(f.Errors) > 0 {
			b.Fatal(f.Errors[0])
		}
	}
}

// BenchmarkPositions finds where every byte of every scalar stands.
func BenchmarkPositions(b *testing.B) {
	src := generated(1000)
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		for _, s := range scalars(rulefile.Parse("bench.yaml", src)) {
			for i := range len(s.Value) {
				s.Pos(i)
			}
		}
	}
}

// TestLinear asserts that a one-line List costs no more than a pretty file: the place of a node in a long line is not counted from its start.
func TestLinear(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{"kind":"List","items":[{"kind":"PrometheusRule","spec":{"groups":[{"name":"é","rules":[`)
	for i := range 20_000 {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"record":"a:b","expr":"sum(rate(x{é=\"%d\"}[5m])) \n # %s"}`, i, strings.Repeat("x", 50))
	}
	b.WriteString(`]}]}}]}`)
	f := rulefile.Parse("list.json", []byte(b.String()))
	require.Empty(t, f.Errors)
	n := 0
	for r := range f.Rules() {
		n++
		require.Equal(t, 1, r.Expr.Pos(3).Line)
		require.True(t, r.Expr.Exact())
	}
	require.Equal(t, 20_000, n)
}
