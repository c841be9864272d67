package pattern_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint/checks/internal/pattern"
)

func TestAlternatives(t *testing.T) {
	tests := map[string]struct {
		pattern string
		want    []string
	}{
		"one":                      {"a.*", []string{"a.*"}},
		"several":                  {"5..|404", []string{"5..", "404"}},
		"in a group":               {"(a|b)", []string{"a", "b"}},
		"in a group with anchors":  {"^(?:a|b)$", []string{"a", "b"}},
		"in groups":                {"((a|b))", []string{"a", "b"}},
		"behind an anchor":         {"^(a|b)", []string{"a", "b"}},
		"two groups":               {"(a|b)(c|d)", []string{"(a|b)(c|d)"}},
		"groups as alternatives":   {"(a|b)|(c|d)", []string{"(a|b)", "(c|d)"}},
		"anchors of alternatives":  {"^a|b$", []string{"^a", "b$"}},
		"anchors of one":           {"^a$", []string{"a"}},
		"bars that are text":       {`a\|b|[|]`, []string{`a\|b`, "[|]"}},
		"empty ones":               {"|a||b|", []string{"", "a", "", "b", ""}},
		"an empty one in a group":  {"(a|)", []string{"a", ""}},
		"a bracket in a class":     {"[]|]|[^]|]", []string{"[]|]", "[^]|]"}},
		"a class of POSIX":         {"[[:alpha:]|]|x", []string{"[[:alpha:]|]", "x"}},
		"nothing":                  {"", []string{""}},
		"a group that is repeated": {"(a|b)?", []string{"(a|b)?"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			tokens, ok := pattern.Tokens(test.pattern)
			require.True(t, ok)
			var got []string
			for _, a := range pattern.Alternatives(tokens) {
				got = append(got, test.pattern[a.From:a.To])
			}
			require.Equal(t, test.want, got)
		})
	}
}

func TestValues(t *testing.T) {
	tests := map[string][]string{ // nil: unknown
		"":                        {""},
		"a":                       {"a"},
		`10\.0\.0\.1:9100`:        {"10.0.0.1:9100"},
		"a|b|":                    {"a", "b", ""},
		"^(GET|POST)$":            {"GET", "POST"},
		"a.|b":                    nil,
		"a?":                      nil,
		"(?i)a":                   nil,
		`\Qa.b\E`:                 nil,
		`\d`:                      nil,
		`\x41`:                    nil,
		"^a|b$":                   nil,
		"x{,2}":                   nil, // text to Go, but nobody knows
		"ü|" + `\-`:               {"ü", "-"},
		"[a]":                     nil,
		"(?P<name>a)":             nil,
		"(?:a|b)":                 {"a", "b"},
		"{{ .Values.namespace }}": nil,
	}
	for text, want := range tests {
		t.Run(text, func(t *testing.T) {
			got, ok := pattern.Values(text)
			require.Equal(t, want != nil, ok)
			require.Equal(t, want, got)
		})
	}
}

// FuzzTokens holds the tokens against the parser of regular expressions: they are all of the pattern, and a choice between
// texts matches those and nothing that is made from them by a change.
func FuzzTokens(f *testing.F) {
	for _, seed := range []string{"", "5..|404", "^(a|b|)$", `a\|b|[|]`, "(?i)x", `\Qa|b\E`, "[]|]", "a{2}|b{,3}", "[[:alpha:]]", "ü|.+?", `\pL|\p{Greek}`, `\x{41}|\101`, "x**"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		_, err := regexp.Compile(text)
		whole, errWhole := regexp.Compile("^(?s:" + text + ")$")
		if err != nil || errWhole != nil {
			return
		}
		tokens, ok := pattern.Tokens(text)
		if !ok {
			return
		}
		var b strings.Builder
		for _, token := range tokens {
			b.WriteString(text[token.From:token.To])
		}
		require.Equal(t, text, b.String())
		for _, a := range pattern.Alternatives(tokens) {
			_, err := regexp.Compile(text[a.From:a.To])
			require.NoError(t, err, "an alternative is a pattern")
		}
		values, ok := pattern.Values(text)
		for _, v := range values {
			require.True(t, whole.MatchString(v), "%q", v)
		}
		if ok && len(values) == 1 {
			require.False(t, whole.MatchString(values[0]+"a"))
		}
	})
}
