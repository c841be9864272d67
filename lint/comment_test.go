package lint_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// source is a rule file with one alert: expr is indented below "expr: |", the rest of the rule follows.
func source(expr, rest string) string {
	indent := func(text string) string {
		return "      " + strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n      ") + "\n"
	}
	return "groups:\n- name: g\n  rules:\n  - alert: A\n    expr: |\n" + indent(expr) + rest
}

func TestComments(t *testing.T) {
	checks := []*lint.Check{word("one", "foo", lint.Error), word("two", "bar", lint.Error), word("off", "foo", lint.Off), ignore}
	tests := map[string]struct {
		source string
		want   []string // lines of the findings, without the name of the file
	}{
		"at the end of the line, in YAML": {
			"groups:\n- name: g\n  rules:\n  - alert: A\n    expr: foo # rulelint:ignore one -- known\n", nil,
		},
		"at the end of a line of the expression": {
			source("foo +# rulelint:ignore one -- known\nfoo", ""), []string{"7:7: error: found foo [one]"},
		},
		"above a line of the expression": {
			source("foo +\n# rulelint:ignore one -- known\nfoo", ""), []string{"6:7: error: found foo [one]"},
		},
		"above a line, with other comments between": {
			source("# rulelint:ignore one -- known\n# rulelint:ignore two -- known\n# why\nfoo + bar", ""), nil,
		},
		"not beyond an empty line": {
			source("# rulelint:ignore one -- known\n\nfoo", ""),
			[]string{"6:25: warning: there is nothing to ignore here: one finds nothing [ignore]", "8:7: error: found foo [one]"},
		},
		"a # in a string is no comment": {
			source(`foo{a="# rulelint:ignore one -- known"} > 'it\'s # rulelint:nonsense'`, ""),
			[]string{"6:7: error: found foo [one]"},
		},
		"two checks in one comment": {
			source("foo + bar # rulelint:ignore one, two -- known", ""), nil,
		},
		"only the check that is named": {
			source("foo + bar # rulelint:ignore two -- known", ""), []string{"6:7: error: found foo [one]"},
		},
		"above a rule: all of it": {
			"groups:\n- name: g\n  rules:\n  # rulelint:ignore one -- known\n  - alert: A\n    expr: |\n      foo +\n      foo\n    annotations:\n      summary: foo\n  - alert: B\n    expr: foo\n",
			[]string{"12:11: error: found foo [one]"},
		},
		"above a group: all of it": {
			"groups:\n# rulelint:ignore one -- known\n- name: g\n  rules:\n  - alert: A\n    expr: foo\n  - alert: B\n    expr: foo\n- name: h\n  rules:\n  - alert: B\n    expr: foo\n",
			[]string{"12:11: error: found foo [one]"},
		},
		"beside the first line of a rule: that line": {
			"groups:\n- name: g\n  rules:\n  - alert: A # rulelint:ignore one -- known\n    expr: foo\n",
			[]string{"4:32: warning: there is nothing to ignore here: one finds nothing [ignore]", "5:11: error: found foo [one]"},
		},
		"above expr: the whole block": {
			"groups:\n- name: g\n  rules:\n  - alert: A\n    # rulelint:ignore one -- known\n    expr: |\n      foo +\n      foo\n    annotations:\n      summary: foo\n",
			[]string{"10:16: error: found foo [one]"},
		},
		"beside the header of a block: the whole block": {
			"groups:\n- name: g\n  rules:\n  - alert: A\n    expr: | # rulelint:ignore one -- known\n      foo +\n      foo\n", nil,
		},
		"above a key whose value stands below": {
			"groups:\n- name: g\n  rules:\n  - alert: A\n    # rulelint:ignore one -- known\n    expr:\n      foo +\n      foo\n", nil,
		},
		"the whole file, from anywhere": {
			source("foo", "    annotations:\n      summary: foo\n# rulelint:ignore-file one -- generated\n"), nil,
		},
		"in a quoted expression of many lines": {
			"groups:\n- name: g\n  rules:\n  - alert: A\n    expr: \"foo + # rulelint:ignore one -- known\\nfoo\"\n",
			[]string{"5:50: error: found foo [one]"},
		},
		"in JSON": {
			`{"groups": [{"name": "g", "rules": [{"alert": "A", "expr": "# rulelint:ignore one -- known\nfoo +\nfoo"}]}]}`,
			[]string{"1:100: error: found foo [one]"},
		},
		"without a reason: silences, but is found": {
			source("foo # rulelint:ignore one", ""),
			[]string{"6:11: warning: the comment does not say why: end it with -- and the reason [ignore]"},
		},
		"an empty reason is none": {
			source("foo # rulelint:ignore one -- ", ""),
			[]string{"6:11: warning: the comment does not say why: end it with -- and the reason [ignore]"},
		},
		"a reason without dashes": {
			source("foo # rulelint:ignore one because we know", ""),
			[]string{"6:11: warning: the comment does not say why: end it with -- and the reason [ignore]"},
		},
		"an unknown check": {
			source("foo # rulelint:ignore onee, one -- known", ""),
			[]string{"6:29: warning: no check is called onee; did you mean one? [ignore]"},
		},
		"no check at all": {
			source("1 # rulelint:ignore -- known", ""),
			[]string{"6:9: warning: the comment names no check; allowed are off, one, two [ignore]"},
		},
		"names without commas": {
			source("foo # rulelint:ignore one two -- known", ""),
			[]string{`6:11: warning: the comment has "two" between the names and --; names are separated by commas [ignore]`},
		},
		"an unknown verb": {
			source("1 # rulelint:disable one -- known", ""),
			[]string{"6:9: warning: rulelint:disable is not known; allowed are ignore, ignore-file [ignore]"},
		},
		"a check that did not run may find something another day": {
			source("foo # rulelint:ignore off, one -- known", ""), nil,
		},
		"until a day that is not over": {
			source("foo # rulelint:ignore one until 2027-01-15 -- known", ""), nil,
		},
		"until a day that is over: found again": {
			source("foo # rulelint:ignore one until 2027-01-14 -- known", ""),
			[]string{
				"6:7: error: found foo [one]",
				"6:39: warning: the comment ended with 2027-01-14: what it names is reported again [ignore]",
			},
		},
		"until, for several checks and the whole file": {
			"# rulelint:ignore-file one, two until 2027-02-01 -- known\n" + source("foo + bar", ""), nil,
		},
		"until, over, and nothing to ignore": {
			source("1 # rulelint:ignore one until 2027-01-14 -- known", ""),
			[]string{"6:37: warning: the comment ended with 2027-01-14: what it names is reported again [ignore]"},
		},
		"until, not over, and nothing to ignore": {
			source("1 # rulelint:ignore one until 2027-01-15 -- known", ""),
			[]string{"6:27: warning: there is nothing to ignore here: one finds nothing [ignore]"},
		},
		"until a day that is none: silences nothing": {
			source("foo # rulelint:ignore one until 2027-02-30 -- known", ""),
			[]string{
				"6:7: error: found foo [one]",
				`6:39: warning: "2027-02-30" is not a day; allowed is one such as until 2027-01-31 [ignore]`,
			},
		},
		"until nothing": {
			source("foo # rulelint:ignore one until -- known", ""),
			[]string{
				"6:7: error: found foo [one]",
				`6:33: warning: "until" is not a day; allowed is one such as until 2027-01-31 [ignore]`,
			},
		},
		"until, without a reason": {
			source("foo # rulelint:ignore one until 2027-01-15", ""),
			[]string{"6:11: warning: the comment does not say why: end it with -- and the reason [ignore]"},
		},
		"until, with more behind it": {
			source("foo # rulelint:ignore one until 2027-01-14 or later -- known", ""),
			[]string{`6:11: warning: the comment has "until 2027-01-14 or later" between the names and --; names are separated by commas [ignore]`},
		},
		"until, for no check": {
			source("1 # rulelint:ignore until 2027-01-15 -- known", ""),
			[]string{"6:9: warning: the comment names no check; allowed are off, one, two [ignore]"},
		},
		"lines that end with \\r alone": {
			strings.ReplaceAll("groups:\n- name: g\n  rules:\n  # rulelint:ignore one -- known\n  - alert: A\n    expr: foo\n  - alert: B\n    expr: foo # rulelint:ignore one -- known\n  - alert: C\n    expr: foo\n", "\n", "\r"),
			[]string{"10:11: error: found foo [one]"},
		},
		"lines that end with \\r\\n": {
			strings.ReplaceAll(source("# rulelint:ignore one -- known\nfoo +\nfoo", "  - alert: B\n    expr: foo # rulelint:ignore one -- known\n"), "\n", "\r\n"),
			[]string{"8:7: error: found foo [one]"},
		},
		"comments for others": {
			source("foo # ignore one\n# pint disable x\n# see rulelint:ignore", ""), []string{"6:7: error: found foo [one]"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			lines, result := run(checks, "a.yaml", test.source)
			require.Empty(t, result.Errors)
			var got []string
			for _, line := range lines {
				got = append(got, strings.TrimPrefix(line, "a.yaml:"))
			}
			require.Equal(t, test.want, got, "%s", test.source)
		})
	}
}

func TestCommentsAreNotJudgedWhereIgnoreIsOff(t *testing.T) {
	off := *ignore
	off.Severity = lint.Off
	text := source("foo # rulelint:ignore one\nbar # rulelint:nonsense", "")
	for _, checks := range [][]*lint.Check{{word("one", "foo", lint.Error)}, {word("one", "foo", lint.Error), &off}} {
		lines, _ := run(checks, "a.yaml", text)
		require.Empty(t, lines)
	}
}

// TestPlacesOfOneFinding silences places of a check that reports all of them as one finding.
func TestPlacesOfOneFinding(t *testing.T) {
	together := &lint.Check{
		Name: "together", Severity: lint.Error,
		Run: func(pass *lint.Pass) {
			var places []*rulefile.Rule
			for rule := range pass.Rules() {
				if !pass.Silenced(rule.File, rule.Expr.Whole()) {
					places = append(places, rule)
				}
			}
			if len(places) > 0 {
				first := places[0]
				pass.Report(lint.Diagnostic{File: first.File, Span: first.Expr.Whole(), Message: fmt.Sprintf("found %d", len(places))})
			}
		},
	}
	const comment = " # rulelint:ignore together -- known"
	tests := map[string]struct {
		first, second string // comments
		want          []string
	}{
		"none":       {"", "", []string{"a.yaml:5:11: error: found 2 [together]"}},
		"the first":  {comment, "", []string{"a.yaml:7:11: error: found 1 [together]"}},
		"the second": {"", comment, []string{"a.yaml:5:11: error: found 1 [together]"}},
		"both":       {comment, comment, nil},
		"one that is over": {"", " # rulelint:ignore together until 2020-01-01 -- known", []string{
			"a.yaml:5:11: error: found 2 [together]", `a.yaml:7:48: warning: the comment ended with 2020-01-01: what it names is reported again [ignore]`}},
		"one of pint, for all checks": {" # pint ignore/line", "", []string{"a.yaml:7:11: error: found 1 [together]"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			text := "groups:\n- name: g\n  rules:\n  - alert: A\n    expr: foo" + test.first + "\n  - alert: B\n    expr: foo" + test.second + "\n"
			lines, _ := run([]*lint.Check{together, ignore}, "a.yaml", text)
			require.Equal(t, test.want, lines)
		})
	}
}

func TestACommentOfACheckThatFailedIsLeftAlone(t *testing.T) {
	broken := &lint.Check{Name: "one", Severity: lint.Error, Run: func(*lint.Pass) { panic("no") }}
	lines, _ := run([]*lint.Check{broken, ignore}, "a.yaml", source("foo # rulelint:ignore one -- known", ""))
	require.Empty(t, lines)
}

func TestUnusedCommentsCanBeRemoved(t *testing.T) {
	tests := map[string]struct{ source, want string }{
		"a line of its own goes": {
			"groups:\n- name: g\n  rules:\n  # rulelint:ignore one -- old\n  - alert: A\n    expr: up\n",
			"groups:\n- name: g\n  rules:\n  - alert: A\n    expr: up\n",
		},
		"behind a value, the space goes too": {
			"groups:\n- name: g\n  rules:\n  - alert: A\n    expr: up  # rulelint:ignore one -- old\n",
			"groups:\n- name: g\n  rules:\n  - alert: A\n    expr: up\n",
		},
		"with a line that ends with \\r\\n": {
			"groups:\r\n- name: g\r\n  rules:\r\n  # rulelint:ignore one -- old\r\n  - alert: A\r\n    expr: up\r\n",
			"groups:\r\n- name: g\r\n  rules:\r\n  - alert: A\r\n    expr: up\r\n",
		},
		"with a line that ends with \\r": {
			"groups:\r- name: g\r  rules:\r  # rulelint:ignore one -- old\r  - alert: A\r    expr: up\r",
			"groups:\r- name: g\r  rules:\r  - alert: A\r    expr: up\r",
		},
		"a snooze that is over": {
			source("up # rulelint:ignore one until 2020-01-01 -- old\n> 0", ""), source("up\n> 0", ""),
		},
		"inside an expression": {
			source("up # rulelint:ignore one -- old\n> 0", ""), source("up\n> 0", ""),
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			file := rulefile.Parse("a.yaml", []byte(test.source))
			result := lint.Run(&lint.Project{Files: []*rulefile.File{file}}, []*lint.Check{word("one", "foo", lint.Error), ignore})
			require.Len(t, result.Findings, 1)
			require.Len(t, result.Findings[0].Fixes, 1)
			fixed, err := rulefile.Apply(file.Source, result.Findings[0].Fixes[0].Edits)
			require.NoError(t, err)
			require.Equal(t, test.want, string(fixed))
		})
	}
}

func FuzzComments(f *testing.F) {
	f.Add("foo # rulelint:ignore one -- known\n")
	f.Add("# rulelint:ignore-file foo,\n\n'unclosed # rulelint:")
	f.Add("#rulelint:ignore é, one -- ü\nfoo")
	f.Fuzz(func(t *testing.T, expr string) {
		quoted := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(expr)
		for _, text := range []string{source(expr, ""), "# " + expr + "\ngroups: [{name: g, rules: [{alert: A, expr: \"" + quoted + "\"}]}]\n"} {
			_, result := run([]*lint.Check{word("one", "foo", lint.Error), ignore}, "a.yaml", text)
			for _, err := range result.Errors {
				if _, ok := err.(*lint.CheckError); ok {
					t.Fatal(err)
				}
			}
		}
	})
}
