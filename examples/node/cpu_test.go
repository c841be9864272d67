package node_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/promwright/promwright/promtest"

	"example.com/alerts/node"
)

// machine returns the idle time of both CPUs of a machine, which are busy for a share of the time.
func machine(instance string, busy float64) []promtest.Series {
	var series []promtest.Series
	for cpu := range 2 {
		series = append(series, promtest.Series{
			Metric:   fmt.Sprintf(`node_cpu_seconds_total{job="node-exporter", instance=%q, cpu="%d", mode="idle"}`, instance, cpu),
			Timeline: promtest.Counter(1 - busy),
		})
	}
	return series
}

// The alert reads a recording rule of the same group: both must be right for it to fire.
func TestCPUSaturated(t *testing.T) {
	promtest.Test{
		Rules:  node.Groups(),
		Series: append(machine("busy:9100", 0.9375), machine("idle:9100", 0.25)...),
		Scrape: 15 * time.Second,
		End:    30 * minute,
		Want: []promtest.Expectation{
			promtest.Samples{Expr: "instance:node_cpu_utilisation:rate5m", At: 10 * minute, Within: 1e-9, Want: map[string]float64{
				`instance:node_cpu_utilisation:rate5m{job="node-exporter", instance="busy:9100"}`: 0.9375,
				`instance:node_cpu_utilisation:rate5m{job="node-exporter", instance="idle:9100"}`: 0.25,
			}},
			promtest.Pending{Alert: "NodeCPUSaturated", From: 1 * minute, To: 16 * minute},
			promtest.Firing{Alert: "NodeCPUSaturated", From: 16 * minute,
				Labels:      promtest.Labels{"instance": "busy:9100", "severity": "info"},
				Annotations: promtest.Labels{"description": "The CPUs of busy:9100 are 93.75% busy."}},
			promtest.NothingElse(),
		},
	}.Run(t)
}

func TestCPUBusyForAWhile(t *testing.T) {
	machine := machine("a:9100", 0)
	for i := range machine {
		machine[i].Timeline = promtest.Counter(0).For(10 * minute).Continue(0.75)
	}
	promtest.Test{
		Rules:  node.Groups(),
		Series: machine,
		Scrape: 15 * time.Second,
		End:    30 * minute,
		Want: []promtest.Expectation{
			promtest.Pending{Alert: "NodeCPUSaturated", From: 1 * minute, To: 11 * minute},
			promtest.NothingElse(),
		},
	}.Run(t)
}
