package rulegen

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	yaml2 "go.yaml.in/yaml/v2"
	yaml3 "go.yaml.in/yaml/v3"
)

func TestScalar(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"a word is plain":                           {"warning", "warning"},
		"a sentence is plain":                       {"Disk is full, really.", "Disk is full, really."},
		"an expression is plain":                    {"sum by (job) (rate(x_total[5m])) > 0.1", "sum by (job) (rate(x_total[5m])) > 0.1"},
		"colons inside metric names are plain":      {`job:errors:rate5m{job="a"} > 1`, `job:errors:rate5m{job="a"} > 1`},
		"an expression that begins with a number":   {"100 * up == 0", "100 * up == 0"},
		"durations are plain":                       {"10m", "10m"},
		"long lines are not folded":                 {strings.Repeat("word ", 60) + "end", strings.Repeat("word ", 60) + "end"},
		"nothing":                                   {"", `""`},
		"booleans of YAML 1.1":                      {"on", `"on"`},
		"booleans in capitals":                      {"Off", `"Off"`},
		"short booleans":                            {"y", `"y"`},
		"null":                                      {"null", `"null"`},
		"tilde":                                     {"~", `"~"`},
		"an integer":                                {"1", `"1"`},
		"an octal integer":                          {"0o17", `"0o17"`},
		"a hexadecimal integer":                     {"0x10", `"0x10"`},
		"a float":                                   {"1e3", `"1e3"`},
		"a float without a leading digit":           {".5", `".5"`},
		"an integer with underscores":               {"1_000", `"1_000"`},
		"a negative number":                         {"-1", `"-1"`},
		"a number in base 60":                       {"1:30", `"1:30"`},
		"a date":                                    {"2026-11-23", `"2026-11-23"`},
		"a time":                                    {"2026-11-23T17:30:05Z", `"2026-11-23T17:30:05Z"`},
		"arithmetic of numbers":                     {"2 - 1", `2 - 1`},
		"a merge key":                               {"<<", `"<<"`},
		"a lone sign":                               {"=", `"="`},
		"a document marker":                         {"---", `'---'`},
		"a mapping":                                 {"a: b", `'a: b'`},
		"a mapping without a value":                 {"a:", `'a:'`},
		"a comment":                                 {"up # comment", `'up # comment'`},
		"a template":                                {"{{ $value }} is low", `'{{ $value }} is low'`},
		"a template with quotes":                    {`{{ printf "%.2f" $value }}% isn't much`, `'{{ printf "%.2f" $value }}% isn''t much'`},
		"backslashes":                               {`: a\.b`, `': a\.b'`},
		"spaces at the end":                         {"a ", `'a '`},
		"a tab":                                     {"a\tb", `"a\tb"`},
		"a control character":                       {"a\x00b", `"a\0b"`},
		"a no-break space":                          {"a\u00a0b", "\"a\u00a0b\""},
		"a line separator":                          {"a\u2028b", `"a\Lb"`},
		"a byte order mark":                         {"\ufeffa", `"\uFEFF\x61"`},
		"letters of other scripts":                  {"диск full", `диск full`},
		"a carriage return":                         {"a\r\nb", `"a\r\nb"`},
		"several lines":                             {"a\nb", "|-\n  a\n  b"},
		"a line break at the end":                   {"a\nb\n", "|\n  a\n  b"},
		"one line with a line break":                {"a\n", "|\n  a"},
		"blank lines stay blank":                    {"a\n\nb", "|-\n  a\n\n  b"},
		"indented lines":                            {"a\n  b", "|-\n  a\n    b"},
		"lines that look like YAML":                 {"- a: b\n# c\n---", "|-\n  - a: b\n  # c\n  ---"},
		"several line breaks at the end":            {"a\n\n", `"a\n\n"`},
		"a line break at the start":                 {"\na", `"\na"`},
		"a space at the start needs no indicator":   {" a\nb", `" a\nb"`},
		"spaces at the end of a line are kept":      {"a \nb", `"a \nb"`},
		"a tab in one of several lines":             {"a\n\tb", `"a\n\tb"`},
		"quotes and spaces at the end of some line": {"\"a\" \nb", `"\"a\" \nb"`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			document, err := encode(map[string]text{"a": text(test.text)})
			require.NoError(t, err)
			require.Equal(t, "a: "+test.want+"\n", string(document))
		})
	}
}

// FuzzScalar asserts that readers of YAML get back the text that was written, as value and as key.
func FuzzScalar(f *testing.F) {
	for _, text := range []string{"", "on", "1:30", "a: b", "a\n\nb\n", " a\nb", "{{ $value }}", "\u0085", "'\"\\", "!!int 1", "&a", "\U0010ffff", "0.", "1__0"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, value string) {
		if !utf8.ValidString(value) {
			t.Skip("refused before it is written")
		}
		out, err := encode(map[string]any{
			"a": []any{map[string]any{"b": map[string]text{"c": text(value)}}},
			"d": map[text]string{text(value): "x"},
		})
		require.NoError(t, err)
		document := string(out)
		if isPrintable(value) { // keys that are not may take a block
			require.NotRegexp(t, `(?m)[ \t\r]$`, document)
		}
		require.NotRegexp(t, `(?m)^    c: [|>]-?[^-\n]`, document, "a block needs no indentation indicator")

		for reader, unmarshal := range map[string]func([]byte, any) error{
			"v2": func(in []byte, out any) error { return yaml2.Unmarshal(in, out) },
			"v3": yaml3.Unmarshal,
		} {
			var got struct {
				A []struct{ B struct{ C any } }
				D map[any]string
			}
			require.NoError(t, unmarshal([]byte(document), &got), "%s reads\n%s", reader, document)
			require.Equal(t, value, got.A[0].B.C, "%s reads\n%s", reader, document)
			require.Len(t, got.D, 1)
			for key := range got.D {
				require.Equal(t, value, key, "%s reads\n%s", reader, document)
			}
		}
	})
}
