package engine

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
)

func TestRecording(t *testing.T) {
	labeled := func(labels map[string]string) rules.PlainRule {
		return rules.PlainRule{Record: "r", Expr: "m", Labels: labels}
	}
	tests := map[string]struct {
		rules  []rules.PlainRule
		series []string
		want   []string
	}{
		"name and labels":             {[]rules.PlainRule{labeled(map[string]string{"b": "y", "a": ""})}, []string{`m{a="x"} 1 2`}, []string{`{b="y"} 0m=1 1m=2 2m=2 3m=2`}},
		"lookback":                    {[]rules.PlainRule{record("r", "m")}, []string{`m 1 _ _ 2`}, []string{`{} 0m=1 1m=1 2m=1 3m=2`}},
		"a series that vanishes":      {[]rules.PlainRule{record("r", "m")}, []string{`m 1 stale _ 2`}, []string{`{} 0m=1 1m=stale 3m=2`}},
		"a scalar":                    {[]rules.PlainRule{record("r", "time() / 60")}, nil, []string{`{} 0m=0 1m=1 2m=2 3m=3`}},
		"NaN is a value":              {[]rules.PlainRule{record("r", "m / m")}, []string{`m 0 1 0`}, []string{`{} 0m=NaN 1m=1 2m=NaN 3m=NaN`}},
		"a later rule sees it":        {[]rules.PlainRule{record("q", "m"), record("r", "q * 10")}, []string{`m 1 2 3 4`}, []string{`{} 0m=10 1m=20 2m=30 3m=40`}},
		"an earlier rule does not":    {[]rules.PlainRule{record("r", "q * 10"), record("q", "m")}, []string{`m 1 2 3 4`}, []string{`{} 1m=10 2m=20 3m=30`}},
		"its own past":                {[]rules.PlainRule{record("r", "r + m or m")}, []string{`m 1 2 3 4`}, []string{`{} 0m=1 1m=3 2m=6 3m=10`}},
		"each other's past":           {[]rules.PlainRule{record("q", "r or m"), record("r", "q + 1")}, []string{`m 1x3`}, []string{`{} 0m=2 1m=3 2m=4 3m=5`}},
		"the past by offset":          {[]rules.PlainRule{record("r", "q offset 1m"), record("q", "m")}, []string{`m 1 2 3 4`}, []string{`{} 1m=1 2m=2 3m=3`}},
		"through a regexp name":       {[]rules.PlainRule{record("q", "m"), record("r", `sum({__name__=~"q|n"})`)}, []string{`m 1 2 3 4`}, []string{`{} 0m=1 1m=2 2m=3 3m=4`}},
		"a subquery":                  {[]rules.PlainRule{record("r", "max_over_time(m[2m:])")}, []string{`m 4 3 2 1`}, []string{`{} 0m=4 1m=4 2m=3 3m=2`}},
		"of a recorded series":        {[]rules.PlainRule{record("q", "m"), record("r", "sum_over_time(q[2m:1m])")}, []string{`m 1 2 3 4`}, []string{`{} 0m=1 1m=3 2m=5 3m=7`}},
		"at the end of each query":    {[]rules.PlainRule{record("r", "sum_over_time(m[1h] @ end())")}, []string{`m 1 2 3 4`}, []string{`{} 0m=1 1m=3 2m=6 3m=10`}},
		"at the start of each":        {[]rules.PlainRule{record("r", "m @ start()")}, []string{`m 1 2 3 4`}, []string{`{} 0m=1 1m=2 2m=3 3m=4`}},
		"a varying parameter":         {[]rules.PlainRule{record("r", "topk(scalar(m), vector(7))")}, []string{`m 0 1 0 1`}, []string{`{} 1m=7 2m=stale 3m=7`}},
		"at a fixed time":             {[]rules.PlainRule{record("r", "m @ 120")}, []string{`m 1 2 3 4`}, []string{`{} 0m=1 1m=2 2m=3 3m=3`}},
		"no look into the future":     {[]rules.PlainRule{record("r", "m offset -2m")}, []string{`m 1 2 3 4`}, []string{`{} 0m=1 1m=2 2m=3 3m=4`}},
		"@ in a subquery with offset": {[]rules.PlainRule{record("r", "max_over_time(sum_over_time(m[1m] @ 150)[1m30s:2m] offset -1m)")}, []string{"m _ 1 _ _"}, []string{}},
		"timestamp forgets offset":    {[]rules.PlainRule{record("r", "timestamp(m @ 60 offset 1m)"), record("r", "timestamp(n @ 60 offset 1m)")}, []string{`m 1 2`, "n _ 2"}, []string{`{} 0m=0 1m=0 2m=0 3m=0`}},
		"absent":                      {[]rules.PlainRule{record("r", `absent(n{b="y",a="x"})`)}, nil, []string{`{a="x", b="y"} 0m=1 1m=1 2m=1 3m=1`}},
		"absent of a double label":    {[]rules.PlainRule{record("r", `absent(n{a="x",a!="z",b="y"})`)}, nil, []string{`{a="x", b="y"} 0m=1 1m=stale`, `{b="y"} 1m=1 2m=1 3m=1`}},
		"a histogram": {
			[]rules.PlainRule{record("r", "m")}, []string{`m {{schema:0 count:1 sum:1 buckets:[1]}} {{schema:0 count:2 sum:3 buckets:[2]}} stale`},
			[]string{`{} 0m={{count:1 sum:1 buckets:[1]}} 1m={{count:2 sum:3 counter_reset_hint:not_reset buckets:[2]}} 2m={{sum:NaN counter_reset_hint:not_reset}}`},
		},
		"two rules, different series": {
			[]rules.PlainRule{record("r", `m{a="x"}`), record("r", `m{a="y"}`)}, []string{`m{a="x"} 1 2 3 4`, `m{a="y"} 5 6 7 8`},
			[]string{`{a="x"} 0m=1 1m=2 2m=3 3m=4`, `{a="y"} 0m=5 1m=6 2m=7 3m=8`},
		},
		"two rules, one series in turn": {
			[]rules.PlainRule{record("r", `m < 2`), record("r", `m >= 2`)}, []string{`m 1 1 2 3`}, []string{`{} 0m=1 1m=1 2m=stale 3m=3`},
		},
		"ALERTS of a later alert": {
			[]rules.PlainRule{record("r", `ALERTS`), {Alert: "A", Expr: "m > 1", For: time.Minute}}, []string{`m 1 2 2 2`},
			[]string{`{alertname="A", alertstate="firing"} 3m=1`, `{alertname="A", alertstate="pending"} 2m=1 3m=stale`},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			both(t, groups(group(test.rules...)), load(t, test.series...), minutes(3), func(t *testing.T, r *Run) {
				if name != "two rules, one series in turn" {
					require.Empty(t, failures(r))
				}
				require.Empty(t, cmp.Diff(test.want, stored(t, r, "r")))
			})
		})
	}
}

func TestAlertsSeries(t *testing.T) {
	a := rules.PlainRule{Alert: "A", Expr: "m > 1", For: time.Minute, KeepFiringFor: time.Minute, Labels: map[string]string{"l": "x"}}
	cfg := minutes(6)
	cfg.Start = time.Unix(1_700_000_000, 0)
	series := load(t, "m 1 2 2 2 1 1")
	for i := range series {
		early := series[i].Samples
		series[i].Samples = func(yield func(Sample) bool) {
			for s := range early {
				s.T += 1_700_000_000_000
				if !yield(s) {
					return
				}
			}
		}
	}
	both(t, groups(group(a)), series, cfg, func(t *testing.T, r *Run) {
		require.Equal(t, []string{`{alertname="A", l="x"} .pFFF..`}, states(r))
		require.Equal(t, []string{
			`{alertname="A", alertstate="firing", l="x"} 2m=1 3m=1 4m=1 5m=stale`,
			`{alertname="A", alertstate="pending", l="x"} 1m=1 2m=stale`,
		}, stored(t, r, "ALERTS"))
		require.Equal(t, []string{`{alertname="A", l="x"} 1m=1.70000006e+09 2m=1.70000006e+09 3m=1.70000006e+09 4m=1.70000006e+09 5m=stale`},
			stored(t, r, "ALERTS_FOR_STATE"))
	})
}

// TestSameAlertsSeries has two alerts of one series ALERTS: the label that tells them apart is one whose template expands to nothing.
func TestSameAlertsSeries(t *testing.T) {
	a := rules.PlainRule{Alert: "A", Expr: "m", Labels: map[string]string{"l": "{{ $labels.l }}"}}
	both(t, groups(group(a)), load(t, `m 1x2`, `m{l="{{ $labels.l }}"} _ 1`), minutes(2), func(t *testing.T, r *Run) {
		require.Equal(t, []string{`{alertname="A"} FFF`, `{alertname="A", l="{{ $labels.l }}"} .FF`}, states(r))
		require.Equal(t, []string{`{alertname="A", l="{{ $labels.l }}"} 0m=0 1m=0 2m=0`}, stored(t, r, "ALERTS_FOR_STATE"))
		require.Empty(t, failures(r))
	})
}

func TestQueryOffset(t *testing.T) {
	offset := time.Minute
	g := group(record("r", "m"), record("s", "r"), rules.PlainRule{Alert: "A", Expr: "r > 2"})
	g.QueryOffset = &offset
	both(t, groups(g), load(t, "m 1 2 3 stale"), minutes(5), func(t *testing.T, r *Run) {
		require.Equal(t, []string{"{} 0m=1 1m=2 2m=3 3m=stale"}, stored(t, r, "r"), "written at the time that was asked for")
		require.Equal(t, []string{"{} 0m=1 1m=2 2m=3 3m=stale"}, stored(t, r, "s"))
		require.Equal(t, []string{`{alertname="A"} ...F..`}, states(r), "but at the step of the clock")
		require.Equal(t, []string{`{alertname="A", alertstate="firing"} 2m=1 3m=stale`}, stored(t, r, "ALERTS"))
	})
}

func TestRuleErrors(t *testing.T) {
	limited := group(record("r", "m"))
	limited.Limit = 1
	tests := map[string]struct {
		group  rules.PlainGroup
		series []string
		errs   []string
		want   []string
	}{
		"the same labels twice": {
			group(rules.PlainRule{Record: "r", Expr: "m", Labels: map[string]string{"a": ""}}), []string{`m{a="x"} 1x3`, `m{a="y"} _ 2 stale`},
			[]string{"engine: record r: evaluation at 1m0s: vector contains metrics with the same labelset after applying rule labels"},
			[]string{`{} 0m=1 2m=1 3m=1`},
		},
		"above the limit": {
			limited, []string{`m{a="x"} 1x3`, `m{a="y"} _ 2 stale`},
			[]string{"engine: record r: evaluation at 1m0s: exceeded limit of 1 with 2 series"},
			[]string{`{a="x"} 0m=1 2m=1 3m=1`},
		},
		"many to many, at one step": {
			group(record("r", "m * on() n")), []string{`m 1x3`, `n{a="x"} 1x3`, `n{a="y"} _ 2 stale`},
			[]string{"engine: record r: evaluation at 1m0s: found duplicate series for the match group {} on the right hand-side of the operation: [{__name__=\"n\", a=\"x\"}, {__name__=\"n\", a=\"y\"}];many-to-many matching not allowed: matching labels must be unique on one side"},
			[]string{`{} 0m=1 2m=1 3m=1`},
		},
		"a computed duration, at its place in the printed expression": {
			group(record("r", "rate( m[ 2*step() ])")), nil,
			[]string{"engine: record r: evaluation at 0s: 7:17: duration must be greater than 0"}, []string{},
		},
		"a string": {
			group(record("r", `"text"`)), nil, []string{"engine: record r: evaluation at 0s: rule result is not a vector or scalar"}, []string{},
		},
		"a range": {
			group(record("r", `m[5m]`)), nil, []string{"engine: record r: evaluation at 0s: rule result is not a vector or scalar"}, []string{},
		},
		"an input series of another value": {
			group(record("r", "m")), []string{"m 1x3", "r 1 1 2 1"},
			[]string{"engine: record r: evaluation at 2m0s: duplicate sample for timestamp 120000; overrides not allowed: existing 2, new value 1"},
			[]string{`{} 0m=1 1m=1 2m=2 3m=1`},
		},
		"an input series that only a quiet rule could write too": {
			group(rules.PlainRule{Record: "r", Expr: "m", Labels: map[string]string{"a": "x"}}, rules.PlainRule{Record: "r", Expr: "missing", Labels: map[string]string{"a": "z"}}, record("q", `r{a="z"}`)),
			[]string{`m{a="x"} 1x3`, `r{a="x"} 1 1 2 1`, `r{a="z"} 5x3`},
			[]string{"engine: record r: evaluation at 2m0s: duplicate sample for timestamp 120000; overrides not allowed: existing 2, new value 1"},
			[]string{`{a="x"} 0m=1 1m=1 2m=2 3m=1`, `{a="z"} 0m=5 1m=5 2m=5 3m=5`},
		},
		"two rules, one series": {
			group(record("r", "m"), record("r", "n")), []string{"m 1x3", "n 1 2 1 1"},
			[]string{"engine: record r: evaluation at 1m0s: duplicate sample for timestamp 60000; overrides not allowed: existing 1, new value 2"},
			[]string{`{} 0m=1 1m=1 2m=1 3m=1`},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			both(t, groups(test.group), load(t, test.series...), minutes(3), func(t *testing.T, r *Run) {
				require.Empty(t, cmp.Diff(test.errs, failures(r)))
				require.Empty(t, cmp.Diff(test.want, stored(t, r, "r")))
			})
		})
	}
}
