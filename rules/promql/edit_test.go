package promql

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/internal/grow"
)

func TestWithThreshold(t *testing.T) {
	tests := map[string]struct{ text, want, err string }{
		"the only one":               {`a > 5`, `a > 8`, ""},
		"the layout stays":           {"(\n  a  <  5 # percent\nand\n  b == 0\n)\n", "(\n  a  <  8 # percent\nand\n  b == 0\n)\n", ""},
		"on the left":                {`5 < a`, `8 < a`, ""},
		"negative":                   {`a < -5`, `a < 8`, ""},
		"arithmetic":                 {`time() - a > (24 * 60 * 60)`, `time() - a > 8`, ""},
		"a duration":                 {`time() - a > 15m`, `time() - a > 8s`, ""},
		"0, if nothing else":         {`a > 0`, `a > 8`, ""},
		"== 1, if nothing else":      {`up == 1`, `up == 8`, ""},
		"guards":                     {`a > 5 and b == 0 and c != 1 and d > 0`, `a > 8 and b == 0 and c != 1 and d > 0`, ""},
		"inside of a guard":          {`count(up == 0) / count(up) > 0.1`, `count(up == 0) / count(up) > 8`, ""},
		"as bool":                    {`a > bool 5`, `a > bool 8`, ""},
		"numbers that are none":      {`a * 100 > 5 and rate(b[5m]) > 0`, `a * 100 > 8 and rate(b[5m]) > 0`, ""},
		"two":                        {`a > 1 and b > 2`, "", "2 thresholds in a > 1 and b > 2, want 1"},
		"> 1 is one, the other, too": {`a > 1 and 2 < b`, "", "2 thresholds in a > 1 and b > 2, want 1"},
		"none":                       {`a > b`, "", "no threshold in a > b, want 1"},
		"guards alone":               {`a == 0 and b == 1`, "", "no threshold in a == 0 and b == 1, want 1"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			requireEdit(t, WithThreshold(Text(test.text), 8), test.want, test.err)
		})
	}
	requireEdit(t, WithThresholdFrom(Text(`a > 1 and b > 2`), 2, 3), `a > 1 and b > 3`, "")
	requireEdit(t, WithThresholdFrom(Text(`a > 1 and b == 0`), 0, 1), `a > 1 and b == 1`, "")
	requireEdit(t, WithThresholdFrom(Text(`a > 1`), 2, 3), "", "no threshold of 2 in a > 1, want 1")
	requireEdit(t, WithThreshold(NewGauge("a").Gt(5).And(NewGauge("b").Eq(0)), 0.25), `a > 0.25 and b == 0`, "")

	found, err := Thresholds(Text(`5 < sum(a) and b == 0`))
	require.NoError(t, err)
	require.Equal(t, []Comparison{{"sum(a)", ">", 5}}, found)
}

func TestWithMatchers(t *testing.T) {
	tests := map[string]struct{ text, want, err string }{
		"no braces":             {`up`, `up{c="p"}`, ""},
		"empty ones":            {`up{ }`, `up{c="p" }`, ""},
		"others":                {`up{job="a",x!=""}`, `up{job="a",x!="",c="p"}`, ""},
		"others with blanks":    {`up{job="a", x!="" }`, `up{job="a", x!="", c="p" }`, ""},
		"a comma at the end":    {`up{job="a",}`, `up{job="a",c="p"}`, ""},
		"braces in quotes":      {"up{job=\"}\\\"\", x='{', y=`}`}", "up{job=\"}\\\"\", x='{', y=`}`, c=\"p\"}", ""},
		"it is there already":   {`up{c="p"} / down`, `up{c="p"} / down{c="p"}`, ""},
		"another is there, too": {`up{c=~"p|q"}`, `up{c=~"p|q",c="p"}`, ""},
		"recorded names":        {`a:b:c offset 5m`, `a:b:c{c="p"} offset 5m`, ""},
		"a name in braces":      {`{"my.metric", job="a"}[5m:1m] @ 3`, "", "range"},
		"no name":               {`{__name__=~"a|b"}`, `{__name__=~"a|b",c="p"}`, ""},
		"ranges":                {`rate(a[5m] offset 1h) + rate(b{x="y"}[1m])`, `rate(a{c="p"}[5m] offset 1h) + rate(b{x="y",c="p"}[1m])`, ""},
		"a comment between":     {"up # {\n  {job=\"a\" # }\n}", "up # {\n  {job=\"a\",c=\"p\" # }\n}", ""},
		"keywords as names":     {`offset + bool:on`, `offset{c="p"} + bool:on{c="p"}`, ""},
		"not those excepted":    {`skip / up`, `skip / up{c="p"}`, ""},
		"not the labels of info": {`info(up, {__name__="target_info"})`,
			`info(up{c="p"}, {__name__="target_info"})`, ""},
		"another value": {`up{c="q"}`, "", `no series has both c="q" and c="p"`},
		"any but it":    {`up{c!="p"}`, "", `no series has both c!="p" and c="p"`},
		"none like it":  {`up{c!~"p|q"}`, "", `no series has both c!~"p|q" and c="p"`},
		"no selector":   {`vector(1)`, `vector(1)`, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			requireEdit(t, WithMatchers(Text(test.text), `c="p"`, "skip"), test.want, test.err)
		})
	}
	requireEdit(t, WithMatchers(Text("up"), `c=`), "", "WithMatchers: 1:3: ")
	requireEdit(t, WithMatchers(Text("up"), `__name__="a"`), "", "which metrics are read cannot be changed")
	requireEdit(t, WithMatchers(NewGauge("up").Gt(0), `a="b",c!="d"`), `up{a="b",c!="d"} > 0`, "")
}

func TestWithAggregationLabels(t *testing.T) {
	tests := map[string]struct{ text, want, err string }{
		"by":                    {`sum by (job) (up)`, `sum by (job, c) (up)`, ""},
		"by, as it is spaced":   {`sum by(a,b)(up)`, `sum by(a,b,c)(up)`, ""},
		"by behind":             {`sum(up{x=")"}) by (job)`, `sum(up{x=")"}) by (job, c)`, ""},
		"an empty by":           {`sum by () (up)`, `sum by (c) (up)`, ""},
		"none":                  {`sum(up)`, `sum by (c) (up)`, ""},
		"none, with a blank":    {`sum (up)`, `sum by (c) (up)`, ""},
		"in upper case":         {`SUM(up) BY (job)`, `SUM(up) BY (job, c)`, ""},
		"with a parameter":      {`topk(5, up)`, `topk by (c) (5, up)`, ""},
		"it is there":           {`sum by (c) (up)`, `sum by (c) (up)`, ""},
		"without others":        {`sum without (job) (up)`, `sum without (job) (up)`, ""},
		"on":                    {`a / on (job) b * on() d`, `a / on (job, c) b * on(c) d`, ""},
		"on as a name, as well": {`a:on + on(on) b{on="on"}`, `a:on + on(on, c) b{on="on"}`, ""},
		"group_left":            {`a * on (job) group_left (x) b`, `a * on (job, c) group_left (x) b`, ""},
		"nested": {"sum by (job) (\n  max by (job,i) (a) # on (x)\n)\n> on (job) group_left ()\nsum by (job) (b)",
			"sum by (job, c) (\n  max by (job,i,c) (a) # on (x)\n)\n> on (job, c) group_left ()\nsum by (job, c) (b)", ""},
		"nothing to do":        {`vector(1)`, `vector(1)`, ""},
		"without it":           {`sum without (c) (up)`, "", "sum without (c) gives up c"},
		"ignoring it":          {`a / ignoring (c) b`, "", "ignoring (c) gives up c"},
		"group_left it":        {`a * on (job) group_left (c) b`, "", "WithAggregationLabels: "},
		"a vector":             {`sum(a) or vector(0)`, "", "vector(0) has no label c"},
		"scalar of many":       {`a > scalar(sum(b))`, "", "scalar(sum by (c) (b)) is NaN, for its operand is kept apart by c"},
		"absent":               {`sum by (job) (a) and on () absent(b)`, "", "absent(b) has no label c to match on"},
		"absent, compared":     {`sum by (job) (a) unless on (job) (absent(b) == 1)`, "", "absent(b) has no label c to match on"},
		"absent, for a zero":   {`(sum(a) or 0 * absent(z)) + (sum(b) or 0 * absent(z))`, "", "WithAggregationLabels: absent(z) has no label c to match on"},
		"the time of day":      {`sum by (job) (a) and on () hour() > 9`, "", "hour() has no label c to match on"},
		"the time, implicitly": {`sum(a) > 5 and (month() > 3) + 0`, "", "month() has no label c to match on"},
		"the time of series":   {`sum(a) > 5 and on () hour(b) > 9`, `sum by (c) (a) > 5 and on (c) hour(b) > 9`, ""},
		"a label is made":      {`a and on (job) label_replace(hour(), "c", "p", "", "")`, `a and on (job, c) label_replace(hour(), "c", "p", "", "")`, ""},
		"absent of one":        {`sum(a) and on () absent(b{c="p"})`, `sum by (c) (a) and on (c) absent(b{c="p"})`, ""},
		"absent beside it":     {`sum(a) > 1 or absent(a)`, `sum by (c) (a) > 1 or absent(a)`, ""},
		"a label of odd spell": {`sum by ("my.label") (up)`, `sum by ("my.label", c) (up)`, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			requireEdit(t, WithAggregationLabels(Text(test.text), "c"), test.want, test.err)
		})
	}
	requireEdit(t, WithAggregationLabels(Sum(NewGauge("up"), By("job")), "b", "c", "b"), `sum by (job, b, c) (up)`, "")
	requireEdit(t, WithAggregationLabels(Text("sum(up)"), "b c"), "", `label name "b c" holds ' '`)
}

// requireEdit asserts that an edit gives want, or has an error that holds message.
func requireEdit(t *testing.T, got Instant, want, message string) {
	t.Helper()
	if message != "" {
		require.ErrorContains(t, Err(got), message)
		return
	}
	require.NoError(t, Err(got))
	require.Equal(t, want, got.String())
}

// TestEditsOfErrors asserts that edits hand on what was wrong before.
func TestEditsOfErrors(t *testing.T) {
	broken := Text("sum(")
	for _, edit := range []Instant{WithThreshold(broken, 1), WithMatchers(broken, "a=b"), WithAggregationLabels(broken, "c"), WithThreshold(Instant{}, 1)} {
		require.Error(t, Err(edit))
	}
}

// TestEditedQuantities asserts that quantities stay what they are while others are edited.
func TestEditedQuantities(t *testing.T) {
	v := WithMatchers(NewGauge("a_ratio").Above(Percent(20)).And(NewGauge("b").Eq(0)), `c="p"`)
	inPercent := InUnits(v, func(_ Instant, q Quantity) (Num, error) { return q.In(100), nil })
	require.Equal(t, `a_ratio{c="p"} > 20 and b{c="p"} == 0`, inPercent.String())
}

// TestEditsOfRandomTrees asserts that edits of random trees, built or written, change what they are asked to and nothing else.
func TestEditsOfRandomTrees(t *testing.T) {
	trees := *randomTrees / 20
	if testing.Short() {
		trees /= 10
	}
	g := grow.Grower{Rand: rand.New(rand.NewPCG(7, 0))}
	matched, moved, kept := 0, 0, 0
	for i := range trees {
		tree := g.Vector(1 + i%4)
		for kind, v := range map[string]Instant{"built": instant(&node{tree: tree, size: count(tree)}), "written": Text(layout(tree, 10+i%100))} {
			before, err := Tree(v)
			require.NoError(t, err)
			why := fmt.Sprintf("%s %s", kind, v)
			matched += checkMatchers(t, v, before, why)
			moved += checkThreshold(t, v, before, why)
			kept += checkLabelsKept(t, v, before, why)
		}
	}
	t.Logf("of %d trees, %d were given matchers, %d a threshold, %d labels", 2*trees, matched, moved, kept)
	require.Greater(t, matched, trees)
	require.Greater(t, moved, trees/100)
	require.Greater(t, kept, trees/10)
}

// checkMatchers adds a matcher to v, takes it away again, and finds what was there before.
func checkMatchers(t *testing.T, v Instant, before parser.Expr, why string) int {
	edited := WithMatchers(v, `edited="yes"`)
	tree, err := Tree(edited)
	require.NoError(t, err, why)
	found := selectors(tree)
	require.Len(t, found, len(selectors(before)), why)
	for _, s := range found {
		with := len(s.LabelMatchers)
		s.LabelMatchers = slices.DeleteFunc(s.LabelMatchers, func(m *labels.Matcher) bool { return m.Name == "edited" && m.Value == "yes" })
		require.Len(t, s.LabelMatchers, with-1, why)
	}
	require.Equal(t, grow.Canonical(before), grow.Canonical(tree), why)
	return min(1, len(found))
}

// checkThreshold gives v another threshold if it has one, and finds no other difference.
func checkThreshold(t *testing.T, v Instant, before parser.Expr, why string) int {
	if len(withoutGuards(comparisons(before))) != 1 {
		require.Error(t, Err(WithThreshold(v, 12345)), why)
		return 0
	}
	tree, err := Tree(WithThreshold(v, 12345))
	require.NoError(t, err, why)
	old := *withoutGuards(comparisons(before))[0].constant
	replaced := 0
	for _, c := range comparisons(tree) {
		if c.With == 12345 {
			*c.constant = old
			replaced++
		}
	}
	require.Equal(t, 1, replaced, why)
	require.Equal(t, grow.Canonical(before), grow.Canonical(tree), why)
	return 1
}

// checkLabelsKept keeps a label apart in v where that can be done, and finds no other difference.
func checkLabelsKept(t *testing.T, v Instant, before parser.Expr, why string) int {
	edited := WithAggregationLabels(v, "edited")
	tree, err := Tree(edited)
	if err != nil {
		require.Regexp(t, "has no label (edited|edited to match on)|is NaN", err.Error(), why)
		return 0
	}
	changes := 0
	remove := func(list []string) []string {
		i := slices.Index(list, "edited")
		require.NotEqual(t, -1, i, why)
		changes++
		return slices.Delete(list, i, i+1)
	}
	parser.Inspect(tree, func(node parser.Node, _ []parser.Node) error {
		switch e := node.(type) {
		case *parser.AggregateExpr:
			if !e.Without {
				e.Grouping = remove(e.Grouping)
			}
		case *parser.BinaryExpr:
			if e.VectorMatching != nil && e.VectorMatching.On {
				e.VectorMatching.MatchingLabels = remove(e.VectorMatching.MatchingLabels)
			}
		}
		return nil
	})
	require.Equal(t, grow.Canonical(before), grow.Canonical(tree), why)
	return min(1, changes)
}
