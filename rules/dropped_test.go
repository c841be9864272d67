package rules_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/promql"
)

func TestDroppedLabels(t *testing.T) {
	perJob := promql.Sum(avail, promql.By("job")).Lt(1)
	tests := map[string]struct {
		alert rules.Alert
		want  string
	}{
		"dropped":       {rules.Alert{Expr: perJob, Summary: "{{ $labels.instance }}"}, "alert A: summary prints $labels.instance, but the expression drops it: only job is kept here"},
		"in a label":    {rules.Alert{Expr: perJob, Labels: map[string]string{"to": "{{ .Labels.device }}"}}, "to prints .Labels.device"},
		"its own":       {rules.Alert{Expr: perJob, Severity: rules.Info, Summary: "{{ $labels.severity }}"}, "summary prints $labels.severity"},
		"in steps":      {rules.Alert{}, "summary prints $labels.mountpoint"},
		"kept":          {rules.Alert{Expr: perJob, Summary: "{{ $labels.job }}"}, ""},
		"perhaps there": {rules.Alert{Expr: promql.Text("m > 1"), Summary: "{{ $labels.instance }}"}, ""},
		"asked for":     {rules.Alert{Expr: perJob, Summary: "{{ if $labels.instance }}{{ $labels.instance }}{{ end }}"}, ""},
		"accepted":      {rules.Alert{Expr: perJob, Summary: "{{ $labels.instance }}", MissingLabels: true}, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			test.alert.Name = "A"
			var rule rules.Rule = test.alert
			if test.alert.Expr == nil {
				l := filling()
				l.Guard, l.Alert.Expr, l.Alert.Summary = nil, promql.Sum(avail), "{{ $labels.mountpoint }}"
				rule = l
			}
			_, err := rules.Group{Name: "g", Rules: []rules.Rule{rule}}.Plain()
			if test.want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, test.want)
		})
	}
}
