package promql_test

import (
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/promql"
)

// TestErrors shows what the messages of wrong calls say; HERE is where this file calls, line included.
func TestErrors(t *testing.T) {
	declared := promql.NewGauge("disk_free_bytes", "job", "device")
	counter := promql.NewCounter("requests_total")
	tests := map[string]struct {
		expr promql.Expr
		want []string
	}{
		"undeclared label": {declared.Where(`fstype!=""`),
			[]string{`promql: Where: disk_free_bytes has no label "fstype", it is declared with device, job`}},
		"matchers that do not parse": {up.Where(`job="a`),
			[]string{"promql: Where: 1:5: unterminated quoted string\n\tjob=\"a\n\t    ^"}},
		"matchers that end early": {up.Where(`job="a"} or vector(1) #`),
			[]string{"promql: Where: 1:10: unexpected <op:or>"}},
		"a bad regular expression in text": {up.Where(`job=~"("`),
			[]string{"promql: Where: 1:1: error parsing regexp: missing closing )"}},
		"a bad regular expression": {up.With(promql.Match("job", "(")),
			[]string{`promql: Match: "(" is no regular expression: error parsing regexp: missing closing )`}},
		"a second name": {up.Where(`__name__="down"`),
			[]string{`promql: Where: __name__="down": the metric has a name already`}},
		"matchers that exclude each other": {up.Where(`job="a"`).Where(`job="b"`),
			[]string{`promql: Where: no series has both job="a" and job="b"`}},
		"matchers in the name": {promql.NewGauge(`up{job="x"}`),
			[]string{`promql: NewGauge: metric name "up{job=\"x\"}" holds '{'; matchers go into Where`}},
		"no name":            {promql.NewCounter("").Raw(), []string{"promql: NewCounter: the metric has no name"}},
		"a bad label name":   {promql.NewGauge("x", "a b"), []string{`promql: NewGauge: label name "a b" holds ' '`}},
		"zero matcher":       {up.With(promql.Matcher{}), []string{"promql: With: the zero Matcher, want one made by Eq, Ne, Match or NotMatch"}},
		"zero operand":       {up.Div(promql.Instant{}), []string{"promql: Div: the right operand is the zero value, which is no expression"}},
		"nil operand":        {promql.Sum(nil), []string{"promql: Sum: the operand is nil, which is no expression"}},
		"zero receiver":      {promql.Gauge{}.Where(`a="b"`).Gt(1), []string{"promql: Where: the operand is the zero value, which is no expression"}},
		"zero counter":       {promql.Counter{}.Rate(time.Minute), []string{"promql: Rate: the operand is the zero value, which is no expression"}},
		"zero scalar":        {promql.Scalar{}.Sub(up), []string{"promql: Sub: the left operand is the zero value, which is no expression"}},
		"zero matching":      {up.Div(up, promql.SetMatching{}), []string{"promql: Div: the matching is zero or nil, want one made by On or Ignoring"}},
		"two matchings":      {up.Div(up, promql.On("a"), promql.On("b")), []string{"promql: Div: 2 matchings are given, want at most 1"}},
		"included twice":     {up.Div(up, promql.On("a").GroupLeft("a")), []string{`promql: GroupLeft: label "a" is matched on and need not be included`}},
		"zero grouping":      {promql.Sum(up, promql.Grouping{}), []string{"promql: Sum: the zero Grouping, want one made by By or Without"}},
		"two groupings":      {promql.Sum(up, promql.By("a"), promql.By("b")), []string{"promql: Sum: 2 groupings are given, want at most 1"}},
		"an empty label":     {promql.Sum(up, promql.By("")), []string{"promql: By: the label name is empty"}},
		"no range":           {counter.Rate(0), []string{"promql: Rate: the range is 0s, want more than 0"}},
		"a negative range":   {counter.Increase(-time.Minute), []string{"promql: Increase: the range is -1m0s, want more than 0"}},
		"a fraction of a ms": {up.AvgOverTime(1500 * time.Microsecond), []string{"promql: AvgOverTime: the range 1.5ms is not in whole milliseconds"}},
		"no offset":          {up.Offset(0), []string{"promql: Offset: the offset is 0"}},
		"two offsets":        {up.Offset(time.Hour).Offset(time.Hour), []string{"promql: Offset: the offset is 1h already"}},
		"all errors at once, each once": {
			up.Where(`job="a`).Div(up.Where(`job="a`), promql.On("")).And(promql.Sum(nil)),
			[]string{"promql: Where: 1:5", "promql: Where: 1:5", "promql: On: the label name is empty", "promql: Sum: the operand is nil"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			err := promql.Err(test.expr)
			require.Error(t, err)
			joined, ok := err.(interface{ Unwrap() []error })
			require.True(t, ok)
			errs := joined.Unwrap()
			require.Len(t, errs, len(test.want), "%v", err)
			for i, want := range test.want {
				require.Regexp(t, `^errors_test\.go:\d+: promql: `, errs[i].Error())
				require.Contains(t, errs[i].Error(), want)
			}
			require.True(t, strings.HasPrefix(test.expr.String(), "%!promql("), test.expr.String())
			require.NotPanics(t, func() { _ = test.expr.Layout(10) })
		})
	}
}

func TestErrZero(t *testing.T) {
	for _, e := range []promql.Expr{nil, promql.Instant{}, promql.Gauge{}, promql.Range{}, promql.Scalar{}, struct{ promql.Vector }{}} {
		require.ErrorContains(t, promql.Err(e), "is no expression")
		require.Empty(t, promql.At(e))
	}
	require.Equal(t, "%!promql(zero value)", promql.Instant{}.String())
	require.Equal(t, "%!promql(zero value)", promql.Gauge{}.Layout(80))
	require.ErrorContains(t, promql.Err(promql.Sum(struct{ promql.Vector }{})), "foreign")
}

func perSecond(c promql.Counter) (promql.Instant, string) { return c.Rate(0), line() }

// line returns the file:line of its caller.
func line() string {
	_, file, n, _ := runtime.Caller(1)
	return filepath.Base(file) + ":" + strconv.Itoa(n)
}

// TestCaller shows that an error is at the line of the wrong call, helpers of the user included, and an expression at that of
// the call that made it.
func TestCaller(t *testing.T) {
	rate, helper := perSecond(promql.NewCounter("c"))
	require.ErrorContains(t, promql.Err(rate), helper+": promql: Rate")
	require.Equal(t, helper, promql.At(rate))

	e, and := up.
		Gt(1).
		And(up.Lt(2)), line()
	require.Equal(t, and, promql.At(e))

	sum, sums := promql.Sum(promql.Text("x +")), line()
	require.ErrorContains(t, promql.Err(sum), sums+": promql: Text: 1:4")
	require.Regexp(t, `^promql/errors_test.go:`, func() string { t.Chdir(t.TempDir()); return promql.At(e) }())
}

// TestHuge shows that expressions which nobody can read are errors, not endless.
func TestHuge(t *testing.T) {
	e := up.Gt(1)
	for range 100 {
		e = e.Or(e)
	}
	require.ErrorContains(t, promql.Err(e), "promql: Or: the expression holds more than 10000 nodes")
	deep := up.Gt(1)
	for range 20_000 {
		deep = promql.Sum(deep)
	}
	require.ErrorContains(t, promql.Err(deep), "promql: Sum: the expression holds more than 10000 nodes")
	long := promql.Text(strings.Repeat("(", 1<<20))
	require.ErrorContains(t, promql.Err(long), "the text is 1048576 bytes long, the most is 262144")
	nested := promql.Text(strings.Repeat("(", 1<<17) + "up" + strings.Repeat(")", 1<<17-2))
	require.Error(t, promql.Err(promql.Sum(nested)))
}
