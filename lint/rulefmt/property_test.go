package rulefmt_test

import (
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint/rulefmt"
	"github.com/promwright/promwright/rules/rulefile"
)

// TestPublished formats published rule files that may stand beside the module: no expression means something else, no comment
// is lost, nothing but expressions changes, and doing it again changes nothing.
func TestPublished(t *testing.T) {
	files, rules, edits, skipped := 0, 0, 0, map[string]int{}
	for _, path := range published() {
		before := rulefile.ReadFile(path)
		result := rulefmt.File(before, rulefmt.Options{})
		after := rulefile.Parse(path, result.Source)
		require.Equal(t, withoutExpr(before), withoutExpr(after), path)
		now := slices.Collect(after.Rules())
		for i, rule := range slices.Collect(before.Rules()) {
			require.Equal(t, meaning(rule), meaning(now[i]), "%s: %s", path, rule.Name().Value)
			require.Equal(t, comments(rule.Expr.Value), comments(now[i].Expr.Value), "%s: %s", path, rule.Name().Value)
			rules++
		}
		formatted(t, path, string(result.Source))
		files, edits = files+1, edits+len(result.Edits)
		for _, s := range result.Skipped {
			skipped[s.Reason]++
		}
	}
	if files == 0 {
		t.Skip("no published rules beside the module")
	}
	t.Logf("%d files, %d rules, %d edits, skipped: %v", files, rules, edits, skipped)
}

// published returns the rule files that stand beside the module.
func published() []string {
	var paths []string
	_ = filepath.WalkDir(filepath.Join("..", "..", "..", "shared"), func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() && slices.Contains([]string{".yaml", ".yml", ".json"}, filepath.Ext(path)) {
			paths = append(paths, path)
		}
		return nil // what is not there is not tested
	})
	return paths
}

// meaning is the tree of an expression as Prometheus prints it, without parentheses right inside others; the text where there is none.
func meaning(rule *rulefile.Rule) string {
	expr, err := promqlParser.ParseExpr(rule.Expr.Value) // a tree of our own that may be changed
	if err != nil {
		return rule.Expr.Value
	}
	parser.Inspect(expr, func(node parser.Node, _ []parser.Node) error {
		switch e := node.(type) {
		case *parser.ParenExpr:
			e.Expr = bare(e.Expr)
		case *parser.AggregateExpr:
			if e.Param == nil {
				e.Expr = bare(e.Expr)
			}
		case *parser.Call:
			if len(e.Args) == 1 {
				e.Args[0] = bare(e.Args[0])
			}
		}
		return nil
	})
	return expr.String()
}

var promqlParser = parser.NewParser(parser.Options{EnableExperimentalFunctions: true, EnableBinopFillModifiers: true})

// bare returns an expression without the parentheses around it.
func bare(e parser.Expr) parser.Expr {
	for {
		paren, ok := e.(*parser.ParenExpr)
		if !ok {
			return e
		}
		e = paren.Expr
	}
}

// comments returns the comments of an expression, sorted: clauses that move may take them along.
func comments(expr string) []string {
	var found []string
	var token parser.Item
	for lexer := parser.Lex(expr); ; {
		lexer.NextItem(&token)
		switch token.Typ {
		case parser.EOF, parser.ERROR:
			slices.Sort(found)
			return found
		case parser.COMMENT:
			found = append(found, strings.TrimSpace(token.Val))
		}
	}
}

// withoutExpr lists what a file says beside its expressions.
func withoutExpr(file *rulefile.File) []string {
	var all []string
	add := func(scalars ...rulefile.Scalar) {
		for _, s := range scalars {
			all = append(all, s.Value)
		}
	}
	for _, group := range file.Groups {
		add(group.Name, group.Interval, group.QueryOffset, group.Limit)
		for _, rule := range group.Rules {
			add(rule.Record, rule.Alert, rule.For, rule.KeepFiringFor)
			for _, pair := range slices.Concat(group.Labels, rule.Labels, rule.Annotations) {
				add(pair.Key, pair.Value)
			}
		}
	}
	for _, comment := range file.Comments {
		all = append(all, comment.Text)
	}
	for _, err := range file.Errors {
		all = append(all, err.Message)
	}
	return all
}

func FuzzFile(f *testing.F) {
	f.Add([]byte(head + "    expr: sum(a)by(b)>1 # why\n"))
	f.Add([]byte(head + "    expr: >-\n      a # c\n      and b\n    labels: {x: y}\n"))
	f.Add([]byte(head + "    expr: \"a and\\nb\\n\"\n"))
	f.Add([]byte(braces("'a  and b'")))
	f.Add([]byte(braces("\"sum(a)by(b,c)\n       and d\"")))
	f.Add([]byte(head + "    expr: |2-\r\n        # one\r\n        a   # two\r\n        and b\r\n"))
	f.Add([]byte(head + "    expr: &x a  and b\n  - {record: c, expr: *x}\n"))
	f.Add([]byte("kind: ConfigMap\ndata:\n  a: |\n    groups:\n    - name: g\n      rules:\n      - record: a\n        expr: a  and b\n  b: \"groups: [{name: g, rules: [{record: a, expr: 'a  and b'}]}]\"\n"))
	f.Add([]byte(`{"groups":[{"name":"g","rules":[{"record":"a:b","expr":"a\nand b # \u00e9"}]}]}`))
	f.Fuzz(func(t *testing.T, source []byte) {
		before := rulefile.Parse("fuzz.yaml", source)
		result := rulefmt.File(before, rulefmt.Options{})
		after := rulefile.Parse("fuzz.yaml", result.Source)
		require.Equal(t, withoutExpr(before), withoutExpr(after))
		now := slices.Collect(after.Rules())
		for i, rule := range slices.Collect(before.Rules()) {
			require.Equal(t, meaning(rule), meaning(now[i]))
			require.Equal(t, comments(rule.Expr.Value), comments(now[i].Expr.Value))
		}
		again := rulefmt.File(after, rulefmt.Options{})
		require.Equal(t, string(result.Source), string(again.Source))
	})
}
