package rules_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/promtest"
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

// TestNativeLatencyAfterAQuietTime has twenty minutes without a request, of which no fraction is slow: windows that hold them go on counting.
func TestNativeLatencyAfterAQuietTime(t *testing.T) {
	const (
		fast  = `{{schema:0 count:0 sum:0 offset:-2 buckets:[0 0 0]}}+{{schema:0 count:60 sum:12 offset:-2 buckets:[60 0 0]}}x119 `
		quiet = `{{schema:0 count:7140 sum:1428 offset:-2 buckets:[7140 0 0]}}x20 `
		half  = `{{schema:0 count:7140 sum:1428 offset:-2 buckets:[7140 0 0]}}+{{schema:0 count:60 sum:30 offset:-2 buckets:[30 0 30]}}x120`
	)
	// Two hours are fast, two are half slow: a quarter of what came in four hours.
	promtest.Test{
		Rules: rules.Group{Name: "slo", Rules: []rules.Rule{
			rules.SLO{Name: "Latency", Objective: 99, Latency: rules.Latency{Native: native, Within: promql.Milliseconds(250)}},
		}},
		Series: []promtest.Series{{Metric: `http_request_duration_seconds{job="shop"}`, Timeline: promtest.Notation(fast + quiet + half)}},
		Want: []promtest.Expectation{
			promtest.Samples{Expr: "slo:sli_bad:rate5m", At: 130 * time.Minute, Want: map[string]float64{`slo:sli_bad:rate5m{slo="Latency"}`: 0}},
			promtest.Samples{Expr: "slo:sli_error:ratio_rate5m", At: 130 * time.Minute},
			promtest.Samples{Expr: "slo:sli_error:ratio_rate3d", At: 260 * time.Minute, WithinRatio: 0.02,
				Want: map[string]float64{`slo:sli_error:ratio_rate3d{slo="Latency"}`: 0.25}},
			promtest.Samples{Expr: "slo:period_error_budget_remaining:ratio", At: 260 * time.Minute, WithinRatio: 0.02,
				Want: map[string]float64{`slo:period_error_budget_remaining:ratio{slo="Latency"}`: -24}},
			promtest.FiresWithin{Alert: "LatencyBudgetBurn", Labels: promtest.Labels{"long": "3d"}, Of: 140 * time.Minute, Within: 10 * time.Minute},
		},
	}.Run(t)
}
