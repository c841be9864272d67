// Package slo has two objectives of a shop: that its checkout answers, and that it answers soon.
package slo

import (
	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/promql"
)

var (
	requests = promql.NewCounter("http_requests_total", "instance", "job", "cluster", "code")
	duration = promql.NewHistogram("http_request_duration_seconds", "instance", "job", "cluster")
)

// Availability is that 999 of 1,000 requests do not fail, in each cluster.
var Availability = rules.SLO{
	Name:      "CheckoutAvailability",
	Objective: 99.9,
	Bad:       requests.Where(`job="checkout", code=~"5.."`),
	Total:     requests.Where(`job="checkout"`),
	By:        []string{"cluster"},
	MinEvents: 100,
}

// Latency is that 99 of 100 requests take no longer than 300 ms.
var Latency = rules.SLO{
	Name:      "CheckoutLatency",
	Objective: 99,
	Latency:   rules.Latency{Classic: duration.Where(`job="checkout"`), Within: promql.Milliseconds(300)},
}

// Groups returns the rule groups of this package.
func Groups() rules.Groups {
	return rules.Groups{
		{Name: "checkout-availability", Rules: []rules.Rule{Availability}},
		{Name: "checkout-latency", Rules: []rules.Rule{Latency}},
	}
}
