package promtool_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/promwright/promwright/promtest"
	"github.com/promwright/promwright/promtest/promtool"
	"github.com/promwright/promwright/promtest/report"
)

// rulesYAML defines the alerts Down and Slow.
const rulesYAML = `groups:
- name: g
  rules:
  - record: job:up:sum
    expr: sum by (job) (up)
  - alert: Down
    expr: up == 0
    for: 5m
    labels: {severity: page}
    annotations: {summary: '{{ $labels.job }} is down'}
- name: h
  rules:
  - alert: Slow
    expr: latency_seconds > 1
`

// write puts files into a directory of their own and returns it.
func write(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	return dir
}

// lines returns an error, or warnings, without the directory.
func lines(dir string, text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(strings.ReplaceAll(text, dir+string(filepath.Separator), ""), "\n")
}

func TestLoadReadsEveryField(t *testing.T) {
	dir := write(t, map[string]string{"rules.yaml": rulesYAML, "test.yaml": `
rule_files: [rules.yaml]
evaluation_interval: 30s
group_eval_order: [h, g]
fuzzy_compare: true
tests:
  - name: everything
    interval: 15s
    input_series: [{series: 'up{job="a"}', values: 1x10}]
    external_labels: {region: eu}
    external_url: http://example.com
    start_timestamp: 1704067200.5
    alert_rule_test:
      - eval_time: 2m
        alertname: Down
        exp_alerts:
          - exp_labels: {job: a, n: 1}
            exp_annotations: {summary: a is down}
    promql_expr_test:
      - expr: up
        eval_time: 3m
        exp_samples:
          - {labels: 'up{job="a"}', value: 1}
          - {labels: 'h', histogram: '{{sum:1 count:1 buckets:[1]}}'}
  - {start_timestamp: 2024-01-01T00:00:00.25Z, promql_expr_test: [{expr: vector(1)}]}
`})
	path := filepath.Join(dir, "test.yaml")
	file, err := promtool.Load(path)
	require.NoError(t, err)
	require.Empty(t, file.Warnings)
	require.Len(t, file.Tests, 2)
	test := file.Tests[0]
	require.Equal(t, "everything", test.Name)
	require.Equal(t, path+":7:5", test.Where)
	require.Equal(t, 30*time.Second, test.Interval)
	require.Equal(t, 15*time.Second, test.Scrape)
	require.Equal(t, 3*time.Minute, test.End)
	require.Equal(t, []string{"h", "g"}, test.GroupOrder)
	require.Equal(t, promtest.Labels{"region": "eu"}, test.ExternalLabels)
	require.Equal(t, "http://example.com", test.ExternalURL)
	require.Equal(t, time.Unix(1704067200, 5e8).UTC(), test.Start)
	require.Equal(t, []promtest.Expectation{
		promtest.AlertsAt{Alert: "Down", At: 2 * time.Minute, Where: path + ":14:9", Want: []promtest.ExactAlert{{Labels: promtest.Labels{"job": "a", "n": "1"}, Annotations: promtest.Labels{"summary": "a is down"}}}},
		promtest.ExactSamples{Expr: "up", At: 3 * time.Minute, Where: path + ":20:9", Fuzzy: true, Want: []promtest.ExactSample{{Metric: `up{job="a"}`, Value: 1}, {Metric: "h", Histogram: "{{sum:1 count:1 buckets:[1]}}"}}},
	}, test.Want)
	require.Equal(t, time.Date(2024, 1, 1, 0, 0, 0, 25e7, time.UTC), file.Tests[1].Start)
	require.Equal(t, 30*time.Second, file.Tests[1].Scrape)
}

// TestFaults runs the archives of testdata: test.yaml, the files it names, and what is said of it, or "ok".
func TestFaults(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			require.NoError(t, err)
			files := map[string]string{"rules.yaml": rulesYAML}
			for _, f := range archive.Files {
				files[f.Name] = string(f.Data)
			}
			dir := write(t, files)
			file, err := promtool.Load(filepath.Join(dir, "test.yaml"))
			var got []string
			if err != nil {
				got = lines(dir, err.Error())
			}
			if file != nil {
				for _, w := range file.Warnings {
					got = append(got, lines(dir, w)[0]+" (warning)")
				}
			}
			want := strings.Split(strings.TrimRight(files["want"], "\n"), "\n")
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestRuleFilesWithErrorsAreTold(t *testing.T) {
	dir := write(t, map[string]string{"rules.yaml": "groups:\n- name: g\n  rulez: []\n", "test.yaml": "rule_files: [rules.yaml]"})
	_, err := promtool.Load(filepath.Join(dir, "test.yaml"))
	require.Error(t, err)
	require.Contains(t, lines(dir, err.Error())[0], "rules.yaml:3:3: ")
}

func TestFilesThatCannotBeRead(t *testing.T) {
	dir := write(t, map[string]string{"a/b": "", "nul.yaml": "tests:\x00", "big.yaml": strings.Repeat("#", promtool.MaxSize+1)})
	for name, want := range map[string]string{
		"missing.yaml": "missing.yaml:1:1: no such file or directory",
		"a":            "a:1:1: is a directory, not a test file",
		"nul.yaml":     "nul.yaml:1:1: is binary, not a test file: byte 0 at offset 6",
		"big.yaml":     "big.yaml:1:1: has 16777217 bytes, a test file may have 16777216",
	} {
		_, err := promtool.Load(filepath.Join(dir, name))
		require.Error(t, err)
		require.Equal(t, []string{want}, lines(dir, err.Error()))
	}
}

func TestAliasesDoNotMultiplyWithoutEnd(t *testing.T) {
	level := "x"
	var src strings.Builder
	for i := range 9 {
		fmt.Fprintf(&src, "a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(level+", ", 10), ", "))
		level = fmt.Sprintf("*a%d", i)
	}
	src.WriteString("tests: [" + strings.TrimSuffix(strings.Repeat("{input_series: *a8}, ", 1000), ", ") + "]\n")
	_, err := promtool.Parse("bomb.yaml", []byte(src.String()))
	var all promtool.Errors
	require.ErrorAs(t, err, &all)
	require.LessOrEqual(t, len(all), 201)
	require.ErrorContains(t, err, "more than 200 errors")
}

const passing = `rule_files: [rules.yaml]
tests:
- name: down
  input_series: [{series: 'up{job="a"}', values: 0x10}]
  alert_rule_test:
  - {eval_time: 4m, alertname: Down}
  - eval_time: 5m
    alertname: Down
    exp_alerts: [{exp_labels: {severity: page, job: a}, exp_annotations: {summary: a is down}}]
- promql_expr_test: [{expr: 'job:up:sum'}]
- name: fast
  input_series: [{series: latency_seconds, values: 0}]
  alert_rule_test: [{alertname: Slow}]
`

func TestRun(t *testing.T) {
	dir := write(t, map[string]string{
		"rules.yaml": rulesYAML, "pass.yaml": passing, "broken.yaml": "tests: 1",
		"fail.yaml": strings.Replace(passing, "a is down", "b is down", 1),
	})
	paths := []string{filepath.Join(dir, "pass.yaml"), filepath.Join(dir, "broken.yaml"), filepath.Join(dir, "fail.yaml"), filepath.Join(dir, "none.yaml")}
	names := func(f *promtool.FileResult) []string {
		var names []string
		for _, r := range f.Results {
			names = append(names, r.Name)
		}
		return names
	}

	results, err := promtool.Run(t.Context(), paths, promtool.Options{})
	require.NoError(t, err)
	require.Len(t, results, 4)
	require.True(t, results[0].Passed())
	require.Equal(t, []string{"down", "unnamed#1", "fast"}, names(results[0]))
	require.False(t, results[1].Passed())
	require.Equal(t, []string{`broken.yaml:1:8: tests must be a list, not "1"`}, lines(dir, results[1].Errors[0].Error()))
	require.False(t, results[2].Passed())
	require.Len(t, results[2].Results[0].Failures, 1)
	require.Equal(t, []string{"fail.yaml:7:5"}, lines(dir, results[2].Results[0].Failures[0].Where))
	require.True(t, results[2].Results[1].Passed())
	require.Len(t, results[3].Errors, 1)

	results, err = promtool.Run(t.Context(), paths[:1], promtool.Options{Run: []string{"^f", "ow"}})
	require.NoError(t, err)
	require.Equal(t, []string{"down", "fast"}, names(results[0]))
	require.Equal(t, []report.Skipped{{Name: "unnamed#1", Where: filepath.Join(dir, "pass.yaml") + ":10:3"}}, results[0].Skipped)

	var done []string
	results, err = promtool.Run(t.Context(), slices.Repeat(paths, 20), promtool.Options{Done: func(f *promtool.FileResult) {
		done = append(done, f.Path+fmt.Sprint(names(f), len(f.Errors)))
	}})
	require.NoError(t, err)
	for i, f := range results {
		require.Equal(t, f.Path+fmt.Sprint(names(f), len(f.Errors)), done[i], "every file is handed on once, complete, in order")
	}
	require.Len(t, done, len(results))

	odd := write(t, map[string]string{"test.yaml": "tests: [{name: long, promql_expr_test: [{expr: '1', eval_time: 100y, exp_samples: [{value: 1}]}]}, {name: short, promql_expr_test: [{expr: vector(1), exp_samples: [{value: 1}]}]}]"})
	results, err = promtool.Run(t.Context(), []string{filepath.Join(odd, "test.yaml")}, promtool.Options{})
	require.NoError(t, err)
	require.Equal(t, []string{"test.yaml:1:9: promtest: test long: engine: 876000h0m0s at intervals of 1m0s is more than 10000000 steps"}, lines(odd, results[0].Errors[0].Error()))
	require.Equal(t, []string{"short"}, names(results[0]))

	_, err = promtool.Run(t.Context(), paths, promtool.Options{Run: []string{"("}})
	require.ErrorContains(t, err, `promtool: run "(": error parsing regexp`)
}
