package labeltypo_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/labeltypo"
	"github.com/promwright/promwright/rules/rulefile"
)

// The fix corrects a name everywhere in the rule; in what only people read it is safe.
func TestFix(t *testing.T) {
	source := `groups:
- name: g
  rules:
  - alert: A
    expr: sum by (instnace) (up{instnace!="", 'instnace'!="x"}) == 0
    labels: {instnace: x, serverity: critical, severity: critical}
    annotations: {sumary: "{{ $labels.instnace }}"}
`
	file := rulefile.Parse("a.yaml", []byte(source))
	found := lint.Run(&lint.Project{Files: []*rulefile.File{file}}, []*lint.Check{labeltypo.Check}).Findings
	require.Len(t, found, 3)
	require.Len(t, found[0].Related, 4)
	require.True(t, found[0].Fixes[0].Unsafe)
	require.Empty(t, found[1].Fixes, "severity is there already")
	require.False(t, found[2].Fixes[0].Unsafe)
	fixed, err := rulefile.Apply(file.Source, append(found[0].Fixes[0].Edits, found[2].Fixes[0].Edits...))
	require.NoError(t, err)
	require.Equal(t, `groups:
- name: g
  rules:
  - alert: A
    expr: sum by (instance) (up{instance!="", 'instance'!="x"}) == 0
    labels: {instance: x, serverity: critical, severity: critical}
    annotations: {summary: "{{ $labels.instance }}"}
`, string(fixed))
}
