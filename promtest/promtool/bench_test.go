package promtool_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/promtest/promtool"
)

// BenchmarkLoad is reading a test file and the rule file it names, and checking every rule and template of it.
func BenchmarkLoad(b *testing.B) {
	dir := b.TempDir()
	require.NoError(b, os.WriteFile(filepath.Join(dir, "rules.yaml"), []byte(rulesOf(20)), 0o644))
	path := filepath.Join(dir, "test.yaml")
	require.NoError(b, os.WriteFile(path, []byte(testsOf(20)), 0o644))
	b.ReportAllocs()
	for b.Loop() {
		f, err := promtool.Load(path)
		require.NoError(b, err)
		require.Len(b, f.Tests, 20)
	}
}

// BenchmarkLongSequence is a sequence of ten million samples of which ten minutes are evaluated.
func BenchmarkLongSequence(b *testing.B) {
	const text = `
tests:
  - input_series: [{series: up, values: "0x10000000"}]
    promql_expr_test: [{expr: "count_over_time(up[1h])", eval_time: 10m, exp_samples: [{labels: "{}", value: 11}]}]
`
	path := filepath.Join(b.TempDir(), "test.yaml")
	require.NoError(b, os.WriteFile(path, []byte(text), 0o644))
	b.ReportAllocs()
	for b.Loop() {
		results, err := promtool.Run(b.Context(), []string{path}, promtool.Options{})
		require.NoError(b, err)
		require.True(b, results[0].Results[0].Passed())
	}
}

// rulesOf is a rule file of n alerts, each on a recording rule.
func rulesOf(n int) string {
	var b strings.Builder
	b.WriteString("groups:\n  - name: g\n    rules:\n")
	for i := range n {
		fmt.Fprintf(&b, `
      - record: job:errors_%[1]d:rate5m
        expr: sum by (job) (rate(errors_%[1]d_total{code=~"5.."}[5m])) / sum by (job) (rate(errors_%[1]d_total[5m]))
      - alert: Errors%[1]d
        expr: job:errors_%[1]d:rate5m > 0.01
        for: 10m
        labels: {severity: warning}
        annotations: {summary: '{{ $labels.job }} fails {{ $value | humanizePercentage }} of its requests'}
`, i)
	}
	return b.String()
}

// testsOf is a test file of n tests of an hour.
func testsOf(n int) string {
	var b strings.Builder
	b.WriteString("rule_files: [rules.yaml]\ntests:\n")
	for i := range n {
		fmt.Fprintf(&b, `
  - name: errors %[1]d
    input_series:
      - {series: 'errors_%[1]d_total{job="api", code="200"}', values: '0+10x60'}
      - {series: 'errors_%[1]d_total{job="api", code="500"}', values: '0+1x60'}
    alert_rule_test:
      - eval_time: 1h
        alertname: Errors%[1]d
        exp_alerts:
          - exp_labels: {job: api, severity: warning}
            exp_annotations: {summary: 'api fails 9.091%% of its requests'}
`, i)
	}
	return b.String()
}
