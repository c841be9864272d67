package node

import (
	"time"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/promql"
)

// TargetDown fires when more than a tenth of a service's targets cannot be scraped. It is written as text, with
// typed holes.
var TargetDown = rules.Alert{
	Name: "TargetDown",
	Expr: promql.Text(`100 * (count by ($by) (up == 0) / count by ($by) (up)) > $max`,
		promql.Vars{"by": []string{"job", "namespace", "service"}, "max": 10}),
	For:         10 * time.Minute,
	Severity:    rules.Warning,
	Summary:     "Targets cannot be scraped.",
	Description: `{{ printf "%.0f" $value }}% of the {{ $labels.job }} targets of {{ $labels.service }} in {{ $labels.namespace }} are down.`,
}
