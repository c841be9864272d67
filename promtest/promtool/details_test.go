package promtool_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/promtest"
	"github.com/promwright/promwright/promtest/promtool"
	"github.com/promwright/promwright/promtest/report"
)

// odd are alerts and samples that YAML has to quote, or to write in several lines.
const odd = `groups:
- name: g
  rules:
  - alert: Odd
    expr: x > 0
    labels: {yes: "true", empty: "", number: "1", colon: "a: b"}
    annotations:
      text: |
        two lines
          of {{ $value }}
      quote: '"quoted" #not a comment'
      last: "ends with a line break\n"
      tab: "a\tb"
`

// TestListsCanBePastedBack holds for what a person does who takes what came for right.
func TestListsCanBePastedBack(t *testing.T) {
	const head = `rule_files: [rules.yaml]
tests:
- input_series:
  - {series: 'x{a="1"}', values: '1 NaN Inf'}
  - {series: 'x{a="2"}', values: '0.1 1e30 -Inf'}
  - {series: 'h', values: '{{schema:0 sum:3 count:2 buckets:[1 1]}}'}
`
	tests := map[string]string{
		"alerts":              "  alert_rule_test:\n  - eval_time: 0m\n    alertname: Odd\n    LIST\n",
		"samples":             "  promql_expr_test:\n  - eval_time: 0m\n    expr: x\n    LIST\n",
		"samples, infinities": "  promql_expr_test:\n  - eval_time: 2m\n    expr: x\n    LIST\n",
		"samples, a scalar":   "  promql_expr_test:\n  - eval_time: 0m\n    expr: sum(x)\n    LIST\n",
		"samples, histograms": "  promql_expr_test:\n  - eval_time: 0m\n    expr: h\n    LIST\n",
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			run := func(list string) *report.Result {
				list = strings.ReplaceAll(strings.TrimSpace(list), "\n", "\n    ")
				dir := write(t, map[string]string{"rules.yaml": odd, "test.yaml": head + strings.Replace(test, "LIST", list, 1)})
				results, err := promtool.Run(t.Context(), []string{filepath.Join(dir, "test.yaml")}, promtool.Options{})
				require.NoError(t, err)
				require.Empty(t, results[0].Errors)
				return results[0].Results[0]
			}
			failed := run("")
			require.Len(t, failed.Failures, 1)
			lists := failed.Failures[0].Lists
			require.True(t, run(lists.YAML(lists.Got)).Passed(), lists.YAML(lists.Got))
			wanted := run(lists.YAML(lists.Want)).Failures[0].Lists
			require.Empty(t, cmp.Diff(lists, wanted), "what was wanted is written as it was")
		})
	}
}

func TestShown(t *testing.T) {
	dir := write(t, map[string]string{"rules.yaml": rulesYAML, "test.yaml": `rule_files: [rules.yaml]
tests:
- input_series:
  - {series: 'up{job="a"}', values: '1x4 0x9 1'}
  - {series: latency_seconds, values: 1x20}
  alert_rule_test:
  - {alertname: Down, eval_time: 9m, exp_alerts: []}
  - {alertname: Down, eval_time: 10m, exp_alerts: [{exp_labels: {job: a, severity: page}, exp_annotations: {summary: a is down}}]}
  - {alertname: Down, eval_time: 16m, exp_alerts: []}
  - {alertname: Slow, eval_time: 3m, exp_alerts: []}
`})
	var known []string
	results, err := promtool.Run(t.Context(), []string{filepath.Join(dir, "test.yaml")}, promtool.Options{Details: promtest.Details{
		Alerts: func(name string) bool { known = append(known, name); return true }, Dump: true,
	}})
	require.NoError(t, err)
	require.Equal(t, []string{"Down", "Slow"}, known)
	require.Empty(t, cmp.Diff([]*report.Alert{
		{
			Name: "Down", Labels: map[string]string{"job": "a", "severity": "page"}, For: 5 * time.Minute,
			Got: []report.Span{{State: report.Inactive, From: 0, To: 5}, {State: report.Pending, From: 5, To: 10},
				{State: report.Firing, From: 10, To: 15}, {State: report.Inactive, From: 15, To: 17}},
			Want: []report.Span{{State: report.NotFiring, From: 9, To: 10}, {State: report.Firing, From: 10, To: 11},
				{State: report.NotFiring, From: 16, To: 17}},
			Because: []report.Value{{Step: 5, Text: "0 == 0"}, {Step: 10, Text: "0 == 0, since 5m"}, {Step: 15, Text: "1 == 0 is false"}},
		},
		{
			Name: "Slow",
			Want: []report.Span{{State: report.NotFiring, From: 3, To: 4}}, Because: []report.Value{{Step: 3, Text: "1 > 1 is false"}},
		},
	}, results[0].Results[0].Shown))
	dump := results[0].Results[0].Dump
	require.Equal(t, []report.Series{
		{Metric: `ALERTS{alertname="Down", alertstate="firing", job="a", severity="page"}`, Recorded: true, Every: time.Minute, Values: "_x10 1x4 stale"},
		{Metric: `ALERTS{alertname="Down", alertstate="pending", job="a", severity="page"}`, Recorded: true, Every: time.Minute, Values: "_x5 1x4 stale"},
		{Metric: `ALERTS_FOR_STATE{alertname="Down", job="a", severity="page"}`, Recorded: true, Every: time.Minute, Values: "_x5 300x9 stale"},
		{Metric: `job:up:sum{job="a"}`, Recorded: true, Every: time.Minute, Values: "1x4 0x9 1x1"},
		{Metric: `latency_seconds`, Every: time.Minute, Values: "1x16"},
		{Metric: `up{job="a"}`, Every: time.Minute, Values: "1x4 0x9 1"},
	}, dump.Series)
	require.Len(t, dump.Rules, 3)
}
