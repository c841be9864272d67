package canon

import (
	"strings"
	"testing"

	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

func condition(t testing.TB, query string) (Condition, bool) {
	expr, err := parser.NewParser(parser.Options{EnableExperimentalFunctions: true, EnableBinopFillModifiers: true}).ParseExpr(query)
	require.NoError(t, err)
	return Of(expr, query)
}

func TestImplies(t *testing.T) {
	const strong, equal, weak, different = "implies", "equal", "is implied by", "has nothing to do with"
	tests := []struct{ first, relation, second string }{
		{`x > 90`, strong, `x > 80`},
		{`x < 10`, strong, `x < 20`},
		{`x > 90`, strong, `x >= 90`},
		{`x >= 91`, strong, `x > 90`},
		{`x > 90`, different, `x < 80`},
		{`x > 90`, different, `y > 80`},
		{`x == 90`, different, `x == 80`},
		{`x == 0`, equal, `0 == x`},
		{`x{a="1",b="2"} == 1`, equal, `x{b="2",a="1"} - 1 == 0`},
		{`x == 0`, different, `x != 0`},
		{`x == 0`, different, `x < 1`},
		{`x == y`, equal, `x - y == 0`},
		{`x == on (a) y`, different, `x == y`},
		{`x == bool 1`, different, `x == bool 1`},
		{`x > bool 90`, different, `x > bool 80`},

		{`90 < x`, equal, `x > 90`},
		{`((x)) > (90)`, equal, `x > 90`},
		{`x{a="1",b="2"} > 1`, equal, `x{b="2",a="1"} > 1`},
		{`x{a="1"} > 1`, different, `x{a="2"} > 0`},
		{`rate(x{a="1",b="2"}[5m]) > 1`, equal, `rate(x{b="2",a="1"}[300s]) > 1`},
		{`rate(x[5m]) > 1`, different, `rate(x[10m]) > 0`},
		{`x offset 5m > 1`, different, `x > 0`},
		{`sum by (a, b) (x) > 1`, equal, `sum(x) by (b, a) > 1`},
		{`sum by (a) (x) > 1`, different, `sum without (a) (x) > 1`},
		{`topk(3, x) > 1`, different, `topk(4, x) > 1`},
		{`max_over_time((x / y)[1h:5m]) > 1`, equal, `max_over_time(((x) / y)[60m:5m]) > 1`},
		{`max_over_time((x / y)[1h:5m]) > 1`, different, `max_over_time((x / y)[1h:1m]) > 1`},

		{`x * 100 > 90`, equal, `x > 0.9`},
		{`100 * x / 2 > 45`, equal, `x > 0.9`},
		{`100 * (x / y) > 90`, equal, `(x * 100) / y > 90`},
		{`x / (y / 100) > 90`, equal, `x / y > 0.9`},
		{`x / y * 100 > 90`, strong, `100 * (x / y) > 80`},
		{`x - 3 > 90`, equal, `x > 93`},
		{`-x < -5`, equal, `x > 5`},
		{`1 - x > 0.9`, equal, `x < 0.1`},
		{`100 - x * 100 > 90`, strong, `x < 0.2`},
		{`a - b > 5`, equal, `b - a < -5`},
		{`a > b + 5`, equal, `a - b > 5`},
		{`a + b > 5`, equal, `b + a > 5`},
		{`a * b > 5`, equal, `b * a > 5`},
		{`(size - free) / size > 0.9`, equal, `free / size < 0.1`},
		{`(size - free) / size * 100 > 90`, strong, `1 - free / size >= 0.8`},
		{`(a - b) / (c + d) > 1`, equal, `(2 * a - 2 * b) / (c + d) > 2`},
		{`1 - avg by (i) (rate(c{m="idle"}[5m])) > 0.9`, equal, `avg by (i) (1 - rate(c{m="idle"}[5m])) > 0.9`},
		{`max(1 - x) > 0.9`, equal, `min(x) < 0.1`},
		{`sum(1 - x) > 0.9`, different, `sum(x) < 0.1`},
		{`sum(100 * x) > 90`, equal, `sum(x) > 0.9`},
		{`used > 0.9 * limit`, strong, `used > 0.8 * limit`},
		{`used > 0.9 * limit`, equal, `used / limit > 0.9`},
		{`0.9 * limit < used`, equal, `used / 0.9 > limit`},
		{`used > on (a) group_left () 0.9 * limit`, strong, `used / on (a) group_left () limit > 0.8`},
		{`a / on (x) b > 1`, different, `a / b > 1`},
		{`a / on (x, y) b > 1`, equal, `a / on (y, x) b > 1`},
		{`1 / x > 2`, different, `x > 2`},
		{`x ^ 2 > 3`, strong, `x ^ 2 > 2`},
		{`time() - x > 3600`, strong, `time() - x > 1800`},
		{`x > 10 * 1024`, strong, `x > 1024`},
		{`x > 2 ^ 10`, equal, `x > 1024`},

		{`x > 90 and y == 0`, strong, `x > 80`},
		{`x > 90 and y == 0`, strong, `x > 80 and (y) == 0`},
		{`x > 90 and y == 0`, different, `x > 80 and y == 1`},
		{`x > 90 and y > 5`, strong, `x > 80 and y > 4`},
		{`x > 90 and y > 3`, different, `x > 80 and y > 4`},
		{`x > 90 and y > 3 and z`, equal, `x > 90 and z and y > 3`},
		{`x > 90 and (y > 3 and z > 1)`, equal, `x > 90 and y > 3 and z > 1`},
		{`x > 90 and y > 3`, equal, `y > 3 and x > 90`},
		{`x > 90 and y > 3`, strong, `y > 2 and x > 90`},
		{`x > 90 and on (a) y > 3`, different, `y > 3 and on (a) x > 90`},
		{`x > 90 and on (a) y`, different, `x > 80 and y`},
		{`x > 90 unless y > 3`, strong, `x > 80 unless y > 3`},
		{`x > 90 unless y`, strong, `x > 80`},
		{`x > 90 unless y`, different, `x > 80 unless z`},
		{`x > 90 or y`, different, `x > 80 or y`},
		{`(x > 90) and vector(1)`, strong, `x > 80`},
	}
	for _, test := range tests {
		t.Run(test.first+" "+test.relation+" "+test.second, func(t *testing.T) {
			a, ok1 := condition(t, test.first)
			b, ok2 := condition(t, test.second)
			got := different
			switch {
			case !ok1 || !ok2:
			case a.Implies(b) && b.Implies(a):
				got = equal
			case a.Implies(b):
				got = strong
			case b.Implies(a):
				got = weak
			}
			require.Equal(t, test.relation, got, "%+v\n%+v", a, b)
		})
	}
}

func TestDiffering(t *testing.T) {
	for _, test := range [][4]string{
		{"x > 1", "x > 2", "> 1", "> 2"},
		{"x > 1 and y > 3", "y > 4 and x > 1", "> 3", "> 4"},
		{"x > 1 and on (a) y > 3", "x > 1 and on (a) y > 4", "> 3", "> 4"},
		{"x > 1 and z", "x > 1 and z", "> 1", "> 1"},
	} {
		a, _ := condition(t, test[0])
		b, _ := condition(t, test[1])
		mine, others := Differing(a, b)
		require.Equal(t, []string{test[2], test[3]}, []string{mine.String(), others.String()})
	}
}

func TestString(t *testing.T) {
	for query, want := range map[string]string{"x > 90": "> 90", "90 <= x": ">= 90", "x < 0.9 * y": "< 0.9 * y", "x < -1 and y": "< -1"} {
		c, ok := condition(t, query)
		require.True(t, ok)
		require.Equal(t, want, c.Main.String())
	}
}

func TestNoCondition(t *testing.T) {
	for _, query := range []string{"x", "absent(x)", "1 > bool 2", "x > 1 or y > 2", "x > NaN", "x / 0 > 1", "x > Inf", "sum(x > 1)", strings.Repeat("x + ", 1000) + "x > 1"} {
		_, ok := condition(t, query)
		require.Equal(t, query == "x / 0 > 1", ok, query)
	}
}

func TestRelated(t *testing.T) {
	file := rulefile.Parse("a.yaml", []byte(`groups:
- name: a
  rules:
  - {alert: A, expr: 'x / y > 1', for: 5m}
  - {alert: B, expr: 'z > 1'}
  - {alert: C, expr: 'y - x > 1'}
  - {record: D, expr: 'x / y > 1'}
  - {alert: E, expr: '2 * x / y > 1'}
  - {alert: I, expr: 'x / y > 1 and z'}
  - {alert: F, expr: 'x / y < 1'}
  - {alert: G, expr: 'absent(x)'}
  - {alert: H, expr: 'x >'}
`))
	related := Related(&lint.Project{Files: []*rulefile.File{file}})
	require.Len(t, related, 1)
	var names []string
	for _, alert := range related[0] {
		names = append(names, alert.Rule.Name().Value)
	}
	require.Equal(t, []string{"A", "E"}, names)
}
