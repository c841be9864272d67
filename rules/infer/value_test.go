package infer_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/metrics"
)

// exporter is what is known of the metrics in the tables below.
var exporter = metrics.Default().With(metrics.Source{Kind: metrics.Snapshot}, []metrics.Metric{
	{Name: "up", Type: metrics.Gauge, Max: 1, Whole: true},
	{Name: "size_bytes", Type: metrics.Gauge, Unit: metrics.Bytes, Max: math.Inf(1)},
	{Name: "free_bytes", Type: metrics.Gauge, Unit: metrics.Bytes, Max: math.Inf(1), PartOf: "size_bytes"},
	{Name: "latency_seconds", Type: metrics.Histogram, Unit: metrics.Seconds, Max: math.Inf(1)},
	{Name: "gc_seconds", Type: metrics.Summary, Unit: metrics.Seconds, Max: math.Inf(1)},
	{Name: "build_info", Type: metrics.Info, Min: 1, Max: 1},
	{Name: "cpu_seconds_total", Type: metrics.Counter, Unit: metrics.Seconds, Max: math.Inf(1), Labels: []metrics.Label{{Name: "cpu"}, {Name: "mode"}}},
	{Name: "requests_total", Type: metrics.Counter, Unit: metrics.Things, Max: math.Inf(1)},
})

// What is known of the numbers of expressions: kind, unit, bounds.
func TestValues(t *testing.T) {
	tests := map[string]string{
		"1":                            "unknown, , exactly 1",
		"up":                           "boolean, , 0 or 1",
		"up == 0":                      "boolean, , exactly 0",
		"avg(up)":                      "ratio, ratio, 0 to 1",
		"sum(up)":                      "count, things, at least 0",
		"count(up == 0)":               "count, things, at least 1",
		"count(up==0)/count(up)":       "ratio, ratio, 0 to 1",
		"sum(up) / count(up)":          "ratio, ratio, 0 to 1",
		"100 * avg(up)":                "ratio, percent, 0 to 100",
		"(1 - avg(up)) * 100":          "ratio, percent, 0 to 100",
		"absent(up)":                   "boolean, things, exactly 1",
		"time()":                       "timestamp, seconds, at least 0",
		"requests_total":               "counter, things, at least 0",
		"rate(requests_total[5m])":     "rate, per second, at least 0",
		"increase(requests_total[5m])": "increase, things, at least 0",
		"rate(cpu_seconds_total[5m])":  "rate, ratio, at least 0",
		"sum(requests_total)":          "counter, things, at least 0",
		"requests_total - requests_total offset 1h": "increase, things, any value",
		"requests_total - done_total":               "gauge, things, any value",
		"free_bytes / size_bytes":                   "ratio, ratio, 0 to 1",
		"100 * free_bytes / size_bytes":             "ratio, percent, 0 to 100",
		"free_bytes / size_bytes * 100":             "ratio, percent, 0 to 100",
		"free_bytes / 1024 / 1024":                  "gauge, mebibytes, at least 0",
		"free_bytes * 8":                            "gauge, bits, at least 0",
		"0.9 * size_bytes":                          "gauge, bytes, at least 0",
		"size_bytes - free_bytes":                   "gauge, bytes, any value",
		"(size_bytes - free_bytes) / size_bytes":    "ratio, ratio, at most 1",
		"1 - free_bytes / size_bytes":               "ratio, ratio, 0 to 1",
		"rate(latency_seconds_bucket[5m])":          "histogram bucket, per second, at least 0",
		"histogram_quantile(0.9, sum by (le) (rate(latency_seconds_bucket[5m])))":                                     "quantile, seconds, any value",
		"1000 * histogram_quantile(0.9, rate(latency_seconds_bucket[5m]))":                                            "quantile, milliseconds, any value",
		"rate(latency_seconds_sum[5m]) / rate(latency_seconds_count[5m])":                                             "unknown, seconds, at least 0",
		"gc_seconds{quantile=\"0.9\"}":                                                                                "quantile, seconds, at least 0",
		"free_bytes * on (instance) group_left (version) build_info":                                                  "gauge, bytes, at least 0",
		"sum(rate(requests_total{code=~\"5..\"}[5m])) / sum(rate(requests_total[5m]))":                                "ratio, ratio, 0 to 1",
		"sum by (a) (rate(requests_total{code=\"5\"}[5m])) / on (a) group_left sum by (a) (rate(requests_total[5m]))": "ratio, ratio, 0 to 1",
		"sum(rate(requests_total[1m])) / sum(rate(requests_total{code=\"5\"}[5m]))":                                   "ratio, ratio, at least 0",
		"deriv(free_bytes[1h])":                          "gauge, bytes per second, any value",
		"predict_linear(free_bytes[1h], 3600) < 0":       "gauge, bytes, below 0",
		"time() - unknown_timestamp_seconds":             "gauge, seconds, any value",
		"unknown":                                        "unknown, , any value",
		"unknown{quantile=\"0.9\"}":                      "quantile, , any value",
		"unknown > 5":                                    "unknown, , above 5",
		"clamp(unknown, 0, 1)":                           "unknown, , 0 to 1",
		"sum(up or -1 * up)":                             "unknown, , any value",
		"max_over_time((up or on () vector(-1))[5m:1m])": "unknown, , -1 to 1",
		"increase((size_bytes % up)[5m:1m])":             "increase, bytes, any value",
		"up * 100 > bool 50":                             "boolean, things, 0 or 1",
		"count_over_time(up[5m])":                        "count, things, at least 1",
	}
	rules := infer.New(nil, exporter)
	for text, want := range tests {
		t.Run(text, func(t *testing.T) {
			expr, err := promqlParser.ParseExpr(text)
			require.NoError(t, err)
			v := rules.Expr(expr).Value()
			if diff := cmp.Diff(want, fmt.Sprintf("%v, %v, %v", v.Kind, v.Unit, v.Interval)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// What yields nothing, and why.
func TestNever(t *testing.T) {
	tests := map[string]string{
		"up":                               "",
		"up < 0":                           "a value that is 0 or 1 is never < 0",
		"up > 0":                           "",
		"up > 1":                           "a value that is 0 or 1 is never > 1",
		"up > 0 < 1":                       "1 is never < 1",
		"unknown > 90 and unknown < 80":    "a value that is above 90 is never below 80, too",
		"unknown > 80 and unknown < 90":    "",
		"unknown > 90 and other < 80":      "",
		"unknown > 90 unless unknown > 80": "what unless takes away is all there is: above 80",
		"absent(unknown) == 0":             "1 is never == 0",
		"count(unknown) < 1":               "a value that is at least 1 is never < 1",
		"count(unknown) or count(up) < 1":  "",
		"sum by (a) (unknown) / sum by (b) (other{b=\"1\"})":                       "/ finds no match: b is always on the one side and never on the other",
		"sum by (a) (x{a=\"1\"}) / on (a) sum by (a) (y{a=\"2\"})":                 `/ finds no match: a is "1" on one side and "2" on the other`,
		"free_bytes / size_bytes > 5":                                              "a value that is 0 to 1 is never > 5",
		"free_bytes < 0":                                                           "a value that is at least 0 is never < 0",
		"histogram_quantile(0.9, sum by (job) (rate(latency_seconds_bucket[5m])))": "histogram_quantile needs le",
		"topk(0, up)":         "topk of 0 selects no series",
		"clamp(up, 5, 1)":     "clamp yields nothing where its least value 5 is above its greatest 1",
		"up{a=\"1\",a=\"2\"}": `a="2" selects no series whose a is "1"`,
		"up > 1 or up < 0":    "a value that is 0 or 1 is never > 1",
		"0 * absent(up) > 4":  "0 is never > 4",
	}
	rules := infer.New(nil, exporter)
	for text, want := range tests {
		t.Run(text, func(t *testing.T) {
			expr, err := promqlParser.ParseExpr(text)
			require.NoError(t, err)
			got := ""
			if never := rules.Expr(expr).Never(); never != nil {
				got = never.Message
			}
			require.Equal(t, want, got)
		})
	}
}
