package diff

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/promql"
	"github.com/promwright/promwright/rules/rulefile"
)

// exprs are expressions for where there is no corpus.
var exprs = []string{
	`(avail{fstype!=""} / size{fstype!=""} * 100 < 20 and readonly{fstype!=""} == 0)`,
	`histogram_quantile(0.99, sum by (le, job) (rate(requests_bucket{code=~"5.."}[5m] offset 1h))) > 0.5`,
	`max_over_time(deriv(temperature[1h:5m])[1d:]) @ end() unless on (node) group_left (zone) info`,
	`label_replace(absent(up{job="x"}), "a", "$1", "b", "(.*)") * -2 ^ 3 >= bool time()`,
	`topk without (pod) (5, a * ignoring (x) group_right (y) b) or vector(1)`,
}

// corpus returns the groups of each file of published rules.
func corpus(t *testing.T) map[string][]rules.PlainGroup {
	t.Helper()
	root := filepath.FromSlash("../../../shared/corpus/rules")
	files := map[string][]rules.PlainGroup{}
	if _, err := os.Stat(root); err != nil {
		return files
	}
	require.NoError(t, filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && strings.HasSuffix(path, "ml") {
			files[path] = rules.FromFile(rulefile.ReadFile(path))
		}
		return err
	}))
	return files
}

// TestLayoutMeansNothing asserts that published rules laid out anew are the same, and that none is like another.
func TestLayoutMeansNothing(t *testing.T) {
	count := 0
	for path, groups := range corpus(t) {
		require.Empty(t, Groups(groups, groups), path)
		laidOut := make([]rules.PlainGroup, len(groups))
		for i, group := range groups {
			laidOut[i] = group
			laidOut[i].Rules = nil
			for _, rule := range group.Rules {
				count++
				if text := promql.Text(rule.Expr, nil); promql.Err(text) == nil {
					rule.Expr = "# laid out\n" + text.Layout(30)
				}
				laidOut[i].Rules = append(laidOut[i].Rules, rule)
			}
		}
		require.Empty(t, Groups(groups, laidOut), path)
	}
	t.Logf("%d rules", count)
}

// TestEveryTokenMeansSomething asserts that an expression of which one token is another is told to be another, unless it is the same tree.
func TestEveryTokenMeansSomething(t *testing.T) {
	all := exprs
	for _, groups := range corpus(t) {
		for _, group := range groups {
			for _, rule := range group.Rules {
				all = append(all, rule.Expr)
			}
		}
	}
	rng, changed := rand.New(rand.NewPCG(1, 2)), 0
	rounds := max(20, 2000/len(all)) // few expressions, where there is no corpus, are changed more often
	for _, expr := range all {
		was, err := rulefile.ParseExpr(expr)
		if err != nil {
			continue
		}
		for range rounds {
			other := mutate(expr, rng)
			is, err := rulefile.ParseExpr(other)
			if err != nil {
				continue
			}
			if bare(was).String() == bare(is).String() {
				require.Empty(t, told(expr, other))
				continue
			}
			changed++
			require.NotEmpty(t, told(expr, other), "%s\nis not\n%s", expr, other)
			require.NotEmpty(t, told(other, expr))
		}
	}
	require.Greater(t, changed, 50)
	t.Logf("%d changed expressions", changed)
}

// mutate replaces one token of an expression, or drops it.
func mutate(expr string, rng *rand.Rand) string {
	var items []parser.Item
	lexer := parser.Lex(expr)
	for {
		var item parser.Item
		if lexer.NextItem(&item); item.Typ == parser.EOF || item.Typ == parser.ERROR {
			break
		}
		items = append(items, item)
	}
	item := items[rng.IntN(len(items))]
	other := []string{"7", `"x"`, "6h", "x", "and", "unless", "-", "*", ">", "!=", "=~", "sum", "rate", "by", "without", "on", "ignoring", "offset 3h", "",
		"(a, b)", "[7h]", "@ 5", "group_left", "bool", item.Val + ", zz", `{z="1"}`}
	return expr[:item.Pos] + " " + other[rng.IntN(len(other))] + " " + expr[int(item.Pos)+len(item.Val):]
}
