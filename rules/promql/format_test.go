package promql

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/internal/grow"
)

func TestFormat(t *testing.T) {
	tests := map[string]struct {
		text  string
		width int
		want  string
	}{
		"what fits comes on one line":             {"sum(\n  rate(a[5m])\n)\n/ b", 100, "sum(rate(a[5m])) / b"},
		"numbers stay as they are written":        {"a>0x1F+1e3*0.10-1_000", 100, "a > 0x1F + 1e3 * 0.10 - 1_000"},
		"durations, too":                          {"time()-a>90m", 100, "time() - a > 90m"},
		"quotes stay":                             {"label_replace(a,'x',`\\d`,\"y\",'')", 100, "label_replace(a, 'x', `\\d`, \"y\", '')"},
		"matchers keep their order":               {`a{ z = "1" , b!='2', }`, 100, `a{z="1",b!='2'}`},
		"modifiers keep their order":              {"a  offset   5m @ start( )", 100, "a offset 5m @ start()"},
		"clauses come to the front":               {"sum(a)by(job,)", 100, "sum by (job) (a)"},
		"clauses within clauses":                  {"max(sum(a) by (job, ns)) without (ns)", 100, "max without (ns) (sum by (job, ns) (a))"},
		"keywords are in lower case":              {"SUM BY (Job) (a) AND ON(b) c OFFSET 5m", 100, "sum by (Job) (a)\nand on (b)\nc offset 5m"},
		"parentheses stay":                        {"(a / b) * 100 > (1 + 2)", 100, "(a / b) * 100 > (1 + 2)"},
		"but not doubled ones":                    {"((a + b)) * abs((((c))))", 100, "(a + b) * abs(c)"},
		"empty braces go":                         {"up{} == 0", 100, "up == 0"},
		"computed ranges":                         {"rate(a[5m+1m]) - b offset -(1m+step())", 100, "rate(a[5m + 1m]) - b offset -(1m + step())"},
		"subqueries":                              {"max_over_time( (a>1) [1h : 5m] offset 1d)", 100, "max_over_time((a > 1)[1h:5m] offset 1d)"},
		"signs":                                   {"- a ^ - 2 + + b", 100, "-a ^ -2 + +b"},
		"filling":                                 {"a + on(x) group_left fill ( -1 ) b", 100, "a + on (x) group_left fill (-1) b"},
		"names that are keywords elsewhere":       {"sum+offset+ by", 100, "sum + offset + by"},
		"no width is one line":                    {"a\nand\nb", 0, "a and b"},
		"a threshold behind what it is about":     {`avail_bytes{job="node"} / size_bytes{job="node"} * 100 < 20`, 40, "avail_bytes{job=\"node\"}\n/ size_bytes{job=\"node\"} * 100 < 20"},
		"a threshold to calculate":                {"sum(rate(a_very_long_name[5m])) > 24*60*60", 40, "sum(rate(a_very_long_name[5m]))\n> 24 * 60 * 60"},
		"a right operand that breaks is indented": {"aaaaaaaaaa + bbbbbbbbbb * cccccccccc", 20, "aaaaaaaaaa\n+ bbbbbbbbbb\n  * cccccccccc"},
		"matchers below each other":               {`a{first="1",second="2"}[5m]`, 20, "a{\n  first=\"1\",\n  second=\"2\"\n}[5m]"},

		"a comment before":                     {"# why\na", 100, "# why\na"},
		"a comment at the end of a line":       {"a   # why\n/ b", 100, "a # why\n/ b"},
		"a comment on a line of its own":       {"a\n  # why\n/ b", 100, "a\n# why\n/ b"},
		"a comment in an aggregation":          {"sum(\n# why\na)", 100, "sum(\n  # why\n  a\n)"},
		"a comment before a parenthesis":       {"sum(\n  a\n# why\n)", 100, "sum(\n  a\n  # why\n)"},
		"a comment behind":                     {"a # this\n# that\n", 100, "a # this\n# that"},
		"a comment moves with the end":         {"sum(a)\n  by (job) # why\n> 1", 100, "sum by (job) (a) # why\n> 1"},
		"a comment holds a clause":             {"sum(a)\n  # why\n  by (job)", 100, "sum(a)\n# why\nby (job)"},
		"a comment holds doubled parentheses":  {"(( # why\na))", 100, "(\n  ( # why\n    a\n  )\n)"},
		"a comment between matchers":           {"a{x=\"1\", # why\ny=\"2\"}", 100, "a{\n  x=\"1\", # why\n  y=\"2\"\n}"},
		"a comment behind an operator":         {"a and # why\nb", 100, "a\nand # why\nb"},
		"what looks like a comment in strings": {"a{x='# no'} # yes", 100, "a{x='# no'} # yes"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := Format(test.text, test.width)
			require.NoError(t, err)
			require.Equal(t, test.want, got)
			again, err := Format(got, test.width)
			require.NoError(t, err)
			require.Equal(t, got, again)
		})
	}
}

func TestFormatErrors(t *testing.T) {
	tests := map[string]struct {
		text  string
		width int
		want  string
	}{
		"what does not parse":                  {"sum(", 100, "promql: 1:5: unclosed left parenthesis\n\tsum(\n\t    ^"},
		"nothing":                              {"", 100, "promql: 1:1: no expression found in input"},
		"a comment where there is only a line": {"a # why", 0, "promql: an expression with comments cannot stand on one line"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := Format(test.text, test.width)
			require.ErrorContains(t, err, strings.SplitN(test.want, "\n", 2)[0])
			require.Equal(t, test.text, got)
		})
	}
}

// TestFormatRandomTrees formats random trees, with comments and line breaks strewn between their tokens.
func TestFormatRandomTrees(t *testing.T) {
	trees := 8_000
	if testing.Short() {
		trees = 1_000
	}
	g := grow.Grower{Rand: rand.New(rand.NewPCG(7, 0))}
	commented := 0
	for i := range trees {
		text := strewn(g, printed(g.Vector(1+i%5)))
		checkFormat(t, text, 10+i%120)
		if len(sortedComments(t, text)) > 0 {
			commented++
		}
	}
	require.Greater(t, commented, trees/4, "expressions with comments")
}

// strewn returns text with blanks, line breaks, comments and some parentheses between its tokens.
func strewn(g grow.Grower, text string) string {
	list, err := tokens(text)
	if err != nil {
		return text
	}
	if _, err := list.phrases(); err != nil { // marks the blanks
		return text
	}
	comments := g.Once(2)
	var b strings.Builder
	for i, token := range list {
		if token.blank {
			b.WriteByte(' ')
		}
		if comments && g.Once(6) {
			fmt.Fprintf(&b, "%s# %d \"(%s\n", grow.OneOf(g, "", " ", "\n\t", "\n\n"), i, grow.OneOf(g, "", " ", "\r"))
		} else if g.Once(8) {
			b.WriteString(grow.OneOf(g, " ", "\n", "\t ", "\r\n"))
		}
		b.WriteString(token.text)
	}
	if again, err := parse(b.String()); err != nil || again == nil { // not everywhere may a blank stand
		return text
	}
	return b.String()
}

// checkFormat fails if formatting text changes more than its looks, or formatting the result changes it.
func checkFormat(t *testing.T, text string, width int) (formatted string) {
	t.Helper()
	tree, err := promqlParser.ParseExpr(text)
	if err != nil {
		return ""
	}
	got, err := Format(text, width)
	require.NoError(t, err, "%s", text)
	require.Equal(t, grow.Canonical(tree), grow.Canonical(reparsed(t, got)), "%s\n\n%s", text, got)
	require.Equal(t, sortedComments(t, text), sortedComments(t, got), "%s\n\n%s", text, got)
	if !strings.ContainsAny(text, "`") { // which may hold anything
		for _, line := range strings.Split(got, "\n") {
			require.Equal(t, strings.TrimRight(line, " \t"), line)
			require.NotEmpty(t, line)
		}
	}
	require.NotContains(t, " \t\n", got[:1])
	again, err := Format(got, width)
	require.NoError(t, err)
	require.Equal(t, got, again, "%s", text)
	return got
}

func sortedComments(t *testing.T, text string) []string {
	list, err := tokens(text)
	require.NoError(t, err)
	comments := list.comments()
	slices.Sort(comments)
	return comments
}

func FuzzFormat(f *testing.F) {
	for _, seed := range []string{
		"sum(rate(a{b='c'}[5m])) by (x) # why\n> 1", "((a)) and on (b) group_left c", "-(a offset (1m+5m))[1h:] @ start()", "a{} # x\n# y", "{'a.b',c=~`d\n`}",
		"count_values('x', a) without (y,) </ 1_0", "a # b\r\n+ c", "{__name__=~'a',}", "topk(0x1, (SUM BY () (a)))",
	} {
		f.Add(seed, 20)
	}
	f.Fuzz(func(t *testing.T, text string, width int) {
		if len(text) < 4096 {
			checkFormat(t, text, 1+max(width, 0)%200)
		}
	})
}
