package engine

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
)

func TestAlertStates(t *testing.T) {
	with := func(r rules.PlainRule, hold, keep time.Duration) rules.PlainRule {
		r.For, r.KeepFiringFor = hold, keep
		return r
	}
	down := alert("Down", "up == 0")
	tests := map[string]struct {
		rule   rules.PlainRule
		series []string
		want   []string
	}{
		"no for fires at once":                   {down, []string{"up 1 0 0 1"}, []string{`{alertname="Down"} .FF.......`}},
		"for counts from the first step":         {with(down, 2*time.Minute, 0), []string{"up 1 0x5 1"}, []string{`{alertname="Down"} .ppFFFF...`}},
		"for longer than the step":               {with(down, 90*time.Second, 0), []string{"up 0x5 1"}, []string{`{alertname="Down"} ppFFFF....`}},
		"a spike shorter than for stays pending": {with(down, 2*time.Minute, 0), []string{"up 1 0 0 1 0"}, []string{`{alertname="Down"} .pp.ppFFF.`}},
		"for starts anew after a gap":            {with(down, 2*time.Minute, 0), []string{"up 0 1 0x6"}, []string{`{alertname="Down"} p.ppFFFFFF`}},
		"kept firing":                            {with(down, 0, 2*time.Minute), []string{"up 0 1x8"}, []string{`{alertname="Down"} FFF.......`}},
		"kept firing while it comes and goes":    {with(down, 0, 2*time.Minute), []string{"up 0 1 0 1 1 1 0 1"}, []string{`{alertname="Down"} FFFFF.FFF.`}},
		"pending is not kept":                    {with(down, 2*time.Minute, 5*time.Minute), []string{"up 0 0 1x8"}, []string{`{alertname="Down"} pp........`}},
		"fires again within the 15 minutes":      {with(down, time.Minute, 0), []string{"up 0 0 1 0 0 1"}, []string{`{alertname="Down"} pF.pF.....`}},
		"a missing scrape is bridged":            {with(down, 2*time.Minute, 0), []string{"up 0 0 _ 0 0 1"}, []string{`{alertname="Down"} ppFFF.....`}},
		"lookback ends after five minutes":       {down, []string{"up 0"}, []string{`{alertname="Down"} FFFFF.....`}},
		"a stale marker ends it at once":         {down, []string{"up 0 0 stale"}, []string{`{alertname="Down"} FF........`}},
		"a vanished target, by absent": {
			alert("Gone", `absent(up{job="a"})`), []string{`up{job="a"} 1 1 stale`}, []string{`{alertname="Gone", job="a"} ..FFFFFFFF`},
		},
		"a counter reset is no drop": {
			alert("Idle", "increase(n[2m]) <= 0"), []string{"n 0+60x4 10+60x9"}, []string{},
		},
		"a scalar": {alert("Always", "1"), nil, []string{`{alertname="Always"} FFFFFFFFFF`}},
		"the metric name is dropped": {
			alert("Any", "up"), []string{`up{a="x"} 1`}, []string{`{a="x", alertname="Any"} FFFFF.....`},
		},
		"alertname of the series is overwritten": {
			alert("Any", "up"), []string{`up{alertname="x"} 1`}, []string{`{alertname="Any"} FFFFF.....`},
		},
		"instances are independent": {
			with(down, time.Minute, 0), []string{`up{i="a"} 0x9`, `up{i="b"} 1 1 0x7`, `up{i="c"} 1x9`},
			[]string{`{alertname="Down", i="a"} pFFFFFFFFF`, `{alertname="Down", i="b"} ..pFFFFFFF`},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			both(t, groups(group(test.rule)), load(t, test.series...), minutes(9), func(t *testing.T, r *Run) {
				require.Empty(t, r.RuleErrors())
				require.Empty(t, cmp.Diff(test.want, states(r)))
			})
		})
	}
}

func TestAlertLabels(t *testing.T) {
	labeled := func(labels map[string]string) rules.PlainRule {
		r := alert("A", "m")
		r.Labels = labels
		return r
	}
	tests := map[string]struct {
		rule   rules.PlainRule
		group  map[string]string
		series []string
		want   []string
	}{
		"static":                        {labeled(map[string]string{"severity": "page"}), nil, []string{"m 1x3"}, []string{`{alertname="A", severity="page"} FFFF`}},
		"the rule wins over the group":  {labeled(map[string]string{"team": "b"}), map[string]string{"team": "a", "env": "x"}, []string{"m 1x3"}, []string{`{alertname="A", env="x", team="b"} FFFF`}},
		"the rule wins over the series": {labeled(map[string]string{"a": "rule"}), nil, []string{`m{a="series"} 1x3`}, []string{`{a="rule", alertname="A"} FFFF`}},
		"empty drops the label":         {labeled(map[string]string{"a": ""}), nil, []string{`m{a="series"} 1x3`}, []string{`{alertname="A"} FFFF`}},
		"from a label":                  {labeled(map[string]string{"b": "{{ $labels.a }}!"}), nil, []string{`m{a="x"} 1x3`}, []string{`{a="x", alertname="A", b="x!"} FFFF`}},
		"from the value": {
			labeled(map[string]string{"v": "{{ $value }}"}), nil, []string{"m 1 1 2 2"},
			[]string{`{alertname="A", v="1"} FF..`, `{alertname="A", v="2"} ..FF`},
		},
		"from a query": {
			labeled(map[string]string{"n": `{{ query "other" | first | value }}`}), nil, []string{"m 1x3", "other 5 5 6 6"},
			[]string{`{alertname="A", n="5"} FF..`, `{alertname="A", n="6"} ..FF`},
		},
		"that fails": {
			labeled(map[string]string{"n": "{{ $labels.a | toTime }}"}), nil, []string{"m 1x3"},
			[]string{`{alertname="A", n="<error expanding template: error executing template __alert_A: template: __alert_A:1:127: executing \"__alert_A\" at <toTime>: error calling toTime: strconv.ParseFloat: parsing \"\": invalid syntax>"} FFFF`},
		},
		"of an external label": {
			labeled(map[string]string{"c": "{{ $externalLabels.cluster }}"}), nil, []string{"m 1x3"}, []string{`{alertname="A", c="dev"} FFFF`},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			g := group(test.rule)
			g.Labels = test.group
			cfg := minutes(3)
			cfg.ExternalLabels = external
			both(t, groups(g), load(t, test.series...), cfg, func(t *testing.T, r *Run) {
				require.Empty(t, r.RuleErrors())
				require.Empty(t, cmp.Diff(test.want, states(r)))
			})
		})
	}
}

func TestSameLabelsFail(t *testing.T) {
	r := alert("A", "m")
	r.Labels = map[string]string{"a": "same"}
	r.At = "rules.yaml:3"
	both(t, groups(group(r)), load(t, `m{a="x"} 1x3`, `m{a="y"} _ _ 1x3`), minutes(3), func(t *testing.T, run *Run) {
		require.Equal(t, []string{
			"engine: rules.yaml:3: alert A: evaluation at 2m0s: vector contains metrics with the same labelset after applying alert labels",
		}, failures(run))
		require.Equal(t, 2, run.RuleErrors()[0].(*RuleError).Count)
		require.Equal(t, []string{`{a="same", alertname="A"} FFFF`}, states(run), "a failed step leaves alerts as they are")
	})
}

func TestAlertLimit(t *testing.T) {
	g := group(alert("A", "m > 0"))
	g.Limit = 1
	both(t, groups(g), load(t, `m{a="x"} 1x5`, `m{a="y"} 0 0 1 1 0 0`), minutes(5), func(t *testing.T, run *Run) {
		require.Equal(t, []string{"engine: alert A: evaluation at 2m0s: exceeded limit of 1 with 2 alerts"}, failures(run))
		require.Equal(t, []string{`{a="x", alertname="A"} FF..FF`}, states(run), "the limit forgets all alerts")
	})
}

func TestValue(t *testing.T) {
	r := alert("A", "m > 1")
	r.KeepFiringFor = 2 * time.Minute
	both(t, groups(group(r)), load(t, "m 1 2 3 1 1 1"), minutes(5), func(t *testing.T, run *Run) {
		a := run.Alerts()[0]
		for step, want := range []struct {
			value float64
			ok    bool
		}{{0, false}, {2, true}, {3, true}, {0, false}, {0, false}, {0, false}} {
			value, ok := a.Value(step)
			require.Equal(t, want.value, value, step)
			require.Equal(t, want.ok, ok, step)
		}
		require.Equal(t, Firing, a.State(3), "kept firing")
		require.Equal(t, Inactive, a.State(-1))
		require.Equal(t, Inactive, a.State(100))
		require.Equal(t, "g", a.Group.Name)
		require.Equal(t, "A", a.Rule.Alert)
	})
}
