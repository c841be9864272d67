package lint_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

// names returns a check that finds every rule it is shown.
func names() *lint.Check {
	return &lint.Check{Name: "names", Severity: lint.Info, Each: func(pass *lint.Pass, a *infer.Analysis) {
		pass.Report(lint.Diagnostic{File: a.Rule.File, Span: a.Rule.Name().Whole(), Message: a.Rule.Name().Value})
	}}
}

func TestEachRuleIsShownOnce(t *testing.T) {
	var files []string
	for i := range 20 {
		files = append(files, fmt.Sprintf("%02d.yaml", i), twoRules)
	}
	lines, result := run([]*lint.Check{names()}, files...)
	require.Empty(t, result.Errors)
	require.Len(t, lines, 40)
	require.Equal(t, "00.yaml:4:12: info: A [names]", lines[0])
	require.Equal(t, "19.yaml:6:12: info: B [names]", lines[39])
}

func TestEachSeesRulesThatDoNotParse(t *testing.T) {
	lines, _ := run([]*lint.Check{names()}, "a.yaml", source("foo +", ""))
	require.Len(t, lines, 1)
}

func TestEachIsOffByFile(t *testing.T) {
	check := names()
	check.PerFile = func(file *rulefile.File) (lint.Severity, any) {
		if file.Name == "off.yaml" {
			return lint.Off, nil
		}
		return lint.Error, nil
	}
	lines, _ := run([]*lint.Check{check}, "off.yaml", twoRules, "on.yaml", twoRules)
	require.Equal(t, []string{"on.yaml:4:12: error: A [names]", "on.yaml:6:12: error: B [names]"}, lines)
}

func TestACheckThatPanicsOnARuleFailsOnce(t *testing.T) {
	broken := &lint.Check{Name: "broken", Severity: lint.Error, Each: func(*lint.Pass, *infer.Analysis) { panic("no such node") }}
	lines, result := run([]*lint.Check{broken, names()}, "a.yaml", twoRules, "b.yaml", twoRules)
	require.Len(t, lines, 4, "the findings of the others are there")
	require.Len(t, result.Errors, 1)
	require.EqualError(t, result.Errors[0], "lint: check broken failed, which is a bug in it: no such node")
}

func TestTiming(t *testing.T) {
	project := &lint.Project{Settings: lint.Settings{Timing: &lint.Timing{}}}
	project.Files = append(project.Files, rulefile.Parse("a.yaml", []byte(twoRules)))
	lint.Run(project, []*lint.Check{names(), word("foo", "foo", lint.Error)})
	var on []string
	for _, s := range project.Timing.Spent() {
		require.Positive(t, s.Time)
		on = append(on, s.On)
	}
	require.ElementsMatch(t, []string{"names", "foo", lint.Inference}, on)
}

func TestTimingOfNobody(t *testing.T) {
	called := false
	var nobody *lint.Timing
	nobody.Measure("x", func() { called = true })
	require.True(t, called)
}
