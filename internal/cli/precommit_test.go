package cli_test

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestPreCommit runs the hooks of this repository with the real client, as someone's commit would.
func TestPreCommit(t *testing.T) {
	for _, tool := range []string{"pre-commit", "git"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed: the hooks are not run for real", tool)
		}
	}
	if testing.Short() {
		t.Skip("the hooks are built and installed, which takes a while")
	}
	repository := commitFiles(t, map[string]string{
		"good.yaml": `groups:
- name: g
  rules:
  - alert: TargetDown
    expr: up == 0
    annotations: {summary: "{{ $labels.instance }} is down"}
`,
		"good_test.yaml": `rule_files: [good.yaml]
tests:
- input_series: [{series: 'up{instance="a"}', values: 0x5}]
  alert_rule_test:
  - eval_time: 1m
    alertname: TargetDown
    exp_alerts: [{exp_labels: {instance: a}, exp_annotations: {summary: a is down}}]
`,
		"unrelated.yaml": "a: 1\n",
	})

	hooks := newClient(t, repository)
	out, err := hooks.run(t, "rulelint")
	require.NoError(t, err, out)
	require.Contains(t, out, "rulelint.................................................................Passed")
	out, err = hooks.run(t, "rulelint-test")
	require.NoError(t, err, out)
	require.Contains(t, out, "Passed")

	write(t, repository, "narrow.yaml", `groups:
- name: g
  rules:
  - alert: Errors
    expr: rate(errors_total[1m])    > 1
`)
	git(t, repository, "add", ".")
	out, err = hooks.run(t, "rulelint")
	require.Error(t, err, out)
	require.Contains(t, out, "range 1m holds fewer than 4 samples")
	for _, hook := range []string{"rulelint-fix", "rulelint-fmt"} { // a hook that changes files fails, and passes when run again
		out, err = hooks.run(t, hook)
		require.Error(t, err, out)
		require.Contains(t, out, "files were modified by this hook")
		git(t, repository, "add", ".")
		out, err = hooks.run(t, hook)
		require.NoError(t, err, out)
	}
	fixed, err := os.ReadFile(filepath.Join(repository, "narrow.yaml"))
	require.NoError(t, err)
	require.Contains(t, string(fixed), "expr: rate(errors_total[2m]) > 1\n")
	out, err = hooks.run(t, "rulelint")
	require.NoError(t, err, out)

	write(t, repository, "bad.yaml", `groups:
- name: g
  rules:
  - alert: NoneUp
    expr: sum(up) == 0
    annotations: {summary: "{{ $labels.instance }} is down"}
`)
	git(t, repository, "add", ".")
	out, err = hooks.run(t, "rulelint")
	require.Error(t, err, "the hook must fail on a finding")
	require.Contains(t, out, "bad.yaml:6:")
	require.Contains(t, out, "[templatelabel]")
}

// client runs hooks of this repository over another one.
type client struct {
	repository string // that the hooks are run over
	home       string // where they are installed
}

// newClient returns a client whose hooks are those of the working tree, as it is: installed once, for all of them. It configures the
// repository to use them.
func newClient(t *testing.T, repository string) client {
	t.Helper()
	hooks := commitFiles(t, workingTree(t))
	config := "repos:\n- repo: " + hooks + "\n  rev: " + strings.TrimSpace(git(t, hooks, "rev-parse", "HEAD")) + "\n  hooks:\n"
	for _, hook := range []string{"rulelint", "rulelint-test", "rulelint-fix", "rulelint-fmt"} {
		config += "  - id: " + hook + "\n"
	}
	write(t, repository, ".pre-commit-config.yaml", config)
	git(t, repository, "add", ".")
	return client{repository, t.TempDir()}
}

// workingTree returns the files of this repository that are not ignored.
func workingTree(t *testing.T) map[string]string {
	t.Helper()
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	files := map[string]string{}
	for _, name := range strings.Split(git(t, root, "ls-files", "--cached", "--others", "--exclude-standard", "-z"), "\x00") {
		text, err := os.ReadFile(filepath.Join(root, name))
		if name == "" || errors.Is(err, fs.ErrNotExist) {
			continue // deleted, and not yet committed
		}
		require.NoError(t, err)
		files[name] = string(text)
	}
	return files
}

// run runs one hook over all files.
func (c client) run(t *testing.T, hook string) (string, error) {
	t.Helper()
	cache, err := exec.Command("go", "env", "GOMODCACHE").Output()
	require.NoError(t, err)
	command := exec.Command("pre-commit", "run", hook, "--all-files", "--verbose", "--color", "never")
	command.Dir = c.repository
	command.Env = append(os.Environ(),
		"PRE_COMMIT_HOME="+c.home,
		"GOMODCACHE="+strings.TrimSpace(string(cache)), // so that installing the hooks downloads nothing twice,
		"GOFLAGS=-trimpath",                            // and compiles nothing that has been compiled before, in whatever folder
	)
	out, err := command.CombinedOutput()
	return string(out), err
}

// commitFiles returns a new git repository that holds the files.
func commitFiles(t *testing.T, files map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range files {
		write(t, folder, name, text)
	}
	git(t, folder, "init", "-q")
	git(t, folder, "add", ".")
	git(t, folder, "-c", "user.name=t", "-c", "user.email=t@t", "commit", "-q", "-m", "files")
	return folder
}

func git(t *testing.T, folder string, args ...string) string {
	t.Helper()
	command := exec.Command("git", args...)
	command.Dir = folder
	out, err := command.CombinedOutput()
	require.NoError(t, err, string(out))
	return string(out)
}

func write(t *testing.T, folder, name, text string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(folder, name)), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644))
}
