package promtool_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/promtest/promtool"
	"github.com/promwright/promwright/promtest/report"
)

var corpusDir = filepath.Join("..", "..", "..", "shared", "corpus", "promtool-tests")

// corpus returns the test files of a folder of the corpus, and skips the test where there is no corpus.
func corpus(tb testing.TB, folder string) []string {
	tb.Helper()
	dir := filepath.Join(corpusDir, folder)
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

// recorded is what promtool v0.316.0 says of a file of the corpus.
type recorded struct {
	path     string
	verdict  string // pass, fail, or refused where a rule file is
	failures int    // that promtool counts: failed assertions, or for a refused file its errors once per test
}

// corpusTable reads testdata/corpus.tsv, and skips the test where there is no corpus.
func corpusTable(t *testing.T) []recorded {
	t.Helper()
	text, err := os.ReadFile("testdata/corpus.tsv")
	require.NoError(t, err)
	listed := append(corpus(t, "passing"), corpus(t, "failing")...)
	var table []recorded
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		require.Len(t, cells, 3, line)
		n, err := strconv.Atoi(cells[2])
		require.NoError(t, err)
		path := filepath.Join(corpusDir, filepath.FromSlash(cells[0]))
		require.Contains(t, listed, path)
		table = append(table, recorded{path, cells[1], n})
	}
	require.Len(t, table, len(listed), "files of the corpus that testdata/corpus.tsv does not have")
	return table
}

// TestCorpus holds our verdicts against promtool's, with Compat and without; what is an error only here stands in no file of the corpus.
func TestCorpus(t *testing.T) {
	table := corpusTable(t)
	var paths []string
	for _, r := range table {
		paths = append(paths, r.path)
	}
	for name, o := range map[string]promtool.Options{"default": {}, "compat": {Compat: true}} {
		t.Run(name, func(t *testing.T) {
			results, err := promtool.Run(t.Context(), paths, o)
			require.NoError(t, err)
			for i, f := range results {
				want := fmt.Sprintf("%s %d", table[i].verdict, table[i].failures)
				if table[i].verdict == "refused" {
					want = "refused 0"
				}
				require.Equal(t, want, said(t, f), f.Path)
			}
		})
	}
}

// said returns the verdict of a file as the table has it.
func said(t *testing.T, f *promtool.FileResult) string {
	n := 0
	for _, r := range f.Results {
		n += len(r.Failures)
	}
	for _, err := range f.Errors {
		t.Log(err)
	}
	switch {
	case len(f.Errors) > 0:
		return fmt.Sprintf("refused %d", n)
	case n > 0:
		return fmt.Sprintf("fail %d", n)
	}
	return "pass 0"
}

// TestCorpusTable holds the table against promtool itself, where PROMTOOL names it. Each file is run on its own, as a user would.
func TestCorpusTable(t *testing.T) {
	program := os.Getenv("PROMTOOL")
	if program == "" {
		t.Skip("PROMTOOL is not set")
	}
	for _, r := range corpusTable(t) {
		t.Run(filepath.Base(r.path), func(t *testing.T) {
			t.Parallel()
			want := "pass"
			if r.verdict != "pass" {
				want = fmt.Sprintf("fail %d", r.failures)
			}
			require.Equal(t, want, promtoolVerdict(t, program, r.path, nil), r.path)
		})
	}
}

// withoutDurations takes from results what differs from run to run.
func withoutDurations(files []*promtool.FileResult) []*promtool.FileResult {
	for _, f := range files {
		for _, r := range f.Results {
			r.Took = 0
			for i := range r.Assertions {
				r.Assertions[i].Took = 0
			}
		}
	}
	return files
}

// TestSameBytes runs the corpus five times on different numbers of processors: every report is the same.
func TestSameBytes(t *testing.T) {
	paths := append(corpus(t, "failing"), corpus(t, "passing")...)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	var first string
	for run, processors := range []int{1, 2, 3, 4, 8} {
		runtime.GOMAXPROCS(processors)
		results, err := promtool.Run(t.Context(), paths, promtool.Options{})
		require.NoError(t, err)
		var out strings.Builder
		require.NoError(t, report.Files(&out, withoutDurations(results), report.Options{Verbose: true}))
		if run == 0 {
			first = out.String()
			require.Contains(t, first, "FAIL")
		} else if first != out.String() {
			t.Fatalf("run %d on %d processors differs (-first +now):\n%s", run+1, processors, cmp.Diff(first, out.String()))
		}
	}
}

// BenchmarkRun runs the files that promtool passes in 85 seconds, on the same two processors.
func BenchmarkRun(b *testing.B) {
	paths := corpus(b, "passing")
	var mixin []string
	for _, path := range paths {
		if strings.Contains(path, "kubernetes-mixin") {
			mixin = append(mixin, path)
		}
	}
	for name, paths := range map[string][]string{"passing": paths, "kubernetes-mixin": mixin} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := promtool.Run(b.Context(), paths, promtool.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
