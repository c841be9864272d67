package rulefile_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/rulefile"
)

func TestReadFile(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
		return path
	}
	locked := write("locked.yaml", "groups: []")
	require.NoError(t, os.Chmod(locked, 0))
	sparse := write("large.yaml", "")
	require.NoError(t, os.Truncate(sparse, 50<<20))
	tests := map[string]struct{ path, want string }{
		"missing":   {filepath.Join(dir, "no.yaml"), "there is no such file"},
		"directory": {dir, "this is a directory: name the rule files in it"},
		"locked":    {locked, "the file may not be read: permission denied"},
		"large":     {sparse, "the file has 52428800 bytes: at most 16777216 are read"},
		"binary":    {write("binary.yaml", "groups: []\n\x00"), "the file is binary, it has a NUL byte at offset 11: rule files are YAML or JSON text"},
		"Jsonnet":   {write("rules.jsonnet", "{ groups: [] }"), "this is Jsonnet: render it first, as jsonnet does"},
		"a library": {write("rules.LIBSONNET", "{ groups:: [] }"), "this is Jsonnet: render it first, as jsonnet does"},
		"UTF-16":    {write("utf16.yaml", "\xff\xfeg\x00"), "the file is UTF-16 text: rule files are read as UTF-8"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if _, err := os.ReadFile(test.path); name == "locked" && err == nil {
				t.Skip("this user may read every file")
			}
			f := rulefile.ReadFile(test.path)
			require.Len(t, f.Errors, 1)
			require.Equal(t, test.path+":1:1: "+test.want, f.Errors[0].Error())
			require.Empty(t, f.Groups)
		})
	}
	good := rulefile.ReadFile(write("good.yaml", "groups: [{name: g}]\n"))
	require.Empty(t, good.Errors)
	require.Len(t, good.Groups, 1)
}

func TestReadFrom(t *testing.T) {
	f := rulefile.ReadFrom("stdin.yaml", strings.NewReader("groups: [{name: g, x: y}]\n"))
	require.Len(t, f.Groups, 1)
	require.Equal(t, "stdin.yaml:1:20", strings.SplitN(f.Errors[0].Error(), ": ", 2)[0])
	tests := map[string]struct {
		name, want string
		from       io.Reader
	}{
		"endless":  {"-", "the file is larger than 16777216 bytes, the most that are read", endless{}},
		"breaking": {"-", "the file cannot be read: gone", iotest.ErrReader(errors.New("gone"))},
		"Jsonnet":  {"a.jsonnet", "this is Jsonnet: render it first, as jsonnet does", strings.NewReader("{}")},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := rulefile.ReadFrom(test.name, test.from)
			require.Len(t, f.Errors, 1)
			require.Equal(t, test.name+":1:1: "+test.want, f.Errors[0].Error())
			require.Empty(t, f.Groups)
		})
	}
}

// endless is a reader of as many lines as one wants.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '\n'
	}
	return len(p), nil
}

// TestHostileFiles reads files that are made to exhaust a reader.
func TestHostileFiles(t *testing.T) {
	repeat := strings.Repeat
	aliases := func(anchor string) string { return "[" + repeat("*"+anchor+",", 2000) + "]" }
	var merges strings.Builder
	merges.WriteString("a0: &a0 {<<: {}}\n")
	for i := range 200 {
		fmt.Fprintf(&merges, "a%d: &a%d {<<: [*a%d, *a%d]}\n", i+1, i+1, i, i)
	}
	tests := map[string]struct{ src, message string }{
		"an alias bomb":         {"x: &r {record: a, expr: b}\ny: &rs " + aliases("r") + "\nz: &g {name: g, rules: *rs}\ngroups: " + aliases("g") + "\n", "aliases repeat more than 1048576 nodes"},
		"an alias of itself":    {"groups: &a [*a]\n", "a group must be a mapping, not a list"},
		"a merge of itself":     {"groups:\n- &a {name: g, <<: *a}\n", "merge keys nest deeper than 64"},
		"a merge bomb":          {merges.String() + "groups:\n- {name: g, <<: *a200}\n", "merge keys nest deeper than 64"},
		"deep brackets":         {"groups: " + repeat("[", 200_000), "exceeded max depth of 10000"},
		"deep indentation":      {"groups:\n" + repeat("- ", 100_000), "exceeded max depth of 10000"},
		"brackets in the limit": {"groups: " + repeat("[", 9000) + repeat("]", 9000), "a group must be a mapping, not a list"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := rulefile.Parse("f", []byte(test.src))
			require.NotEmpty(t, f.Errors)
			require.Contains(t, fmt.Sprint(f.Errors), test.message)
		})
	}
}

func TestLargeScalar(t *testing.T) {
	long := strings.Repeat(`a{b="日本"} + `, 500_000)
	for _, text := range []string{long + "c", "|\n      " + long + "\n      c", "'" + long + "c'"} {
		rule := theRuleUnchecked(t, inRule(text))
		last := strings.LastIndex(rule.Expr.Value, "c")
		require.Equal(t, byte('c'), rule.File.Source[rule.Expr.Pos(last).Offset])
		_, err := rule.Query()
		require.ErrorContains(t, err, "at most 1048576 are parsed")
	}
}

func theRuleUnchecked(t *testing.T, src string) *rulefile.Rule {
	f := rulefile.Parse("test.yaml", []byte(src))
	require.Empty(t, f.Errors)
	return f.Groups[0].Rules[0]
}

func TestQueryLimits(t *testing.T) {
	for _, expr := range []string{strings.Repeat("(", 6000) + "1" + strings.Repeat(")", 6000), strings.Repeat("-", 6000) + "a", strings.Repeat("a or ", 6000) + "a"} {
		_, err := theRuleUnchecked(t, inRule(expr)).Query()
		require.ErrorContains(t, err, "the expression has more than 5000 parentheses and operators")
		var errs parser.ParseErrors
		require.ErrorAs(t, err, &errs)
	}
	_, err := theRuleUnchecked(t, inRule(`a{b=~"`+strings.Repeat("(a|b)", 3000)+`"} > 0`)).Query()
	require.NoError(t, err, "what a string holds does not count")
}

func TestQuery(t *testing.T) {
	for expr, valid := range map[string]bool{"mad_over_time(a[5m])": true, "a + fill(0) b": true, "limitk(2, a)": true, "sum(": false, "": false} {
		rule := &rulefile.Rule{Expr: rulefile.Scalar{Value: expr}}
		first, err := rule.Query()
		require.Equal(t, valid, err == nil, expr)
		again, _ := rule.Query()
		require.True(t, first == again, "parsed once")
	}
}
