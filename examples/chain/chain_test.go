package chain_test

import (
	"testing"
	"time"

	"github.com/promwright/promwright/promtest"
	"github.com/promwright/promwright/promtest/cover"

	"example.com/alerts/chain"
)

// TestMain fails the tests of this package if they leave a branch of a rule out.
func TestMain(m *testing.M) { cover.Main(m, 100) }

const minute = time.Minute

func requests(code string, perSecond promtest.Timeline) promtest.Series {
	return promtest.Series{Metric: `http_requests_total{job="shop", instance="a", code="` + code + `"}`, Timeline: perSecond}
}

func TestErrorsHigh(t *testing.T) {
	promtest.Test{
		Rules: chain.Groups(),
		Series: []promtest.Series{
			requests("200", promtest.Counter(9)),
			requests("500", promtest.Counter(0).For(30*minute).Continue(1).For(60*minute).Continue(0)),
		},
		End: 2 * time.Hour,
		Want: []promtest.Expectation{
			promtest.Samples{Expr: "job:http_errors:ratio5m", At: time.Hour, Want: map[string]float64{`job:http_errors:ratio5m{job="shop"}`: 0.1}, WithinRatio: 1e-9},
			promtest.Firing{Alert: "ErrorsHigh", From: 43 * minute, To: 93 * minute,
				Annotations: promtest.Labels{"summary": "10% of the requests of shop fail."}},
		},
	}.Run(t)
}

func TestBlipsAreNothing(t *testing.T) {
	promtest.Test{
		Rules: chain.Groups(),
		Series: []promtest.Series{
			requests("200", promtest.Counter(9)),
			requests("500", promtest.Counter(0).For(30*minute).Continue(1).For(5*minute).Continue(0)),
		},
		End: time.Hour,
		Want: []promtest.Expectation{
			promtest.Pending{Alert: "ErrorsHigh", From: 33 * minute, To: 38 * minute},
			promtest.Quiet{Alert: "ErrorsHigh", From: 38 * minute},
		},
	}.Run(t)
}
