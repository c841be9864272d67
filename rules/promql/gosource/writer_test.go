package gosource_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/promql/gosource"
)

func parse(text string) parser.Expr {
	tree, err := parser.NewParser(parser.Options{EnableExperimentalFunctions: true, EnableBinopFillModifiers: true}).ParseExpr(text)
	if err != nil {
		panic(err)
	}
	return tree
}

func Example() {
	w := gosource.Writer{Kind: kindByName}
	code, err := w.Expr(parse(`sum by (job) (rate(http_requests_total{code="500"}[5m])) > 1`))
	fmt.Println(code, err)
	for _, m := range w.Metrics() {
		fmt.Println(m.Var, "=", m.Declaration())
	}
	// Output:
	// promql.Sum(httpRequestsTotal.Where(`code="500"`).Rate(5*time.Minute), promql.By("job")).Gt(1) <nil>
	// httpRequestsTotal = promql.NewCounter("http_requests_total")
}

// TestExpr shows how what is written; that it is the same expression TestRandomTrees and TestPublished show.
func TestExpr(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"a counter where it stands":      {`x_total > 1`, `xTotal.Raw().Gt(1)`},
		"a range of a counter":           {`changes(x_total[5m])`, `promql.Changes(xTotal.Range(5*time.Minute))`},
		"a counter as if a gauge":        {`max_over_time(x_total[5m])`, `promql.MaxOverTime(xTotal.Range(5*time.Minute).Raw())`},
		"a gauge as if a counter":        {`rate(x_bytes[5m])`, `promql.Rate(xBytes.Range(5*time.Minute).AsCounter())`},
		"what is not known":              {`rate(x[5m]) + max_over_time(x[1m]) > x`, `x.Rate(5*time.Minute).Add(x.MaxOverTime(time.Minute)).GtVector(x)`},
		"a subquery of a counter":        {`rate(x_total[1h:5m])`, `promql.Rate(xTotal.Subquery(time.Hour, 5*time.Minute))`},
		"the default step":               {`max_over_time(rate(x_total[5m])[1d:])`, `promql.MaxOverTime(xTotal.Rate(5*time.Minute).Subquery(24*time.Hour, promql.DefaultStep))`},
		"labels from an info metric":     {`x * on (instance) group_left (nodename) node_uname_info{job="node"}`, "x.LabelsFrom(nodeUnameInfo.Where(`job=\"node\"`), promql.On(\"instance\"), \"nodename\")"},
		"an info metric in the brackets": {`x * on (pod) group_left (node) max by (pod) (kube_pod_info)`, `x.MulVector(promql.Max(kubePodInfo, promql.By("pod")), promql.On("pod").GroupLeft("node"))`},
		"1 or 0":                         {`x > bool 1`, `x.Bool().Gt(1)`},
		"numbers on the left":            {`100 * (1 - x)`, `promql.Number(100).MulVector(promql.Number(1).Sub(x))`},
		"numbers of numbers":             {`x > 24 * 60`, `x.GtScalar(promql.Number(24).Mul(60))`},
		"the time":                       {`time() - x > 4e9`, `promql.Time().Sub(x).Gt(4e9)`},
		"a prediction":                   {`predict_linear(x[1h], 14400)`, `promql.PredictLinear(x.Range(time.Hour), 4*time.Hour)`},
		"a calculated prediction":        {`predict_linear(x[1h], 4 * 3600)`, `promql.PredictLinearScalar(x.Range(time.Hour), promql.Number(4).Mul(3600))`},
		"a share that is none":           {`quantile(99, x)`, `promql.QuantileScalar(promql.Number(99), x)`},
		"several names":                  {`{__name__=~"a|b",job="x"}`, "promql.Select(`__name__=~\"a|b\", job=\"x\"`)"},
		"a name as a matcher":            {`{__name__="up"}`, `up`},
		"a fixed time":                   {`x @ 1.5 offset -5m`, `x.At(time.UnixMilli(1500)).Offset(-5*time.Minute)`},
		"what is computed":               {`max_over_time(x[step() * 2] offset (1m + 1m))`, `promql.MaxOverTime(x.OffsetExpr("(1m + 1m)").RangeExpr("step() * 2"))`},
		"filling in":                     {`x + on (a) fill (0) y`, `x.Add(y, promql.Experimental.Fill(promql.On("a"), 0))`},
		"a scalar":                       {`-scalar(x)`, `promql.ScalarOf(x).Neg()`},
		"infinity":                       {`x < Inf`, `x.Lt(promql.Num(math.Inf(1)))`},
		"a metric named like a keyword":  {`range + type`, `range2.Add(type2)`},
		"a metric named like a package":  {`time + math`, `time2.Add(math2)`},
		"a metric named like a function": {`len + len:x`, `len2.Add(lenX)`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := gosource.Writer{Kind: kindByName}
			got, err := w.Expr(parse(test.text))
			require.NoError(t, err)
			require.Equal(t, test.want, got)
		})
	}
}

func TestExprErrors(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"a range":               {`x[5m]`, "gosource: the expression is a range vector, want an instant vector or a scalar"},
		"a string":              {`"x"`, "gosource: the expression is a string, want an instant vector or a scalar"},
		"matchers that exclude": {`x{a="1",a="2"}`, `gosource: no series has both a="1" and a="2"`},
		"a label with a blank":  {`sum by ("a b") (x)`, `gosource: label name "a b" holds ' '`},
		"a bad replacement":     {`label_replace(x, "a", "", "b", "(")`, `gosource: "(" is no regular expression`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var w gosource.Writer
			_, err := w.Expr(parse(test.text))
			require.ErrorContains(t, err, test.want)
			_, err = w.Expr(parse("up"))
			require.NoError(t, err, "an error is of one expression")
		})
	}
}

func TestNames(t *testing.T) {
	w := gosource.Writer{Taken: func(name string) bool { return name == "up" }}
	for text, want := range map[string]string{"up": "up2", "job:errors:rate5m": "jobErrorsRate5m", "node_load1": "nodeLoad1", `{"http.requests"}`: "httpRequests", "_": "metric", ":x": "x", `{"5xx"}`: "metric5xx"} {
		got, err := w.Expr(parse(text))
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
	first, err := w.Expr(parse("a_b + a:b + a_b"))
	require.NoError(t, err)
	require.Equal(t, "aB.Add(aB2).Add(aB)", first)
}

// TestLayout shows where long source is broken.
func TestLayout(t *testing.T) {
	var w gosource.Writer
	got, err := w.Expr(parse(`sum by (job) (rate(a_metric_with_a_long_name{label="value",another="value"}[5m])) / sum by (job) (rate(another_metric_with_a_long_name[5m])) > 0.1 and on (job) x > 1`))
	require.NoError(t, err)
	require.Equal(t, strings.Join([]string{
		"promql.Sum(",
		"\taMetricWithALongName.Where(`label=\"value\", another=\"value\"`).Rate(5*time.Minute),",
		"\tpromql.By(\"job\"),",
		").Div(promql.Sum(anotherMetricWithALongName.Rate(5*time.Minute), promql.By(\"job\"))).Gt(0.1).",
		"\tAnd(x.Gt(1), promql.On(\"job\"))",
	}, "\n"), got)
}
