package node

import (
	"time"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/promql"
)

// CPUUtilisation records the share of a machine's CPU time that was not idle, from 0 to 1.
var CPUUtilisation = rules.Recording{
	Name: "instance:node_cpu_utilisation:rate5m",
	Expr: promql.Number(1).Sub(
		promql.Avg(cpuTime.Where(`job="node-exporter", mode="idle"`).Rate(5*time.Minute), promql.Without("cpu", "mode"))),
}

// CPUSaturated reads what [CPUUtilisation] records.
var CPUSaturated = rules.Alert{
	Name:        "NodeCPUSaturated",
	Expr:        CPUUtilisation.Metric().Gt(0.9),
	For:         15 * time.Minute,
	Severity:    rules.Info,
	Summary:     "CPUs are busy.",
	Description: "The CPUs of {{ $labels.instance }} are {{ $value | humanizePercentage }} busy.",
}
