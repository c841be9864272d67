package promtool_test

import (
	"errors"
	"path/filepath"
	"regexp"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/promwright/promwright/promtest"
	"github.com/promwright/promwright/promtest/promtool"
)

// FuzzParse holds that no text makes the loader panic, that each error of a test file has a position inside it, and that what is accepted
// can be evaluated within a budget. Strictness must not accept more, and Compat must not refuse what is accepted without.
func FuzzParse(f *testing.F) {
	f.Add([]byte(passing))
	for _, pattern := range []string{"testdata/*.txtar", "testdata/verdicts/*.txtar"} {
		archives, err := filepath.Glob(pattern)
		require.NoError(f, err)
		require.NotEmpty(f, archives)
		for _, path := range archives {
			archive, err := txtar.ParseFile(path)
			require.NoError(f, err)
			for _, file := range archive.Files {
				f.Add(file.Data)
			}
		}
	}
	dir := write(f, map[string]string{"rules.yaml": rulesYAML})
	name := filepath.Join(dir, "test.yaml")
	budget := promtest.Budget{Samples: 20_000, Time: 2 * time.Second, Memory: 16 << 20}
	f.Fuzz(func(t *testing.T, src []byte) {
		if outside.Match(src) {
			return // rule files elsewhere may be anything
		}
		load := func(o promtool.Options) (*promtool.File, error) {
			o.Budget = budget
			file, err := (&promtool.Loader{Options: o}).Parse(name, src)
			inside(t, name, src, err)
			return file, err
		}
		file, err := load(promtool.Options{})
		_, strict := load(promtool.Options{Strict: true})
		compat, lenient := load(promtool.Options{Compat: true})
		if err != nil {
			require.Error(t, strict)
		} else {
			require.NoError(t, lenient)
			evaluate(t, file)
		}
		if lenient == nil {
			evaluate(t, compat)
		}
	})
}

// outside matches rule files that are not in the directory of the test.
var outside = regexp.MustCompile(`[/\\]`)

// evaluate runs the tests of a file that are not too long for the fuzzer.
func evaluate(t *testing.T, file *promtool.File) {
	for _, test := range file.Tests {
		if test.End/test.Interval > 1000 {
			continue
		}
		_, _ = test.Eval(t.Context()) // an error is fine, a panic is not
	}
}

// breaks are what YAML takes for the end of a line.
var breaks = regexp.MustCompile("\r\n|[\r\n\u0085\u2028\u2029]")

// inside fails the test unless err is nothing or Errors, of which those in the file called name stand inside src.
func inside(t *testing.T, name string, src []byte, err error) {
	if err == nil {
		return
	}
	var all promtool.Errors
	require.ErrorAs(t, err, &all)
	lines := breaks.Split(string(src), -1)
	for _, err := range all {
		var e *promtool.Error
		if !errors.As(err, &e) || e.File != name {
			continue
		}
		require.NotEmpty(t, e.Message)
		require.True(t, 1 <= e.Line && e.Line <= len(lines), "line %d of %d: %v", e.Line, len(lines), err)
		require.True(t, 1 <= e.Column && e.Column <= utf8.RuneCountInString(lines[e.Line-1])+1, "column %d of %q: %v", e.Column, lines[e.Line-1], err)
	}
}
