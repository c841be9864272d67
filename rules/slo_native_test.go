package rules_test

import (
	"testing"
	"time"

	"github.com/promwright/promwright/promtest"
	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/promql"
)

// TestNativeLatency has 60 requests a minute in a native histogram, up to 250 ms, of which half take up to a second after two hours.
func TestNativeLatency(t *testing.T) {
	s := rules.SLO{Name: "Latency", Objective: 99, Latency: rules.Latency{Native: native, Within: promql.Milliseconds(250)}, MinEvents: 10, By: []string{"job"}}
	const (
		fast = `{{schema:0 count:0 sum:0 offset:-2 buckets:[0 0 0]}}+{{schema:0 count:60 sum:12 offset:-2 buckets:[60 0 0]}}x119 `
		half = `{{schema:0 count:7200 sum:1440 offset:-2 buckets:[7200 0 0]}}+{{schema:0 count:60 sum:30 offset:-2 buckets:[30 0 30]}}x60`
	)
	first := promtest.Labels{"long": "1h", "severity": "critical", "job": "shop"}
	promtest.Test{
		Rules:  rules.Group{Name: "slo", Rules: []rules.Rule{s}},
		Series: []promtest.Series{{Metric: `http_request_duration_seconds{job="shop"}`, Timeline: promtest.Notation(fast + half)}},
		End:    3 * time.Hour,
		Want: []promtest.Expectation{
			promtest.FiresWithin{Alert: "LatencyBudgetBurn", Labels: first, Of: 2 * time.Hour, Within: 20 * time.Minute},
			promtest.Quiet{Alert: "LatencyBudgetBurn", To: 2 * time.Hour},
			promtest.Samples{Expr: `slo:sli_error:ratio_rate5m`, At: 150 * time.Minute, WithinRatio: 1e-6,
				Want: map[string]float64{`slo:sli_error:ratio_rate5m{job="shop", slo="Latency"}`: 0.5}},
			promtest.Samples{Expr: `slo:sli_total:increase1h`, At: time.Hour + time.Minute, WithinRatio: 0.02,
				Want: map[string]float64{`slo:sli_total:increase1h{job="shop", slo="Latency"}`: 3600}},
		},
	}.Run(t)
}

// TestNativeLatencyAfterAQuietSpell has no requests for half an hour: that is no share of bad ones, and nothing that is remembered.
func TestNativeLatencyAfterAQuietSpell(t *testing.T) {
	s := rules.SLO{Name: "Latency", Objective: 99, Latency: rules.Latency{Native: native, Within: promql.Milliseconds(250)}, By: []string{"job"}}
	const (
		fast  = `{{schema:0 count:0 sum:0 offset:-2 buckets:[0 0 0]}}+{{schema:0 count:60 sum:12 offset:-2 buckets:[60 0 0]}}x119 `
		quiet = `{{schema:0 count:7140 sum:1428 offset:-2 buckets:[7140 0 0]}}x30 `
		half  = `{{schema:0 count:7200 sum:1440 offset:-2 buckets:[7200 0 0]}}+{{schema:0 count:60 sum:30 offset:-2 buckets:[30 0 30]}}x200`
	)
	promtest.Test{
		Rules:  rules.Group{Name: "slo", Rules: []rules.Rule{s}},
		Series: []promtest.Series{{Metric: `http_request_duration_seconds{job="shop"}`, Timeline: promtest.Notation(fast + quiet + half)}},
		End:    5 * time.Hour,
		Want: []promtest.Expectation{
			promtest.Quiet{Alert: "LatencyBudgetBurn", To: 150 * time.Minute},
			promtest.FiresWithin{Alert: "LatencyBudgetBurn", Labels: promtest.Labels{"long": "6h", "job": "shop"}, Of: 150 * time.Minute, Within: time.Hour},
			promtest.FiresWithin{Alert: "LatencyBudgetBurn", Labels: promtest.Labels{"long": "3d", "job": "shop"}, Of: 150 * time.Minute, Within: time.Hour},
		},
	}.Run(t)
}
