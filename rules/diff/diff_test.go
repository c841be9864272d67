package diff

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/rulefile"
)

var update = flag.Bool("update", false, "rewrite what testdata wants")

// TestFiles compares old.yaml with new.yaml of each archive and wants what its file want says.
func TestFiles(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			require.NoError(t, err)
			files := map[string][]byte{}
			for _, file := range archive.Files {
				files[file.Name] = file.Data
			}
			var got strings.Builder
			for _, change := range Groups(parse(t, files["old.yaml"]), parse(t, files["new.yaml"])) {
				fmt.Fprintln(&got, change)
			}
			if *update {
				rewrite(t, path, archive, got.String())
			}
			require.Equal(t, string(files["want"]), got.String())
		})
	}
}

// parse returns the groups of a rule file that has no errors.
func parse(t *testing.T, content []byte) []rules.PlainGroup {
	t.Helper()
	file := rulefile.Parse("a.yaml", content)
	require.Empty(t, file.Errors)
	return rules.FromFile(file)
}

func TestPlaces(t *testing.T) {
	old := []rules.PlainGroup{{Name: "a", At: "old:1", Rules: []rules.PlainRule{{Alert: "A", Expr: "a", At: "old:2"}, {Alert: "B", Expr: "b", At: "old:3"}}}}
	new := []rules.PlainGroup{{Name: "a", At: "new:1", Limit: 3, Rules: []rules.PlainRule{{Alert: "A", Expr: "a > 1", At: "new:2"}, {Alert: "C", Expr: "c", At: "new:3"}}}}
	require.Equal(t, []Change{
		{Changed, "group a", []Field{{Name: "limit", New: "3"}}, "new:1"},
		{Changed, "alert A", []Field{{Name: "expression", Old: "a", New: "a > 1"}}, "new:2"},
		{Added, "alert C", nil, "new:3"},
		{Dropped, "alert B", nil, "old:3"},
	}, Groups(old, new))
}

// TestOneLine asserts that names cannot paint the screen or look like other changes.
func TestOneLine(t *testing.T) {
	group := rules.PlainGroup{Name: "a\nalert B dropped\x1b[31m", Rules: []rules.PlainRule{{Alert: "A\u202e", Expr: "a"}}}
	changes := Groups(nil, []rules.PlainGroup{group})
	require.Len(t, changes, 2)
	require.Equal(t, "group a alert B dropped\ufffd[31m added", changes[0].String())
	require.Equal(t, "alert A\ufffd added", changes[1].String())
}

// rewrite makes an archive want what there is.
func rewrite(t *testing.T, path string, archive *txtar.Archive, got string) {
	t.Helper()
	for i := range archive.Files {
		if archive.Files[i].Name == "want" {
			archive.Files[i].Data = []byte(got)
		}
	}
	require.NoError(t, os.WriteFile(path, txtar.Format(archive), 0o644))
}
