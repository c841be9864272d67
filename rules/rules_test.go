package rules_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/promql"
)

var (
	avail      = promql.NewGauge("node_filesystem_avail_bytes", "instance", "job", "device", "fstype", "mountpoint")
	size       = promql.NewGauge("node_filesystem_size_bytes", "instance", "job", "device", "fstype", "mountpoint")
	errorRatio = rules.Recording{
		Name: "job:errors:ratio5m",
		Expr: promql.Text("# of all requests\nsum by (job) (rate(errors_total[5m]))\n/\nsum by (job) (rate(requests_total[5m]))"),
	}
)

func TestPlain(t *testing.T) {
	group := rules.Group{
		Name:        "node",
		Interval:    30 * time.Second,
		QueryOffset: new(time.Minute),
		Labels:      map[string]string{"team": "infra"},
		Rules: []rules.Rule{
			errorRatio,
			rules.Alert{
				Name:        "AlmostFull",
				Expr:        avail.Div(size).Mul(100).Lt(20),
				For:         10 * time.Minute,
				Severity:    rules.Warning,
				Labels:      map[string]string{"area": "disk"},
				Summary:     "Filesystem has less than 20% space left.",
				Description: `{{ $labels.mountpoint }} has {{ printf "%.2f" $value }}% left.`,
				RunbookURL:  "https://runbooks.example/AlmostFull",
			},
			rules.Alert{Name: "Errors", Expr: errorRatio.Metric().Gt(0.1)},
		},
	}
	got, err := rules.Set{Name: "node", Groups: rules.Groups{group}}.Plain()
	require.NoError(t, err)
	want := []rules.PlainGroup{{
		Name:        "node",
		Interval:    30 * time.Second,
		QueryOffset: new(time.Minute),
		Labels:      map[string]string{"team": "infra"},
		At:          "rules_test.go:19",
		Rules: []rules.PlainRule{
			{
				Record: "job:errors:ratio5m",
				Expr:   "# of all requests\nsum by (job) (rate(errors_total[5m]))\n/\nsum by (job) (rate(requests_total[5m]))",
				At:     "rules_test.go:19",
			},
			{
				Alert:  "AlmostFull",
				Expr:   "node_filesystem_avail_bytes / node_filesystem_size_bytes * 100 < 20",
				For:    10 * time.Minute,
				Labels: map[string]string{"area": "disk", "severity": "warning"},
				Annotations: map[string]string{
					"summary":     "Filesystem has less than 20% space left.",
					"description": `{{ $labels.mountpoint }} has {{ printf "%.2f" $value }}% left.`,
					"runbook_url": "https://runbooks.example/AlmostFull",
				},
				At: "rules_test.go:33",
			},
			{Alert: "Errors", Expr: "job:errors:ratio5m > 0.1", At: "rules_test.go:41"},
		},
	}}
	require.Empty(t, cmp.Diff(want, got))
}
