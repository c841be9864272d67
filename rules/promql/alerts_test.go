package promql_test

import (
	"testing"
	"time"

	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/promql"
)

var (
	node           = `job="node-exporter",fstype!=""`
	fsAvail        = promql.NewGauge("node_filesystem_avail_bytes", "instance", "job", "device", "fstype", "mountpoint").Where(node)
	fsSize         = promql.NewGauge("node_filesystem_size_bytes", "instance", "job", "device", "fstype", "mountpoint").Where(node)
	fsReadonly     = promql.NewGauge("node_filesystem_readonly", "instance", "job", "device", "fstype", "mountpoint").Where(node)
	diskWrites     = promql.NewCounter("node_disk_writes_completed_total")
	diskWriteTime  = promql.NewCounter("node_disk_write_time_seconds_total")
	up             = promql.NewGauge("up", "job", "namespace", "service", "instance")
	serviceLabels  = []string{"job", "namespace", "service"}
	byService      = promql.By(serviceLabels...)
	filesystemText = `node_filesystem_avail_bytes{job="node-exporter",fstype!=""} / node_filesystem_size_bytes{job="node-exporter",fstype!=""} * 100 < 20
and node_filesystem_readonly{job="node-exporter",fstype!=""} == 0`
	latencyText = `rate(node_disk_write_time_seconds_total[1m]) / rate(node_disk_writes_completed_total[1m]) > 0.1 and rate(node_disk_writes_completed_total[1m]) > 0`
	targetText  = `100 * (count(up == 0) by (job, namespace, service) / count(up) by (job, namespace, service)) > 10`
)

// TestAlerts builds published alerts in both styles: what they print is what was published.
func TestAlerts(t *testing.T) {
	tests := map[string]struct {
		expr promql.Vector
		want string // as published
		text string // as printed
	}{
		"a full filesystem, in methods": {
			fsAvail.Div(fsSize).Mul(100).Lt(20).And(fsReadonly.Eq(0)), filesystemText,
			`node_filesystem_avail_bytes{job="node-exporter",fstype!=""} / node_filesystem_size_bytes{job="node-exporter",fstype!=""} * 100 < 20` +
				` and node_filesystem_readonly{job="node-exporter",fstype!=""} == 0`,
		},
		"a full filesystem, in text": {promql.Text(filesystemText), filesystemText, filesystemText},
		"a full filesystem, in text with holes": {
			promql.Text("node_filesystem_avail_bytes{$node} / node_filesystem_size_bytes{$node} * 100 < $percent\nand $readonly", promql.Vars{
				"node":     promql.Matchers{promql.Eq("job", "node-exporter"), promql.Ne("fstype", "")},
				"percent":  20,
				"readonly": fsReadonly.Eq(0),
			}),
			filesystemText, filesystemText,
		},
		"slow disks, in methods": {
			diskWriteTime.Rate(time.Minute).Div(diskWrites.Rate(time.Minute)).Gt(0.1).
				And(diskWrites.Rate(time.Minute).Gt(0)),
			latencyText, latencyText,
		},
		"slow disks, in text with holes": {
			promql.Text(`rate($time[$range]) / $writes > $max and $writes > 0`, promql.Vars{
				"time": diskWriteTime, "range": time.Minute, "max": 0.1, "writes": diskWrites.Rate(time.Minute),
			}),
			latencyText, latencyText,
		},
		"targets down, in methods": {
			promql.Number(100).MulVector(promql.Count(up.Eq(0), byService).Div(promql.Count(up, byService))).Gt(10), targetText,
			`100 * (count by (job, namespace, service) (up == 0) / count by (job, namespace, service) (up)) > 10`,
		},
		"targets down, in text with holes": {
			promql.Text(`100 * (count by ($by) (up == 0) / count by ($by) (up)) > $max`,
				promql.Vars{"by": []string{"job", "namespace", "service"}, "max": 10}), targetText,
			`100 * (count by (job, namespace, service) (up == 0) / count by (job, namespace, service) (up)) > 10`,
		},
		"targets down, in text": {promql.Text(targetText), targetText, targetText},
	}
	p := parser.NewParser(parser.Options{})
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			require.NoError(t, promql.Err(test.expr))
			require.Equal(t, test.text, test.expr.String())
			want, err := p.ParseExpr(test.want)
			require.NoError(t, err)
			for _, text := range []string{test.expr.String(), test.expr.Layout(80)} {
				got, err := p.ParseExpr(text)
				require.NoError(t, err)
				require.Equal(t, promql.Canonical(want), promql.Canonical(got))
			}
		})
	}
}
