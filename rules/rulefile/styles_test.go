package rulefile_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/rulefile"
)

// inRule returns a file whose only rule has the expression that is written as text, from column 11 of line 5 on.
func inRule(text string) string {
	return "groups:\n- name: g\n  rules:\n  - record: a:b\n    expr: " + text + "\n    labels: {a: b}\n"
}

func theRule(t testing.TB, src string) *rulefile.Rule {
	t.Helper()
	f := rulefile.Parse("test.yaml", []byte(src))
	require.Empty(t, f.Errors)
	require.Len(t, f.Groups, 1)
	require.Len(t, f.Groups[0].Rules, 1)
	checkFile(t, f)
	return f.Groups[0].Rules[0]
}

// TestStyles looks for bytes of the value, and for the end of the scalar, in the file.
func TestStyles(t *testing.T) {
	tests := map[string]struct {
		src   string
		value string
		at    map[string]string // what the value holds: line:column of its first byte
		whole string            // end of the scalar as written
	}{
		"plain":                             {inRule("up == 0"), "up == 0", map[string]string{"up": "5:11", "0": "5:17"}, "5:18"},
		"plain with a comment":              {inRule("up == 0 # x"), "up == 0", map[string]string{"0": "5:17"}, "5:18"},
		"plain behind characters":           {inRule("größe + 日本 + x"), "größe + 日本 + x", map[string]string{"x": "5:24", "本": "5:20"}, "5:25"},
		"plain over lines":                  {inRule("a +\n\n      b +   \n      c"), "a +\nb + c", map[string]string{"\n": "6:1", "b": "7:7", " c": "7:13", "c": "8:7"}, "8:8"},
		"plain with a tag":                  {inRule("!!str up"), "up", map[string]string{"up": "5:17"}, "5:19"},
		"plain with an anchor":              {inRule("&x\n      # c\n      up"), "up", map[string]string{"up": "7:7"}, "7:9"},
		"a number":                          {inRule("1"), "1", map[string]string{"1": "5:11"}, "5:12"},
		"a boolean":                         {inRule("yes"), "yes", map[string]string{"s": "5:13"}, "5:14"},
		"single quoted":                     {inRule("'a ''b'' c'"), "a 'b' c", map[string]string{"a": "5:12", "'b": "5:14", "b": "5:16", "c": "5:20"}, "5:22"},
		"single quoted over lines":          {inRule("'a \t\n\n\n  b'"), "a\n\nb", map[string]string{"\n": "6:1", "b": "8:3"}, "8:5"},
		"double quoted":                     {inRule(`"a\tb\x41\u00e9\U0001F600\"c"`), "a\tbAé😀\"c", map[string]string{"a": "5:12", "\t": "5:13", "b": "5:15", "A": "5:16", "é": "5:20", "😀": "5:26", "\"": "5:36", "c": "5:38"}, "5:40"},
		"double quoted over lines":          {inRule("\"a \\\n      b  \n      c \\\n\n      d\""), "a b c \nd", map[string]string{"b": "6:7", " c": "6:10", "c": "7:7", "\n": "8:1", "d": "9:7"}, "9:9"},
		"a quote in double quotes":          {inRule(`"a\\\"b"`), `a\"b`, map[string]string{`\`: "5:13", `"`: "5:15", "b": "5:17"}, "5:19"},
		"literal":                           {inRule("|\n      a\n        b\n\n      c\n"), "a\n  b\n\nc\n", map[string]string{"a": "6:7", "\n": "6:8", "  b": "7:7", "b": "7:9", "c": "9:7"}, "9:8"},
		"literal with a header":             {inRule("|- # c\n      a"), "a", map[string]string{"a": "6:7"}, "6:8"},
		"literal kept":                      {inRule("|+\n      a\n\n"), "a\n\n\n", map[string]string{"a": "6:7"}, "6:8"},
		"literal with an indicator":         {inRule("|2-\n        a\n      b"), "  a\nb", map[string]string{"  a": "6:7", "a": "6:9", "b": "7:7"}, "7:8"},
		"literal with indicators":           {inRule("|-3\n\n        a\n       b"), "\n a\nb", map[string]string{"\n": "6:1", " a": "7:8", "b": "8:8"}, "8:9"},
		"literal with tabs":                 {inRule("|\n      x\n      \ta\t# c\n"), "x\n\ta\t# c\n", map[string]string{"\ta": "7:7", "a": "7:8", "#": "7:10"}, "7:13"},
		"literal without a last line break": {strings.TrimSuffix(inRule("|\n      a"), "\n    labels: {a: b}\n"), "a", map[string]string{"a": "6:7"}, "6:8"},
		"literal of nothing":                {inRule("|+\n\n"), "\n\n", map[string]string{"\n": "6:1"}, "5:13"},
		"folded":                            {inRule(">\n      a\n      b\n\n      c\n        d\n      e\n"), "a b\nc\n  d\ne\n", map[string]string{"a": "6:7", " b": "6:8", "b": "7:7", "c": "9:7", "\n  d": "9:8", "d": "10:9", "e": "11:7"}, "11:8"},
		"folded with blank lines":           {inRule(">-\n\n      a\n      \n\n      b"), "\na\n\nb", map[string]string{"\n": "6:1", "a": "7:7", "b": "10:7"}, "10:8"},
		"carriage returns":                  {strings.ReplaceAll(inRule("|\n      a\n      b"), "\n", "\r\n"), "a\nb\n", map[string]string{"a": "6:7", "\n": "6:8", "b": "7:7"}, "7:8"},
		"old line breaks":                   {strings.ReplaceAll(inRule("a\n      b"), "\n", "\r"), "a b", map[string]string{"a": "5:11", "b": "6:7"}, "6:8"},
		"next line, line separator":         {inRule("|\n      a\u0085      b\u2028      c\n"), "a\nb\u2028c\n", map[string]string{"\n": "6:8", "b": "7:7", "\u2028": "7:8", "c": "8:7"}, "8:8"},
		"a byte order mark":                 {"\xef\xbb\xbfgroups: [{name: g, rules: [{record: a, expr: ü + b}]}]", "ü + b", map[string]string{"b": "1:50"}, "1:51"},
		"a complex key":                     {"groups:\n- name: g\n  rules:\n  - ? record\n    : a\n    ? expr\n    :  |\n     b\n", "b\n", map[string]string{"b": "8:6"}, "8:7"},
		"an alias":                          {"groups:\n- name: &x g\n  rules:\n  - record: a\n    expr: *x\n", "g", map[string]string{"g": "2:12"}, "2:13"},
		"a merge":                           {"groups:\n- name: g\n  labels: &l {a: b}\n  rules:\n  - record: a\n    <<: {expr: up}\n", "up", map[string]string{"up": "6:16"}, "6:18"},
		"JSON":                              {`{"groups":[{"name":"g","rules":[{"record":"a","expr":"a\n\ud83d\ude00\/ \u00e9b"}]}]}`, "a\n😀/ éb", map[string]string{"a": "1:55", "\n": "1:56", "😀": "1:58", "/": "1:70", "é": "1:73", "b": "1:79"}, "1:81"},
		"JSON with line separators":         {"{\"groups\":[{\"name\":\"g\",\"rules\":[{\"record\":\"a\",\"expr\":\"a\u2028\u0085\x7fb\"}]}]}", "a\u2028\u0085\x7fb", map[string]string{"\u2028": "1:56", "b": "1:59"}, "1:61"},
		"JSON with half a pair":             {`{"groups":[{"name":"g","rules":[{"record":"a","expr":"a\ud83db"}]}]}`, "a\ufffdb", map[string]string{"\ufffd": "1:56", "b": "1:62"}, "1:64"},
		"pretty JSON":                       {"{\n\t\"groups\": [\n\t\t{\"name\": \"g\",\n\t\t\"rules\": [{\"record\": \"a\", \"expr\"\t:\t\"up\"}]}\n]}\n", "up", map[string]string{"up": "4:39"}, "4:42"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			expr := theRule(t, test.src).Expr
			require.Equal(t, test.value, expr.Value)
			require.True(t, expr.Exact())
			for part, want := range test.at {
				require.Equal(t, want, expr.Pos(strings.Index(expr.Value, part)).String(), "%q", part)
			}
			require.Equal(t, test.whole, expr.Whole().End.String())
		})
	}
}

func TestSpanEnds(t *testing.T) {
	expr := theRule(t, inRule(">-\n      a\n      bcd")).Expr // a bcd
	require.Equal(t, "6:8", expr.Span(0, 1).End.String(), "a span ends behind its last byte, not before the next line's first")
	require.Equal(t, "7:9", expr.Span(0, 4).End.String())
	escaped := theRule(t, inRule(`"\u00e9x"`)).Expr
	require.Equal(t, "5:18", escaped.Span(0, 1).End.String(), "an escape is marked whole")
	require.Equal(t, "5:12", escaped.Span(1, 2).Start.String())
}

func TestAbsentScalar(t *testing.T) {
	rule := theRule(t, inRule("up"))
	require.False(t, rule.For.Present())
	require.Zero(t, rule.For.Pos(3))
	require.Zero(t, rule.For.Span(1, 2))
	require.Zero(t, rule.For.Whole())
	require.Empty(t, rule.For.Runs())
	d, err := rule.For.Duration()
	require.NoError(t, err)
	require.Zero(t, d)
	_, ok := rule.For.Replace(0, 0, "5m")
	require.False(t, ok)
}

func TestComments(t *testing.T) {
	src := "# head\ngroups: # of groups\n- name: \"g # no\" #yes\n  rules:\n  - record: a#b\n    ## two\n    expr: | # header\n      up # PromQL\n  # last \n---\n# tail\n"
	f := rulefile.Parse("test.yaml", []byte(src))
	require.Empty(t, f.Errors)
	var got []string
	for _, c := range f.Comments {
		got = append(got, c.Span.Start.String()+" "+c.Text)
	}
	require.Equal(t, []string{"1:1 head", "2:9 of groups", "3:18 yes", "6:5 two", "7:13 header", "9:3 last", "11:1 tail"}, got)
	require.Equal(t, "9:9", f.Comments[5].Span.End.String())
}

func TestSpans(t *testing.T) {
	f := rulefile.Parse("test.yaml", []byte("groups:\n- name: g\n  rules:\n  - alert: A\n    expr: |\n      up\n\n  - {alert: B, expr: up, labels: {a: b } }\n- name: h\n"))
	require.Empty(t, f.Errors)
	require.Equal(t, "4:5-6:9", span(f.Groups[0].Rules[0].Span))
	require.Equal(t, "8:5-8:43", span(f.Groups[0].Rules[1].Span))
	require.Equal(t, "2:3-8:43", span(f.Groups[0].Span))
	require.Equal(t, "1:1-9:10", span(f.Documents[0].Span))
	require.Equal(t, "      up", f.Line(6))
	require.Equal(t, "", f.Line(99))
}

func span(s rulefile.Span) string { return s.Start.String() + "-" + s.End.String() }
