package promql_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/promql"
)

var experimental = promql.Experimental

// language is every function and aggregation of PromQL in Go, by its name there, and what it prints. All forms that differ in the kinds of
// their parameters are there.
var language = map[string][]said{
	// aggregations
	"sum":          {{promql.Sum(g), `sum(g)`}, {promql.Sum(g, promql.By("a")), `sum by (a) (g)`}, {promql.Sum(g, promql.Without("a")), `sum without (a) (g)`}},
	"avg":          {{promql.Avg(g), `avg(g)`}},
	"count":        {{promql.Count(g), `count(g)`}},
	"min":          {{promql.Min(g), `min(g)`}},
	"max":          {{promql.Max(g), `max(g)`}},
	"group":        {{promql.Group(g), `group(g)`}},
	"stddev":       {{promql.Stddev(g), `stddev(g)`}},
	"stdvar":       {{promql.Stdvar(g), `stdvar(g)`}},
	"topk":         {{promql.TopK(3, g, promql.By("a")), `topk by (a) (3, g)`}, {promql.TopKScalar(s, g), `topk(time(), g)`}},
	"bottomk":      {{promql.BottomK(3, g), `bottomk(3, g)`}, {promql.BottomKScalar(s, g), `bottomk(time(), g)`}},
	"quantile":     {{promql.Quantile(0.9, g), `quantile(0.9, g)`}, {promql.QuantileScalar(s, g), `quantile(time(), g)`}},
	"count_values": {{promql.CountValues("version", g), `count_values("version", g)`}},
	"limitk":       {{experimental.LimitK(3, g), `limitk(3, g)`}, {experimental.LimitKScalar(s, g), `limitk(time(), g)`}},
	"limit_ratio":  {{experimental.LimitRatio(-0.1, g), `limit_ratio(-0.1, g)`}, {experimental.LimitRatioScalar(s, g), `limit_ratio(time(), g)`}},

	// counters, gauges, ranges
	"rate":               {{promql.Rate(cr), `rate(c_total[1m])`}, {c.Rate(minute), `rate(c_total[1m])`}, {x.Rate(minute), `rate(x[1m])`}, {promql.Rate(r.AsCounter()), `rate(g[1m])`}},
	"increase":           {{promql.Increase(cr), `increase(c_total[1m])`}, {c.Increase(minute), `increase(c_total[1m])`}, {x.Increase(minute), `increase(x[1m])`}},
	"irate":              {{promql.Irate(cr), `irate(c_total[1m])`}, {c.Irate(minute), `irate(c_total[1m])`}, {x.Irate(minute), `irate(x[1m])`}},
	"delta":              {{promql.Delta(r), `delta(g[1m])`}, {g.Delta(minute), `delta(g[1m])`}, {x.Delta(minute), `delta(x[1m])`}},
	"idelta":             {{promql.Idelta(r), `idelta(g[1m])`}},
	"deriv":              {{promql.Deriv(r), `deriv(g[1m])`}, {g.Deriv(minute), `deriv(g[1m])`}, {x.Deriv(minute), `deriv(x[1m])`}},
	"predict_linear":     {{promql.PredictLinear(r, 4*time.Hour), `predict_linear(g[1m], 14400)`}, {promql.PredictLinearScalar(r, s.Mul(2)), `predict_linear(g[1m], time() * 2)`}},
	"changes":            {{promql.Changes(r), `changes(g[1m])`}, {promql.Changes(cr), `changes(c_total[1m])`}},
	"resets":             {{promql.Resets(r), `resets(g[1m])`}, {promql.Resets(cr), `resets(c_total[1m])`}},
	"avg_over_time":      {{promql.AvgOverTime(r), `avg_over_time(g[1m])`}, {g.AvgOverTime(minute), `avg_over_time(g[1m])`}, {x.AvgOverTime(minute), `avg_over_time(x[1m])`}},
	"min_over_time":      {{promql.MinOverTime(r), `min_over_time(g[1m])`}, {g.MinOverTime(minute), `min_over_time(g[1m])`}, {x.MinOverTime(minute), `min_over_time(x[1m])`}},
	"max_over_time":      {{promql.MaxOverTime(r), `max_over_time(g[1m])`}, {g.MaxOverTime(minute), `max_over_time(g[1m])`}, {promql.MaxOverTime(cr.Raw()), `max_over_time(c_total[1m])`}},
	"sum_over_time":      {{promql.SumOverTime(r), `sum_over_time(g[1m])`}},
	"stddev_over_time":   {{promql.StddevOverTime(r), `stddev_over_time(g[1m])`}},
	"stdvar_over_time":   {{promql.StdvarOverTime(r), `stdvar_over_time(g[1m])`}},
	"quantile_over_time": {{promql.QuantileOverTime(0.5, r), `quantile_over_time(0.5, g[1m])`}, {promql.QuantileOverTimeScalar(s, r), `quantile_over_time(time(), g[1m])`}},
	"count_over_time":    {{promql.CountOverTime(r), `count_over_time(g[1m])`}, {promql.CountOverTime(cr), `count_over_time(c_total[1m])`}},
	"first_over_time":    {{promql.FirstOverTime(cr), `first_over_time(c_total[1m])`}},
	"last_over_time":     {{promql.LastOverTime(r), `last_over_time(g[1m])`}, {promql.LastOverTime(cr), `last_over_time(c_total[1m])`}},
	"present_over_time":  {{promql.PresentOverTime(cr), `present_over_time(c_total[1m])`}},
	"absent_over_time":   {{promql.AbsentOverTime(r), `absent_over_time(g[1m])`}, {promql.AbsentOverTime(cr), `absent_over_time(c_total[1m])`}},

	"mad_over_time":                {{experimental.MadOverTime(r), `mad_over_time(g[1m])`}},
	"ts_of_first_over_time":        {{experimental.TsOfFirstOverTime(cr), `ts_of_first_over_time(c_total[1m])`}},
	"ts_of_last_over_time":         {{experimental.TsOfLastOverTime(r), `ts_of_last_over_time(g[1m])`}},
	"ts_of_max_over_time":          {{experimental.TsOfMaxOverTime(r), `ts_of_max_over_time(g[1m])`}},
	"ts_of_min_over_time":          {{experimental.TsOfMinOverTime(r), `ts_of_min_over_time(g[1m])`}},
	"integral":                     {{experimental.Integral(r), `integral(g[1m])`}, {experimental.Integral(r, 60), `integral(g[1m], 60)`}, {experimental.IntegralScalar(r, s), `integral(g[1m], time())`}},
	"double_exponential_smoothing": {{experimental.DoubleExponentialSmoothing(r, 0.5, 0.1), `double_exponential_smoothing(g[1m], 0.5, 0.1)`}, {experimental.DoubleExponentialSmoothingScalar(r, s, s), `double_exponential_smoothing(g[1m], time(), time())`}},

	// values
	"abs": {{promql.Abs(g), `abs(g)`}}, "ceil": {{promql.Ceil(g), `ceil(g)`}}, "floor": {{promql.Floor(g), `floor(g)`}}, "sgn": {{promql.Sgn(g), `sgn(g)`}},
	"sqrt": {{promql.Sqrt(g), `sqrt(g)`}}, "exp": {{promql.Exp(g), `exp(g)`}}, "ln": {{promql.Ln(g), `ln(g)`}}, "log2": {{promql.Log2(g), `log2(g)`}}, "log10": {{promql.Log10(g), `log10(g)`}},
	"sin": {{promql.Sin(g), `sin(g)`}}, "cos": {{promql.Cos(g), `cos(g)`}}, "tan": {{promql.Tan(g), `tan(g)`}},
	"asin": {{promql.Asin(g), `asin(g)`}}, "acos": {{promql.Acos(g), `acos(g)`}}, "atan": {{promql.Atan(g), `atan(g)`}},
	"sinh": {{promql.Sinh(g), `sinh(g)`}}, "cosh": {{promql.Cosh(g), `cosh(g)`}}, "tanh": {{promql.Tanh(g), `tanh(g)`}},
	"asinh": {{promql.Asinh(g), `asinh(g)`}}, "acosh": {{promql.Acosh(g), `acosh(g)`}}, "atanh": {{promql.Atanh(g), `atanh(g)`}},
	"deg": {{promql.Deg(g), `deg(g)`}}, "rad": {{promql.Rad(g), `rad(g)`}},
	"round":     {{promql.Round(g), `round(g)`}, {promql.Round(g, 0.1), `round(g, 0.1)`}, {promql.RoundScalar(g, s), `round(g, time())`}},
	"clamp":     {{promql.Clamp(g, 0, 1), `clamp(g, 0, 1)`}, {promql.ClampScalar(g, s, s), `clamp(g, time(), time())`}},
	"clamp_max": {{promql.ClampMax(g, 1), `clamp_max(g, 1)`}, {promql.ClampMaxScalar(g, s), `clamp_max(g, time())`}},
	"clamp_min": {{promql.ClampMin(g, 1), `clamp_min(g, 1)`}, {promql.ClampMinScalar(g, s), `clamp_min(g, time())`}},

	// scalars
	"time":   {{promql.Time(), `time()`}},
	"pi":     {{promql.Pi(), `pi()`}},
	"scalar": {{promql.ScalarOf(g), `scalar(g)`}},
	"vector": {{promql.VectorOf(0), `vector(0)`}, {promql.VectorOfScalar(s), `vector(time())`}},
	"start":  {{experimental.Start(), `start()`}}, "end": {{experimental.End(), `end()`}}, "step": {{experimental.Step(), `step()`}}, "range": {{experimental.Range(), `range()`}},
	"max_of": {{experimental.MaxOf(1, 2), `max_of(1, 2)`}, {experimental.MaxOfScalar(s, s), `max_of(time(), time())`}},
	"min_of": {{experimental.MinOf(1, 2), `min_of(1, 2)`}, {experimental.MinOfScalar(s, s), `min_of(time(), time())`}},

	// dates
	"year": {{promql.Year(), `year()`}, {promql.Year(g), `year(g)`}}, "month": {{promql.Month(), `month()`}, {promql.Month(g), `month(g)`}},
	"day_of_month": {{promql.DayOfMonth(), `day_of_month()`}, {promql.DayOfMonth(g), `day_of_month(g)`}}, "day_of_week": {{promql.DayOfWeek(), `day_of_week()`}, {promql.DayOfWeek(g), `day_of_week(g)`}},
	"day_of_year": {{promql.DayOfYear(), `day_of_year()`}, {promql.DayOfYear(g), `day_of_year(g)`}}, "days_in_month": {{promql.DaysInMonth(), `days_in_month()`}, {promql.DaysInMonth(g), `days_in_month(g)`}},
	"hour": {{promql.Hour(), `hour()`}, {promql.Hour(g), `hour(g)`}}, "minute": {{promql.Minute(), `minute()`}, {promql.Minute(g), `minute(g)`}},
	"timestamp":       {{promql.Timestamp(g), `timestamp(g)`}, {promql.Timestamp(c.Raw()), `timestamp(c_total)`}},
	"start_timestamp": {{experimental.StartTimestamp(c.Raw()), `start_timestamp(c_total)`}},

	// series and labels
	"absent": {{promql.Absent(g), `absent(g)`}, {promql.Absent(c.Raw()), `absent(c_total)`}},
	"sort":   {{promql.Sort(g), `sort(g)`}}, "sort_desc": {{promql.SortDesc(g), `sort_desc(g)`}},
	"sort_by_label":      {{experimental.SortByLabel(g, "a", "b"), `sort_by_label(g, "a", "b")`}},
	"sort_by_label_desc": {{experimental.SortByLabelDesc(g, "a"), `sort_by_label_desc(g, "a")`}},
	"label_replace":      {{promql.LabelReplace(g, "host", "$1", "instance", "(.*):.*"), `label_replace(g, "host", "$1", "instance", "(.*):.*")`}},
	"label_join":         {{promql.LabelJoin(g, "a", "-", "b", "c"), `label_join(g, "a", "-", "b", "c")`}, {promql.LabelJoin(g, "a", ""), `label_join(g, "a", "")`}},
	"info":               {{experimental.Info(g), `info(g)`}, {experimental.Info(g, promql.Match("version", ".*")), `info(g, {version=~".*"})`}, {experimental.Info(g, promql.Eq("__name__", "build_info")), `info(g, {__name__="build_info"})`}},

	// histograms
	"histogram_count": {{promql.HistogramCount(g), `histogram_count(g)`}}, "histogram_sum": {{promql.HistogramSum(g), `histogram_sum(g)`}},
	"histogram_avg":    {{promql.HistogramAvg(g), `histogram_avg(g)`}, {native.Mean(minute, promql.By("a")), `histogram_avg(sum by (a) (rate(n_seconds[1m])))`}},
	"histogram_stddev": {{promql.HistogramStddev(g), `histogram_stddev(g)`}}, "histogram_stdvar": {{promql.HistogramStdvar(g), `histogram_stdvar(g)`}},
	"histogram_fraction": {{promql.HistogramFraction(0, 0.2, g), `histogram_fraction(0, 0.2, g)`}, {promql.HistogramFractionScalar(s, s, g), `histogram_fraction(time(), time(), g)`},
		{native.Fraction(0, 0.2, minute), `histogram_fraction(0, 0.2, rate(n_seconds[1m]))`}},
	"histogram_quantile": {{promql.HistogramQuantile(0.9, g), `histogram_quantile(0.9, g)`}, {promql.HistogramQuantileScalar(s, g), `histogram_quantile(time(), g)`},
		{classic.Quantile(0.9, minute), `histogram_quantile(0.9, rate(h_seconds_bucket[1m]))`}, {classic.Quantile(0.9, minute, promql.By("job")), `histogram_quantile(0.9, sum by (le, job) (rate(h_seconds_bucket[1m])))`},
		{classic.Quantile(0.9, minute, promql.Without("pod")), `histogram_quantile(0.9, sum without (pod) (rate(h_seconds_bucket[1m])))`}, {native.Quantile(0.9, minute, promql.By()), `histogram_quantile(0.9, sum(rate(n_seconds[1m])))`}},
	"histogram_quantiles": {{experimental.HistogramQuantiles(g, "q", 0.5, 0.9), `histogram_quantiles(g, "q", 0.5, 0.9)`}, {experimental.HistogramQuantilesScalar(g, "q", s), `histogram_quantiles(g, "q", time())`}},
}

// said is an expression and what it prints.
type said struct {
	expr promql.Expr
	text string
}

const minute = time.Minute

var (
	g       = promql.NewGauge("g")
	c       = promql.NewCounter("c_total")
	x       = promql.NewMetric("x")
	r       = g.Range(minute)
	cr      = c.Range(minute)
	s       = promql.Time()
	classic = promql.NewHistogram("h_seconds")
	native  = promql.NewNativeHistogram("n_seconds")
)

// TestLanguage shows that all of PromQL's functions and aggregations can be said in Go and in text, with the types that PromQL gives them.
func TestLanguage(t *testing.T) {
	for name := range language {
		require.True(t, parser.Functions[name] != nil || aggregators()[name], "PromQL has no %s", name)
	}
	for name, function := range parser.Functions {
		require.Contains(t, language, name)
		for _, said := range language[name] {
			checkSaid(t, said)
			checkType(t, said, function.ReturnType)
			require.Equal(t, function.Experimental, len(promql.Features(said.expr)) > 0, "%s: %v", said.text, promql.Features(said.expr))
		}
	}
	require.Len(t, aggregators(), 14)
	for name := range aggregators() {
		require.Contains(t, language, name)
		for _, said := range language[name] {
			checkSaid(t, said)
			checkType(t, said, parser.ValueTypeVector)
			require.Equal(t, strings.HasPrefix(name, "limit"), len(promql.Features(said.expr)) > 0, "%s: %v", said.text, promql.Features(said.expr))
		}
	}
}

// aggregators are the names of PromQL's aggregations.
func aggregators() map[string]bool {
	names := map[string]bool{}
	for item, name := range parser.ItemTypeStr {
		if item.IsAggregator() {
			names[name] = true
		}
	}
	return names
}

// checkSaid checks that an expression prints as it should and that the same text is the same expression.
func checkSaid(t *testing.T, said said) {
	t.Helper()
	require.NoError(t, promql.Err(said.expr), said.text)
	require.Equal(t, said.text, said.expr.String())
	want, err := promql.Tree(said.expr)
	require.NoError(t, err)
	var text promql.Expr
	switch said.expr.(type) {
	case promql.Scalar:
		text = promql.TextScalar("$x", promql.Vars{"x": said.expr})
	case promql.Range, promql.CounterRange:
		text = promql.TextRange("$x", promql.Vars{"x": said.expr})
	default:
		text = promql.Text("$x", promql.Vars{"x": said.expr})
	}
	tree, err := promql.Tree(text)
	require.NoError(t, err)
	require.Equal(t, promql.Canonical(want), promql.Canonical(tree))
	require.Equal(t, said.text, text.String())
	require.Equal(t, promql.Features(said.expr), promql.Features(text))
}

// checkType checks that an expression has the Go type of a PromQL type.
func checkType(t *testing.T, said said, want parser.ValueType) {
	t.Helper()
	types := map[parser.ValueType]reflect.Type{
		parser.ValueTypeVector: reflect.TypeFor[promql.Instant](),
		parser.ValueTypeScalar: reflect.TypeFor[promql.Scalar](),
	}
	require.Equal(t, types[want], reflect.TypeOf(said.expr), said.text)
}
