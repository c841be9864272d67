package config

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

const layered = `
profile: strict
target: {scrapeInterval: 15s}
checks:
  shortrange: {samples: 5}
overrides:
- paths: ["legacy/**", "old.yaml"]
  checks:
    shortrange: {level: info, scrapeInterval: 15s}
- paths: ["./legacy/api/*.yaml"]
  checks:
    shortrange: {level: off}
    syntax: {level: warning}
`

// holds returns what holds for the check shortrange in a file, as one line.
func holds(check *lint.Check, name string) string {
	severity, set := check.Severity, check.Options
	if check.PerFile != nil {
		severity, set = check.PerFile(&rulefile.File{Name: name})
	}
	return fmt.Sprint(severity, " ", set.(*options).ScrapeInterval, " ", set.(*options).Samples)
}

func TestOverrides(t *testing.T) {
	got, err := Parse("conf/.rulelint.yaml", []byte(layered), checks())
	require.NoError(t, err)
	require.Equal(t, "strict", got.Profile)
	here, err := os.Getwd()
	require.NoError(t, err)
	for name, want := range map[string]string{
		"":                            "error 30s 5",
		"conf/a.yaml":                 "error 30s 5",
		"conf/legacy/a.yaml":          "info 15s 5",
		"conf/legacy/x/y/a.yaml":      "info 15s 5",
		"conf/old.yaml":               "info 15s 5",
		"conf/x/old.yaml":             "error 30s 5",
		"conf/legacy/api/a.yaml":      "off 15s 5",
		"conf/x/../legacy/api/a.yaml": "off 15s 5",
		"legacy/a.yaml":               "error 30s 5",
		"-":                           "error 30s 5",
		filepath.Join(here, "conf", "legacy", "a.yaml"): "info 15s 5",
	} {
		require.Equal(t, want, holds(got.Checks[0], name), "%q", name)
	}
	require.Equal(t, "error 30s 5", fmt.Sprint(got.Checks[0].Severity, " ", got.Checks[0].Options.(*options).ScrapeInterval, " ", got.Checks[0].Options.(*options).Samples))
	require.Equal(t, checks()[0].Options.(*options).Samples, 4, "the defaults are not changed")
}

func TestPrecedence(t *testing.T) {
	path := filepath.Join(t.TempDir(), Name)
	require.NoError(t, os.WriteFile(path, []byte(layered), 0o644))
	flags := Flags{Profile: "default", Set: []string{"shortrange.scrapeInterval=1m", "shortrange.labels=[a, b]", "syntax.level=off"}}
	got, err := LoadWith(path, flags, checks())
	require.NoError(t, err)
	require.Equal(t, "warning 1m0s 5", holds(got.Checks[0], "elsewhere.yaml"), "the profile of the flag replaces that of the file")
	require.Equal(t, "off 1m0s 5", holds(got.Checks[0], filepath.Join(filepath.Dir(path), "legacy/api/a.yaml")), "flags win over overrides")
	require.Equal(t, []string{"a", "b"}, got.Checks[0].Options.(*options).Labels)
	require.Equal(t, lint.Off, got.Checks[1].Severity)
}

func TestFlagErrors(t *testing.T) {
	for set, want := range map[string]string{
		"shortrange":                  `config: "shortrange": allowed are CHECK.level=LEVEL and CHECK.OPTION=VALUE`,
		"shortrang.level=off":         `config: "shortrang.level=off": no check is called shortrang; did you mean shortrange?`,
		"shortrange.sample=3":         `config: "shortrange.sample=3": check shortrange has no option sample; did you mean samples?`,
		"shortrange.samples=x":        `config: "shortrange.samples=x": option samples must be a whole number, not "x"`,
		"shortrange.samples=":         `config: "shortrange.samples=": option samples must be a whole number, not ""`,
		"shortrange.level=loud":       `config: "shortrange.level=loud": level "loud" of check shortrange is unknown; allowed are error, info, off, warning`,
		"shortrange.labels=[":         `config: "shortrange.labels=[": did not find expected node content`,
		"shortrange.scrapeInterval=3": `config: "shortrange.scrapeInterval=3": option scrapeInterval must be a duration such as 30s or 1h30m, not "3"`,
	} {
		_, err := LoadWith("", Flags{Set: []string{set}}, checks())
		require.EqualError(t, err, want)
	}
	_, err := LoadWith("", Flags{Profile: "strickt"}, checks())
	require.EqualError(t, err, `config: profile "strickt" is unknown; did you mean strict?`)
}

func TestFor(t *testing.T) {
	got, err := Parse("c.yaml", []byte(layered), checks())
	require.NoError(t, err)
	lines := func(name string) (lines []string) {
		for _, check := range got.For(name) {
			for _, s := range check.Settings {
				lines = append(lines, fmt.Sprintf("%s.%s %v: %s", check.Name, s.Name, s.Value, s.From))
			}
		}
		return lines
	}
	require.Equal(t, []string{
		"target.evaluationInterval 30s: default",
		"target.externalLabels <nil>: default",
		"target.lookback 5m: default",
		"target.retention <nil>: default",
		"target.scrapeInterval 15s: c.yaml:3:26",
		"target.version <nil>: default",
		"shortrange.level error: profile strict",
		"shortrange.kinds map[]: default",
		"shortrange.labels [job]: default",
		"shortrange.limits map[]: default",
		"shortrange.ratio 0: default",
		"shortrange.samples 5: c.yaml:5:25",
		"shortrange.scrapeInterval 30s: default",
		"shortrange.strict false: default",
		"shortrange.urlPrefix : default",
		"shortrange.windows []: default",
		"syntax.level error: default",
	}, lines(""))
	require.Contains(t, lines("old.yaml"), "shortrange.scrapeInterval 15s: override legacy/**, old.yaml (c.yaml:9:47)")
	require.Contains(t, lines("legacy/api/a.yaml"), "syntax.level warning: override legacy/api/*.yaml (c.yaml:13:21)")
}

func TestEveryFileOfARunHasItsLevel(t *testing.T) {
	check := &lint.Check{Name: "syntax", Severity: lint.Warning, Run: func(pass *lint.Pass) {
		for rule := range pass.Rules() {
			pass.Report(lint.Diagnostic{File: rule.File, Span: rule.Expr.Whole(), Message: "found"})
		}
	}}
	got, err := Parse("c.yaml", []byte("overrides: [{paths: [a.yaml], checks: {syntax: {level: error}}}, {paths: [b.yaml], checks: {syntax: {level: off}}}]"), []*lint.Check{check})
	require.NoError(t, err)
	project := &lint.Project{Settings: lint.Settings{Now: time.Unix(0, 0)}}
	for _, name := range []string{"a.yaml", "b.yaml", "c.yaml"} {
		project.Files = append(project.Files, rulefile.Parse(name, []byte("groups: [{name: g, rules: [{alert: A, expr: up}]}]")))
	}
	var lines []string
	for _, finding := range lint.Run(project, got.Checks).Findings {
		lines = append(lines, fmt.Sprint(finding.File.Name, " ", finding.Severity))
	}
	require.Equal(t, []string{"a.yaml error", "c.yaml warning"}, lines)
}

func TestALargeFileIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), Name)
	require.NoError(t, os.WriteFile(path, make([]byte, MaxSize+1), 0o644))
	_, err := Load(path, checks())
	require.ErrorContains(t, err, "larger than 1048576 bytes")
}
