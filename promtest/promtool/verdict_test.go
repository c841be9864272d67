package promtool_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/promwright/promwright/promtest"
	"github.com/promwright/promwright/promtest/promtool"
)

// TestVerdicts holds the tables at the top of testdata/verdicts: what promtool says of each test file of the archive, what we say, and
// what we say under Compat. A verdict is pass, fail with the number of failed assertions, or error; promtool's varies where it is up to
// chance. What promtool says is held where PROMTOOL names it.
func TestVerdicts(t *testing.T) {
	paths, err := filepath.Glob("testdata/verdicts/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			require.NoError(t, err)
			files := map[string]string{}
			for _, f := range archive.Files {
				files[f.Name] = string(f.Data)
			}
			dir := write(t, files)
			flags := flagsOf(string(archive.Comment))
			for _, row := range rows(t, string(archive.Comment)) {
				t.Run(row.name, func(t *testing.T) {
					require.Contains(t, files, row.name+".yaml")
					row.check(t, filepath.Join(dir, row.name+".yaml"), flags)
				})
			}
		})
	}
}

// row is one test file and what is said of it.
type row struct{ name, promtool, here, compat string }

var (
	columns = regexp.MustCompile(`  +`)
)

// rows reads the table of an archive: what follows the line of the titles.
func rows(t *testing.T, comment string) []row {
	var all []row
	head := false
	for line := range strings.Lines(comment) {
		cells := columns.Split(strings.TrimRight(line, " \n"), -1)
		switch {
		case len(cells) == 4 && cells[1] == "promtool":
			head = true
		case head && len(cells) == 4:
			all = append(all, row{cells[0], cells[1], cells[2], cells[3]})
		case head:
			t.Fatalf("%q: want a file and three verdicts", line)
		}
	}
	require.NotEmpty(t, all)
	return all
}

// flagsOf returns the flags of an archive, from a line of its comment: "flags: --a --b=c".
func flagsOf(comment string) []string {
	for line := range strings.Lines(comment) {
		if flags, ok := strings.CutPrefix(line, "flags: "); ok {
			return strings.Fields(flags)
		}
	}
	return nil
}

// options returns what flags of promtool mean here.
func options(t *testing.T, flags []string) promtool.Options {
	var o promtool.Options
	for _, flag := range flags {
		name, value, _ := strings.Cut(flag, "=")
		switch name {
		case "--ignore-unknown-fields":
			o.IgnoreUnknownFields = true
		case "--run":
			o.Run = append(o.Run, value)
		case "--enable-feature":
			var err error
			o.Features, err = promtest.ParseFeatures(value)
			require.NoError(t, err)
		default:
			t.Fatalf("flag %s", flag)
		}
	}
	return o
}

func (r row) check(t *testing.T, path string, flags []string) {
	o := options(t, flags)
	got := row{r.name, r.promtool, verdict(t, path, o), ""}
	o.Compat = true
	got.compat = verdict(t, path, o)
	if program := os.Getenv("PROMTOOL"); program != "" && r.promtool != "varies" {
		got.promtool = promtoolVerdict(t, program, path, flags)
	}
	require.Equal(t, r, got)
}

// verdict runs one file.
func verdict(t *testing.T, path string, o promtool.Options) string {
	results, err := promtool.Run(t.Context(), []string{path}, o)
	require.NoError(t, err)
	f := results[0]
	for _, err := range f.Errors {
		t.Log(err)
	}
	failed := 0
	for _, r := range f.Results {
		failed += len(r.Failures)
		for _, failure := range r.Failures {
			t.Logf("%s: %s\nwant %s\ngot %s", failure.Where, failure.Message, failure.Want, failure.Got)
		}
	}
	switch {
	case len(f.Errors) > 0:
		return "error"
	case failed > 0:
		return fmt.Sprintf("fail %d", failed)
	}
	return "pass"
}

var suiteFailures = regexp.MustCompile(`<testsuite [^>]*failures="(\d+)" errors="(\d+)"`)

// promtoolVerdict runs the real promtool. What it refuses is an error; the number of failures is in its JUnit report.
func promtoolVerdict(t *testing.T, program, path string, flags []string) string {
	junit := filepath.Join(t.TempDir(), "junit.xml")
	out, err := exec.CommandContext(t.Context(), program, slices.Concat([]string{"test", "rules", "--junit=" + junit}, flags, []string{path})...).CombinedOutput()
	t.Logf("promtool:\n%s", out)
	if err == nil {
		return "pass"
	}
	report, err := os.ReadFile(junit)
	require.NoError(t, err)
	m := suiteFailures.FindStringSubmatch(string(report))
	require.NotNil(t, m, "%s", report)
	failures, _ := strconv.Atoi(m[1])
	if failures == 0 {
		return "error"
	}
	return fmt.Sprintf("fail %d", failures)
}
