package rules_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/promql"
)

func TestSet(t *testing.T) {
	up := promql.Text("up == 0")
	s := rules.Set{
		Groups: rules.Groups{
			{Name: "a", Rules: []rules.Rule{
				rules.Recording{Name: "r", Expr: up},
				rules.Alert{Name: "Down", Expr: up, Severity: rules.Critical},
				rules.Alert{Name: "Own", Expr: up, Labels: map[string]string{"team": "own"}, RunbookURL: "u", Annotations: map[string]string{"dashboard": "own"}},
			}},
			{Name: "b", Labels: map[string]string{"team": "b"}, Rules: []rules.Rule{rules.Alert{Name: "Down", Expr: up}}},
		},
		Labels:      map[string]string{"team": "infra"},
		Annotations: map[string]string{"dashboard": "d"},
		RunbookURL:  "https://runbooks.example.com/<alert>",
		Prefix:      "Prod",
	}
	got, err := s.Plain()
	require.NoError(t, err)
	const url = "https://runbooks.example.com/"
	type alert struct {
		Name                string
		Labels, Annotations map[string]string
	}
	var alerts []alert
	for _, g := range got {
		for _, r := range g.Rules {
			alerts = append(alerts, alert{r.Name(), r.Labels, r.Annotations})
		}
	}
	require.Empty(t, cmp.Diff([]alert{
		{"r", nil, nil},
		{"ProdDown", map[string]string{"severity": "critical", "team": "infra"}, map[string]string{"dashboard": "d", "runbook_url": url + "ProdDown"}},
		{"ProdOwn", map[string]string{"team": "own"}, map[string]string{"dashboard": "own", "runbook_url": "u"}},
		{"ProdDown", nil, map[string]string{"dashboard": "d", "runbook_url": url + "ProdDown"}},
	}, alerts))
	require.Equal(t, map[string]string{"team": "infra"}, s.Labels, "what is built does not change the set")

	s.Labels, s.Annotations = map[string]string{"alertname": "x", "a b": "y", "c": "{{ nope }}"}, map[string]string{"d": "{{"}
	_, err = s.Plain()
	for _, want := range []string{"rules: set without a name: label alertname is set by Prometheus", `label name "a b" is not valid`, `label c: line 1: function "nope"`, "annotation d: "} {
		require.ErrorContains(t, err, want)
	}
}

// TestSetIsChecked has texts that are right by themselves, but not for the alerts of the set.
func TestSetIsChecked(t *testing.T) {
	perJob := rules.Alert{Name: "High CPU", Expr: promql.Sum(avail, promql.By("job")).Lt(5)}
	s := rules.Set{
		Groups:      rules.Groups{{Name: "g", Rules: []rules.Rule{perJob}}},
		Annotations: map[string]string{"hint": "below <threshold> for {{ $labels.job }}"},
		RunbookURL:  "https://r/<alert>",
	}
	got, err := s.Plain()
	require.NoError(t, err)
	require.Equal(t, map[string]string{"hint": "below 5 for {{ $labels.job }}", "runbook_url": "https://r/High%20CPU"}, got[0].Rules[0].Annotations)

	s.Annotations = map[string]string{"hint": "{{ $labels.instance }}"}
	s.Labels = map[string]string{"severity": "info"}
	_, err = s.Plain()
	require.ErrorContains(t, err, "alert High CPU: hint prints $labels.instance, but the expression drops it")

	perJob.Severity, perJob.Annotations = rules.Critical, map[string]string{"hint": "own"}
	s.Groups = rules.Groups{{Name: "g", Rules: []rules.Rule{rules.ForEach([]int{1}, func(int) rules.Alert { return perJob })}}}
	got, err = s.Plain()
	require.NoError(t, err)
	require.Equal(t, map[string]string{"severity": "critical"}, got[0].Rules[0].Labels)
}
