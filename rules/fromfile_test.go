package rules_test

import (
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/promql"
	"github.com/promwright/promwright/rules/rulefile"
)

func TestFromFile(t *testing.T) {
	file := rulefile.Parse("node.yaml", []byte(`groups:
- name: node
  interval: 30s
  query_offset: 1m
  limit: 10
  labels: {team: infra}
  rules:
  - record: job:up:sum
    expr: sum by (job) (up)
  - alert: Down
    expr: |
      # any
      up == 0
    for: 1h30m
    keep_firing_for: 5m
    labels:
      severity: warning
    annotations:
      summary: '{{ $labels.instance }} is down'
- name: empty
  query_offset: 0s
  rules: []
`))
	require.Empty(t, file.Errors)
	want := rules.PlainGroups{
		{
			Name: "node", Interval: 30 * time.Second, QueryOffset: new(time.Minute), Limit: 10, Labels: map[string]string{"team": "infra"}, At: "node.yaml:2:3",
			Rules: []rules.PlainRule{
				{Record: "job:up:sum", Expr: "sum by (job) (up)", At: "node.yaml:8:5"},
				{
					Alert: "Down", Expr: "# any\nup == 0\n", For: 90 * time.Minute, KeepFiringFor: 5 * time.Minute, At: "node.yaml:10:5",
					Labels:      map[string]string{"severity": "warning"},
					Annotations: map[string]string{"summary": "{{ $labels.instance }} is down"},
				},
			},
		},
		{Name: "empty", QueryOffset: new(time.Duration), At: "node.yaml:20:3"},
	}
	require.Empty(t, cmp.Diff(want, rules.FromFile(file)))
}

// TestFromFileOfAPlatform reads the fields that only Thanos or Mimir has.
func TestFromFileOfAPlatform(t *testing.T) {
	thanos := rulefile.Parse("thanos.yaml", []byte("groups:\n- name: g\n  partial_response_strategy: WARN\n  rules: []\n"))
	require.Empty(t, thanos.Errors)
	require.Equal(t, "WARN", rules.FromFile(thanos)[0].PartialResponseStrategy)

	mimir := rulefile.Parse("mimir.yaml", []byte("namespace: n\ngroups:\n- name: g\n  source_tenants: [a, '1']\n  rules: []\n"))
	require.Empty(t, mimir.Errors)
	require.Equal(t, []string{"a", "1"}, rules.FromFile(mimir)[0].SourceTenants)
}

// TestRealRules writes published rules in Go, as text, and shows that they build, and that the text stays as it was.
func TestRealRules(t *testing.T) {
	dir := filepath.Join("..", "..", "shared", "corpus", "rules")
	count := 0
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.Contains(path, ".y") {
			return err
		}
		for _, plain := range rules.FromFile(rulefile.ReadFile(path)) {
			group := rules.Group{Name: plain.Name, Interval: plain.Interval, Limit: plain.Limit, Labels: plain.Labels}
			for _, r := range plain.Rules {
				count++
				if r.Record != "" {
					group.Rules = append(group.Rules, rules.Recording{Name: r.Record, Expr: promql.Text(r.Expr), Labels: r.Labels})
					continue
				}
				group.Rules = append(group.Rules, rules.Alert{
					Name: r.Alert, Expr: promql.Text(r.Expr), For: r.For, KeepFiringFor: r.KeepFiringFor, Labels: r.Labels, Annotations: r.Annotations, MissingLabels: true, RawCounter: true,
				})
			}
			built, err := group.Plain()
			if err != nil {
				t.Errorf("%s: %v", plain.At, err)
				continue
			}
			for i, r := range built[0].Rules {
				r.At = plain.Rules[i].At
				require.Empty(t, cmp.Diff(plain.Rules[i], r))
			}
		}
		return nil
	})
	if count == 0 {
		t.Skip("no published rules to build: ", err)
	}
	t.Logf("%d rules", count)
}
