package promql

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/internal/grow"
)

var randomTrees = flag.Int("trees", 100_000, "how many trees TestRandomTrees grows; -short a tenth of them")

// TestRandomTrees shows that what is printed is what was built: random trees of every kind of node, printed on one line and in
// lines, parse to the tree printed, and no pair of parentheses can be left out.
func TestRandomTrees(t *testing.T) {
	trees := *randomTrees / 4
	if testing.Short() {
		trees /= 10
	}
	for seed := range uint64(4) {
		t.Run(fmt.Sprintf("%d trees of seed %d", trees, seed), func(t *testing.T) {
			t.Parallel()
			g := grow.Grower{Rand: rand.New(rand.NewPCG(seed, 0))}
			kinds := map[string]bool{}
			for i := range trees {
				checkTree(t, g.Vector(1+i%5), 10+i%120, kinds)
			}
			require.Len(t, kinds, 11, "kinds of nodes grown: %v", kinds)
		})
	}
}

// checkTree prints tree on one line and in lines of width, and notes the kinds of its nodes.
func checkTree(t *testing.T, tree parser.Expr, width int, kinds map[string]bool) {
	want := grow.Canonical(tree)
	note(kinds, tree)

	text := printed(tree)
	again := reparsed(t, text)
	require.Equal(t, want, grow.Canonical(again), "on one line: %s", text)
	require.NotContains(t, text, "\n")
	checkParens(t, text, again, want)

	lines := layout(tree, width)
	require.Equal(t, want, grow.Canonical(reparsed(t, lines)), "in lines:\n%s", lines)
	checkLines(t, lines)
}

func note(kinds map[string]bool, tree parser.Expr) {
	parser.Inspect(tree, func(n parser.Node, _ []parser.Node) error {
		if n != nil {
			kinds[fmt.Sprintf("%T", n)] = true
		}
		return nil
	})
}

func reparsed(t *testing.T, text string) parser.Expr {
	tree, err := promqlParser.ParseExpr(text)
	require.NoError(t, err, "%s", text)
	return tree
}

// checkParens fails if a pair of parentheses in text, parsed as tree, can be left out.
func checkParens(t *testing.T, text string, tree parser.Expr, want string) {
	parser.Inspect(tree, func(n parser.Node, _ []parser.Node) error {
		if p, ok := n.(*parser.ParenExpr); ok {
			from, to := p.PosRange.Start, p.PosRange.End
			shorter := text[:from] + " " + text[from+1:to-1] + " " + text[to:]
			if again, err := promqlParser.ParseExpr(shorter); err == nil && grow.Canonical(again) == want {
				require.Fail(t, "parentheses are redundant", "%s\n%s", text, shorter)
			}
		}
		return nil
	})
}

// checkLines fails if lines cannot stand in a YAML block scalar as they are.
func checkLines(t *testing.T, lines string) {
	require.NotContains(t, lines, "\t")
	for i, line := range strings.Split(lines, "\n") {
		require.Equal(t, strings.TrimRight(line, " "), line, "blanks at the end of line %d:\n%s", i+1, lines)
		require.NotEmpty(t, line, "line %d is empty:\n%s", i+1, lines)
	}
	require.NotEqual(t, byte(' '), lines[0], "the first line is indented:\n%s", lines)
}

func TestPrinted(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"parentheses that the tree needs stay":   {`(a + b) * c`, `(a + b) * c`},
		"parentheses of precedence go":           {`((a / b) * 100) < (20)`, `a / b * 100 < 20`},
		"left operands group by themselves":      {`(a - b) - c`, `a - b - c`},
		"right operands do not":                  {`a - (b - c)`, `a - (b - c)`},
		"powers group to the right":              {`(a ^ b) ^ (c ^ d)`, `(a ^ b) ^ c ^ d`},
		"or binds less than and":                 {`(a or b) and (c and d)`, `(a or b) and (c and d)`},
		"a negative base is in parentheses":      {`(-1) ^ a`, `(-1) ^ a`},
		"a negative exponent is not":             {`a ^ (-1)`, `a ^ -1`},
		"a sign before a product":                {`-(a * b)`, `-(a * b)`},
		"a sign before a power":                  {`-(a ^ b)`, `-a ^ b`},
		"a subquery over an operator":            {`max_over_time((a > 1)[1h:5m])`, `max_over_time((a > 1)[1h:5m])`},
		"a subquery over a call":                 {`max_over_time((rate(a[5m]))[1h:])`, `max_over_time(rate(a[5m])[1h:])`},
		"modifiers of a range stand behind it":   {`rate(a[5m] offset 1h @ 10)`, `rate(a[5m] @ 10 offset 1h)`},
		"bool comparisons":                       {`(a > bool 1) == 1`, `a > bool 1 == 1`},
		"grouping stands before the arguments":   {`count(up == 0) by (job, ns)`, `count by (job, ns) (up == 0)`},
		"matchers keep their order":              {`a{z="1", b!="2"}`, `a{z="1",b!="2"}`},
		"names that need quotes get them":        {`sum by ("k8s.pod") ({"http.requests", "k8s.pod"="x"})`, `sum by ("k8s.pod") ({"http.requests","k8s.pod"="x"})`},
		"small and large numbers":                {`a * 0.0000001 + 1e21 - Inf + 0x10`, `a * 1e-07 + 1e+21 - Inf + 16`},
		"durations as numbers":                   {`time() - a > 1h30m`, `time() - a > 1h30m`},
		"strings are quoted one way":             {"label_replace(a, 'x', `\\d`, \"y\", '')", `label_replace(a, "x", "\\d", "y", "")`},
		"a computed offset before an operator":   {`(a offset (1m + 5m)) * 2`, `(a offset (1m + 5m)) * 2`},
		"matching without group labels":          {`a * on() group_left() b`, `a * on () group_left () b`},
		"what is aggregated away by nothing":     {`sum by () (a)`, `sum(a)`},
		"what is aggregated away but everything": {`sum without () (a)`, `sum without () (a)`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			tree, err := parse(test.text)
			require.NoError(t, err)
			require.Equal(t, test.want, printed(tree))
		})
	}
}

func TestLayout(t *testing.T) {
	tests := map[string]struct {
		text  string
		width int
		want  string
	}{
		"what fits stays on one line":           {`sum by (job) (rate(a[5m])) > 1`, 40, `sum by (job) (rate(a[5m])) > 1`},
		"set operators at the top always break": {`a > 1 and b unless on (x) c`, 100, "a > 1\nand\nb\nunless on (x)\nc"},
		"set operators further in do not":       {`sum(a or b)`, 100, "sum(a or b)"},
		"arguments that do not fit": {`sum by (job) (rate(errors_total{code="500"}[5m])) > 0.1`, 50,
			"sum by (job) (rate(errors_total{code=\"500\"}[5m]))\n> 0.1"},
		"arguments below each other": {`histogram_quantile(0.99, sum by (le) (rate(seconds_bucket[5m])))`, 40,
			"histogram_quantile(\n  0.99,\n  sum by (le) (rate(seconds_bucket[5m]))\n)"},
		"a threshold behind a closing parenthesis": {`sum by (job) (rate(errors_total{code="500"}[5m])) > 0.1`, 40,
			"sum by (job) (\n  rate(errors_total{code=\"500\"}[5m])\n) > 0.1"},
		"a factor before a parenthesis": {`100 * (count by (job) (up == 0) / count by (job) (up)) > 10`, 40,
			"100 * (\n  count by (job) (up == 0)\n  / count by (job) (up)\n) > 10"},
		"a factor behind": {`avail_bytes{job="node"} / size_bytes{job="node"} * 100 < 20`, 40,
			"avail_bytes{job=\"node\"}\n/ size_bytes{job=\"node\"} * 100 < 20"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			tree, err := parse(test.text)
			require.NoError(t, err)
			require.Equal(t, test.want, layout(tree, test.width))
		})
	}
}
