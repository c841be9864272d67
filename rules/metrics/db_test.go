package metrics_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/metrics"
)

func snapshot(t *testing.T, lines string) *metrics.DB {
	t.Helper()
	all, err := metrics.ReadSnapshot("test.yaml", []byte("metrics:\n"+lines))
	require.NoError(t, err)
	return metrics.Default().With(metrics.Source{Kind: metrics.Snapshot, Name: "test.yaml"}, all)
}

func TestParts(t *testing.T) {
	db := snapshot(t, `
  lag: {type: histogram, unit: celsius, labels: {zone}}
  size_bytes: {type: summary, unit: bytes, min: 0}
  depth: {type: gauge}
`)
	bucket := db.Series("lag_bucket")
	require.Equal(t, metrics.Bucket, bucket.Part)
	require.Equal(t, "lag", bucket.Metric)
	require.Equal(t, metrics.Things, bucket.Unit)
	require.Equal(t, "celsius", bucket.Observed.String())
	require.Equal(t, "le zone", labels(bucket))
	require.True(t, bucket.Monotonic())
	require.False(t, db.Series("lag_sum").Monotonic(), "of temperatures")
	require.True(t, math.IsInf(db.Series("lag_sum").Min, -1))
	require.True(t, db.Series("lag_count").Monotonic())
	require.Equal(t, metrics.Whole, db.Series("lag").Part, "a native histogram")

	quantile := db.Series("size_bytes")
	require.Equal(t, metrics.Quantile, quantile.Part)
	require.Equal(t, "quantile", labels(quantile))
	require.False(t, quantile.Monotonic())
	require.Equal(t, metrics.Bytes, db.Series("size_bytes_sum").Unit)
	require.True(t, db.Series("size_bytes_sum").Monotonic())
	require.Equal(t, metrics.Nowhere, db.Series("depth_count").Source.Kind, "gauges have no parts")
	require.Equal(t, metrics.Names, db.Series("size_bytes_bucket").Source.Kind, "summaries have no buckets")
}

// TestLayers shows how a snapshot and the catalogue add up.
func TestLayers(t *testing.T) {
	tests := map[string]struct {
		line, series string
		want         string
	}{
		"what nobody else knows":                  {"app_total: {type: counter, labels: {code}}", "app_total", "counter things [code] 0 +Inf"},
		"untyped, and the catalogue knows":        {"node_netstat_Udp_InErrors: {}", "node_netstat_Udp_InErrors", "counter things [] 0 +Inf"},
		"its name tells the unit":                 {"app_size_bytes: {type: gauge, labels: {disk}}", "app_size_bytes", "gauge bytes [disk] -Inf +Inf"},
		"bounds and values of the catalogue":      {"kube_pod_status_phase: {type: gauge, labels: {phase, pod}}", "kube_pod_status_phase", "gauge  [namespace phase=Failed|Pending|Running|Succeeded|Unknown pod uid] 0 1"},
		"what is declared is believed":            {"app_size_bytes: {type: gauge, unit: mebibytes}", "app_size_bytes", "gauge mebibytes [] -Inf +Inf"},
		"labels of both":                          {"node_load1: {type: gauge, labels: {rack}}", "node_load1", "gauge  [rack] 0 +Inf"},
		"another metric of that name":             {"node_load1: {type: histogram, labels: {rack}}", "node_load1", "  [rack ...] -Inf +Inf"},
		"info metrics of older clients":           {"node_uname_info: {type: gauge}", "node_uname_info", "info  [domainname machine nodename release sysname version] 1 1"},
		"the parts of a histogram":                {"app_wait_seconds: {type: histogram}", "app_wait_seconds_sum", "histogram seconds [] 0 +Inf"},
		"a gauge that is called like a count":     {"app_nodes_total: {type: gauge}", "app_nodes_total", "gauge  [] -Inf +Inf"},
		"a catalogue that says other labels":      {"kube_pod_labels: {type: gauge, labels: {label_app, pod}}", "kube_pod_labels", "gauge  [label_app namespace pod uid ...] 1 1"},
		"a time that the catalogue knows of":      {"node_boot_time_seconds: {type: gauge}", "node_boot_time_seconds", "gauge seconds [] 0 +Inf"},
		"the catalogue knows no unit, on purpose": {"node_hwmon_temp_alarm: {type: gauge}", "node_hwmon_temp_crit_alarm_celsius", "gauge  [chip sensor] -Inf +Inf"},
	}
	for why, test := range tests {
		t.Run(why, func(t *testing.T) {
			s := snapshot(t, "  "+test.line+"\n").Series(test.series)
			require.Equal(t, test.want, fmt.Sprintf("%s %s [%s] %v %v", s.Type, s.Unit, labels(s), s.Min, s.Max))
		})
	}
}

func TestNamesOfAll(t *testing.T) {
	names := snapshot(t, "  app_total: {type: counter}\n  up: {type: gauge}\n").Names()
	require.IsIncreasing(t, names)
	require.Contains(t, names, "app_total")
	require.Contains(t, names, "node_load1")
}

func ExampleDB_Series() {
	s := metrics.Default().Series("node_filesystem_avail_bytes")
	fmt.Println(s.Type, s.Unit, s.Closed, s.PartOf)
	for _, label := range s.Labels {
		fmt.Println(label.Name)
	}
	// Output:
	// gauge bytes true node_filesystem_size_bytes
	// device
	// device_error
	// fstype
	// mountpoint
}
