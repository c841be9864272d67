package promtool_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/promtest/promtool"
)

// corpus returns the test files of a folder of the corpus, and skips the test where there is no corpus.
func corpus(tb testing.TB, folder string) []string {
	tb.Helper()
	dir := filepath.Join("..", "..", "..", "shared", "corpus", "promtool-tests", folder)
	list, err := os.ReadFile(filepath.Join(dir, "TESTS.txt"))
	if os.IsNotExist(err) {
		tb.Skip("no corpus beside the repository")
	}
	require.NoError(tb, err)
	var paths []string
	for _, name := range strings.Fields(string(list)) {
		paths = append(paths, filepath.Join(dir, filepath.FromSlash(name)))
	}
	return paths
}

func TestFilesThatPromtoolPasses(t *testing.T) {
	results, err := promtool.Run(t.Context(), corpus(t, "passing"), promtool.Options{})
	require.NoError(t, err)
	for _, f := range results {
		require.Empty(t, f.Errors, f.Path)
		for _, r := range f.Results {
			for _, failure := range r.Failures {
				t.Errorf("%s: %s", failure.Where, failure.Message)
			}
		}
		for _, w := range f.Warnings {
			t.Log(w)
		}
	}
}

func TestFilesThatPromtoolFails(t *testing.T) {
	results, err := promtool.Run(t.Context(), corpus(t, "failing"), promtool.Options{})
	require.NoError(t, err)
	for _, f := range results {
		n := 0
		for _, r := range f.Results {
			n += len(r.Failures)
		}
		t.Logf("%s errors %d failures %d", f.Path, len(f.Errors), n)
		for _, e := range f.Errors {
			t.Log(e)
		}
		for _, e := range f.Warnings {
			t.Log(e)
		}
	}
}
