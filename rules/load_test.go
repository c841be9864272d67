package rules_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/rulefile"
)

// TestLoad asserts that what is read and not changed is what the file says.
func TestLoad(t *testing.T) {
	const plain = `groups:
- name: disks
  interval: 30s
  query_offset: 1m
  limit: 10
  labels: {team: infra}
  rules:
  - record: instance:free:ratio
    expr: node_filesystem_avail_bytes / node_filesystem_size_bytes  # per device
    labels: {source: node}
  - alert: DiskFull
    expr: |
      # of any size
      instance:free:ratio   <   0.05
    for: 15m
    keep_firing_for: 5m
    labels: {severity: critical, area: ""}
    annotations: {summary: less than 5% left, description: "", dashboard: disks}
`
	const object = `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: {name: up}
spec:
  groups:
  - name: up
    partial_response_strategy: warn
    rules:
    - alert: Down
      expr: up == 0
`
	files := fstest.MapFS{"a.yaml": {Data: []byte(plain)}, "b.yaml": {Data: []byte(object)}}
	got, err := rules.Load(files, "*.yaml", "a.yaml").Plain()
	require.NoError(t, err)
	var want []rules.PlainGroup
	for _, name := range []string{"a.yaml", "b.yaml"} {
		want = append(want, rules.FromFile(rulefile.Parse(name, files[name].Data))...)
	}
	require.Empty(t, cmp.Diff(want, got))
}

// TestLoadErrors shows what cannot be loaded. Everything of one set is reported at once.
func TestLoadErrors(t *testing.T) {
	group := func(more, rule string) string {
		return "groups:\n- name: g\n" + more + "  rules:\n  - alert: A\n    expr: " + rule + "\n"
	}
	tests := map[string]struct {
		files map[string]string
		globs []string
		want  []string
	}{
		"no glob":         {nil, nil, []string{"load_test.go:93: rules: no file is named"}},
		"no file":         {nil, []string{"*.yaml"}, []string{"load_test.go:93: rules: no file matches *.yaml"}},
		"no glob at all":  {nil, []string{"["}, []string{"[: syntax error in pattern"}},
		"no rules":        {map[string]string{"a.yaml": "a: 1\n"}, []string{"*"}, []string{"a.yaml: rules: the file has no rules"}},
		"broken YAML":     {map[string]string{"a.yaml": "groups: [\n"}, []string{"*"}, []string{"a.yaml:1:1: the YAML is broken: "}},
		"broken PromQL":   {map[string]string{"a.yaml": group("", "sum(up")}, []string{"*"}, []string{"a.yaml:5:17: unclosed left parenthesis"}},
		"a range":         {map[string]string{"a.yaml": group("", "up[5m]")}, []string{"*"}, []string{"rules: alert A: Text: the expression is a range vector, want an instant vector"}},
		"vmalert's field": {map[string]string{"a.yaml": group("  concurrency: 2\n", "up")}, []string{"*"}, []string{"a.yaml:3:3: field concurrency is one that no rules.Group holds: it would be lost"}},
		"a placeholder of ours": {map[string]string{"a.yaml": group("", "up") + "    annotations: {summary: below <threshold>}\n"}, []string{"*"},
			[]string{"a.yaml:6:28: the annotation says <threshold>, in place of which a number would stand"}},
		"a chart": {map[string]string{"a.yaml": "{{- if .Values.on }}\n" + group("", "up") + "{{- end }}\n"}, []string{"*"},
			[]string{"a.yaml: rules: the file is a template of a Helm chart: render it first, with helm template"}},
		"one name in two files": {map[string]string{"a.yaml": group("", "up"), "b.yaml": group("", "up")}, []string{"*"},
			[]string{"b.yaml:2:3: rules: group g: there is a group of that name at a.yaml:2:3: load the files into sets of their own"}},
		"all at once": {map[string]string{"a.yaml": group("", "sum(up"), "b.yaml": group("", "1 +")}, []string{"*", "c"},
			[]string{"a.yaml:5:17: ", "b.yaml:5:14: ", "rules: no file matches c"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			files := fstest.MapFS{}
			for name, content := range test.files {
				files[name] = &fstest.MapFile{Data: []byte(content)}
			}
			groups, err := rules.Load(files, test.globs...).Plain()
			require.Nil(t, groups)
			requireErrors(t, err, test.want)
		})
	}
}

// requireErrors asserts that err joins errors that hold the texts that are wanted, in that order.
func requireErrors(t *testing.T, err error, want []string) {
	t.Helper()
	require.Error(t, err)
	errs := err.(interface{ Unwrap() []error }).Unwrap()
	require.Len(t, errs, len(want), "%v", err)
	for i, text := range want {
		require.ErrorContains(t, errs[i], text)
	}
}

// TestLoadRealRules asserts that published rules that are loaded and not changed are those that the files hold.
func TestLoadRealRules(t *testing.T) {
	dir := filepath.Join("..", "..", "shared", "corpus", "rules")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no published rules to load: ", err)
	}
	count := 0
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.Contains(path, ".y") {
			return err
		}
		want, _ := rules.FromFile(rulefile.ReadFile(filepath.Join(dir, path))).Plain()
		got, err := rules.Load(os.DirFS(dir), path).Plain()
		if err != nil {
			t.Errorf("%s: %v", path, err)
			return nil
		}
		want = places(want)
		for _, g := range want {
			count += len(g.Rules)
		}
		require.Empty(t, cmp.Diff(want, places(got)), path)
		return nil
	})
	require.NoError(t, err)
	require.NotZero(t, count)
	t.Logf("%d rules", count)
}

// places returns groups without the places that they were read at.
func places(groups []rules.PlainGroup) []rules.PlainGroup {
	for i := range groups {
		groups[i].At = ""
		for j := range groups[i].Rules {
			groups[i].Rules[j].At = ""
		}
	}
	return groups
}
