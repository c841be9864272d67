package promtest_test

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/promtest"
	"github.com/promwright/promwright/rules"
)

const (
	minute = time.Minute
	hour   = time.Hour
)

// down is pending from 10m and firing from 15m to 30m for a; b is pending from 20m to 24m.
var down = promtest.Test{
	Rules: rules.PlainGroups{{Name: "g", Rules: []rules.PlainRule{
		{Alert: "Down", Expr: "up == 0", For: 5 * minute, Labels: map[string]string{"severity": "page"},
			Annotations: map[string]string{"summary": "{{ $labels.job }} is down", "value": "{{ $value }}"}},
		{Alert: "Never", Expr: "absent(up)"},
		{Record: "job:up:sum", Expr: "sum by (job) (up)"},
	}}},
	Series: []promtest.Series{
		{Metric: `up{job="a"}`, Timeline: promtest.Const(1).For(10 * minute).Then(promtest.Const(0).For(20 * minute)).Then(promtest.Const(1).For(30 * minute))},
		{Metric: `up{job="b"}`, Timeline: promtest.Const(1).For(20 * minute).Then(promtest.Const(0).For(4 * minute)).Then(promtest.Const(1))},
	},
}

// with returns down with other expectations.
func with(want ...promtest.Expectation) promtest.Test {
	test := down
	test.Want = want
	return test
}

// all are the alerts of down.
var all = []promtest.Expectation{
	promtest.Pending{Alert: "Down", From: 10 * minute, To: 15 * minute, Labels: promtest.Labels{"job": "a"}},
	promtest.Firing{Alert: "Down", From: 15 * minute, To: 30 * minute, Labels: promtest.Labels{"job": "a", "severity": "page"}},
	promtest.Pending{Alert: "Down", From: 20 * minute, To: 24 * minute, Labels: promtest.Labels{"job": "b"}},
	promtest.NothingElse(),
}

func TestExpectations(t *testing.T) {
	tests := map[string]struct {
		want     []promtest.Expectation
		failures []string
	}{
		"all of it":                {all, nil},
		"part of an interval":      {[]promtest.Expectation{promtest.Firing{Alert: "Down", From: 20 * minute, To: 21 * minute}}, nil},
		"alertname is a label":     {[]promtest.Expectation{promtest.Firing{Alert: "Down", From: 15 * minute, To: 16 * minute, Labels: promtest.Labels{"alertname": "Down"}}}, nil},
		"quiet before and after":   {[]promtest.Expectation{promtest.Quiet{Alert: "Down", To: 10 * minute}, promtest.Quiet{Alert: "Down", From: 30 * minute}}, nil},
		"one instance is quiet":    {[]promtest.Expectation{promtest.Quiet{Alert: "Down", From: 24 * minute, Labels: promtest.Labels{"job": "b"}}}, nil},
		"no instance at all":       {[]promtest.Expectation{promtest.Quiet{Alert: "Never"}}, nil},
		"annotations":              {[]promtest.Expectation{promtest.Firing{Alert: "Down", From: 15 * minute, To: 16 * minute, Annotations: promtest.Labels{"summary": "a is down"}}}, nil},
		"samples":                  {[]promtest.Expectation{promtest.Samples{Expr: "job:up:sum", At: 10 * minute, Want: map[string]float64{`job:up:sum{job="a"}`: 0, `job:up:sum{job="b"}`: 1}}}, nil},
		"no samples":               {[]promtest.Expectation{promtest.Samples{Expr: "nothing", At: 10 * minute}}, nil},
		"a scalar":                 {[]promtest.Expectation{promtest.Samples{Expr: "1 + 1", Want: map[string]float64{"": 2}}}, nil},
		"NaN is NaN":               {[]promtest.Expectation{promtest.Samples{Expr: "0 / 0", Want: map[string]float64{"{}": math.NaN()}}}, nil},
		"close enough":             {[]promtest.Expectation{promtest.Samples{Expr: "vector(1) / 3", Want: map[string]float64{"": 0.333}, Within: 0.001}}, nil},
		"infinity":                 {[]promtest.Expectation{promtest.Samples{Expr: "1 / 0", Want: map[string]float64{"": math.Inf(1)}}}, nil},
		"exactly one":              {[]promtest.Expectation{promtest.AlertsAt{Alert: "Down", At: 15*minute + 59*time.Second, Want: []promtest.ExactAlert{{promtest.Labels{"job": "a", "severity": "page"}, promtest.Labels{"summary": "a is down", "value": "0"}}}}}, nil},
		"exactly none, of unknown": {[]promtest.Expectation{promtest.AlertsAt{Alert: "Unknown", At: 15 * minute}}, nil},

		"one step early": {
			[]promtest.Expectation{promtest.Firing{Alert: "Down", From: 14 * minute, To: 30 * minute}},
			[]string{"Down: want firing 14m to 30m, is pending at 14m"},
		},
		"one step late at the end": {
			[]promtest.Expectation{promtest.Firing{Alert: "Down", From: 15 * minute, To: 31 * minute}},
			[]string{"Down: want firing 15m to 31m, is inactive at 30m"},
		},
		"until the end": {
			[]promtest.Expectation{promtest.Firing{Alert: "Down", From: 15 * minute}},
			[]string{"Down: want firing from 15m, is inactive at 30m"},
		},
		"firing, not pending": {
			[]promtest.Expectation{promtest.Pending{Alert: "Down", From: 10 * minute, To: 16 * minute}},
			[]string{"Down: want pending 10m to 16m, is firing at 15m"},
		},
		"other labels": {
			[]promtest.Expectation{promtest.Firing{Alert: "Down", From: 15 * minute, To: 16 * minute, Labels: promtest.Labels{"severity": "critical"}}},
			[]string{`Down{severity="critical"}: want firing 15m to 16m, is inactive at 15m`},
		},
		"other annotations": {
			[]promtest.Expectation{promtest.Firing{Alert: "Down", From: 15 * minute, To: 16 * minute, Annotations: promtest.Labels{"summary": "b is down", "runbook": "x"}}},
			[]string{`Down{job="a", severity="page"}: want other annotations at 15m`},
		},
		"not quiet": {
			[]promtest.Expectation{promtest.Quiet{Alert: "Down", From: 12 * minute}},
			[]string{`Down{job="a", severity="page"}: want quiet from 12m, is pending at 12m`, `Down{job="b", severity="page"}: want quiet from 12m, is pending at 20m`},
		},
		"something else": {
			all[1:],
			[]string{`Down{job="a", severity="page"}: want nothing else, is pending at 10m`},
		},
		"pending is not firing": {
			[]promtest.Expectation{promtest.Pending{Alert: "Down", From: 10 * minute, To: 15 * minute}, promtest.Pending{Alert: "Down", From: 20 * minute, To: 24 * minute}, promtest.NothingElse()},
			[]string{`Down{job="a", severity="page"}: want nothing else, is firing at 15m`},
		},
		"another value": {
			[]promtest.Expectation{promtest.Samples{Expr: "job:up:sum", At: 10 * minute, Want: map[string]float64{`job:up:sum{job="a"}`: 1, `job:up:sum{job="b"}`: 1}}},
			[]string{"job:up:sum at 10m: want 2 samples, got 2 with other values"},
		},
		"a sample too much": {
			[]promtest.Expectation{promtest.Samples{Expr: "up", At: 0, Want: map[string]float64{`up{job="a"}`: 1}}},
			[]string{"up at 0m: want 1 sample, got 2"},
		},
		"not close enough": {
			[]promtest.Expectation{promtest.Samples{Expr: "vector(1)", Want: map[string]float64{"": 1.1}, Within: 0.01}},
			[]string{"vector(1) at 0m: want 1 sample, got 1 with other values"},
		},
		"an expression that fails": {
			[]promtest.Expectation{promtest.Samples{Expr: "up * on() group_left() up", At: 0}},
			[]string{`up * on() group_left() up at 0m: found duplicate series for the match group {} on the right hand-side of the operation: [{__name__="up", job="a"}, {__name__="up", job="b"}];many-to-many matching not allowed: matching labels must be unique on one side`},
		},
		"exactly one, missing an annotation": {
			[]promtest.Expectation{promtest.AlertsAt{Alert: "Down", At: 15 * minute, Want: []promtest.ExactAlert{{promtest.Labels{"job": "a", "severity": "page"}, promtest.Labels{"summary": "a is down"}}}}},
			[]string{"Down at 15m: want 1 firing, got 1 with other annotations"},
		},
		"exactly two": {
			[]promtest.Expectation{promtest.AlertsAt{Alert: "Down", At: 15 * minute, Want: []promtest.ExactAlert{{}, {}}}},
			[]string{"Down at 15m: want 2 firing, got 1"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			result, err := with(test.want...).Eval(t.Context())
			require.NoError(t, err)
			var got []string
			for _, f := range result.Failures {
				got = append(got, f.Message)
			}
			if diff := cmp.Diff(test.failures, got); diff != "" {
				t.Errorf("failures (-want +got):\n%s", diff)
			}
			require.Equal(t, len(test.failures) == 0, result.Passed())
		})
	}
}

func TestTestsThatSayNothing(t *testing.T) {
	tests := map[string]struct {
		change func(*promtest.Test)
		want   string
	}{
		"an unknown alert": {
			func(test *promtest.Test) { test.Want = []promtest.Expectation{promtest.Quiet{Alert: "Donw"}} },
			`Quiet: no rule defines alert "Donw" (alerts: Down, Never)`,
		},
		"after the end": {
			func(test *promtest.Test) {
				test.End = 30 * minute
				test.Want = []promtest.Expectation{promtest.Firing{Alert: "Down", From: hour}}
			},
			"Firing Down: from 1h is after the end of the test, 30m",
		},
		"before the start": {
			func(test *promtest.Test) {
				test.Want = []promtest.Expectation{promtest.Pending{Alert: "Down", From: -minute}}
			},
			"Pending Down: from -1m to 0m: before the start of the test",
		},
		"backwards": {
			func(test *promtest.Test) {
				test.Want = []promtest.Expectation{promtest.Firing{Alert: "Down", From: 2 * minute, To: minute}}
			},
			"Firing Down: to 1m is not after from 2m",
		},
		"between two evaluations": {
			func(test *promtest.Test) {
				test.Want = []promtest.Expectation{promtest.Firing{Alert: "Down", From: 61 * time.Second, To: 62 * time.Second}}
			},
			"Firing Down: no evaluation from 1m1s to 1m2s: the interval is 1m",
		},
		"an instant after the end": {
			func(test *promtest.Test) {
				test.End = minute
				test.Want = []promtest.Expectation{promtest.Samples{Expr: "up", At: hour}}
			},
			"Samples up: at 1h is outside the test, 0m to 1m",
		},
		"a broken series": {
			func(test *promtest.Test) {
				test.Series = []promtest.Series{{Metric: "up{"}, {Metric: "up"}, {Metric: "up{}"}}
			},
			"series up{: 1:4: parse error: unexpected end of input inside braces\nseries up{}: given twice",
		},
		"a broken timeline": {
			func(test *promtest.Test) {
				test.Series = []promtest.Series{{Metric: "up", Timeline: promtest.Const(1).For(-1)}}
			},
			"series up: For(-1ns): negative duration",
		},
		"a sample that no series has": {
			func(test *promtest.Test) {
				test.Want = []promtest.Expectation{promtest.Samples{Expr: "up", Want: map[string]float64{"up{": 1}}}
			},
			"Samples up: series up{: 1:4: parse error: unexpected end of input inside braces",
		},
		"no end": {
			func(test *promtest.Test) {
				test.Series = []promtest.Series{{Metric: "up", Timeline: promtest.Const(1)}}
				test.Want = []promtest.Expectation{promtest.Quiet{Alert: "Down"}}
			},
			"nothing says how long the test lasts: set End, or a time in an expectation or a timeline",
		},
		"no end in sight": {
			func(test *promtest.Test) {
				test.Series = []promtest.Series{{Metric: "up", Timeline: promtest.Notation("0x10000000")}}
			},
			"the longest timeline lasts 166666h40m0s: set End",
		},
		"negative times": {
			func(test *promtest.Test) { test.Interval = -1 },
			"interval -1ns, scrape 0s, end 0s: none may be negative",
		},
		"an expression that does not parse": {
			func(test *promtest.Test) {
				test.Rules = rules.PlainGroups{{Name: "g", Rules: []rules.PlainRule{{Alert: "A", Expr: "up ==", At: "node.go:7"}}}}
				test.Want = nil
			},
			"engine: node.go:7: alert A: expression does not parse: 1:6: parse error: unexpected end of input",
		},
		"all of them at once": {
			func(test *promtest.Test) {
				test.Want = []promtest.Expectation{promtest.Quiet{Alert: "A"}, promtest.Quiet{Alert: "B"}, nil}
			},
			"Quiet: no rule defines alert \"A\" (alerts: Down, Never)\nQuiet: no rule defines alert \"B\" (alerts: Down, Never)\nan expectation is nil",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			changed := with()
			changed.Name = "down"
			test.change(&changed)
			_, err := changed.Eval(t.Context())
			require.EqualError(t, err, "promtest: test down: "+test.want)
		})
	}
}

func TestEndIsTheLatestTimeMentioned(t *testing.T) {
	tests := map[string]struct {
		want  []promtest.Expectation
		steps int
	}{
		"by a timeline":        {nil, 61},
		"by an interval":       {[]promtest.Expectation{promtest.Quiet{Alert: "Down", From: hour, To: 2 * hour}}, 121},
		"by the start of one":  {[]promtest.Expectation{promtest.Quiet{Alert: "Down", From: 2 * hour}}, 121},
		"by an instant":        {[]promtest.Expectation{promtest.AlertsAt{Alert: "Down", At: 90*minute + 1}}, 91},
		"not by an earlier on": {[]promtest.Expectation{promtest.Quiet{Alert: "Down", To: minute}}, 61},
	}
	for name, test := range tests {
		result, err := with(test.want...).Eval(t.Context())
		require.NoError(t, err, name)
		require.Equal(t, test.steps, result.Steps, name)
	}
}

func TestExactFailuresTellWhatDiffers(t *testing.T) {
	result, err := with(promtest.AlertsAt{Alert: "Down", At: 15 * minute, Want: []promtest.ExactAlert{
		{promtest.Labels{"job": "a", "severity": "page"}, promtest.Labels{"summary": "b is down", "runbook": "x"}},
		{promtest.Labels{"job": "c"}, promtest.Labels{"summary": "c is down"}},
	}}).Eval(t.Context())
	require.NoError(t, err)
	require.Len(t, result.Failures, 1)
	f := result.Failures[0]
	require.Equal(t, []string{"{job=\"a\", severity=\"page\"}\nrunbook: x\nsummary: b is down\nvalue: none", "{job=\"c\"}\nsummary: c is down"}, f.Want)
	require.Equal(t, []string{"{job=\"a\", severity=\"page\"}\nsummary: a is down\nvalue: 0\nrunbook: none"}, f.Got)
	require.Len(t, f.Alerts, 2)
	require.Equal(t, 15, f.Step)
	require.Equal(t, "0 == 0, since 10m", f.Because[0].Text)
}

func TestRuleErrorsAreAllThatIsTold(t *testing.T) {
	test := with(promtest.Firing{Alert: "Down", From: 0})
	test.Rules = rules.PlainGroups{{Name: "g", Rules: []rules.PlainRule{
		{Alert: "Down", Expr: "up * on() up", At: "a.yaml:3:5"},
	}}}
	result, err := test.Eval(t.Context())
	require.NoError(t, err)
	require.Len(t, result.Failures, 1)
	require.Equal(t, "a.yaml:3:5", result.Failures[0].Where)
	require.Contains(t, result.Failures[0].Message, "rule Down cannot be evaluated at 0m: found duplicate series")
}
