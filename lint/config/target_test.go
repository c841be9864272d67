package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// targetOf returns the target of a file under a configuration, which must be right.
func targetOf(t *testing.T, name, source, file string, flags ...string) lint.Target {
	t.Helper()
	c, err := parse(name, []byte(source), Flags{Target: flags}, checks())
	require.NoError(t, err)
	return c.Settings().Target(&rulefile.File{Name: file})
}

// write writes a file into a new folder and returns its path.
func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(content), 0o644))
	return path
}

func TestTarget(t *testing.T) {
	require.Equal(t, lint.DefaultTarget, targetOf(t, "c.yaml", "", "a.yaml"))
	require.Equal(t, lint.Target{
		ScrapeInterval: 15 * time.Second, EvaluationInterval: time.Minute, Lookback: 3 * time.Minute, Retention: 15 * 24 * time.Hour,
		ExternalLabels: map[string]string{"cluster": "eu", "replica": "1"}, Version: "2.50",
	}, targetOf(t, "c.yaml", `
target:
  scrapeInterval: 15s
  evaluationInterval: 1m
  lookback: 3m
  retention: 15d
  externalLabels: {cluster: eu, replica: 1}
  version: 2.50
`, "a.yaml"))
}

const prometheusYML = `
global:
  scrape_interval: 20s
  external_labels: {cluster: eu}
scrape_configs: [{job_name: node}]
storage: {tsdb: {retention: {time: 30d}}}
`

func TestTargetLayers(t *testing.T) {
	path := write(t, "prometheus.yml", prometheusYML)
	name := filepath.Join(filepath.Dir(path), Name)
	const source = `
profile: kube-prometheus-stack
target:
  lookback: 4m
  scrapeInterval: 15s
  prometheusConfig: prometheus.yml
overrides:
- paths: [slow/**]
  target: {scrapeInterval: 2m}
`
	want := lint.Target{
		ScrapeInterval: 15 * time.Second, EvaluationInterval: time.Minute, Lookback: 4 * time.Minute, Retention: 30 * 24 * time.Hour,
		ExternalLabels: map[string]string{"cluster": "eu"},
	}
	require.Equal(t, want, targetOf(t, name, source, filepath.Join(filepath.Dir(path), "a.yaml")), "what is written wins over prometheus.yml, and that over a profile")
	slow := filepath.Join(filepath.Dir(path), "slow", "a.yaml")
	want.ScrapeInterval = 2 * time.Minute
	require.Equal(t, want, targetOf(t, name, source, slow), "an override wins over both")
	want.ScrapeInterval = 5 * time.Second
	require.Equal(t, want, targetOf(t, name, source, slow, "scrapeInterval=5s", "evaluationInterval=1m"), "flags win over all")
	want.ScrapeInterval = 20 * time.Second
	require.Equal(t, want, targetOf(t, name, source, slow, "prometheusConfig="+path), "of a prometheus.yml, too")
}

func TestPrometheusDefaults(t *testing.T) {
	want := lint.DefaultTarget
	want.ScrapeInterval, want.EvaluationInterval, want.ExternalLabels = time.Minute, time.Minute, map[string]string{}
	for name, source := range map[string]string{"empty": "", "nothing set": "global:\n", "0 is unset": "global: {scrape_interval: 0s}\n"} {
		require.Equal(t, want, targetOf(t, "c.yaml", "", "a.yaml", "prometheusConfig="+write(t, "p.yml", source)), name)
	}
}

func TestTargetErrors(t *testing.T) {
	broken := write(t, "broken.yml", "global:\n  scrape_interval: soon\n  external_labels: [a]\n")
	folder := t.TempDir()
	_, err := Parse("c.yaml", []byte("target: {prometheusConfig: '"+broken+"'}\noverrides: [{paths: [a], target: {prometheusConfig: '"+broken+"'}}]\n"), checks())
	require.Equal(t, 2, strings.Count(err.Error(), broken), "what is wrong is told once: %v", err)

	tests := map[string]struct{ text, want string }{
		"an unknown setting":        {"target: {scrapeIntervall: 1m}\n", "c.yaml:1:10: target has no setting scrapeIntervall; did you mean scrapeInterval?"},
		"another one":               {"target: {x: 1m}\n", "c.yaml:1:10: target has no setting x; allowed are evaluationInterval, externalLabels, lookback, prometheusConfig, retention, scrapeInterval, version"},
		"a duration without unit":   {"target: {scrapeInterval: 15}\n", `c.yaml:1:26: scrapeInterval of target must be a duration such as 30s or 1h30m, not "15"`},
		"an interval of 0":          {"target: {scrapeInterval: 0s}\n", `c.yaml:1:26: scrapeInterval of target must be above 0, not "0s"`},
		"a version that is none":    {"target: {version: latest}\n", `c.yaml:1:19: version of target must be a version such as 2.53 or 3.5.0, not "latest"`},
		"a list of labels":          {"target: {externalLabels: [a]}\n", `c.yaml:1:26: externalLabels of target must be a mapping, not a list`},
		"nothing":                   {"target: {externalLabels: }\n", `c.yaml:1:26: externalLabels of target must be a mapping, not ""`},
		"a label that is a list":    {"target: {externalLabels: {a: []}}\n", `c.yaml:1:30: a of externalLabels of target must be a text, not an empty list`},
		"a label twice":             {"target: {externalLabels: {a: b, a: b}}\n", `c.yaml:1:33: externalLabels of target has a twice`},
		"a text":                    {"target: prod\n", `c.yaml:1:9: target must be a mapping, not "prod"`},
		"in an override":            {"overrides: [{paths: [a], target: {lookback: 0s}}]\n", `c.yaml:1:45: lookback of target must be above 0, not "0s"`},
		"no prometheus.yml":         {"target: {prometheusConfig: none.yml}\n", "c.yaml:1:28: prometheusConfig: none.yml: no such file or directory"},
		"a folder":                  {"target: {prometheusConfig: '" + folder + "'}\n", "c.yaml:1:28: prometheusConfig: " + folder + ": not a regular file"},
		"no path":                   {"target: {prometheusConfig: [a]}\n", "c.yaml:1:28: prometheusConfig must be the path of a file, not a list"},
		"a prometheus.yml is wrong": {"target: {prometheusConfig: '" + broken + "'}\n", broken + `:2:20: scrape_interval must be a duration such as 30s or 1h30m, not "soon"`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := Parse("c.yaml", []byte(test.text), checks())
			require.Error(t, err)
			require.Contains(t, err.Error()+"\n", test.want+"\n")
		})
	}
	for flag, want := range map[string]string{
		"scrapeInterval":             `config: "scrapeInterval": allowed is KEY=VALUE, where KEY is evaluationInterval, externalLabels, lookback, prometheusConfig, retention, scrapeInterval, version`,
		"scrapeInterval=":            `config: "scrapeInterval=": scrapeInterval of target must be a duration such as 30s or 1h30m, not ""`,
		"interval=1m":                `config: "interval=1m": target has no setting interval; allowed are evaluationInterval, externalLabels, lookback, prometheusConfig, retention, scrapeInterval, version`,
		"prometheusConfig=none.yml":  `config: "prometheusConfig=none.yml": prometheusConfig: none.yml: no such file or directory`,
		"prometheusConfig=" + broken: broken + `:2:20: scrape_interval must be a duration such as 30s or 1h30m, not "soon"`,
	} {
		_, err := LoadWith("", Flags{Target: []string{flag}}, checks())
		require.Error(t, err)
		require.Contains(t, err.Error()+"\n", want+"\n")
	}
}

func TestAnOptionThatMoved(t *testing.T) {
	check := &lint.Check{Name: "shortrange", Options: &struct{ Samples int }{4}}
	_, err := Parse("c.yaml", []byte("checks: {shortrange: {scrapeInterval: 15s}}\n"), []*lint.Check{check})
	require.EqualError(t, err, "c.yaml:1:23: check shortrange has no option scrapeInterval any more: it is target.scrapeInterval, for all checks")
}

func TestProfilesAreRight(t *testing.T) {
	for _, profile := range Profiles {
		require.Len(t, profile.settings(nil), len(profile.Target), "every setting of its target is read")
	}
}

// FuzzNamedFiles reads anything as the files that a configuration names.
func FuzzNamedFiles(f *testing.F) {
	f.Add([]byte(prometheusYML))
	f.Add([]byte("inhibit_rules: [{source_matchers: ['a=~\"b\"', '{c!=d,}'], target_match_re: {e: f}, equal: [g]}]"))
	f.Add([]byte("global: &x {scrape_interval: *x, external_labels: [*x]}\ninhibit_rules: *x\n"))
	path := filepath.Join(f.TempDir(), "named.yml")
	f.Fuzz(func(t *testing.T, source []byte) {
		require.NoError(t, os.WriteFile(path, source, 0o644))
		_, err := Parse(filepath.Join(filepath.Dir(path), Name), []byte("target: {prometheusConfig: named.yml}\nalertmanager: named.yml\n"), checks())
		if err == nil {
			return
		}
		for _, err := range err.(interface{ Unwrap() []error }).Unwrap() {
			span := err.(*rulefile.Error).Span
			if span.Start.Line < 1 || span.Start.Column < 1 || span.Start.Offset > span.End.Offset || span.End.Offset > len(source) {
				t.Errorf("%v is not in the source: %v", span, err)
			}
		}
	})
}
