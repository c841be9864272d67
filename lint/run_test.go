package lint_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// word returns a check that finds the word in expressions and summaries.
func word(name, word string, severity lint.Severity) *lint.Check {
	return &lint.Check{
		Name: name, Doc: "# " + name + ": finds a word\n", Severity: severity,
		Run: func(pass *lint.Pass) {
			for rule := range pass.Rules() {
				summary, _ := rule.Annotations.Get("summary")
				for _, scalar := range []rulefile.Scalar{rule.Expr, summary} {
					for at := 0; ; at += len(word) {
						next := strings.Index(scalar.Value[at:], word)
						if next < 0 {
							break
						}
						at += next
						pass.Report(lint.Diagnostic{File: rule.File, Span: scalar.Span(at, at+len(word)), Message: "found " + word})
					}
				}
			}
		},
	}
}

// ignore is a check of the name that makes Run judge comments.
var ignore = &lint.Check{Name: lint.Ignore, Severity: lint.Warning}

// today is when the tests run.
var today = time.Date(2027, 1, 15, 23, 59, 59, 0, time.UTC)

// run parses files, given as name and text in turn, runs the checks, and returns the findings as lines of text.
func run(checks []*lint.Check, files ...string) ([]string, lint.Result) {
	project := &lint.Project{Settings: lint.Settings{Now: today}}
	for i := 0; i < len(files); i += 2 {
		project.Files = append(project.Files, rulefile.Parse(files[i], []byte(files[i+1])))
	}
	result := lint.Run(project, checks)
	var lines []string
	for _, f := range result.Findings {
		lines = append(lines, fmt.Sprintf("%s:%s: %s: %s [%s]", f.File.Name, f.Span.Start, f.Severity, f.Message, f.Check))
	}
	return lines, result
}

const twoRules = `groups:
- name: g
  rules:
  - alert: A
    expr: foo + bar > foo
  - alert: B
    expr: bar
`

func TestRunSortsAndFolds(t *testing.T) {
	twice := word("twice", "foo", lint.Info)
	twice.Run = func(pass *lint.Pass) {
		word("", "foo", "").Run(pass)
		word("", "foo", "").Run(pass)
	}
	off := word("off", "foo", lint.Off)
	checks := []*lint.Check{word("bar", "bar", lint.Error), twice, off}
	lines, result := run(checks, "b.yaml", twoRules, "a.yaml", twoRules, "empty.yaml", "groups: []\n")
	want := func(file string) []string {
		return []string{
			file + ":5:11: info: found foo [twice]",
			file + ":5:17: error: found bar [bar]",
			file + ":5:23: info: found foo [twice]",
			file + ":7:11: error: found bar [bar]",
		}
	}
	require.Equal(t, append(want("a.yaml"), want("b.yaml")...), lines)
	require.Equal(t, 4, result.Rules)
	require.Equal(t, []string{"empty.yaml"}, result.FilesWithoutRules)
	require.Equal(t, 4, result.Count(lint.Error))
	require.Contains(t, result.Findings[0].URL, "/lint/checks/twice/README.md")
}

func TestRunIsTheSameEveryTime(t *testing.T) {
	var checks []*lint.Check
	for i := range 20 {
		checks = append(checks, word(fmt.Sprintf("check%d", i), "foo", lint.Warning))
	}
	first, _ := run(checks, "a.yaml", twoRules, "b.yaml", twoRules)
	for range 20 {
		again, _ := run(checks, "a.yaml", twoRules, "b.yaml", twoRules)
		require.Equal(t, first, again)
	}
}

func TestLevelsAndOptionsPerFile(t *testing.T) {
	type options struct{ Word string }
	check := &lint.Check{Name: "w", Severity: lint.Off, Options: &options{"none"}, Run: func(pass *lint.Pass) {
		require.Equal(t, &options{"none"}, pass.Options)
		for rule := range pass.Rules() {
			at := strings.Index(rule.Expr.Value, pass.OptionsFor(rule.File).(*options).Word)
			if at >= 0 {
				pass.Report(lint.Diagnostic{File: rule.File, Span: rule.Expr.Span(at, at+1), Message: "found"})
			}
		}
	}}
	check.PerFile = func(file *rulefile.File) (lint.Severity, any) {
		switch file.Name {
		case "loud.yaml":
			return lint.Error, &options{"bar"}
		case "quiet.yaml":
			return lint.Info, &options{"foo"}
		}
		return check.Severity, &options{"foo"}
	}
	text := source("foo + bar # rulelint:ignore w -- known", "")
	plain := source("foo + bar", "")
	lines, result := run([]*lint.Check{check, ignore}, "loud.yaml", plain, "quiet.yaml", plain, "off.yaml", text)
	require.Empty(t, result.Errors)
	require.Equal(t, []string{"loud.yaml:6:13: error: found [w]", "quiet.yaml:6:7: info: found [w]"}, lines,
		"a comment about a check that is off in its file is left alone")
	lines, _ = run([]*lint.Check{check, ignore}, "off.yaml", plain)
	require.Empty(t, lines)
}

func TestOptionsForWithoutPaths(t *testing.T) {
	options := &struct{ Word string }{"foo"}
	check := &lint.Check{Name: "w", Severity: lint.Error, Options: options, Run: func(pass *lint.Pass) {
		require.Same(t, options, pass.OptionsFor(pass.Project.Files[0]))
	}}
	_, result := run([]*lint.Check{check}, "a.yaml", twoRules)
	require.Empty(t, result.Errors)
}

func TestAPanickingCheckIsAnErrorThatNamesIt(t *testing.T) {
	broken := &lint.Check{Name: "broken", Severity: lint.Error, Run: func(*lint.Pass) { panic("no such label") }}
	nowhere := &lint.Check{Name: "nowhere", Severity: lint.Error, Run: func(pass *lint.Pass) {
		pass.Report(lint.Diagnostic{File: pass.Project.Files[0], Message: "a span that was never set"})
	}}
	lines, result := run([]*lint.Check{broken, nowhere, word("foo", "foo", lint.Error)}, "a.yaml", twoRules)
	require.Len(t, lines, 2, "the findings of the others are there")
	require.Len(t, result.Errors, 2)
	require.EqualError(t, result.Errors[0], "lint: check broken failed, which is a bug in it: no such label")
	require.ErrorContains(t, result.Errors[1], "is not in a.yaml")
	require.Equal(t, 2, result.Exit(lint.Error))
}

func TestExit(t *testing.T) {
	warn := []*lint.Check{word("foo", "foo", lint.Warning)}
	tests := map[string]struct {
		checks []*lint.Check
		source string
		lowest lint.Severity
		want   int
	}{
		"a warning counts from warning on":  {warn, twoRules, lint.Warning, 1},
		"a warning is more than an info":    {warn, twoRules, lint.Info, 1},
		"a warning is no error":             {warn, twoRules, lint.Error, 0},
		"nothing counts where off is asked": {warn, twoRules, lint.Off, 0},
		"nothing found":                     {nil, twoRules, lint.Info, 0},
		"broken YAML is worse than any":     {warn, twoRules + "\t- {", lint.Off, 2},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, result := run(test.checks, "a.yaml", test.source)
			require.Equal(t, test.want, result.Exit(test.lowest))
		})
	}
}

func TestParseSeverity(t *testing.T) {
	for _, severity := range lint.Severities {
		got, err := lint.ParseSeverity(string(severity))
		require.NoError(t, err)
		require.Equal(t, severity, got)
	}
	_, err := lint.ParseSeverity("fatal")
	require.EqualError(t, err, `lint: severity "fatal" is not one of off, info, warning, error`)
}

func TestSummary(t *testing.T) {
	check := lint.Check{Name: "x", Doc: "# x: rates over ranges: too short\n\nMore.\n"}
	require.Equal(t, "rates over ranges: too short", check.Summary())
	require.Empty(t, (&lint.Check{Name: "x", Doc: "no heading"}).Summary())
}
