package slo_test

import (
	"strings"
	"testing"
	"time"

	"github.com/promwright/promwright/promtest"
	"github.com/promwright/promwright/promtest/cover"

	"example.com/alerts/slo"
)

// TestMain fails the tests of this package if they leave a branch of a rule out.
func TestMain(m *testing.M) { cover.Main(m, 100) }

const (
	availability = "CheckoutAvailabilityBudgetBurn"
	latency      = "CheckoutLatencyBudgetBurn"
	minute       = time.Minute
	hour         = time.Hour
	day          = 24 * time.Hour
)

// requests counts requests of the checkout by code.
func requests(code string, t promtest.Timeline) promtest.Series {
	return promtest.Series{Metric: `http_requests_total{job="checkout", cluster="eu", instance="a", code="` + code + `"}`, Timeline: t}
}

// tier is the labels of the alert that looks at a long window.
func tier(long, severity string) promtest.Labels {
	return promtest.Labels{"long": long, "severity": severity}
}

// availabilityTest is a test in which 100 requests come every second, of which so many fail.
func availabilityTest(failing promtest.Timeline, end time.Duration, want ...promtest.Expectation) promtest.Test {
	return promtest.Test{
		Rules:  slo.Groups(),
		Series: []promtest.Series{requests("200", promtest.Counter(100)), requests("503", failing)},
		End:    end,
		Want:   want,
	}
}

func TestAnOutagePagesWithinTwoMinutesAndEndsSoon(t *testing.T) {
	availabilityTest(
		promtest.Counter(0).For(2*day).Continue(10_000).For(20*minute).Continue(0), 2*day+8*hour,
		promtest.FiresWithin{Alert: availability, Labels: tier("1h", "critical"), Of: 2 * day, Within: 2 * minute},
		promtest.Quiet{Alert: availability, Labels: tier("1h", "critical"), From: 2*day + 26*minute},
		promtest.FiresWithin{Alert: availability, Labels: tier("3d", "warning"), Of: 2 * day, Within: 10 * minute},
		promtest.Quiet{Alert: availability, Labels: tier("3d", "warning"), From: 2*day + 6*hour + 27*minute},
	).Run(t)
}

func TestASlowBurnIsATicket(t *testing.T) {
	availabilityTest(
		promtest.Counter(0.2).For(4*day).Continue(0), 4*day+6*hour, // twice as many as may fail
		promtest.Quiet{Alert: availability, Labels: promtest.Labels{"severity": "critical"}},
		promtest.Firing{Alert: availability, Labels: tier("3d", "warning"), From: 5 * minute, To: 4*day + 3*hour},
	).Run(t)
}

func TestWhatTheBudgetAllowsIsNothing(t *testing.T) {
	availabilityTest(promtest.Counter(0.05), 4*day, promtest.Quiet{Alert: availability}).Run(t)
}

func TestNoFailureEver(t *testing.T) {
	promtest.Test{
		Rules:  slo.Groups(),
		Series: []promtest.Series{requests("200", promtest.Counter(100))},
		End:    day,
		Want: []promtest.Expectation{
			promtest.Quiet{Alert: availability},
			promtest.Samples{Expr: "slo:period_error_budget_remaining:ratio", At: day, Want: map[string]float64{
				`slo:period_error_budget_remaining:ratio{cluster="eu", slo="CheckoutAvailability"}`: 1}},
		},
	}.Run(t)
}

func TestNoTraffic(t *testing.T) {
	promtest.Test{
		Rules:  slo.Groups(),
		Series: []promtest.Series{requests("200", promtest.Const(7)), durations("count", promtest.Const(7)), durations(`bucket le="0.3"`, promtest.Const(7))},
		End:    hour,
		Want: []promtest.Expectation{
			promtest.Quiet{Alert: availability}, promtest.Quiet{Alert: latency},
			promtest.Samples{Expr: "slo:current_burn_rate:ratio", At: hour},
		},
	}.Run(t)
}

func TestOneFailureInAQuietWeek(t *testing.T) {
	promtest.Test{
		Rules: slo.Groups(),
		Series: []promtest.Series{
			requests("200", promtest.Counter(0.0002)),
			requests("503", promtest.Counter(0).For(hour).Continue(0.001).For(15*minute).Continue(0)),
		},
		End:  8 * hour,
		Want: []promtest.Expectation{promtest.Quiet{Alert: availability}},
	}.Run(t)
}

// durations counts requests, all of them or those that took no longer than 300 ms.
func durations(part string, t promtest.Timeline) promtest.Series {
	name, le, _ := strings.Cut(part, " ")
	return promtest.Series{Metric: "http_request_duration_seconds_" + name + `{job="checkout", cluster="eu", instance="a", ` + le + `}`, Timeline: t}
}

// latencyTest is a test in which 100 requests come every second, of which so many are slow for two hours after two days.
func latencyTest(slow float64, want ...promtest.Expectation) promtest.Test {
	return promtest.Test{
		Rules: slo.Groups(),
		Series: []promtest.Series{
			durations("count", promtest.Counter(100)),
			durations(`bucket le="0.3"`, promtest.Counter(100).For(2*day).Continue(100-slow).For(2*hour).Continue(100)),
		},
		End:  3 * day,
		Want: want,
	}
}

func TestHalfOfTheRequestsAreSlow(t *testing.T) {
	latencyTest(50,
		promtest.FiresWithin{Alert: latency, Labels: tier("1h", "critical"), Of: 2 * day, Within: 20 * minute},
		promtest.Quiet{Alert: latency, Labels: tier("1h", "critical"), From: 2*day + 2*hour + 6*minute},
		promtest.FiresWithin{Alert: latency, Labels: tier("1d", "warning"), Of: 2 * day, Within: 100 * minute},
	).Run(t)
}

func TestOneInTwoHundredMayBeSlow(t *testing.T) {
	latencyTest(0.5, promtest.Quiet{Alert: latency}).Run(t)
}

func TestAMissingBucketIsNotOverlooked(t *testing.T) {
	promtest.Test{
		Rules:  slo.Groups(),
		Series: []promtest.Series{durations("count", promtest.Counter(100))},
		End:    hour,
		Want:   []promtest.Expectation{promtest.FiresWithin{Alert: latency, Labels: tier("1h", "critical"), Within: 5 * minute}},
	}.Run(t)
}
