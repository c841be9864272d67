package labelvalue_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/labelvalue"
	"github.com/promwright/promwright/lint/linttest"
	"github.com/promwright/promwright/rules/metrics"
	"github.com/promwright/promwright/rules/rulefile"
)

func TestCheck(t *testing.T) { linttest.Run(t, labelvalue.Check) }

// What a snapshot of the project says comes before the catalogue, and the nearest value is what the fix writes.
func TestSnapshot(t *testing.T) {
	file := rulefile.Parse("a.yaml", []byte(`groups:
- name: g
  rules:
  - {record: a, expr: 'node_cpu_seconds_total{mode=~"guest|idle"}'}
  - {record: b, expr: 'door_state{state=~"open|colsed"}'}
`))
	db := metrics.Default().With(metrics.Source{Kind: metrics.Snapshot, Name: "metrics.yaml"}, []metrics.Metric{
		{Name: "node_cpu_seconds_total", Type: metrics.Counter, Labels: []metrics.Label{{Name: "mode", Values: []string{"guest", "idle"}}}},
		{Name: "door_state", Type: metrics.Gauge, Labels: []metrics.Label{{Name: "state", Values: []string{"closed", "open"}}}},
	})
	project := &lint.Project{Files: []*rulefile.File{file}, Settings: lint.Settings{Metrics: db}}
	found := lint.Run(project, []*lint.Check{labelvalue.Check}).Findings
	require.Len(t, found, 1)
	require.Equal(t, "door_state has no state colsed; did you mean closed?", found[0].Message)
	require.True(t, found[0].Fixes[0].Unsafe)
	fixed, err := rulefile.Apply(file.Source, found[0].Fixes[0].Edits)
	require.NoError(t, err)
	require.Equal(t, `door_state{state=~"open|closed"}`, rulefile.Parse("a.yaml", fixed).Groups[0].Rules[1].Expr.Value)
}
