package templatelabel_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/templatelabel"
	"github.com/promwright/promwright/rules/rulefile"
)

func TestFix(t *testing.T) {
	tests := map[string]struct {
		expr    string
		want    string // "": no fix
		message string
	}{
		"by before":                      {`sum by (job) (up) < 1`, `sum by (job, pod) (up) < 1`, "sum by (job, pod)"},
		"by after":                       {`sum(up) by (job) < 1`, `sum(up) by (job, pod) < 1`, "sum by (job, pod)"},
		"a parameter":                    {`topk(3, max by (a, b) (rate(x[5m]))) > 1`, `topk(3, max by (a, b, pod) (rate(x[5m]))) > 1`, "max by (a, b, pod)"},
		"a trailing comma":               {`sum by (job,) (up) < 1`, `sum by (job, pod) (up) < 1`, "sum by (job, pod)"},
		"space":                          {`sum by ( job ) (up) < 1`, `sum by ( job, pod ) (up) < 1`, "sum by (job, pod)"},
		"one side of a join is not all":  {`sum by (job) (a) / sum by (job) (b) > 1`, "", ""},
		"two aggregations drop it":       {`max by (job) (sum by (job) (up)) < 1`, "", ""},
		"no clause":                      {`sum(up) < 1`, "", ""},
		"absent":                         {`absent(up)`, "", ""},
		"a join keeps it on the right":   {`a * on (job) group_left (pod) sum by (job) (b) > 1`, `a * on (job) group_left (pod) sum by (job, pod) (b) > 1`, "sum by (job, pod)"},
		"the branch that can have it":    {`sum by (job) (a) > 1 or vector(0) > 1`, `sum by (job, pod) (a) > 1 or vector(0) > 1`, "sum by (job, pod)"},
		"comments in the clause stop it": {"sum by (job # why\n) (up) < 1", "", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			source := fmt.Sprintf("groups:\n- name: g\n  rules:\n  - alert: A\n    expr: %q\n    annotations: {summary: '{{ $labels.pod }}'}\n", test.expr)
			file := rulefile.Parse("a.yaml", []byte(source))
			result := lint.Run(&lint.Project{Files: []*rulefile.File{file}}, []*lint.Check{templatelabel.Check})
			require.Len(t, result.Findings, 1)
			fixes := result.Findings[0].Fixes
			if test.want == "" {
				require.Empty(t, fixes)
				return
			}
			require.Len(t, fixes, 1)
			require.True(t, fixes[0].Unsafe, "the alert has other series then")
			require.Equal(t, test.message, fixes[0].Message)
			fixed, err := rulefile.Apply(file.Source, fixes[0].Edits)
			require.NoError(t, err)
			require.Equal(t, test.want, rulefile.Parse("a.yaml", fixed).Groups[0].Rules[0].Expr.Value)
		})
	}
}

// The reason stands where the label went, in the file of the recording rule if need be.
func TestRelated(t *testing.T) {
	records := rulefile.Parse("records.yaml", []byte(`groups:
- name: g
  rules:
  - record: job:up:sum
    expr: sum by (job) (up)
`))
	alerts := rulefile.Parse("alerts.yaml", []byte(`groups:
- name: g
  rules:
  - alert: A
    expr: job:up:sum < 1
    labels: {pod: x}
    annotations: {summary: "{{ $labels.pod }}", description: "{{ $labels.pod }}"}
`))
	project := &lint.Project{Files: []*rulefile.File{alerts, records}}
	findings := lint.Run(project, []*lint.Check{templatelabel.Check}).Findings
	require.Len(t, findings, 1)
	type related struct{ file, source, message string }
	var got []related
	for _, r := range findings[0].Related {
		got = append(got, related{r.File.Name, string(r.File.Source[r.Span.Start.Offset:r.Span.End.Offset]), r.Message})
	}
	require.Equal(t, []related{
		{"alerts.yaml", "pod", "added after the templates are expanded"},
		{"records.yaml", "sum by (job)", "in job:up:sum: only job is kept here"},
		{"alerts.yaml", "$labels.pod", "the description prints it, too"},
	}, got)
}
