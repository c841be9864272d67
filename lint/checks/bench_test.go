package checks

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// manyRules returns rule files with n rules in all, a hundred to a file, all different: a recording rule, an alert on it,
// and alerts as people write them, some with what checks find.
func manyRules(n int) map[string]string {
	files := map[string]string{}
	var b strings.Builder
	for i := range n {
		if i%100 == 0 {
			b.Reset()
			fmt.Fprintf(&b, "groups:\n- name: group%d\n  rules:\n", i/100)
		}
		labels := "    for: 10m\n    labels:\n      severity: warning\n    annotations:\n"
		switch i % 5 {
		case 0:
			fmt.Fprintf(&b, "  - record: job:requests%d:rate5m\n    expr: sum by (job, instance) (rate(http_requests%d_total{code=~\"5..\"}[5m]))\n", i, i)
		case 1:
			fmt.Fprintf(&b, "  - alert: Errors%d\n    expr: job:requests%d:rate5m / 100 > 0.5\n%s"+
				"      summary: \"{{ $labels.job }} has {{ $value | humanizePercentage }} errors, %d\"\n", i, i-1, labels, i)
		case 2:
			fmt.Fprintf(&b, "  - alert: Space%d\n    expr: |\n      node_avail%d_bytes{fstype!=\"\"} / node_size_bytes{fstype!=\"\"} * 100 < 20\n      and\n"+
				"      node_readonly{fstype!=\"\"} == 0\n%s      summary: Little space.\n      description: |\n"+
				"        {{ $labels.mountpoint }} at {{ $labels.instance }} has {{ printf \"%%.2f\" $value }}%% left, says rule %d.\n", i, i, labels, i)
		case 3:
			fmt.Fprintf(&b, "  - alert: Slow%d\n    expr: histogram_quantile(0.99, sum by (le, job) (rate(latency%d_bucket[1m]))) > 0.5\n%s"+
				"      summary: \"{{ $labels.job }} on {{ $labels.instance }} is slow: {{ $value }}s %d\"\n", i, i, labels, i)
		case 4:
			fmt.Fprintf(&b, "  - alert: Down%d\n    expr: 100 * (count by (job) (up%d == 0) / count by (job) (up%d)) > 10\n%s"+
				"      summary: \"{{ if $labels.job }}{{ $labels.job }}{{ else }}something{{ end }} is down %d\"\n", i, i, i, labels, i)
		}
		if i%100 == 99 {
			files[fmt.Sprintf("rules%d.yaml", i/100)] = b.String()
		}
	}
	return files
}

// run reads the files and runs every check over them.
func run(files map[string]string) lint.Result {
	project := &lint.Project{}
	for name, source := range files {
		project.Files = append(project.Files, rulefile.Parse(name, []byte(source)))
	}
	return lint.Run(project, All)
}

func TestManyRules(t *testing.T) {
	result := run(manyRules(1000))
	require.Empty(t, result.Errors)
	require.Equal(t, 1000, result.Rules)
	require.NotEmpty(t, result.Findings)
}

// BenchmarkTenThousandRules reads 10,000 rules and runs every check over them. With -cpu 1 its time is that of one CPU.
func BenchmarkTenThousandRules(b *testing.B) {
	files := manyRules(10_000)
	for b.Loop() {
		run(files)
	}
}
