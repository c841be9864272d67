package node_test

import (
	"testing"

	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"example.com/alerts/node"
)

// TestExpressions holds the Go code against the expressions as they stand upstream.
func TestExpressions(t *testing.T) {
	upstream := map[string]string{
		"NodeFilesystemAlmostOutOfSpace-20": `
			node_filesystem_avail_bytes{job="node-exporter",fstype!=""} / node_filesystem_size_bytes{job="node-exporter",fstype!=""} * 100 < 20
			and node_filesystem_readonly{job="node-exporter",fstype!=""} == 0`,
		"HostUnusualDiskWriteLatency": `
			rate(node_disk_write_time_seconds_total[1m]) / rate(node_disk_writes_completed_total[1m]) > 0.1
			and rate(node_disk_writes_completed_total[1m]) > 0`,
		"TargetDown": `
			100 * (count(up == 0) by (job, namespace, service) / count(up) by (job, namespace, service)) > 10`,
	}
	groups, err := node.Groups().Plain()
	require.NoError(t, err)
	for _, group := range groups {
		for _, rule := range group.Rules {
			want, ok := upstream[rule.Alert]
			if !ok {
				continue
			}
			require.Equal(t, tree(t, want), tree(t, rule.Expr), rule.Alert)
			delete(upstream, rule.Alert)
		}
	}
	require.Empty(t, upstream, "alerts that no group holds")
}

// tree returns the parsed expression, without how it was written.
func tree(t *testing.T, expr string) string {
	t.Helper()
	parsed, err := parser.NewParser(parser.Options{}).ParseExpr(expr)
	require.NoError(t, err)
	return parser.Tree(parsed)
}
