package rulefile_test

import (
	"testing"

	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/rulefile"
)

var promql = parser.NewParser(parser.Options{EnableExperimentalFunctions: true, EnableBinopFillModifiers: true})

// checkNodes asserts that the text of a node reads as that node, and that its span in the file is not outside that of its parents.
func checkNodes(t testing.TB, r *rulefile.Rule, e parser.Expr) {
	t.Helper()
	parser.Inspect(e, func(n parser.Node, _ []parser.Node) error {
		if n == nil {
			return nil
		}
		p := rulefile.NodeRange(r.Expr.Value, n)
		if p.Start < 0 || p.End < p.Start || int(p.End) > len(r.Expr.Value) {
			t.Fatalf("%T of %q is at %+v", n, r.Expr.Value, p)
		}
		span := r.NodeSpan(n)
		if whole := r.Expr.Whole(); span.Start.Offset < whole.Start.Offset {
			t.Fatalf("%T of %q starts at %s, before its expression at %s", n, r.Expr.Value, span.Start, whole.Start)
		}
		return nil
	})
}

func TestNodeRange(t *testing.T) {
	tests := map[string]struct {
		expr string
		want []string // of the nodes in depth-first order
	}{
		"a matrix without its offset":          {"rate( x[5m]  offset 1h )", []string{"rate( x[5m]  offset 1h )", "x[5m]", "x"}},
		"a matrix without @":                   {"rate(x{a=\"]\"} [ 5m ] @ end() offset -1h) ", []string{"rate(x{a=\"]\"} [ 5m ] @ end() offset -1h)", "x{a=\"]\"} [ 5m ]", "x{a=\"]\"}"}},
		"a selector without its offset":        {"sum(x offset 5m)", []string{"sum(x offset 5m)", "x"}},
		"an operation with them":               {"x + y offset 5m ", []string{"x + y offset 5m", "x", "y"}},
		"an operation in parentheses":          {"(x offset 5m + y @ start( ) ) ", []string{"(x offset 5m + y @ start( ) )", "x offset 5m + y @ start( )", "x", "y"}},
		"by before":                            {"sum by (a) (x) ", []string{"sum by (a) (x)", "x"}},
		"by behind":                            {"sum(x)by(a) > 1", []string{"sum(x)by(a) > 1", "sum(x)by(a)", "x", "1"}},
		"an aggregation in a call":             {"abs(sum(x) ) ", []string{"abs(sum(x) )", "sum(x)", "x"}},
		"an aggregation in an aggregation":     {"max ( sum(x) without () )", []string{"max ( sum(x) without () )", "sum(x) without ()", "x"}},
		"an aggregation with a parameter":      {"topk(3, x)", []string{"topk(3, x)", "x", "3"}},
		"a subquery":                           {"max_over_time(rate(x[5m])[1h:1m] offset 5m)", []string{"max_over_time(rate(x[5m])[1h:1m] offset 5m)", "rate(x[5m])[1h:1m]", "rate(x[5m])", "x[5m]", "x"}},
		"a subquery of a selector with offset": {"rate(x offset 5m [1h:] @ 10)", []string{"rate(x offset 5m [1h:] @ 10)", "x offset 5m [1h:]", "x"}},
		"a negation":                           {"- x offset 5m", []string{"- x offset 5m", "x"}},
		"a negative number":                    {"x > - 5 ", []string{"x > - 5", "x", "- 5"}},
		"comments":                             {"rate(x # ] )\n[5m] # c\n) # d", []string{"rate(x # ] )\n[5m] # c\n)", "x # ] )\n[5m]", "x"}},
		"no arguments":                         {"time( ) - 1", []string{"time( ) - 1", "time( )", "1"}},
		"a name in braces":                     {`{"x", a="b"} > 0`, []string{`{"x", a="b"} > 0`, `{"x", a="b"}`, "0"}},
		"a name with braces":                   {`x {a='}'}`, []string{`x {a='}'}`}},
		"a string":                             {`label_replace(x, "a", '$1', "b", "(.*)")`, []string{`label_replace(x, "a", '$1', "b", "(.*)")`, "x", `"a"`, `'$1'`, `"b"`, `"(.*)"`}},
		"matching":                             {"x / on (a) group_left (b) y", []string{"x / on (a) group_left (b) y", "x", "y"}},
		"a duration expression":                {"rate(x[5m * (1 + 1)] offset (1m + 1m))", []string{"rate(x[5m * (1 + 1)] offset (1m + 1m))", "x[5m * (1 + 1)]", "x"}},
		"a duration function":                  {"x offset -max_of(1m, 2m) + y", []string{"x offset -max_of(1m, 2m) + y", "x", "y"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			e, err := promql.ParseExpr(test.expr)
			require.NoError(t, err)
			var got []string
			parser.Inspect(e, func(n parser.Node, _ []parser.Node) error {
				if n != nil {
					p := rulefile.NodeRange(test.expr, n)
					got = append(got, test.expr[p.Start:p.End])
				}
				return nil
			})
			require.Equal(t, test.want, got)
		})
	}
}
