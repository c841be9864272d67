package templatelabel_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/templatelabel"
	"github.com/promwright/promwright/rules/rulefile"
)

// In kube-prometheus, five alerts about Alertmanager print a label job that they aggregate away, and nothing else is wrong.
func TestKubePrometheus(t *testing.T) {
	paths, err := filepath.Glob("../../../../shared/corpus/rules/kube-prometheus/*.yaml")
	require.NoError(t, err)
	if len(paths) == 0 {
		t.Skip("the corpus is not here")
	}
	project := &lint.Project{}
	for _, path := range paths {
		project.Files = append(project.Files, rulefile.ReadFile(path))
	}
	var got []string
	for _, f := range lint.Run(project, []*lint.Check{templatelabel.Check}).Findings {
		require.Equal(t, "the description prints $labels.job, but the expression drops it", f.Message)
		for rule := range f.File.Rules() {
			if rule.Span.Start.Offset <= f.Span.Start.Offset && f.Span.Start.Offset < rule.Span.End.Offset {
				got = append(got, rule.Name().Value)
			}
		}
	}
	require.Equal(t, []string{
		"AlertmanagerClusterFailedToSendAlerts",
		"AlertmanagerClusterFailedToSendAlerts",
		"AlertmanagerConfigInconsistent",
		"AlertmanagerClusterDown",
		"AlertmanagerClusterCrashlooping",
	}, got)
}
