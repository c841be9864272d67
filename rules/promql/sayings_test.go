package promql_test

import (
	"errors"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/promql"
)

// TestSayings shows what is not a function: operators, modifiers, kinds of metrics, matchings. Each prints as said, and is the same in text.
func TestSayings(t *testing.T) {
	at := time.UnixMilli(1_700_000_000_500)
	uname := promql.NewInfo("node_uname_info", "instance", "nodename")
	all := []said{
		// comparisons that yield 1 or 0
		{g.Bool().Gt(1), `g > bool 1`}, {g.Bool().EqScalar(s), `g == bool time()`}, {g.Bool().LeVector(x, promql.On("a")), `g <= bool on (a) x`},
		{s.Bool().Lt(1), `time() < bool 1`}, {s.Bool().NeScalar(promql.Pi()), `time() != bool pi()`}, {s.Bool().GeVector(g), `time() >= bool g`},
		{g.Bool().Gt(1).Mul(2), `(g > bool 1) * 2`}, {promql.VectorOfScalar(s.Bool().Gt(1)), `vector(time() > bool 1)`},

		// signs, angles, native histograms cut
		{g.Neg(), `-g`}, {g.Add(x).Neg(), `-(g + x)`}, {s.Neg(), `-time()`}, {promql.Number(-1).Neg(), `-(-1)`}, {g.PowVector(x.Neg()), `g ^ -x`},
		{g.Atan2(1), `g atan2 1`}, {g.Atan2Scalar(s), `g atan2 time()`}, {g.Atan2Vector(x), `g atan2 x`}, {s.Atan2(1), `time() atan2 1`}, {s.Atan2Scalar(s), `time() atan2 time()`}, {s.Atan2Vector(g), `time() atan2 g`},
		{native.Rate(minute).TrimUpper(1), `rate(n_seconds[1m]) </ 1`}, {native.Rate(minute).TrimLower(1), `rate(n_seconds[1m]) >/ 1`},
		{g.TrimUpperScalar(s), `g </ time()`}, {g.TrimLowerScalar(s), `g >/ time()`}, {g.TrimUpperVector(x, promql.Ignoring("a")), `g </ ignoring (a) x`}, {g.TrimLowerVector(x), `g >/ x`},

		// numbers
		{g.Lt(promql.Num(math.Inf(1))), `g < Inf`}, {g.Gt(promql.Num(math.Inf(-1))), `g > -Inf`}, {g.Ne(promql.Num(math.NaN())), `g != NaN`}, {g.Gt(0x10), `g > 16`},

		// subqueries
		{g.Subquery(30*minute, minute), `g[30m:1m]`}, {g.Gt(1).Subquery(30*minute, promql.DefaultStep), `(g > 1)[30m:]`}, {g.SubqueryExpr("1h", "max_of(step(), 1m)"), `g[1h:max_of(step(), 1m)]`},
		{g.SubqueryExpr("range()", ""), `g[range():]`}, {c.SubqueryExpr("1h * 2", ""), `c_total[1h * 2:]`},
		{promql.Rate(c.Subquery(5*minute, minute)), `rate(c_total[5m:1m])`}, {promql.MaxOverTime(c.Rate(minute).Subquery(time.Hour, minute).Offset(time.Hour)), `max_over_time(rate(c_total[1m])[1h:1m] offset 1h)`},
		{promql.Rate(promql.Sum(c.Raw()).Subquery(5*minute, minute).AsCounter()), `rate(sum(c_total)[5m:1m])`},

		// offset and @, on metrics and on ranges
		{g.Offset(-time.Hour), `g offset -1h`}, {c.Offset(minute).Rate(minute), `rate(c_total[1m] offset 1m)`}, {promql.Rate(cr.Offset(minute)), `rate(c_total[1m] offset 1m)`},
		{g.OffsetExpr("(step() * 2)"), `g offset (step() * 2)`}, {g.OffsetExpr("(5m + 1m)").Mul(2), `(g offset (5m + 1m)) * 2`}, {c.OffsetExpr("-step()").Raw(), `c_total offset -step()`}, {x.OffsetExpr("5m"), `x offset 5m`}, {r.OffsetExpr("range()"), `g[1m] offset range()`}, {cr.OffsetExpr("5m"), `c_total[1m] offset 5m`},
		{g.At(at), `g @ 1700000000.5`}, {c.At(at).Rate(minute), `rate(c_total[1m] @ 1700000000.5)`}, {x.At(time.Unix(0, 0)), `x @ 0`}, {r.At(at), `g[1m] @ 1700000000.5`}, {cr.At(at), `c_total[1m] @ 1700000000.5`}, {g.Subquery(minute, minute).At(at), `g[1m:1m] @ 1700000000.5`},
		{g.AtStart(), `g @ start()`}, {c.AtStart().Raw(), `c_total @ start()`}, {x.AtStart(), `x @ start()`}, {r.AtStart(), `g[1m] @ start()`}, {cr.AtStart(), `c_total[1m] @ start()`},
		{g.AtEnd(), `g @ end()`}, {c.AtEnd().Raw(), `c_total @ end()`}, {x.AtEnd().Offset(minute), `x @ end() offset 1m`}, {r.AtEnd(), `g[1m] @ end()`}, {cr.AtEnd(), `c_total[1m] @ end()`},
		{promql.TextRange("(x[5m])").Offset(minute), `x[5m] offset 1m`},

		// what ranges hold
		{g.Anchored().Delta(minute), `delta(g[1m] anchored)`}, {c.Anchored().Increase(minute), `increase(c_total[1m] anchored)`}, {x.Anchored().Rate(minute), `rate(x[1m] anchored)`}, {r.Anchored(), `g[1m] anchored`}, {cr.Anchored(), `c_total[1m] anchored`},
		{g.Smoothed(), `g smoothed`}, {c.Smoothed().Offset(minute).Rate(minute), `rate(c_total[1m] smoothed offset 1m)`}, {x.Smoothed().Rate(minute), `rate(x[1m] smoothed)`}, {r.Smoothed(), `g[1m] smoothed`}, {cr.Smoothed(), `c_total[1m] smoothed`},
		{promql.MaxOverTime(g.RangeExpr("max_of(step(), 5m)")), `max_over_time(g[max_of(step(), 5m)])`}, {promql.Rate(c.RangeExpr("step() * 4")), `rate(c_total[step() * 4])`}, {x.RangeExpr("5m"), `x[5m]`},

		// metrics
		{x.Gt(1), `x > 1`}, {x.Where(`a="b"`).MaxOverTime(minute), `max_over_time(x{a="b"}[1m])`}, {promql.NewMetric("http.requests").With(promql.Ne("a", "")), `{"http.requests",a!=""}`},
		{promql.Select(`__name__=~"node_.*", job=""`), `{__name__=~"node_.*",job=""}`}, {promql.Select(`"a b", x="1"`).Where(`y="2"`), `{"a b",x="1",y="2"}`}, {promql.Select("").With(promql.Match("__name__", "a.+")), `{__name__=~"a.+"}`},
		{classic.Where(`job="a"`).Sum().Rate(minute), `rate(h_seconds_sum{job="a"}[1m])`}, {classic.With(promql.Eq("a", "b")).Count().Increase(minute), `increase(h_seconds_count{a="b"}[1m])`}, {classic.Offset(minute).Bucket().Where(`le="0.5"`).Rate(minute), `rate(h_seconds_bucket{le="0.5"}[1m] offset 1m)`},
		{classic.Mean(minute), `rate(h_seconds_sum[1m]) / rate(h_seconds_count[1m])`}, {classic.Mean(minute, promql.By("a")), `sum by (a) (rate(h_seconds_sum[1m])) / sum by (a) (rate(h_seconds_count[1m]))`},
		{native.Where(`a="1"`).Offset(minute).Raw(), `n_seconds{a="1"} offset 1m`}, {native.With(promql.Eq("a", "1")).Increase(minute), `increase(n_seconds{a="1"}[1m])`}, {promql.Rate(native.Range(minute)), `rate(n_seconds[1m])`},
		{uname, `node_uname_info`}, {uname.Where(`nodename!=""`).Eq(1), `node_uname_info{nodename!=""} == 1`}, {uname.With(promql.Eq("nodename", "a")).Offset(minute), `node_uname_info{nodename="a"} offset 1m`},
		{g.LabelsFrom(uname, promql.On("instance"), "nodename").Gt(2), `g * on (instance) group_left (nodename) node_uname_info > 2`}, {g.LabelsFrom(promql.NewInfo("i"), promql.Ignoring("pod"), "a", "b"), `g * ignoring (pod) group_left (a, b) i`},

		// matchings
		{g.Add(x, experimental.Fill(promql.On("a"), 0)), `g + on (a) fill_left (0) fill_right (0) x`}, {g.Sub(x, experimental.FillLeft(promql.Ignoring(), 1)), `g - fill_left (1) x`}, {g.Div(x, experimental.FillRight(promql.On("a").GroupLeft("b"), -1)), `g / on (a) group_left (b) fill_right (-1) x`},
		{g.Add(x, experimental.FillLeft(experimental.FillRight(promql.On("a"), 1), 2)), `g + on (a) fill_left (2) fill_right (1) x`},

		// quantities
		{g.Above(promql.Percent(20)), `g > 0.2`}, {g.AtLeast(promql.Milliseconds(100)), `g >= 0.1`}, {g.Below(promql.Bytes(10 * promql.GiB)), `g < 10737418240`}, {g.AtMost(promql.Duration(90 * time.Second)), `g <= 90`}, {g.Lt(2 * promql.MiB), `g < 2097152`},
	}
	for _, said := range all {
		checkSaid(t, said)
	}
}

// TestNotSayable shows what the builders refuse, each at the line that calls.
func TestNotSayable(t *testing.T) {
	labelled := promql.NewInfo("info", "a")
	tests := map[string]struct {
		expr promql.Expr
		want string
	}{
		"a share of 99":                {classic.Quantile(99, minute), "promql: HistogramQuantile: the quantile is 99, want 0 to 1"},
		"a negative share":             {promql.Quantile(-1, g), "promql: Quantile: the quantile is -1, want 0 to 1"},
		"no number as share":           {promql.QuantileOverTime(promql.Num(math.NaN()), r), "the quantile is NaN, want 0 to 1"},
		"buckets without le":           {classic.Quantile(0.9, minute, promql.Without("le")), `promql: Quantile: label "le" must be kept`},
		"no regular expression":        {promql.LabelReplace(g, "a", "", "b", "("), `promql: LabelReplace: "(" is no regular expression`},
		"a label with a blank":         {promql.LabelJoin(g, "a b", ""), `label name "a b" holds ' '`},
		"two multiples":                {promql.Round(g, 1, 2), "promql: Round: 2 multiples are given, want at most 1"},
		"two dates":                    {promql.Hour(g, g), "promql: Hour: 2 vectors are given, want at most 1"},
		"a range already shifted":      {r.Offset(minute).Offset(minute), "promql: Offset: the offset is 1m already"},
		"a range shifted by a formula": {r.OffsetExpr("step()").Offset(minute), "the offset is step() already"},
		"a time fixed twice":           {g.AtStart().At(time.Unix(5, 0)), "promql: At: the time is fixed already: @ start()"},
		"a time in microseconds":       {g.At(time.UnixMicro(1)), "promql: At: the time 1970-01-01T"},
		"a time beyond all":            {g.At(time.Unix(1<<60, 0)), "seconds since 1970, the most is"},
		"a subquery smoothed":          {g.Subquery(minute, minute).Smoothed(), "promql: Smoothed: a subquery has no samples beyond its range"},
		"smoothed and anchored":        {g.Smoothed().Anchored(), "promql: Anchored: the selector is smoothed already"},
		"no step":                      {g.Subquery(minute, -minute), "promql: Subquery: the step is -1m0s, want more than 0"},
		"no duration":                  {g.RangeExpr("5m] @ 5 #"), `promql: RangeExpr: 1:10: unexpected right bracket ']'`},
		"a step as range":              {g.RangeExpr("5m:1m"), `"5m:1m" is no duration`},
		"half a duration":              {g.RangeExpr("5m *"), "promql: RangeExpr: 1:5: unexpected \"]\""},
		"an offset without parens":     {g.OffsetExpr("5m * 2"), `promql: OffsetExpr: "5m * 2" is no duration; arithmetic stands in parentheses`},
		"an offset and more":           {g.OffsetExpr("5m @ 3"), `"5m @ 3" is no duration`},
		"labels that info lacks":       {g.LabelsFrom(labelled, promql.On("i"), "b"), `promql: LabelsFrom: info has no label "b", it is declared with a`},
		"no labels from info":          {g.LabelsFrom(labelled, promql.On("i")), "promql: LabelsFrom: no label is named"},
		"no matching for info":         {g.LabelsFrom(labelled, promql.SetMatching{}, "a"), "promql: LabelsFrom: the zero SetMatching"},
		"nothing to fill":              {g.Add(x, experimental.Fill(nil, 0)), "promql: Fill: the matching is zero or nil"},
		"all series of all metrics":    {promql.Select(`job=""`), "vector selector must contain at least one non-empty matcher"},
		"a metric without a name":      {promql.NewHistogram("").Count().Raw(), "promql: NewHistogram: the metric has no name"},
		"a bare histogram in text":     {promql.Text("$h > 1", promql.Vars{"h": classic}), "a Histogram has three parts: give its Bucket(), Sum() or Count()"},
		"a native histogram in text":   {promql.Text("$h > 1", promql.Vars{"h": native}), "a NativeHistogram stands before a range only"},
		"a number as time":             {promql.Text("x @ $t", promql.Vars{"t": 5}), "$t is int, but a time behind @ takes a time.Time"},
		"no quantity":                  {g.Above(promql.Quantity{}), "promql: Above: the zero Quantity"},
		"a range that is a scalar":     {promql.TextRange("time()"), "promql: Text: the expression is a scalar, want a range vector"},
		"a scalar that is a vector":    {promql.TextScalar("x"), "promql: Text: the expression is an instant vector, want a scalar"},
		"two lookbacks":                {experimental.Integral(r, 1, 2), "promql: Integral: 2 lookbacks are given, want at most 1"},
		"no shares":                    {experimental.HistogramQuantiles(g, "q"), `expected at least 3 argument(s) in call to "histogram_quantiles", got 2`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			err := promql.Err(test.expr)
			require.ErrorContains(t, err, test.want)
			require.Regexp(t, `^sayings_test\.go:\d+: promql: `, err.Error())
		})
	}
}

// TestHolesOfAllKinds shows that every kind of value fits a hole.
func TestHolesOfAllKinds(t *testing.T) {
	e := promql.Text(`rate($c[5m] @ $t) + $x + sum_over_time($r) > $q or rate($native[5m]) </ $n`,
		promql.Vars{"c": c, "t": time.Unix(5, 0), "x": x, "r": g.Subquery(minute, minute), "q": promql.Percent(5), "native": native, "n": 3})
	require.NoError(t, promql.Err(e))
	require.Equal(t, `rate(c_total[5m] @ 5) + x + sum_over_time(g[1m:1m]) > 0.05 or rate(n_seconds[5m]) </ 3`, e.String())
}

// TestInUnits shows that quantities become numbers in the unit of what they are compared with, wherever the comparison stands.
func TestInUnits(t *testing.T) {
	percent := promql.NewGauge("used_percent")
	in := func(compared promql.Instant, q promql.Quantity) (promql.Num, error) {
		switch {
		case compared.String() == "used_percent" && q.Unit() == promql.Ratio:
			return q.In(100), nil
		case compared.String() == "rate(c_total[1m])":
			return 0, errors.New(q.String() + " is no rate")
		}
		return q.In(1), nil
	}
	tests := map[string]struct {
		expr promql.Vector
		want string
	}{
		"its own unit":     {percent.Above(promql.Percent(20)), `used_percent > 20`},
		"the base unit":    {g.Above(promql.Percent(20)), `g > 0.2`},
		"no quantity":      {percent.Gt(0.2), `used_percent > 0.2`},
		"inside":           {promql.Sum(percent.AtMost(promql.Percent(5)).Add(x)).Div(g.Below(promql.Percent(1))).Neg(), `-(sum((used_percent <= 5) + x) / (g < 0.01))`},
		"in arguments":     {promql.TopKScalar(promql.ScalarOf(percent.Above(promql.Percent(1))), promql.Round(g)), `topk(scalar(used_percent > 1), round(g))`},
		"in a subquery":    {promql.MaxOverTime(percent.Above(promql.Percent(1)).Subquery(minute, minute)), `max_over_time((used_percent > 1)[1m:1m])`},
		"through text":     {promql.Text("$a or x > 1", promql.Vars{"a": percent.Above(promql.Percent(1)).Mul(2)}), `(used_percent > 1) * 2 or x > 1`},
		"given to text":    {promql.Text("used_percent > $q", promql.Vars{"q": promql.Percent(7)}), `used_percent > 7`},
		"a metric, itself": {g, `g`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			e := promql.InUnits(test.expr, in)
			require.NoError(t, promql.Err(e))
			require.Equal(t, test.want, e.String())
		})
	}
	before := percent.Above(promql.Percent(20))
	promql.InUnits(before, in)
	require.Equal(t, "used_percent > 0.2", before.String(), "the expression has not changed")

	wrong, at := c.Rate(minute).Above(promql.Milliseconds(5)).And(g), line()
	require.EqualError(t, promql.Err(promql.InUnits(wrong, in)), at+": promql: Above: 5ms is no rate")
	require.Error(t, promql.Err(promql.InUnits(promql.Instant{}, in)))
}

func TestQuantityString(t *testing.T) {
	for want, q := range map[string]promql.Quantity{"20%": promql.Percent(20), "0.5ms": promql.Milliseconds(0.5), "1m30s": promql.Duration(90 * time.Second),
		"10GiB": promql.Bytes(10 * promql.GiB), "1536KiB": promql.Bytes(1.5 * promql.MiB), "1000B": promql.Bytes(1000), "2TiB": promql.Bytes(2 * promql.TiB), "%!promql(zero Quantity)": {}} {
		require.Equal(t, want, q.String())
	}
}

// TestFeatures shows which features a server must have switched on.
func TestFeatures(t *testing.T) {
	stable := promql.FirstOverTime(g.Anchored().RangeExpr("step()")).Add(promql.Sum(x.OffsetExpr("(1m + 1m)")))
	require.Empty(t, promql.Features(stable))
	require.Equal(t, []promql.Feature{{"promql-duration-expr", "3.14"}, {"promql-experimental-functions", "3.14"}, {"promql-extended-range-selectors", "3.16"}}, promql.Needs(stable))
	require.Equal(t, []promql.Feature{{"promql-duration-expr", "3.14"}}, promql.Needs(g.SubqueryExpr("1h", "step()")))
	require.Empty(t, promql.Needs(promql.Rate(c.Subquery(minute, minute).Offset(minute))))
	require.Equal(t, []string{"promql-binop-fill-modifiers", "promql-experimental-functions"},
		promql.Features(experimental.LimitK(1, g).Add(x, experimental.Fill(promql.On(), 0))))
	require.Empty(t, promql.Features(promql.Instant{}))
	require.Empty(t, promql.Features(promql.Text("x +")))
}
