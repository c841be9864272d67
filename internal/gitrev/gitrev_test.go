package gitrev_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/internal/gitrev"
	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

const rules = `groups:
- name: one
  interval: 1m
  rules:
  - alert: A
    expr: up == 0
    for: 5m
  # about B
  - alert: B
    expr: up == 1
    for: 10m
- name: two
  rules:
  - alert: C
    expr: up == 2
    for: 3m
    labels: {a: b}
  - alert: D
    expr: up == 3
    for: 4m
`

// repository makes a repository with one commit, of a.yaml, and moves into it.
func repository(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git")
	}
	for _, name := range []string{"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"} {
		t.Setenv(name, os.DevNull)
	}
	for _, who := range []string{"AUTHOR", "COMMITTER"} {
		t.Setenv("GIT_"+who+"_NAME", "a")
		t.Setenv("GIT_"+who+"_EMAIL", "a@example.org")
	}
	t.Chdir(t.TempDir())
	git(t, "init", "-q", "-b", "main", ".")
	write(t, "a.yaml", rules)
	commit(t)
}

func git(t *testing.T, args ...string) {
	t.Helper()
	out, err := exec.Command("git", args...).CombinedOutput()
	require.NoError(t, err, "git %v: %s", args, out)
}

func commit(t *testing.T) {
	t.Helper()
	git(t, "add", "-A")
	git(t, "commit", "-q", "-m", "a")
}

func write(t *testing.T, path, text string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
}

// left returns the rules of files whose findings are kept since a revision, one finding for each rule.
func left(t *testing.T, rev string, paths ...string) string {
	t.Helper()
	changes, err := gitrev.ChangedSince(context.Background(), ".", rev)
	require.NoError(t, err)
	project := &lint.Project{}
	for _, path := range paths {
		project.Files = append(project.Files, rulefile.ReadFile(path))
	}
	every := &lint.Check{Name: "every", Doc: "# every: rule", Severity: lint.Warning, Run: func(p *lint.Pass) {
		for rule := range p.Rules() {
			p.Report(lint.Diagnostic{File: rule.File, Span: rule.Expr.Whole(), Message: rule.Name().Value})
		}
	}}
	var names []string
	for _, finding := range gitrev.FilterSince(lint.Run(project, []*lint.Check{every}), changes).Findings {
		names = append(names, finding.Message)
	}
	return strings.Join(names, " ")
}

func TestFilterSince(t *testing.T) {
	tests := map[string]struct{ old, new, want string }{
		"nothing":                             {"", "", ""},
		"a line of a rule":                    {"up == 1", "up == 9", "B"},
		"a line added to a rule":              {"for: 5m\n", "for: 5m\n    keep_firing_for: 1m\n", "A"},
		"a line removed within a rule":        {"    for: 3m\n", "", "C"},
		"the last line of a rule removed":     {"    for: 5m\n", "", "A"},
		"the last line of a group removed":    {"    for: 10m\n", "", "B"},
		"the last line of the file removed":   {"    for: 4m\n", "", "D"},
		"a rule added":                        {"  - alert: D\n", "  - alert: E\n    expr: up == 4\n  - alert: D\n", "E"},
		"a rule removed":                      {"  # about B\n  - alert: B\n    expr: up == 1\n    for: 10m\n", "", ""},
		"a rule removed at the end":           {"  - alert: D\n    expr: up == 3\n    for: 4m\n", "", ""},
		"the comment above a rule":            {"# about B", "# of B", "B"},
		"the comment above a rule removed":    {"  # about B\n", "", "B"},
		"a comment elsewhere":                 {"groups:\n", "# rules\ngroups:\n", ""},
		"the interval of a group":             {"interval: 1m", "interval: 2m", "A B"},
		"the name of a group":                 {"name: two", "name: three", ""},
		"a blank line between":                {"  - alert: D", "\n  - alert: D", ""},
		"a line that looks like a diff's own": {"    expr: up == 0\n", "    expr: |\n      up == 0\n++ b/x.yaml\n", "A B C D"},
		"no line feed at the end":             {"for: 4m\n", "for: 4m", "D"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			repository(t)
			source := strings.Replace(rules, test.old, test.new, 1)
			if name == "a line that looks like a diff's own" {
				write(t, "a.yaml", "-- a/a.yaml\n@@ -1 +1 @@\n"+rules)
				commit(t)
				write(t, "a.yaml", rules)
				write(t, "b.yaml", rules)
				git(t, "add", "b.yaml")
				require.Equal(t, "", left(t, "HEAD", "a.yaml"))
				require.Equal(t, test.want, left(t, "HEAD", "b.yaml"))
				return
			}
			write(t, "a.yaml", source)
			require.Equal(t, test.want, left(t, "HEAD", "a.yaml"), "in the working tree")
			git(t, "add", "a.yaml")
			require.Equal(t, test.want, left(t, "HEAD", "a.yaml"), "staged")
			git(t, "commit", "-q", "--allow-empty", "-m", "b")
			require.Equal(t, test.want, left(t, "HEAD~1", "a.yaml"), "committed")
			require.Equal(t, "", left(t, "HEAD", "a.yaml"), "nothing since")
		})
	}
}

func TestFiles(t *testing.T) {
	changed := strings.Replace(rules, "up == 1", "up == 9", 1)
	tests := map[string]struct {
		change func()
		path   string
		want   string
	}{
		"renamed":                {func() { git(t, "mv", "a.yaml", "b.yaml") }, "b.yaml", ""},
		"renamed and changed":    {func() { git(t, "mv", "a.yaml", "b.yaml"); write(t, "b.yaml", changed) }, "b.yaml", "B"},
		"not known to git":       {func() { write(t, "b.yaml", rules) }, "b.yaml", "A B C D"},
		"ignored by git":         {func() { write(t, ".gitignore", "b.yaml"); write(t, "b.yaml", rules) }, "b.yaml", "A B C D"},
		"outside the repository": {func() { write(t, "../b.yaml", rules) }, "../b.yaml", "A B C D"},
		"through a link":         {func() { write(t, "a.yaml", changed); require.NoError(t, os.Symlink("a.yaml", "l.yaml")) }, "l.yaml", "B"},
		"a name with special letters": {func() {
			write(t, "ü \"\t.yaml", rules)
			commit(t)
			write(t, "ü \"\t.yaml", changed)
		}, "ü \"\t.yaml", "B"},
		"a name with a space": {func() { write(t, "b c.yaml", rules); commit(t); write(t, "b c.yaml", changed) }, "b c.yaml", "B"},
		"whatever git is set up to print": {func() {
			for _, setting := range []string{"diff.noprefix", "diff.mnemonicPrefix", "diff.relative"} {
				git(t, "config", setting, "true")
			}
			git(t, "config", "color.ui", "always")
			git(t, "config", "diff.external", "false")
			git(t, "config", "diff.interHunkContext", "100")
			git(t, "config", "diff.renames", "false")
			write(t, "a.yaml", changed)
		}, "a.yaml", "B"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			repository(t)
			test.change()
			require.Equal(t, test.want, left(t, "HEAD", test.path))
		})
	}
}

func TestSinceTheCommonAncestor(t *testing.T) {
	repository(t)
	git(t, "checkout", "-q", "-b", "mine")
	write(t, "a.yaml", strings.Replace(rules, "up == 1", "up == 9", 1))
	commit(t)
	git(t, "checkout", "-q", "main")
	write(t, "a.yaml", strings.Replace(rules, "up == 3", "up == 9", 1))
	commit(t)
	git(t, "checkout", "-q", "mine")
	require.Equal(t, "B", left(t, "main", "a.yaml"))
}

func TestFromAFolderBelow(t *testing.T) {
	repository(t)
	write(t, "sub/b.yaml", rules)
	commit(t)
	write(t, "sub/b.yaml", strings.Replace(rules, "up == 1", "up == 9", 1))
	t.Chdir("sub")
	require.Equal(t, "B", left(t, "HEAD", "b.yaml", "../a.yaml"))
}

func TestRelatedRulesCount(t *testing.T) {
	repository(t)
	write(t, "b.yaml", rules)
	commit(t)
	write(t, "b.yaml", strings.Replace(rules, "up == 1", "up == 9", 1))
	changes, err := gitrev.ChangedSince(context.Background(), ".", "HEAD")
	require.NoError(t, err)
	a, b := rulefile.ReadFile("a.yaml"), rulefile.ReadFile("b.yaml")
	finding := func(message string, related ...lint.Related) lint.Finding {
		return lint.Finding{Diagnostic: lint.Diagnostic{File: a, Span: a.Groups[0].Rules[0].Expr.Whole(), Message: message, Related: related}}
	}
	got := gitrev.FilterSince(lint.Result{Findings: []lint.Finding{
		finding("unchanged"),
		finding("caused by B", lint.Related{File: b, Span: b.Groups[0].Rules[1].Alert.Whole()}),
		finding("caused by A", lint.Related{File: b, Span: b.Groups[0].Rules[0].Alert.Whole()}),
		finding("of the same file", lint.Related{Span: a.Groups[0].Rules[1].Alert.Whole()}),
	}, Errors: []error{context.Canceled}}, changes)
	require.Len(t, got.Findings, 1)
	require.Equal(t, "caused by B", got.Findings[0].Message)
	require.Len(t, got.Errors, 1)
}

func TestErrors(t *testing.T) {
	repository(t)
	since := func(dir, rev string) error {
		_, err := gitrev.ChangedSince(context.Background(), dir, rev)
		return err
	}
	require.EqualError(t, since(".", "nope"), `unknown git revision "nope"`)
	require.EqualError(t, since(".", "HEAD~9"), `unknown git revision "HEAD~9"`)
	require.EqualError(t, since(".", "HEAD:a.yaml"), `unknown git revision "HEAD:a.yaml"`)
	for _, rev := range []string{"", "--output=x", "-p"} {
		require.ErrorContains(t, since(".", rev), "is not a git revision: allowed are commits, branches and tags")
	}
	require.NoFileExists(t, "x")
	require.ErrorContains(t, since(t.TempDir(), "HEAD"), `what changed since "HEAD" is not known: not a git repository`)

	shallow := t.TempDir()
	write(t, "a.yaml", "")
	commit(t)
	folder, err := os.Getwd()
	require.NoError(t, err)
	git(t, "clone", "-q", "--depth", "1", "file://"+folder, shallow)
	require.ErrorContains(t, since(shallow, "HEAD~1"), "the clone is shallow, fetch more history")

	t.Setenv("PATH", "")
	require.ErrorContains(t, since(".", "HEAD"), `git is needed to tell what changed since "HEAD", and is not there`)
}

func TestCancelled(t *testing.T) {
	repository(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := gitrev.ChangedSince(ctx, ".", "HEAD")
	require.ErrorIs(t, err, context.Canceled)
}
