package fix_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks"
	"github.com/promwright/promwright/lint/fix"
	"github.com/promwright/promwright/rules/rulefile"
)

// replay returns the old content of a file with the edits of its fixes made, each edit once, and nothing else.
func replay(t *testing.T, file fix.File) string {
	t.Helper()
	source := file.Old
	for pass := 0; ; pass++ {
		var edits []rulefile.Edit
		later := false
		for _, applied := range file.Applied {
			later = later || applied.Pass > pass
			for _, e := range applied.Edits {
				if applied.Pass == pass && !slices.Contains(edits, e) {
					edits = append(edits, e)
				}
			}
		}
		var err error
		source, err = rulefile.Apply(source, edits)
		require.NoError(t, err)
		if !later {
			return string(source)
		}
	}
}

// checkResult asserts what holds of every result.
func checkResult(t *testing.T, before *lint.Project, result fix.Result) {
	t.Helper()
	files := before.Files
	for _, file := range result.Files {
		i := slices.IndexFunc(files, func(f *rulefile.File) bool { return f.Name == file.Name })
		old, now := files[i], result.Left.Project.Files[i]
		require.Equal(t, string(old.Source), string(file.Old))
		require.Equal(t, string(now.Source), string(file.New))
		require.Equal(t, string(file.New), replay(t, file), "the file differs only where the fixes are")
		require.Len(t, slices.Collect(now.Rules()), len(slices.Collect(old.Rules())))
		require.LessOrEqual(t, len(now.Errors), len(old.Errors))
		for i, rule := range slices.Collect(old.Rules()) {
			if _, err := rule.Query(); err == nil {
				_, err := slices.Collect(now.Rules())[i].Query()
				require.NoError(t, err, "what parsed still parses")
			}
		}
	}
	if result.Settled {
		again := fix.Run(result.Left.Project, checks.All, fix.Options{})
		require.Empty(t, again.Files, "a second run has nothing to do")
	}
}

// spoil makes mistakes in a rule file that the checks can fix.
var spoil = strings.NewReplacer(" and ", " && ", " or ", " || ", "[5m]", "[20s]", "== 0", "= 0", "{{ $labels.", "{{ labels.")

// TestPublished fixes published rules, as they are and with mistakes that can be fixed.
func TestPublished(t *testing.T) {
	var paths []string
	for _, folder := range []string{"corpus/rules", "lint-cases"} {
		_ = filepath.WalkDir(filepath.Join("../../../shared", folder), func(path string, entry fs.DirEntry, err error) error {
			if err == nil && entry.Type().IsRegular() && slices.Contains([]string{".yaml", ".yml", ".json"}, filepath.Ext(path)) {
				paths = append(paths, path)
			}
			return nil // what is not there is not tested
		})
	}
	if len(paths) == 0 {
		t.Skip("no published rules beside this repository")
	}
	if testing.Short() {
		paths = paths[:min(len(paths), 20)]
	}
	original, spoiled := &lint.Project{}, &lint.Project{}
	for _, path := range paths {
		source, err := os.ReadFile(path)
		require.NoError(t, err)
		original.Files = append(original.Files, rulefile.Parse(path, source))
		spoiled.Files = append(spoiled.Files, rulefile.Parse(path, []byte(spoil.Replace(string(source)))))
	}
	for name, p := range map[string]*lint.Project{"as they are": original, "spoiled": spoiled} {
		t.Run(name, func(t *testing.T) {
			result := fix.Run(p, checks.All, fix.Options{})
			checkResult(t, p, result)
			applied, rejected := summarize(result)
			t.Logf("%d of %d files fixed, %d fixes made, %d rejected, %d findings left", len(result.Files), len(p.Files), len(applied), len(rejected), len(result.Left.Findings))
			for _, r := range result.Rejected {
				t.Logf("%+v", r)
			}
			require.True(t, result.Settled)
			if name == "spoiled" {
				require.NotEmpty(t, applied)
			}
		})
	}
}

func FuzzRun(f *testing.F) {
	for _, style := range styles {
		f.Add([]byte(style.old), true)
	}
	f.Add([]byte(two+"  # rulelint:ignore syntax -- no reason\n"), false)
	f.Add([]byte("groups:\n- name: g\n  rules:\n  - alert: A\n    expr: sum by (a) (up) = 1\n    annotations: {x: '{{ $labels.b }} {{ labels.c }} {{ value }}'}\n"), true)
	f.Add([]byte("groups:\n- name: g\n  rules:\n  - {alert: A, expr: &e 1}\n  - {alert: B, expr: *e}\n"), true)
	f.Add([]byte("apiVersion: v1\nkind: ConfigMap\ndata:\n  a.yaml: |\n    groups:\n    - name: g\n      rules:\n      - alert: A\n        expr: a && rate(b[1m])\n"), true)
	f.Add([]byte("{{- if .Values.x }}\nkind: PrometheusRule\nspec:\n  groups:\n  - name: g\n    rules:\n    - {alert: A, expr: 'a && b'}\n{{- end }}\n"), false)
	f.Fuzz(func(t *testing.T, source []byte, unsafe bool) {
		before := &lint.Project{Files: []*rulefile.File{rulefile.Parse("fuzz.yaml", source)}}
		result := fix.Run(before, checks.All, fix.Options{Unsafe: unsafe})
		if !unsafe {
			checkResult(t, before, result)
			return
		}
		for _, file := range result.Files {
			require.Equal(t, string(file.New), replay(t, file))
		}
	})
}
