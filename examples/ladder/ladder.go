// Package ladder has one alert at three thresholds, of which only the worst notifies.
package ladder

import (
	"time"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/promql"
)

var (
	avail    = filesystem("node_filesystem_avail_bytes")
	size     = filesystem("node_filesystem_size_bytes")
	readonly = filesystem("node_filesystem_readonly")
)

// filesystem declares a metric with its labels. They are what the inhibition holds equal.
func filesystem(name string) promql.Gauge {
	return promql.NewGauge(name, "instance", "job", "device", "fstype", "mountpoint")
}

// Filesystem fires sooner the less space is left.
var Filesystem = rules.Ladder{
	Alert: rules.Alert{
		Name:        "FilesystemFillingUp",
		Expr:        avail.Div(size).Mul(100),
		Summary:     "Filesystem has less than <threshold>% space left.",
		Description: `{{ $labels.mountpoint }} at {{ $labels.instance }} has {{ printf "%.2f" $value }}% left.`,
	},
	Guard: readonly.Eq(0),
	Below: []rules.Step{
		{At: 20, Severity: rules.Info, For: 30 * time.Minute},
		{At: 10, Severity: rules.Warning, For: 10 * time.Minute},
		{At: 5, Severity: rules.Critical, For: 5 * time.Minute},
	},
}

// Groups returns the rule groups of this package.
func Groups() rules.Groups {
	return rules.Groups{{Name: "ladder", Rules: []rules.Rule{Filesystem}}}
}
