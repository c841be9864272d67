package differential

import (
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/promtest/promtool"
	"github.com/promwright/promwright/promtest/report"
)

// TestPromtoolAgrees runs random test files through the promtool that PROMTOOL names and through ours: both must fail the same number
// of assertions of each. DIFFERENTIAL_FILES is how many, from DIFFERENTIAL_SEED on.
func TestPromtoolAgrees(t *testing.T) {
	tool := os.Getenv("PROMTOOL")
	if tool == "" {
		t.Skip("PROMTOOL does not name a promtool")
	}
	first, left := number("DIFFERENTIAL_SEED", 0), number("DIFFERENTIAL_FILES", 200)
	passed, failed := 0, 0
	for ; left > 0; left -= batch {
		dir := t.TempDir()
		var paths []string
		for range min(batch, left) {
			paths = append(paths, write(t, dir, first))
			first++
		}
		theirs, ours := promtoolSays(t, tool, paths), weSay(t, paths)
		for i, path := range paths {
			switch {
			case ours[i] == refused:
				require.NotEqual(t, accepted, theirs[i], "%s\n%s", read(t, path), read(t, rulesOf(path)))
				failed++
				continue
			case theirs[i] == accepted:
				passed++
			default:
				failed++
			}
			if theirs[i] != ours[i] && slices.Contains(again(t, tool, path, theirs[i]), ours[i]) {
				continue // promtool itself says now this and now that
			}
			assert.Equal(t, theirs[i], ours[i], "%s\n%s", read(t, path), read(t, rulesOf(path)))
		}
	}
	t.Logf("%d files passed, %d failed", passed, failed)
	require.Positive(t, passed)
	require.Positive(t, failed)
}

// accepted is the verdict on a file that passes, refused ours on one that cannot be run: promtool counts an error of a rule file as a
// failure of each test.
const accepted, refused = "0 failures, 0 errors", "refused"

// batch is how many files one process of promtool gets.
const batch = 100

func rulesOf(path string) string { return path[:len(path)-len(".test.yaml")] + ".rules.yaml" }

func write(t *testing.T, dir string, seed int) string {
	f := newTestFile(t, uint64(seed))
	path := filepath.Join(dir, fmt.Sprintf("%d.test.yaml", seed))
	require.NoError(t, os.WriteFile(path, f.tests, 0o600))
	require.NoError(t, os.WriteFile(rulesOf(path), f.rules, 0o600))
	return path
}

func read(t *testing.T, path string) string {
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(text)
}

// promtoolSays returns the verdict of promtool on each file, from its report for machines.
func promtoolSays(t *testing.T, tool string, paths []string) []string {
	out := filepath.Join(t.TempDir(), "junit.xml")
	text, err := exec.CommandContext(t.Context(), tool, append([]string{"test", "--junit=" + out, "rules"}, paths...)...).CombinedOutput()
	if _, ok := err.(*exec.ExitError); err != nil && !ok {
		require.NoError(t, err)
	}
	var suites struct {
		Suites []struct {
			Failures int      `xml:"failures,attr"`
			Errors   int      `xml:"errors,attr"`
			Texts    []string `xml:"testcase>failure"`
		} `xml:"testsuite"`
	}
	require.NoError(t, xml.Unmarshal([]byte(read(t, out)), &suites), "%s", text)
	require.Len(t, suites.Suites, len(paths), "%s", text)
	var all []string
	for _, s := range suites.Suites {
		rules := slices.ContainsFunc(s.Texts, func(text string) bool { return strings.HasPrefix(text, "    rule: ") })
		all = append(all, verdict(s.Failures, s.Errors, rules))
	}
	return all
}

// verdict spells what came of a file. Where rules fail, promtool ends at the first step at which one does, and we go on.
func verdict(failures, errs int, rules bool) string {
	if rules {
		return "rules fail"
	}
	return fmt.Sprintf("%d failures, %d errors", failures, errs)
}

// again returns what promtool says of a file when it is asked several times.
func again(t *testing.T, tool, path, before string) []string {
	all := []string{before}
	for range 6 {
		all = append(all, promtoolSays(t, tool, []string{path})...)
	}
	return all
}

func weSay(t *testing.T, paths []string) []string {
	results, err := promtool.Run(t.Context(), paths, promtool.Options{Compat: true})
	require.NoError(t, err)
	var all []string
	for _, f := range results {
		failures, rules := 0, false
		for _, r := range f.Results {
			failures += len(r.Failures)
			rules = rules || slices.ContainsFunc(r.Failures, func(f report.Failure) bool { return strings.Contains(f.Message, "cannot be evaluated") })
		}
		if len(f.Errors) > 0 {
			all = append(all, refused)
			continue
		}
		all = append(all, verdict(failures, 0, rules))
	}
	return all
}
