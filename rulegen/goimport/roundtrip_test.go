package goimport_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/internal/grow"
	"github.com/promwright/promwright/internal/walk"
	"github.com/promwright/promwright/rulegen/goimport"
	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/rulefile"
)

const (
	module   = "github.com/promwright/promwright"
	imported = "example.com/imported"
)

// TestRoundTrip imports rules, compiles the source and asserts that it holds the same rules: our own, and published ones where a
// corpus is beside the repository.
func TestRoundTrip(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles the source")
	}
	for _, set := range []struct {
		name  string
		paths []string
	}{
		{"own", []string{"testdata", "../../examples", "../testdata"}},
		{"published", []string{"../../../shared/corpus/rules"}},
	} {
		for form, o := range map[string]goimport.Options{"text": {}, "fluent": {Fluent: true}} {
			t.Run(set.name+"/"+form, func(t *testing.T) {
				if _, err := os.Stat(set.paths[0]); err != nil {
					t.Skip("no corpus of rules beside the repository")
				}
				files := read(t, set.paths...)
				sources, err := goimport.Sources(files, o)
				require.NoError(t, err)
				compare(t, files, groupsOf(t, sources))
				t.Logf("%d files, %d rules, %d expressions as text", len(files), count(files), textsIn(sources))
				require.Equal(t, !o.Fluent, textsIn(sources) > 0, "with methods no expression is left as text, without all are")
			})
		}
	}
}

// TestSameBytes imports what package rulegen generated, as text and with methods, and asserts that the program generates it again.
func TestSameBytes(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles the source")
	}
	var files []*rulefile.File
	for _, path := range []string{"../../examples/manifests/node.yaml", "../../examples/rules/node.yaml", "../testdata/thanos-node.yaml", "../testdata/mimir-node.yaml"} {
		src, err := os.ReadFile(path)
		require.NoError(t, err)
		files = append(files, rulefile.Parse(strings.ReplaceAll(strings.TrimLeft(path, "./"), "/", "-"), src))
	}
	for name, o := range map[string]goimport.Options{
		"text":   {ImportPath: imported},
		"fluent": {ImportPath: imported, Fluent: true},
	} {
		t.Run(name, func(t *testing.T) {
			sources, err := goimport.Sources(files, o)
			require.NoError(t, err)
			dir := writeModule(t, sources)
			run(t, dir)
			for _, f := range files {
				got, err := os.ReadFile(filepath.Join(dir, f.Name))
				require.NoError(t, err)
				require.Empty(t, cmp.Diff(string(f.Source), string(got)), f.Name)
			}
		})
	}
}

// read returns the files below paths that can be imported.
func read(t *testing.T, paths ...string) []*rulefile.File {
	t.Helper()
	found, err := walk.Find(paths, walk.Options{})
	require.NoError(t, err)
	var files []*rulefile.File
	for _, path := range found {
		f := rulefile.ReadFile(path)
		if len(f.Groups) == 0 {
			continue
		}
		if _, err := goimport.Sources([]*rulefile.File{f}, goimport.Options{}); err != nil {
			t.Logf("not imported: %.300v", err)
			continue
		}
		files = append(files, f)
	}
	return files
}

func count(files []*rulefile.File) int {
	n := 0
	for _, f := range files {
		for range f.Rules() {
			n++
		}
	}
	return n
}

func textsIn(sources []goimport.Source) int {
	n := 0
	for _, s := range sources {
		n += bytes.Count(s.Content, []byte("promql.Text("))
	}
	return n
}

// groupsOf compiles the packages that source is, and returns the groups in them.
func groupsOf(t *testing.T, sources []goimport.Source) []rules.PlainGroup {
	t.Helper()
	var imports, values strings.Builder
	seen := map[string]bool{}
	for _, s := range sources {
		if name, _, _ := strings.Cut(s.Path, "/"); !seen[name] {
			seen[name] = true
			fmt.Fprintf(&imports, "\t%q\n", imported+"/"+name)
			fmt.Fprintf(&values, "\t%s.Group,\n", name)
		}
	}
	program := "package main\n\nimport (\n\t\"encoding/json\"\n\t\"os\"\n\n\t\"" + module + "/rules\"\n" + imports.String() + ")\n\n" +
		"func main() {\n\tvar all []rules.PlainGroup\n\tfor _, g := range []rules.Group{\n" + values.String() +
		"} {\n\t\tplain, err := g.Plain()\n\t\tif err != nil {\n\t\t\tpanic(err)\n\t\t}\n\t\tall = append(all, plain...)\n\t}\n" +
		"\tif err := json.NewEncoder(os.Stdout).Encode(all); err != nil {\n\t\tpanic(err)\n\t}\n}\n"
	out := run(t, writeModule(t, append(sources, goimport.Source{Path: "main.go", Content: []byte(program)})))
	var groups []rules.PlainGroup
	require.NoError(t, json.Unmarshal(out, &groups))
	return groups
}

// writeModule writes source into a module that uses this one, and returns its folder.
func writeModule(t *testing.T, sources []goimport.Source) string {
	t.Helper()
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	require.NoError(t, err)
	sum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	require.NoError(t, err)
	_, requirements, _ := strings.Cut(string(mod), "\n")
	mod = fmt.Appendf(nil, "module %s\n%s\nrequire %s v0.0.0\n\nreplace %s => %s\n", imported, requirements, module, module, root)
	dir := t.TempDir()
	for _, s := range append(sources, goimport.Source{Path: "go.mod", Content: mod}, goimport.Source{Path: "go.sum", Content: sum}) {
		path := filepath.Join(dir, filepath.FromSlash(s.Path))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, s.Content, 0o600))
	}
	return dir
}

// run runs the program of a module in its folder and returns what it prints.
func run(t *testing.T, dir string) []byte {
	t.Helper()
	command := exec.Command("go", "run", "-mod=mod", ".")
	command.Dir = dir
	var out, errs bytes.Buffer
	command.Stdout, command.Stderr = &out, &errs
	require.NoError(t, command.Run(), "%.5000s", &errs)
	return out.Bytes()
}

// compare holds the groups that were compiled against those of the files.
func compare(t *testing.T, files []*rulefile.File, compiled []rules.PlainGroup) {
	t.Helper()
	var want []rules.PlainGroup
	for _, f := range files {
		want = append(want, rules.FromFile(f)...)
	}
	require.Len(t, compiled, len(want))
	for i := range want {
		if diff := cmp.Diff(canonical(t, want[i]), canonical(t, compiled[i])); diff != "" {
			t.Errorf("%s (-file +compiled):\n%s", want[i].At, diff)
		}
	}
}

// canonical returns a group without where it stands, with expressions that are equal where their trees are.
func canonical(t *testing.T, g rules.PlainGroup) rules.PlainGroup {
	t.Helper()
	g.At = ""
	g.Rules = slices.Clone(g.Rules)
	for i := range g.Rules {
		r := &g.Rules[i]
		tree, err := parser.NewParser(parser.Options{EnableExperimentalFunctions: true, EnableBinopFillModifiers: true}).ParseExpr(r.Expr)
		require.NoError(t, err)
		r.Expr, r.At = grow.Canonical(tree), ""
	}
	return g
}
