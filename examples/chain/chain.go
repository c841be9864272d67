// Package chain has recordings that build on each other, and an alert on the last.
package chain

import (
	"time"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/promql"
)

var requests = promql.NewCounter("http_requests_total", "instance", "job", "code")

// Requests records how many requests a job answers, per second and code.
var Requests = rules.Recording{
	Name: "job_code:http_requests:rate5m",
	Expr: promql.Sum(requests.Rate(5*time.Minute), promql.By("job", "code")),
}

// ErrorRatio records the share of them that failed, from 0 to 1.
var ErrorRatio = rules.Recording{
	Name: "job:http_errors:ratio5m",
	Expr: promql.Sum(Requests.Metric().Where(`code=~"5.."`), promql.By("job")).
		Div(promql.Sum(Requests.Metric(), promql.By("job"))),
}

// ErrorsHigh fires where more than a twentieth fails.
var ErrorsHigh = rules.Alert{
	Name:     "ErrorsHigh",
	Expr:     ErrorRatio.Metric().Gt(0.05),
	For:      10 * time.Minute,
	Severity: rules.Warning,
	Summary:  "{{ $value | humanizePercentage }} of the requests of {{ $labels.job }} fail.",
}

// Groups returns the rule groups of this package. In a group each rule sees what those before it recorded.
func Groups() rules.Groups {
	return rules.Groups{{Name: "chain", Rules: []rules.Rule{Requests, ErrorRatio, ErrorsHigh}}}
}
