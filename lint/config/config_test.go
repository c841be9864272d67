package config

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

type options struct {
	ScrapeInterval time.Duration
	Samples        int
	Ratio          float64
	Strict         bool
	URLPrefix      string
	Labels         []string
	Windows        []time.Duration
	Kinds          map[string]string
	Limits         map[string]time.Duration
	hidden         int
}

// checks are what the tests configure.
func checks() []*lint.Check {
	return []*lint.Check{
		{Name: "shortrange", Severity: lint.Warning, Options: &options{ScrapeInterval: 30 * time.Second, Samples: 4, Labels: []string{"job"}, hidden: 7}},
		{Name: "syntax", Severity: lint.Error},
	}
}

func TestParse(t *testing.T) {
	got, err := Parse("c.yaml", []byte(`
checks:
  shortrange:
    level: error
    scrapeInterval: 1m30s
    samples: 5
    ratio: 0.5
    strict: true
    urlPrefix: "https://example.org"
    labels: [instance, "job"]
    windows: [5m, 1h]
    kinds: {pod: Pod, "deployment": Deployment}
    limits: {a: 1m}
  syntax: # defaults
`), checks())
	require.NoError(t, err)
	require.Len(t, got.Checks, 2)
	require.Equal(t, lint.Error, got.Checks[0].Severity)
	require.Equal(t, &options{
		ScrapeInterval: 90 * time.Second, Samples: 5, Ratio: 0.5, Strict: true, URLPrefix: "https://example.org",
		Labels: []string{"instance", "job"}, Windows: []time.Duration{5 * time.Minute, time.Hour},
		Kinds: map[string]string{"pod": "Pod", "deployment": "Deployment"}, Limits: map[string]time.Duration{"a": time.Minute}, hidden: 7,
	}, got.Checks[0].Options)
	require.Equal(t, checks()[1], got.Checks[1])
}

func TestParseChangesCopies(t *testing.T) {
	before := checks()
	_, err := Parse("c.yaml", []byte("checks: {shortrange: {level: off, samples: 9, labels: [a, b]}}"), before)
	require.NoError(t, err)
	require.Equal(t, checks(), before)
}

func TestParseNothing(t *testing.T) {
	for name, text := range map[string]string{"empty": "", "comments": "# none\n", "no checks": "checks:\n", "a document": "---\n"} {
		t.Run(name, func(t *testing.T) {
			got, err := Parse("c.yaml", []byte(text), checks())
			require.NoError(t, err)
			require.Equal(t, checks(), got.Checks)
		})
	}
}

func TestErrors(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"an unknown setting":           {"check:\n  syntax: {}\n", "c.yaml:1:1: there is no setting check; did you mean checks?"},
		"an unknown check":             {"checks:\n  shortrang: {}\n", "c.yaml:2:3: no check is called shortrang; did you mean shortrange?"},
		"a check of another tool":      {"checks:\n  promql/rate: {}\n", "c.yaml:2:3: no check is called promql/rate; allowed are shortrange, syntax"},
		"an unknown level":             {"checks:\n  syntax:\n    level: warn\n", `c.yaml:3:12: level "warn" of check syntax is unknown; allowed are error, info, off, warning`},
		"a level that is mistyped":     {"checks: {syntax: {level: eror}}\n", `c.yaml:1:26: level "eror" of check syntax is unknown; did you mean error?`},
		"a level that is a list":       {"checks: {syntax: {level: [off]}}\n", `c.yaml:1:26: level a list of check syntax is unknown; allowed are error, info, off, warning`},
		"an unknown option":            {"checks: {shortrange: {sample: 3}}\n", "c.yaml:1:23: check shortrange has no option sample; did you mean samples?"},
		"an option of Go":              {"checks: {shortrange: {hidden: 3}}\n", "c.yaml:1:23: check shortrange has no option hidden; allowed are kinds, labels, level, limits, ratio, samples, scrapeInterval, strict, urlPrefix, windows"},
		"a check without options":      {"checks: {syntax: {samples: 3}}\n", "c.yaml:1:19: check syntax has no option samples; allowed are level"},
		"a duration without unit":      {"checks: {shortrange: {scrapeInterval: 30}}\n", `c.yaml:1:39: option scrapeInterval must be a duration such as 30s or 1h30m, not "30"`},
		"a number that is none":        {"checks: {shortrange: {samples: four}}\n", `c.yaml:1:32: option samples must be a whole number, not "four"`},
		"a fraction":                   {"checks: {shortrange: {samples: 1.5}}\n", `c.yaml:1:32: option samples must be a whole number, not "1.5"`},
		"nothing":                      {"checks: {shortrange: {samples: }}\n", `c.yaml:1:32: option samples must be a whole number, not ""`},
		"a text for a ratio":           {"checks: {shortrange: {ratio: half}}\n", `c.yaml:1:30: option ratio must be a number, not "half"`},
		"a text for a switch":          {"checks: {shortrange: {strict: sure}}\n", `c.yaml:1:31: option strict must be true or false, not "sure"`},
		"a mapping for a text":         {"checks: {shortrange: {urlPrefix: {}}}\n", `c.yaml:1:34: option urlPrefix must be a text, not a mapping`},
		"a text for a list":            {"checks: {shortrange: {labels: job}}\n", `c.yaml:1:31: option labels must be a list, not "job"`},
		"an item that is wrong":        {"checks: {shortrange: {windows: [5m, 1]}}\n", `c.yaml:1:37: option windows must be a duration such as 30s or 1h30m, not "1"`},
		"a list for a map":             {"checks: {shortrange: {kinds: [pod]}}\n", `c.yaml:1:30: option kinds must be a mapping, not a list`},
		"nothing for a map":            {"checks: {shortrange: {kinds: }}\n", `c.yaml:1:30: option kinds must be a mapping, not ""`},
		"an entry that is wrong":       {"checks: {shortrange: {limits: {a: 1m, b: x}}}\n", `c.yaml:1:42: b of option limits must be a duration such as 30s or 1h30m, not "x"`},
		"an entry that is nothing":     {"checks: {shortrange: {kinds: {a: }}}\n", `c.yaml:1:34: a of option kinds must be a text, not ""`},
		"an entry twice":               {"checks: {shortrange: {kinds: {a: b, a: b}}}\n", `c.yaml:1:37: option kinds has a twice`},
		"a list of checks":             {"checks: [syntax]\n", "c.yaml:1:9: checks must be a mapping, not a list"},
		"a level for a check":          {"checks: {syntax: off}\n", `c.yaml:1:18: check syntax must be a mapping, not "off"`},
		"a text":                       {"syntax\n", `c.yaml:1:1: the configuration must be a mapping, not "syntax"`},
		"a check twice":                {"checks:\n  syntax: {}\n  syntax: {}\n", "c.yaml:3:3: checks has syntax twice"},
		"broken YAML":                  {"checks:\n  syntax: {\n", "c.yaml:2:1: did not find expected"},
		"columns count characters":     {"checks: {\"syntax\": {}, ü: {}}\n", "c.yaml:1:24: no check is called ü;"},
		"all of it, in order":          {"check: 1\nchecks: {a: 1}\n", "c.yaml:1:1: there is no setting check; did you mean checks?\nc.yaml:2:10: no check is called a;"},
		"an alias":                     {"checks:\n  syntax: &x {level: loud}\n  shortrange: *x\n", `c.yaml:2:22: level "loud" of check syntax`},
		"an unknown profile":           {"profile: strikt\n", `c.yaml:1:10: profile "strikt" is unknown; did you mean strict?`},
		"a profile that is a list":     {"profile: [strict]\n", "c.yaml:1:10: profile a list is unknown; allowed are default, kube-prometheus-stack, strict"},
		"overrides that are a mapping": {"overrides: {}\n", "c.yaml:1:12: overrides must be a list, not a mapping"},
		"an override that is a text":   {"overrides: [legacy]\n", `c.yaml:1:13: an override must be a mapping, not "legacy"`},
		"an override without paths":    {"overrides: [{checks: {}}]\n", "c.yaml:1:13: the override has no paths: it needs a list of globs"},
		"an unknown setting in one":    {"overrides: [{path: [a], checks: {}}]\n", "c.yaml:1:14: an override has no setting path; did you mean paths?"},
		"paths that are a text":        {"overrides: [{paths: a, checks: {}}]\n", `c.yaml:1:21: paths must be a list of globs, such as ["legacy/**"], not "a"`},
		"no paths":                     {"overrides: [{paths: [], checks: {}}]\n", `c.yaml:1:21: paths must be a list of globs, such as ["legacy/**"], not an empty list`},
		"a path that is no glob":       {"overrides: [{paths: [a, \"b[\"]}]\n", `c.yaml:1:25: path "b[" is not a glob`},
		"a path from the root":         {"overrides: [{paths: [/a]}]\n", `c.yaml:1:22: path "/a" matches nothing: paths are relative to the folder of this file and below it`},
		"a path out of the folder":     {"overrides: [{paths: [../a]}]\n", `c.yaml:1:22: path "../a" matches nothing`},
		"a check in an override":       {"overrides:\n- paths: [a]\n  checks: {sintax: {}}\n", "c.yaml:3:12: no check is called sintax; did you mean syntax?"},
		"an option in an override":     {"overrides:\n- paths: [a]\n  checks: {shortrange: {samples: x}}\n", `c.yaml:3:34: option samples must be a whole number, not "x"`},
		"lines that end with \\r":      {"checks:\r  sintax: {}\r", "c.yaml:2:3: no check is called sintax"},
		"behind a byte order mark":     {"\ufeffcheck: {}\n", "c.yaml:1:1: there is no setting check"},
		"a key that is a list":         {"[a]: 1\n", "c.yaml:1:1: a key of the configuration must be a text, not a list"},
		"a document that is binary":    {"\x00\x01", "c.yaml:1:1: "},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := Parse("c.yaml", []byte(test.text), checks())
			require.ErrorContains(t, err, test.want)
			require.True(t, strings.HasPrefix(err.Error(), test.want), "%v", err)
		})
	}
}

func TestRegexpOption(t *testing.T) {
	type patterns struct{ Pattern *regexp.Regexp }
	checks := []*lint.Check{{Name: "name", Options: &patterns{regexp.MustCompile("^a$")}}}
	got, err := Parse("c.yaml", []byte("checks: {name: {pattern: '^b+$'}}"), checks)
	require.NoError(t, err)
	require.Equal(t, "^b+$", got.Checks[0].Options.(*patterns).Pattern.String())
	require.Equal(t, "^b+$", Written(Options(got.Checks[0])["pattern"]))
	require.Equal(t, "^a$", checks[0].Options.(*patterns).Pattern.String())
	require.Contains(t, string(Schema(checks)), `"format": "regex"`)

	for text, want := range map[string]string{
		"checks: {name: {pattern: '('}}": `c.yaml:1:26: option pattern must be a regular expression, not "("`,
		"checks: {name: {pattern: [a]}}": `c.yaml:1:26: option pattern must be a regular expression, not a list`,
		"checks: {name: {pattern: }}":    `c.yaml:1:26: option pattern must be a regular expression, not ""`,
	} {
		_, err := Parse("c.yaml", []byte(text), checks)
		require.EqualError(t, err, want)
	}
}

func TestProfileSwitchesOn(t *testing.T) {
	checks := []*lint.Check{{Name: "required", Severity: lint.Off}, {Name: "alertname", Severity: lint.Error}, {Name: "other", Severity: lint.Off}}
	got, err := Parse("c.yaml", []byte("profile: strict"), checks)
	require.NoError(t, err)
	require.Equal(t, lint.Warning, got.Checks[0].Severity)
	require.Equal(t, lint.Error, got.Checks[1].Severity, "it is on")
	require.Equal(t, lint.Off, got.Checks[2].Severity, "not every check is of use unless it is configured")
}

func TestErrorsHaveSpans(t *testing.T) {
	_, err := Parse("c.yaml", []byte("checks:\n  shortrang: {}\n"), checks())
	var inFile *rulefile.Error
	require.ErrorAs(t, err, &inFile)
	require.Equal(t, rulefile.Span{
		Start: rulefile.Pos{Offset: 10, Line: 2, Column: 3}, End: rulefile.Pos{Offset: 19, Line: 2, Column: 12},
	}, inFile.Span)
}

func TestFind(t *testing.T) {
	root := t.TempDir()
	inner := filepath.Join(root, "repo", "a", "b")
	require.NoError(t, os.MkdirAll(inner, 0o755))
	write := func(dir string) string {
		path := filepath.Join(dir, Name)
		require.NoError(t, os.WriteFile(path, []byte("checks: {syntax: {level: info}}"), 0o644))
		return path
	}
	find := func() string {
		path, err := Find(inner)
		require.NoError(t, err)
		return path
	}

	outside := write(root)
	require.Equal(t, outside, find(), "without a repository, up to the root")
	require.NoError(t, os.Mkdir(filepath.Join(root, "repo", ".git"), 0o755))
	require.Empty(t, find(), "not out of the repository")
	top := write(filepath.Join(root, "repo"))
	require.Equal(t, top, find(), "beside .git")
	near := write(filepath.Join(root, "repo", "a"))
	require.Equal(t, near, find(), "the nearest")

	got, err := Load(near, checks())
	require.NoError(t, err)
	require.Equal(t, lint.Info, got.Checks[1].Severity)
	_, err = Load(filepath.Join(inner, Name), checks())
	require.ErrorContains(t, err, "config: ")
}

func TestOptionName(t *testing.T) {
	for field, want := range map[string]string{
		"Samples": "samples", "ScrapeInterval": "scrapeInterval", "URL": "url", "URLPrefix": "urlPrefix", "X": "x", "MinURL": "minURL",
	} {
		require.Equal(t, want, optionName(field))
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("checks: {shortrange: {level: off, samples: 9, labels: [a, b]}}"))
	f.Add([]byte("checks:\n  - ü: &x [*x]\n"))
	f.Add([]byte("checks:\r\n  syntax:\r\n    level: |\r\n     x"))
	f.Add([]byte("profile: strict\noverrides:\n- paths: ['a/**', '{b,c}']\n  checks: {syntax: {level: info}}\n- *x\n"))
	f.Add([]byte("target: {scrapeInterval: 1m, externalLabels: {a: b}, prometheusConfig: testdata/prometheus.yml}\nmetrics: [a]\n"))
	f.Add([]byte("alertmanager: .\noverrides: [{paths: [a/*], target: {version: 2.53}}]\nchecks: {shortrange: {kinds: {a: b}}}"))
	f.Fuzz(func(t *testing.T, source []byte) {
		got, err := Parse("c.yaml", source, checks())
		if err == nil {
			got.For("a/b.yaml")
			return
		}
		for _, err := range err.(interface{ Unwrap() []error }).Unwrap() {
			span := err.(*rulefile.Error).Span
			if err.(*rulefile.Error).File != "c.yaml" {
				continue // of a file that it names
			}
			if span.Start.Line < 1 || span.Start.Column < 1 || span.Start.Offset > span.End.Offset || span.End.Offset > len(source) {
				t.Errorf("%v is not in the source: %v", span, err)
			}
		}
	})
}
