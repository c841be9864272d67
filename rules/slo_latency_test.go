package rules_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/promql"
)

// TestLatencyUnits asks histograms for a duration in the unit and the spelling in which they have it.
func TestLatencyUnits(t *testing.T) {
	const hour = promql.Num(3600)
	tests := map[string]struct {
		metric  string
		within  promql.Quantity
		buckets []promql.Num
		want    string
		native  string
	}{
		"seconds":                  {"rpc_duration_seconds", promql.Milliseconds(300), []promql.Num{0.1, 0.3}, `le="0.3"`, "0.3"},
		"milliseconds":             {"istio_request_duration_milliseconds", promql.Milliseconds(250), []promql.Num{100, 250}, `le=~"250(\\.0)?"`, "250"},
		"half a millisecond":       {"rpc_duration_milliseconds", promql.Milliseconds(0.5), nil, `le="0.5"`, "0.5"},
		"no unit in the name":      {"rpc_latency", promql.Milliseconds(300), nil, `le="0.3"`, "0.3"},
		"bounds with an exponent":  {"rpc_duration_seconds", promql.Duration(10 * time.Microsecond), nil, `le="1e-05"`, "1e-05"},
		"large ones have one, too": {"rpc_duration_microseconds", promql.Duration(2 * time.Second), nil, `le="2e+06"`, "2e+06"},
		"hours":                    {"job_duration_seconds", promql.Duration(time.Hour), []promql.Num{hour}, `le=~"3600(\\.0)?"`, "3600"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := rules.SLO{Name: "Latency", Objective: 99, Latency: rules.Latency{Classic: promql.NewHistogram(test.metric), Within: test.within, Buckets: test.buckets}}
			expr := built(t, s)["slo:sli_bad:rate5m"]
			require.Contains(t, expr, test.metric+"_bucket{"+test.want+"}")
			s.Latency = rules.Latency{Native: promql.NewNativeHistogram(test.metric), Within: test.within}
			tree, err := promql.Tree(promql.Text(built(t, s)["slo:sli_bad:rate5m"]))
			require.NoError(t, err)
			want, err := promql.Tree(promql.Text("histogram_fraction(0, " + test.native + ", sum(rate(" + test.metric + "[5m])))"))
			require.NoError(t, err)
			require.Contains(t, tree.String(), want.String())
		})
	}
}

// TestLatencyErrors has histograms that cannot be asked for a duration.
func TestLatencyErrors(t *testing.T) {
	tests := map[string]struct {
		latency rules.Latency
		want    string
	}{
		"another unit": {rules.Latency{Classic: promql.NewHistogram("http_response_size_bytes"), Within: promql.Milliseconds(300)},
			"Latency.Within is 300ms, but the histogram is in bytes"},
		"another unit of a native one": {rules.Latency{Native: promql.NewNativeHistogram("http_response_size_bytes"), Within: promql.Milliseconds(300)},
			"Latency.Within is 300ms, but the histogram is in bytes"},
		"buckets in another unit": {rules.Latency{Classic: promql.NewHistogram("rpc_duration_milliseconds"), Within: promql.Milliseconds(300), Buckets: []promql.Num{0.1, 0.3}},
			"no bucket ends at 300ms, 300 milliseconds: the histogram has [0.1 0.3]"},
		"no duration": {rules.Latency{Classic: seconds}, "Latency.Within is %!promql(zero Quantity), want a duration above 0"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := rules.Group{Name: "slo", Rules: []rules.Rule{rules.SLO{Name: "L", Objective: 99, Latency: test.latency}}}.Plain()
			require.ErrorContains(t, err, test.want)
		})
	}
}
