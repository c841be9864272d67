package promtest_test

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/promtest"
	"github.com/promwright/promwright/promtest/report"
	"github.com/promwright/promwright/rules"
)

type wants = []promtest.Expectation

// flapping fires at 5m, 15m, 25m ... for 5m each, on a and, from 30m on, on b.
var flapping = promtest.Test{
	Rules: rules.PlainGroups{{Name: "g", Rules: []rules.PlainRule{{Alert: "Flaps", Expr: "x > 1"}, {Alert: "Other", Expr: "x > 100"}}}},
	Series: []promtest.Series{
		{Metric: `x{pod="web-a"}`, Timeline: promtest.Notation("0x4 2x4").For(10 * minute).Repeat(6)},
		{Metric: `x{pod="web-b"}`, Timeline: promtest.Const(0).For(30 * minute).Then(promtest.Const(3))},
	},
}

func TestExpectationsOverTime(t *testing.T) {
	tests := map[string]struct {
		test     promtest.Test
		want     []promtest.Expectation
		failures []string
	}{
		"resolved":                     {down, wants{promtest.Resolved{Alert: "Down", From: 30 * minute}}, nil},
		"resolved for a while":         {flapping, wants{promtest.Resolved{Alert: "Flaps", From: 10 * minute, To: 15 * minute}}, nil},
		"within":                       {down, wants{promtest.FiresWithin{Alert: "Down", Within: 5 * minute, Of: 10 * minute}}, nil},
		"at once":                      {down, wants{promtest.FiresWithin{Alert: "Down", Within: minute, Of: 15 * minute}}, nil},
		"within, one of two":           {flapping, wants{promtest.FiresWithin{Alert: "Flaps", Within: minute, Of: 30 * minute}}, nil},
		"within, and nothing else":     {down, wants{promtest.FiresWithin{Alert: "Down", Within: 5 * minute, Of: 10 * minute}, promtest.NothingElse("Down")}, []string{`Down{job="b", severity="page"}: want nothing else, is pending at 20m`}},
		"steady":                       {down, wants{promtest.Steady{Alert: "Down", Transitions: 2}}, nil},
		"steady while firing":          {down, wants{promtest.Steady{Alert: "Down", From: 16 * minute, To: 30 * minute}}, nil},
		"steady, of a pattern":         {flapping, wants{promtest.Steady{Alert: "Flaps", Transitions: 1, LabelsMatch: promtest.Labels{"pod": ".*b"}}}, nil},
		"labels match":                 {down, wants{promtest.Firing{Alert: "Down", From: 15 * minute, To: 30 * minute, LabelsMatch: promtest.Labels{"job": "a|c", "severity": ".+"}}}, nil},
		"a label is not there":         {down, wants{promtest.Firing{Alert: "Down", From: 15 * minute, To: 30 * minute, Labels: promtest.Labels{"pod": ""}}}, nil},
		"annotations match":            {down, wants{promtest.Firing{Alert: "Down", From: 15 * minute, To: 30 * minute, AnnotationsMatch: promtest.Labels{"summary": ".* is (down|up)"}}}, nil},
		"the value":                    {flapping, wants{promtest.Firing{Alert: "Flaps", From: 5 * minute, To: 10 * minute, Value: new(2.0)}}, nil},
		"about the value":              {flapping, wants{promtest.Firing{Alert: "Flaps", From: 5 * minute, To: 10 * minute, Value: new(2.2), Within: 0.25}}, nil},
		"one of two has the value":     {flapping, wants{promtest.Firing{Alert: "Flaps", From: 35 * minute, To: 40 * minute, Value: new(3.0)}}, nil},
		"two at once":                  {flapping, wants{promtest.Firing{Alert: "Flaps", From: 35 * minute, To: 40 * minute, Count: 2}}, nil},
		"one of the two":               {flapping, wants{promtest.Firing{Alert: "Flaps", From: 35 * minute, To: 40 * minute, Count: 1, LabelsMatch: promtest.Labels{"pod": "web-a"}}}, nil},
		"nothing else of one alert":    {flapping, wants{promtest.NothingElse("Other")}, nil},
		"samples, off by a ratio":      {down, wants{promtest.Samples{Expr: "vector(101)", Want: map[string]float64{"": 100}, WithinRatio: 0.01}}, nil},
		"infinity is off by no ratio":  {down, wants{promtest.Samples{Expr: "vector(1)", Want: map[string]float64{"": math.Inf(1)}, WithinRatio: 0.01}}, []string{"vector(1) at 0m: want 1 sample, got 1 with other values"}},
		"samples, for a while":         {down, wants{promtest.Samples{Expr: "job:up:sum", At: 10 * minute, Until: 20 * minute, Want: map[string]float64{`job:up:sum{job="a"}`: 0, `job:up:sum{job="b"}`: 1}}}, nil},
		"samples, for too long":        {down, wants{promtest.Samples{Expr: "job:up:sum", At: 10 * minute, Until: 22 * minute, Want: map[string]float64{`job:up:sum{job="a"}`: 0, `job:up:sum{job="b"}`: 1}}}, []string{"job:up:sum at 20m: want 2 samples, got 2 with other values"}},
		"resolved without firing":      {down, wants{promtest.Resolved{Alert: "Down", From: 24 * minute, Labels: promtest.Labels{"job": "b"}}}, []string{`Down{job="b"}: want resolved from 24m, never fired before`}},
		"resolved, of none":            {down, wants{promtest.Resolved{Alert: "Never", From: 24 * minute}}, []string{`Never: want resolved from 24m, never fired before`}},
		"resolved too early":           {down, wants{promtest.Resolved{Alert: "Down", From: 29 * minute}}, []string{`Down{job="a", severity="page"}: want resolved from 29m, is firing at 29m`}},
		"resolved, then pending again": {down, wants{promtest.Resolved{Alert: "Down", From: 16 * minute, Labels: promtest.Labels{}}}, []string{`Down{job="a", severity="page"}: want resolved from 16m, is firing at 16m`, `Down{job="b", severity="page"}: want resolved from 16m, is pending at 20m`}},
		"too late":                     {down, wants{promtest.FiresWithin{Alert: "Down", Within: 4 * minute, Of: 10 * minute}}, []string{`Down: want one that fires within 4m of 10m, fires from 15m`}},
		"too early":                    {down, wants{promtest.FiresWithin{Alert: "Down", Within: 5 * minute, Of: 20 * minute}}, []string{`Down: want one that fires within 5m of 20m, fires from 15m already`}},
		"pending only":                 {down, wants{promtest.FiresWithin{Alert: "Down", Within: 5 * minute, Of: 20 * minute, Labels: promtest.Labels{"job": "b"}}}, []string{`Down{job="b"}: want one that fires within 5m of 20m, does not fire`}},
		"never":                        {down, wants{promtest.FiresWithin{Alert: "Never", Within: 5 * minute, Of: 20 * minute}}, []string{`Never: want one that fires within 5m of 20m, never fires`}},
		"flapping":                     {flapping, wants{promtest.Steady{Alert: "Flaps", Transitions: 3}}, []string{`Flaps{pod="web-a"}: want at most 3 transitions from 0m, has 11`}},
		"another pattern":              {down, wants{promtest.Firing{Alert: "Down", From: 15 * minute, LabelsMatch: promtest.Labels{"job": "x.*"}}}, []string{`Down{job=~"x.*"}: want firing from 15m, is inactive at 15m`}},
		"patterns are anchored":        {flapping, wants{promtest.Firing{Alert: "Flaps", From: 5 * minute, To: 10 * minute, LabelsMatch: promtest.Labels{"pod": "web"}}}, []string{`Flaps{pod=~"web"}: want firing 5m to 10m, is inactive at 5m`}},
		"annotations that do not":      {down, wants{promtest.Firing{Alert: "Down", From: 15 * minute, To: 30 * minute, AnnotationsMatch: promtest.Labels{"summary": "down", "runbook": ".+"}}}, []string{`Down{job="a", severity="page"}: want other annotations at 15m`}},
		"another value":                {flapping, wants{promtest.Firing{Alert: "Flaps", From: 36 * minute, To: 40 * minute, Value: new(2.6), Within: 0.3}}, []string{`Flaps{pod="web-a"}: want another value at 36m`}},
		"one too many":                 {flapping, wants{promtest.Firing{Alert: "Flaps", From: 34 * minute, To: 40 * minute, Count: 1}}, []string{`Flaps: want 1 firing 34m to 40m, 2 at 35m`}},
		"one of two not as wanted":     {flapping, wants{promtest.Firing{Alert: "Flaps", From: 35 * minute, To: 40 * minute, Count: 2, Value: new(2.0)}}, []string{`Flaps{pod="web-b"}: want another value at 35m`}},
		"something else of an alert":   {flapping, wants{promtest.NothingElse("Flaps")}, []string{`Flaps{pod="web-a"}: want nothing else, is firing at 5m`, `Flaps{pod="web-b"}: want nothing else, is firing at 30m`}},
		"before it may fire":           {flapping, wants{promtest.FiresWithin{Alert: "Flaps", Within: minute, Of: 15 * minute}, promtest.NothingElse()}, []string{`Flaps{pod="web-a"}: want nothing else, is firing at 5m`}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			test.test.Want = test.want
			test.test.End = hour
			result, err := test.test.Eval(t.Context())
			require.NoError(t, err)
			var got []string
			for _, f := range result.Failures {
				got = append(got, f.Message)
			}
			if diff := cmp.Diff(test.failures, got); diff != "" {
				t.Errorf("failures (-want +got):\n%s", diff)
			}
		})
	}
}

func TestExpectationsThatSayNothing(t *testing.T) {
	tests := map[string]struct {
		want  promtest.Expectation
		field string
		text  string
	}{
		"a broken pattern":         {promtest.Quiet{Alert: "Down", LabelsMatch: promtest.Labels{"job": "("}}, "LabelsMatch", "Quiet Down: LabelsMatch job: error parsing regexp: missing closing ): `(`"},
		"a pattern for everything": {promtest.Firing{Alert: "Down", AnnotationsMatch: promtest.Labels{"summary": ".*"}}, "AnnotationsMatch", "Firing Down: AnnotationsMatch summary: .* matches everything, even no label (.+ wants there to be one)"},
		"a tolerance of nothing":   {promtest.Firing{Alert: "Down", Within: 1}, "Within", "Firing Down: Within 1 without a Value"},
		"a negative tolerance":     {promtest.Pending{Alert: "Down", Value: new(1.0), Within: -1}, "Within", "Pending Down: Within -1: must be at least 0 and finite"},
		"any value":                {promtest.Samples{Expr: "up", Within: math.Inf(1)}, "Within", "Samples up: Within +Inf: must be at least 0 and finite"},
		"no ratio":                 {promtest.Samples{Expr: "up", WithinRatio: math.NaN()}, "WithinRatio", "Samples up: WithinRatio NaN: must be at least 0 and finite"},
		"until backwards":          {promtest.Samples{Expr: "up", At: 5 * minute, Until: 5 * minute}, "Until", "Samples up: until 5m is not after at 5m"},
		"fewer than none":          {promtest.Firing{Alert: "Down", Count: -1}, "Count", "Firing Down: count -1: below 0"},
		"resolved at the start":    {promtest.Resolved{Alert: "Down"}, "From", "Resolved Down: from 0m: no evaluation is before it, at which the alert could have fired"},
		"within nothing":           {promtest.FiresWithin{Alert: "Down", Of: minute}, "Within", "FiresWithin Down: within 0m: must be above 0"},
		"within too much":          {promtest.FiresWithin{Alert: "Down", Of: 50 * minute, Within: 20 * minute}, "Within", "FiresWithin Down: within 20m of 50m is after the end of the test, 1h"},
		"before the start":         {promtest.FiresWithin{Alert: "Down", Of: -minute, Within: 20 * minute}, "Of", "FiresWithin Down: of -1m: before the start of the test"},
		"steady, come what may":    {promtest.Steady{Alert: "Down", Transitions: 5, To: 5 * minute}, "Transitions", "Steady Down: transitions 5: cannot fail, there are 5 evaluations 0m to 5m"},
		"less than steady":         {promtest.Steady{Alert: "Down", Transitions: -1}, "Transitions", "Steady Down: transitions -1: below 0"},
		"an alert of another name": {promtest.NothingElse("Down", "Up"), "Alert", `NothingElse: no rule defines alert "Up" (alerts: Down, Never)`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			say := down
			say.End, say.Want = hour, wants{promtest.Quiet{Alert: "Never"}, test.want}
			_, err := say.Eval(t.Context())
			var wrong *promtest.ExpectationError
			require.ErrorAs(t, err, &wrong)
			require.Equal(t, test.text, wrong.Error())
			require.Equal(t, test.field, wrong.Field)
			require.Equal(t, 1, wrong.Index)
		})
	}
}

// TestFailuresOverTimeAreDrawn shows what people read.
func TestFailuresOverTimeAreDrawn(t *testing.T) {
	test := flapping
	test.End = hour
	test.Want = wants{
		promtest.FiresWithin{Alert: "Flaps", Within: 2 * minute, Of: 20 * minute, Where: "f.yaml:3:5"},
		promtest.Steady{Alert: "Flaps", Transitions: 1, To: 30 * minute},
		promtest.Resolved{Alert: "Other", From: 30 * minute},
		promtest.Firing{Alert: "Flaps", From: 5 * minute, To: 10 * minute, Value: new(5.0), Within: 1},
	}
	result, err := test.Eval(t.Context())
	require.NoError(t, err)
	var out strings.Builder
	require.NoError(t, report.Text(&out, result, report.Options{Width: 100}))
	require.Equal(t, drawn, out.String())
}

const drawn = `f.yaml:3:5
Flaps: want one that fires within 2m of 20m, fires from 15m already
         0m             30m            1h
         ··███··███··███··███··███··████    {pod="web-a"} firing 5m to 10m, 15m to 20m, 4 more times
         ···············████████████████    {pod="web-b"} firing from 30m
                ▲ 15m
         at 15m     2 > 1
         at 22m     0 > 1 is false
want     firing from between 20m and 22m
got      Flaps{pod="web-a"} firing 5m to 10m, 15m to 20m, 4 more times
         Flaps{pod="web-b"} firing from 30m

Flaps{pod="web-a"}: want at most 1 transition 0m to 30m, has 5
         0m             30m            1h
         ··███··███··███··███··███··████     firing 5m to 10m, 15m to 20m, 4 more times
              ▲ 10m
         at 10m     0 > 1 is false
want     at most 1 transition 0m to 30m
got      begins to fire at 5m
         stops firing at 10m
         begins to fire at 15m
         stops firing at 20m
         begins to fire at 25m

Other: want resolved from 30m, never fired before
         0m        10m       20m       30m       40m       50m       1h
         ·····························································     never
                                      ▲ 29m
         at 29m     2 > 100 is false
want     firing before 30m
got      never pending, never firing

Flaps{pod="web-a"}: want another value at 5m
         0m             30m            1h
         ··███··███··███··███··███··████     firing 5m to 10m, 15m to 20m, 4 more times
           ▲ 5m
want     value: 5 ± 1
got      value: 2
`
