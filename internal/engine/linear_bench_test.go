package engine

import (
	"context"
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
)

// Time and memory grow linearly with series and with steps: ns/sample and B/sample stay what they are from one size to the next.

// BenchmarkSeries is an hour of many series.
func BenchmarkSeries(b *testing.B) {
	for _, n := range []int{100, 1000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) { benchmarkSize(b, n, 60) })
	}
}

// BenchmarkSteps is ten series over many steps.
func BenchmarkSteps(b *testing.B) {
	for _, n := range []int{1000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) { benchmarkSize(b, 10, n) })
	}
}

// BenchmarkStepwiseSteps is ten series over many steps, of rules that read their own past.
func BenchmarkStepwiseSteps(b *testing.B) {
	for _, n := range []int{1000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			benchmarkRules(b, 10, n, record("total", "x or total + 1"), alert("Any", `total > 1 unless ALERTS{alertname="Any", alertstate="never"}`))
		})
	}
}

// benchmarkSize is a recording rule, an alert on it that fires and one that does not.
func benchmarkSize(b *testing.B, series, steps int) {
	b.Helper()
	fires, quiet := alert("Fires", "x:rate > 0"), alert("Quiet", "x:rate > 1")
	fires.For = 5 * time.Minute
	benchmarkRules(b, series, steps, record("x:rate", "rate(x[5m])"), fires, quiet)
}

func benchmarkRules(b *testing.B, series, steps int, all ...rules.PlainRule) {
	b.Helper()
	input := xSeries(series)
	samples := float64(series * steps)
	cfg := Config{End: time.Duration(steps-1) * time.Minute, Cache: NewCache()}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	n := 0
	for b.Loop() {
		run, err := Evaluate(context.Background(), groups(group(all...)), input, cfg)
		require.NoError(b, err)
		require.Empty(b, run.RuleErrors())
		require.Len(b, run.Alerts(), series)
		n++
	}
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n)/samples, "ns/sample")
	b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(n)/samples, "B/sample")
	b.ReportMetric(0, "ns/op")
}
