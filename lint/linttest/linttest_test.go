package linttest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// fakeTB records what a test would have failed with.
type fakeTB struct {
	testing.TB
	failures []string
}

func (f *fakeTB) Helper() {}

func (f *fakeTB) Error(args ...any) { f.failures = append(f.failures, fmt.Sprint(args...)) }

func (f *fakeTB) Errorf(format string, args ...any) {
	f.failures = append(f.failures, fmt.Sprintf(format, args...))
}

// options configure the check irate.
type options struct{ Instead string }

// irate finds irate and replaces it; where it stands twice in a rule, the fix of the first does not find the second.
var irate = &lint.Check{
	Name: "irate", Severity: lint.Warning, Options: &options{Instead: "rate"},
	Doc: "# irate: calls of irate\n\n```yaml bad\ngroups:\n- name: g\n  rules:\n  - alert: A\n    expr: irate(a[5m]) > 0\n```\n" +
		"```yaml good\ngroups:\n- name: g\n  rules:\n  - alert: A\n    expr: rate(a[5m]) > 0\n```\n",
	Run: func(pass *lint.Pass) {
		instead := pass.Options.(*options).Instead
		for rule := range pass.Rules() {
			at := strings.Index(rule.Expr.Value, "irate")
			if at < 0 {
				continue
			}
			d := lint.Diagnostic{File: rule.File, Span: rule.Expr.Span(at, at+len("irate")), Message: "irate sees two samples"}
			if edit, ok := rule.Expr.Replace(at, at+len("irate"), instead); ok {
				d.Fixes = []lint.Fix{
					{Message: "advice alone"},
					{Message: "delta", Unsafe: true, Edits: []rulefile.Edit{{Span: d.Span, New: "delta"}}},
					{Message: instead, Edits: []rulefile.Edit{edit}},
				}
			}
			pass.Report(d)
		}
	},
}

const head = "-- a.yaml --\ngroups:\n- name: g\n  rules:\n  - alert: A\n    expr: |\n"

func TestArchive(t *testing.T) {
	fixed := strings.Replace(head, "a.yaml", "a.yaml.fixed", 1)
	tests := map[string]struct {
		archive string
		want    []string // parts of the failures, in order; none: it passes
	}{
		"a finding that is wanted": {
			head + "      irate(a[1m]) # want \"two samples\" at `irate`\n", nil,
		},
		"without the source any span will do": {
			head + "      irate(a[1m]) # want \"^irate sees\"\n", nil,
		},
		"in JSON, two in a line": {
			`-- a.json --
{"groups": [{"name": "g", "rules": [{"alert": "A", "expr": "irate(a[1m])"}, {"alert": "B", "expr": "irate(b[1m])"}]}]} # want "two" at "irate" "two"
`, nil,
		},
		"a fixed file": {
			head + "      irate(a[1m]) # want \"two\"\n" + fixed + "      rate(a[1m])\n", nil,
		},
		"what the fix leaves": {
			head + "      irate(a[1m]) + irate(a[1m]) # want \"two\"\n" +
				fixed + "      rate(a[1m]) + irate(a[1m]) # want \"two\" at `irate`\n", nil,
		},
		"configured": {
			head + "      irate(a[1m]) # want \"two\"\n" + fixed + "      increase(a[1m])\n" +
				"-- .rulelint.yaml --\nchecks:\n  irate:\n    instead: increase\n", nil,
		},
		"a finding that nobody wants": {
			head + "      irate(a[1m])\n", []string{"a.yaml:6: irate(a[1m])\n\tgot  \"irate sees two samples\" at `irate` (column 7)"},
		},
		"a want that nothing meets": {
			head + "      rate(a[1m]) # want \"two\"\n", []string{"a.yaml:6: rate(a[1m])\n\twant \"two\""},
		},
		"another message": {
			head + "      irate(a[1m]) # want \"three\"\n", []string{"want \"three\"\n\tgot  \"irate sees two samples\""},
		},
		"another span": {
			head + "      irate(a[1m]) # want \"two\" at `irate(a[1m])`\n",
			[]string{"want \"two\" at `irate(a[1m])`\n\tgot  \"irate sees two samples\" at `irate`"},
		},
		"another line": {
			head + "      irate(a[1m]) +\n      1 # want \"two\"\n", []string{"a.yaml:6:", "a.yaml:7:"},
		},
		"wanted twice, found once": {
			head + "      irate(a[1m]) # want \"two\" \"two\"\n", []string{"want \"two\""},
		},
		"another fix": {
			head + "      irate(a[1m]) # want \"two\"\n" + fixed + "      increase(a[1m])\n",
			[]string{"-      increase(a[1m])\n+      rate(a[1m])"},
		},
		"a fixed file that is not silent": {
			head + "      irate(a[1m]) + irate(b[1m]) # want \"two\"\n" + fixed + "      rate(a[1m]) + irate(b[1m])\n",
			[]string{"a.yaml:6: rate(a[1m]) + irate(b[1m])\n\tgot"},
		},
		"a fixed file that cannot be read": {
			head + "      irate(a[1m]) # want \"two\"\n-- a.yaml.fixed --\ngroups: {\n", []string{"differs", "a.yaml:"},
		},
		"fixed, but of what": {
			head + "      up\n-- b.yaml.fixed --\ngroups: []\n", []string{"b.yaml.fixed: there is no section b.yaml"},
		},
		"broken YAML": {
			"-- a.yaml --\ngroups: {\n", []string{"a.yaml:"},
		},
		"a marker without a message": {
			head + "      up # want\n", []string{"a.yaml:6: # want: a quoted message is missing"},
		},
		"a marker without quotes": {
			head + "      up # want two\n", []string{`a.yaml:6: # want: "two" does not begin with a string in quotes`},
		},
		"a marker that is no expression": {
			head + "      up # want \"(\"\n", []string{"a.yaml:6: # want: error parsing regexp"},
		},
		"a configuration that is wrong": {
			head + "      up\n-- .rulelint.yaml --\nchecks:\n  irat: {}\n", []string{".rulelint.yaml:2:3: no check is called irat; did you mean irate?"},
		},
		"an archive without files": {"nothing\n", []string{"the archive has no file"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			fake := &fakeTB{}
			Archive(fake, txtar.Parse([]byte(test.archive)), irate)
			requireFailures(t, test.want, fake)
		})
	}
}

func requireFailures(t *testing.T, want []string, fake *fakeTB) {
	t.Helper()
	require.Len(t, fake.failures, len(want), "%s", strings.Join(fake.failures, "\n"))
	for i, part := range want {
		require.Contains(t, fake.failures[i], part)
	}
}

func TestReadme(t *testing.T) {
	tests := map[string]struct {
		edit func(page string) string
		want []string
	}{
		"as it should be":             {func(p string) string { return p }, nil},
		"another name":                {func(p string) string { return strings.Replace(p, "# irate", "# rate", 1) }, []string{"README.md:1: the first line must be"}},
		"no sentence":                 {func(p string) string { return strings.Replace(p, "calls of irate", "", 1) }, []string{"README.md:1:"}},
		"no bad example":              {func(p string) string { return strings.Replace(p, "yaml bad", "yaml", 1) }, []string{"there is no ```yaml bad"}},
		"no good example":             {func(p string) string { return strings.Replace(p, "yaml good", "", 1) }, []string{"there is no ```yaml good"}},
		"a bad example that is good":  {func(p string) string { return strings.Replace(p, "irate(a", "rate(a", 1) }, []string{"README.md:4: nothing is found in the bad example"}},
		"a good example that is bad":  {func(p string) string { return strings.Replace(p, " rate(a", " irate(a", 1) }, []string{"README.md:15: the good example is not"}},
		"a good example without rule": {func(p string) string { return p + "```yaml good\ngroups: []\n```\n" }, []string{"README.md:18: the good example holds no rule"}},
		"configured": {func(p string) string {
			return strings.Replace(p, "```yaml bad", "```yaml config\nchecks: {irate: {level: off}}\n```\n```yaml bad", 1)
		}, []string{"nothing is found in the bad example"}},
		"a file beside the configuration": {func(p string) string {
			return strings.Replace(p, "```yaml bad", "```yaml file a.yml\ninhibit_rules: []\n```\n```yaml config\nalertmanager: a.yml\n```\n```yaml bad", 1)
		}, nil},
		"a file that is not there": {func(p string) string {
			return strings.Replace(p, "```yaml bad", "```yaml file a.yml\n```\n```yaml config\nalertmanager: b.yml\n```\n```yaml bad", 1)
		}, []string{"b.yml: no such file", "b.yml: no such file"}},
		"a configuration that is wrong": {func(p string) string {
			return strings.Replace(p, "```yaml good", "```yaml config\nchecks: {rate: {}}\n```\n```yaml good", 1)
		}, []string{"the configuration of the good example: .rulelint.yaml:1:10: no check is called rate"}},
		"an example that is no YAML": {func(p string) string { return p + "```yaml good\ngroups: {\n```\n" }, []string{"README.md:1"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			check := *irate
			check.Doc = test.edit(irate.Doc)
			fake := &fakeTB{TB: t}
			Readme(fake, &check)
			requireFailures(t, test.want, fake)
		})
	}
}

func TestSeveralFilesAreOneProject(t *testing.T) {
	files := &lint.Check{Name: "files", Severity: lint.Info, Run: func(pass *lint.Pass) {
		for _, file := range pass.Project.Files {
			rule := file.Groups[0].Rules[0]
			pass.Report(lint.Diagnostic{File: file, Span: rule.Expr.Whole(), Message: fmt.Sprintf("%d files", len(pass.Project.Files))})
		}
	}}
	archive := ""
	for _, name := range []string{"a.yaml", "sub/b.yaml"} {
		archive += "-- " + name + " --\ngroups:\n- name: g\n  rules:\n  - alert: A\n    expr: up # want \"2 files\" at `up`\n"
	}
	fake := &fakeTB{}
	Archive(fake, txtar.Parse([]byte(archive)), files)
	requireFailures(t, nil, fake)
}
