package fix_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/fix"
	"github.com/promwright/promwright/rules/rulefile"
)

// replacing returns a check that finds old in files and proposes to write new.
func replacing(name, old, new string, unsafe bool) *lint.Check {
	return &lint.Check{Name: name, Severity: lint.Warning, Run: func(pass *lint.Pass) {
		for _, file := range pass.Project.Files {
			for at := 0; ; at += len(old) {
				i := bytes.Index(file.Source[at:], []byte(old))
				if i < 0 {
					break
				}
				at += i
				span := rulefile.Span{Start: file.Pos(at), End: file.Pos(at + len(old))}
				edits := []rulefile.Edit{{Span: span, New: new}}
				pass.Report(lint.Diagnostic{File: file, Span: span, Message: old + " is wrong", Fixes: []lint.Fix{{Message: new, Edits: edits, Unsafe: unsafe}}})
			}
		}
	}}
}

// summarize returns what a result says in a form that tables can hold.
func summarize(r fix.Result) (applied, rejected []string) {
	for _, file := range r.Files {
		for _, a := range file.Applied {
			applied = append(applied, a.Check+" "+a.Pos.String())
		}
	}
	for _, r := range r.Rejected {
		reason, _, _ := strings.Cut(r.Reason, " after it: ") // what follows is rulefile's
		rejected = append(rejected, r.Check+" "+r.Pos.String()+": "+reason)
	}
	return applied, rejected
}

const two = "groups:\n- name: g\n  rules:\n  - alert: A\n    expr: foo > 1\n  - alert: B\n    expr: bar > 1\n"

func TestFixes(t *testing.T) {
	tests := map[string]struct {
		source   string
		checks   []*lint.Check
		options  fix.Options
		want     string // "": source
		applied  []string
		rejected []string
		open     bool // more passes would do more
	}{
		"an unsafe fix is not made": {
			source: two, checks: []*lint.Check{replacing("a", "foo", "baz", true)},
		},
		"unless it is asked for": {
			source: two, checks: []*lint.Check{replacing("a", "foo", "baz", true)}, options: fix.Options{Unsafe: true},
			want: strings.ReplaceAll(two, "foo", "baz"), applied: []string{"a 5:11"},
		},
		"only what is to be fixed": {
			source: two, checks: []*lint.Check{replacing("a", "> 1", "> 2", false)},
			options: fix.Options{Only: func(f lint.Finding) bool { return f.Span.Start.Line == 7 }},
			want:    strings.Replace(two, "bar > 1", "bar > 2", 1), applied: []string{"a 7:15"},
		},
		"what overlaps waits for the next pass and is there not needed": {
			source: two, checks: []*lint.Check{replacing("a", "foo > 1", "foo >1", false), replacing("b", "> 1", "> 2", false)},
			want:    "groups:\n- name: g\n  rules:\n  - alert: A\n    expr: foo >1\n  - alert: B\n    expr: bar > 2\n",
			applied: []string{"a 5:11", "b 7:15"},
		},
		"places are those of the old file": {
			source: two, checks: []*lint.Check{replacing("a", "foo", "quux", false), replacing("b", "quux > 1", "quux > 2", false), replacing("c", "bar", "b", false)},
			want:    "groups:\n- name: g\n  rules:\n  - alert: A\n    expr: quux > 2\n  - alert: B\n    expr: b > 1\n",
			applied: []string{"a 5:11", "c 7:11", "b 5:11"},
		},
		"an expression that does not parse any more": {
			source: two, checks: []*lint.Check{replacing("a", "foo >", "foo !>", false), replacing("b", "bar", "baz", false)},
			want: strings.ReplaceAll(two, "bar", "baz"), applied: []string{"b 7:11"},
			rejected: []string{"a 5:11: the expression of A does not parse after it"},
		},
		"a file that is broken": {
			source: two, checks: []*lint.Check{replacing("a", "foo >", "'foo >", false), replacing("b", "bar", "baz", false)},
			want: strings.ReplaceAll(two, "bar", "baz"), applied: []string{"b 7:11"},
			rejected: []string{"a 5:11: the file cannot be read"},
		},
		"a rule that is commented out": {
			source: two, checks: []*lint.Check{replacing("a", "  - alert: B\n    expr: bar > 1", "  # - alert: B\n    # expr: bar > 1", false)},
			rejected: []string{`a 6:1: group "g" has 1 rules after it and not 2`},
		},
		"a label that gets another name": {
			source: strings.Replace(two, "foo > 1", "foo > 1\n    labels: {a: b, c: d}", 1), checks: []*lint.Check{replacing("a", "a:", "e:", false)},
			want: strings.Replace(two, "foo > 1", "foo > 1\n    labels: {e: b, c: d}", 1), applied: []string{"a 6:14"},
		},
		"a value that the edit is not about": {
			source: strings.Replace(two, "foo > 1", "foo > 1\n    for: 5m", 1), checks: []*lint.Check{replacing("a", "expr: foo > 1\n", "expr: foo > 1\n#", false)},
			rejected: []string{"a 5:5: it changes the for of A"},
		},
		"a fix that fixes nothing": {
			source: two, checks: []*lint.Check{replacing("a", "foo", "foo ", false)},
			rejected: []string{"a 5:11: the finding is still there after it"},
		},
		"a fix that changes nothing": {
			source: two, checks: []*lint.Check{replacing("a", "foo", "foo", false)},
			rejected: []string{"a 5:11: it changes nothing"},
		},
		"two checks that disagree leave the file as it was": {
			source: two, checks: []*lint.Check{replacing("a", "foo", "bax", false), replacing("b", "bax", "foo", false)},
			rejected: []string{"a 5:11: another fix takes it back"},
		},
		"or in one of the states that they argue about, and all else is fixed": {
			source: two, checks: []*lint.Check{replacing("a", "foo", "bax", false), replacing("b", "bax", "foo", false), replacing("c", "bar", "baz", false)},
			want:    strings.ReplaceAll(strings.ReplaceAll(two, "bar", "baz"), "foo", "bax"),
			applied: []string{"a 5:11", "c 7:11"}, rejected: []string{"b 5:11: another fix takes it back"},
		},
		"more passes than allowed": {
			source: two, checks: []*lint.Check{replacing("a", "foo", "f1", false), replacing("b", "f1", "f2", false), replacing("c", "f2", "f3", false)},
			options: fix.Options{MaxPasses: 2}, open: true,
			want: strings.ReplaceAll(two, "foo", "f2"), applied: []string{"a 5:11", "b 5:11"},
		},
		"as many as allowed": {
			source: two, checks: []*lint.Check{replacing("a", "foo", "f1", false), replacing("b", "f1", "f2", false)},
			options: fix.Options{MaxPasses: 2},
			want:    strings.ReplaceAll(two, "foo", "f2"), applied: []string{"a 5:11", "b 5:11"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			result := fix.Run(project(test.source), test.checks, test.options)
			got := test.source
			for _, file := range result.Files {
				got = string(file.New)
			}
			applied, rejected := summarize(result)
			if test.want == "" {
				test.want = test.source
			}
			require.Equal(t, test.want, got)
			require.Empty(t, cmp.Diff(test.applied, applied))
			require.Empty(t, cmp.Diff(test.rejected, rejected))
			require.Equal(t, !test.open, result.Settled)
			if result.Settled {
				again := fix.Run(project(got), test.checks, test.options)
				require.Empty(t, again.Files, "a second run has nothing to do")
			}
			require.Equal(t, got, string(result.Left.Project.Files[0].Source), "what is left is found in the new files")
		})
	}
}
