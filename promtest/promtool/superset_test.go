package promtool_test

import (
	"errors"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/promwright/promwright/promtest"
	"github.com/promwright/promwright/promtest/promtool"
)

func TestOurFieldsAreThoseOfGo(t *testing.T) {
	dir := write(t, map[string]string{"rules.yaml": rulesYAML, "test.yaml": `rule_files: [rules.yaml]
tests:
- end: 2h
  input_series:
  - {series: 'up{job="a"}', timeline: [{const: 1, for: 10m}, {const: 0, for: 5m}, {continue: 0.1}], scrape: 15s, offset: 5s, jitter: 2s, seed: 3}
  - {series: b, counter: {per_second: 2, reset_every: 1h}, missing: {from: 1m, to: 2m}, missing_every: 3, noise: {amplitude: 1, seed: 4}}
  - {series: c, ramp: {from: 1, to: 0}, for: 1h, missing_ratio: {ratio: 0.5, seed: 5}, normal_noise: {deviation: 2, seed: 6}, times: 2}
  - {series: d, sine: {mean: 1, amplitude: 2, period: 1h, phase: 5m}}
  - {series: e, steps: {from: 1, by: -2, every: 3m}}
  - {series: 'f{n="{{i}}"}', repeat: 2, stale: true}
  exp_firing: [{alertname: Down, from: 1m, to: 2m, labels: {a: b}, labels_match: {c: d}, annotations: {e: f}, annotations_match: {g: h}, value: 0, within: 0.5, count: 2}]
  exp_pending: [{alertname: Down, from: 1m, to: 2m, labels: {a: b}, labels_match: {c: d}, annotations: {e: f}, annotations_match: {g: h}, value: 0, within: 0.5, count: 2}]
  exp_quiet: [{alertname: Down, from: 1m, to: 2m, labels: {a: b}, labels_match: {c: d}}]
  exp_resolved: [{alertname: Down, from: 1m, to: 2m, labels: {a: b}, labels_match: {c: d}}]
  exp_fires_within: [{alertname: Down, within: 1m, of: 2m, labels: {a: b}, labels_match: {c: d}}]
  exp_steady: [{alertname: Down, transitions: 2, from: 1m, to: 7m, labels: {a: b}, labels_match: {c: d}}]
  nothing_else: [Down]
  promql_expr_test: [{expr: up, eval_time: 1m, until: 2m, within: 3, within_ratio: 0.4, exp_samples: [{labels: up, value: 1}]}]
`})
	path := filepath.Join(dir, "test.yaml")
	file, err := promtool.Load(path)
	require.NoError(t, err)
	test := file.Tests[0]
	require.Equal(t, 2*time.Hour, test.End)
	const m = time.Minute
	ab, cd, ef, gh := promtest.Labels{"a": "b"}, promtest.Labels{"c": "d"}, promtest.Labels{"e": "f"}, promtest.Labels{"g": "h"}
	require.Equal(t, []promtest.Expectation{
		promtest.Firing{Alert: "Down", From: m, To: 2 * m, Labels: ab, LabelsMatch: cd, Annotations: ef, AnnotationsMatch: gh, Value: new(0.0), Within: 0.5, Count: 2, Where: path + ":11:16"},
		promtest.Pending{Alert: "Down", From: m, To: 2 * m, Labels: ab, LabelsMatch: cd, Annotations: ef, AnnotationsMatch: gh, Value: new(0.0), Within: 0.5, Count: 2, Where: path + ":12:17"},
		promtest.Quiet{Alert: "Down", From: m, To: 2 * m, Labels: ab, LabelsMatch: cd, Where: path + ":13:15"},
		promtest.Resolved{Alert: "Down", From: m, To: 2 * m, Labels: ab, LabelsMatch: cd, Where: path + ":14:18"},
		promtest.FiresWithin{Alert: "Down", Within: m, Of: 2 * m, Labels: ab, LabelsMatch: cd, Where: path + ":15:22"},
		promtest.Steady{Alert: "Down", Transitions: 2, From: m, To: 7 * m, Labels: ab, LabelsMatch: cd, Where: path + ":16:16"},
		promtest.Exhaustive{Alerts: []string{"Down"}, Where: path + ":17:17"},
		promtest.Samples{Expr: "up", At: m, Until: 2 * m, Within: 3, WithinRatio: 0.4, Want: map[string]float64{"up": 1}, Where: path + ":18:22"},
	}, test.Want)
	up := promtest.Const(1).For(10 * m).Then(promtest.Const(0).For(5 * m)).Continue(0.1)
	f := promtest.Repeat(2, promtest.Series{Metric: `f{n="{{i}}"}`, Timeline: promtest.Stale()})
	require.Equal(t, []promtest.Series{
		{Metric: `up{job="a"}`, Timeline: up, Scrape: 15 * time.Second, Offset: 5 * time.Second, Jitter: 2 * time.Second, Seed: 3},
		{Metric: "b", Timeline: promtest.Counter(2).ResetEvery(time.Hour).Missing(m, 2*m).MissingEvery(3).Noise(1, 4)},
		{Metric: "c", Timeline: promtest.Ramp(1, 0).For(time.Hour).MissingRatio(0.5, 5).NormalNoise(2, 6).Repeat(2)},
		{Metric: "d", Timeline: promtest.Sine(1, 2, time.Hour, 5*m)},
		{Metric: "e", Timeline: promtest.Steps(1, -2, 3*m)},
		f[0], f[1],
	}, withoutPlaces(test.Series))
}

// withoutPlaces returns series as Go tests have them.
func withoutPlaces(series []promtest.Series) []promtest.Series {
	series = slices.Clone(series)
	for i := range series {
		series[i].Where = ""
	}
	return series
}

// TestOnlyPromtoolsFieldsKeepPromtoolsEnd holds that a test without fields of ours lasts as long as in promtool.
func TestOnlyPromtoolsFieldsKeepPromtoolsEnd(t *testing.T) {
	dir := write(t, map[string]string{"rules.yaml": rulesYAML, "test.yaml": `rule_files: [rules.yaml]
tests:
- {input_series: [{series: up, values: 1x100}], alert_rule_test: [{alertname: Down, eval_time: 5m}]}
- {input_series: [{series: up, values: 1x100}], alert_rule_test: [{alertname: Down, eval_time: 5m}], exp_quiet: [{alertname: Down}]}
- {input_series: [{series: up, values: 1x100}], alert_rule_test: [{alertname: Down, eval_time: 0s}]}
`})
	results, err := promtool.Run(t.Context(), []string{filepath.Join(dir, "test.yaml")}, promtool.Options{})
	require.NoError(t, err)
	require.Empty(t, results[0].Errors)
	require.Equal(t, 6, results[0].Results[0].Steps)
	require.Equal(t, 101, results[0].Results[1].Steps)
	require.Equal(t, 1, results[0].Results[2].Steps)
}

// lineBreak is where YAML begins a line.
var lineBreak = regexp.MustCompile("\r\n|[\n\r\u0085\u2028\u2029]")

// FuzzSuperset reads files with our fields: it never panics, and every error has a place in the file.
func FuzzSuperset(f *testing.F) {
	data := map[string]string{"rules.yaml": rulesYAML, "load.csv": "time,value\n0s,1\n5m,2\n", "metrics.prom": "up 1\n"}
	for _, name := range []string{"expectations", "expectations-empty", "series", "timed"} {
		archive, err := txtar.ParseFile("testdata/" + name + ".txtar")
		require.NoError(f, err)
		for _, file := range archive.Files {
			if file.Name == "test.yaml" {
				f.Add(string(file.Data))
			}
		}
	}
	for _, item := range []string{"{series: x, csv: load.csv, for: 10m}", "{exposition: metrics.prom, jitter: 1s}", "{series: 'x{i=\"{{i}}\"}', repeat: 9, counter: {per_second: 1}}"} {
		f.Add("rule_files: [rules.yaml]\ntests:\n- input_series: [" + item + "]\n  exp_firing: [{alertname: Down, from: 1m}]\n  nothing_else: true\n")
	}
	f.Add("tests:\n- input_series: [{series: x, timeline: &a [{timeline: *a}]}]\n")
	dir := write(f, data)
	name := filepath.Join(dir, "test.yaml")
	f.Fuzz(func(t *testing.T, src string) {
		_, err := promtool.Parse(name, []byte(src))
		var all promtool.Errors
		if !errors.As(err, &all) {
			return
		}
		for _, err := range all {
			var e *promtool.Error
			if errors.As(err, &e) && e.File == name {
				require.LessOrEqual(t, 1, e.Column, "%v", e)
				require.LessOrEqual(t, e.Line, 1+len(lineBreak.FindAllString(src, -1)), "%v", e)
			}
		}
	})
}
