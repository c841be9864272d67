package engine

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
)

func TestSteps(t *testing.T) {
	cfg := Config{Start: time.Unix(1000, 0), End: 150 * time.Second}
	run, err := Evaluate(context.Background(), nil, nil, cfg)
	require.NoError(t, err)
	require.Equal(t, 3, run.Steps())
	require.Equal(t, time.Unix(1060, 0).UTC(), run.Time(1))
	for at, want := range map[time.Duration]int{-time.Hour: 0, 0: 0, 59 * time.Second: 0, time.Minute: 1, 90 * time.Second: 1, time.Hour: 2} {
		require.Equal(t, want, run.Step(at), at)
	}
}

func TestQuery(t *testing.T) {
	a := rules.PlainRule{Alert: "A", Expr: "m > 1"}
	cfg := Config{End: 3*time.Minute + 30*time.Second}
	series := []Series{{labels.FromStrings("__name__", "m"), slices.Values([]Sample{{T: 0, V: 1}, {T: 60_000, V: 2}, {T: 200_000, V: 3}, {T: 300_000, V: 4}})}}
	tests := map[string]struct {
		expr   string
		at     time.Duration
		want   []string
		compat []string // empty: the same
	}{
		"input":                      {"m", time.Minute, []string{`{__name__="m"} => 2`}, nil},
		"recorded":                   {"r", time.Minute, []string{`{__name__="r"} => 2`}, nil},
		"alerts":                     {"ALERTS", time.Minute, []string{`{__name__="ALERTS", alertname="A", alertstate="firing"} => 1`}, nil},
		"alerts by a regexp":         {`count({__name__=~"ALERTS.*"})`, time.Minute, []string{`{} => 2`}, nil},
		"a scalar":                   {"1 + 1", 0, []string{"scalar: 2"}, nil},
		"input after the last step":  {"m", 205 * time.Second, []string{`{__name__="m"} => 3`}, []string{`{__name__="m"} => 2`}},
		"input after the end":        {"m", 301 * time.Second, []string{`{__name__="m"} => 4`}, []string{`{__name__="m"} => 2`}},
		"the future, up to the end":  {"m offset -10m", 0, []string{}, nil},
		"the end of what was loaded": {"last_over_time(m[10m] offset -5m)", 0, []string{`{__name__="m"} => 3`}, []string{`{__name__="m"} => 2`}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			both(t, groups(group(record("r", "m"), a)), series, cfg, func(t *testing.T, r *Run) {
				require.Equal(t, test.want, values(t, r, test.expr, test.at))
			})
			if test.compat == nil {
				return
			}
			compat := cfg
			compat.Compat = true
			both(t, groups(group(record("r", "m"), a)), series, compat, func(t *testing.T, r *Run) {
				require.Equal(t, test.compat, values(t, r, test.expr, test.at))
			})
		})
	}
}

func TestQueryFails(t *testing.T) {
	run, err := Evaluate(context.Background(), nil, load(t, "m 1"), Config{})
	require.NoError(t, err)
	_, err = run.Query(context.Background(), "sum(", 0)
	require.ErrorContains(t, err, "engine: expression does not parse: 1:5: parse error")
	_, err = run.Query(context.Background(), `label_replace(m, "a", "b", "c", "(")`, 0)
	require.ErrorContains(t, err, "invalid regular expression in label_replace(): (")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = run.Query(ctx, "m", 0)
	require.ErrorContains(t, err, "canceled")
}

func TestEvaluateFails(t *testing.T) {
	offset := -time.Minute
	tests := map[string]struct {
		group  rules.PlainGroup
		series []Series
		cfg    Config
		want   string
	}{
		"an expression that does not parse": {
			group(rules.PlainRule{Record: "r", Expr: "sum(", At: "a.yaml:3:5"}), nil, Config{},
			"engine: a.yaml:3:5: record r: expression does not parse: 1:5: parse error: unclosed left parenthesis",
		},
		"an experimental function": {
			group(alert("A", "sort_by_label(m, \"a\")")), nil, Config{},
			`engine: alert A: expression does not parse: 1:1: parse error: function "sort_by_label" is not enabled`,
		},
		"no name":                    {group(rules.PlainRule{Expr: "m"}), nil, Config{}, "engine: record : neither alert nor record is set"},
		"two names":                  {group(rules.PlainRule{Record: "r", Alert: "A", Expr: "m"}), nil, Config{}, "engine: alert A: both alert and record are set"},
		"a negative for":             {group(rules.PlainRule{Alert: "A", Expr: "m", For: -1}), nil, Config{}, "engine: alert A: for -1ns is negative"},
		"a negative keep_firing_for": {group(rules.PlainRule{Alert: "A", Expr: "m", KeepFiringFor: -1}), nil, Config{}, "engine: alert A: keep_firing_for -1ns is negative"},
		"a negative offset": {
			rules.PlainGroup{Name: "g", QueryOffset: &offset, Rules: []rules.PlainRule{record("r", "m")}}, nil, Config{},
			"engine: record r: query_offset -1m0s of group g is negative",
		},
		"a bad label name": {
			group(rules.PlainRule{Record: "r", Expr: "m", Labels: map[string]string{"__name__": "x"}}), nil, Config{},
			`engine: record r: label "__name__" is not a valid label name`,
		},
		"a series twice":       {group(), load(t, "m 1", "m 2"), Config{}, `engine: series {__name__="m"} is given twice`},
		"samples out of order": {group(record("r", "m")), []Series{{labels.FromStrings("__name__", "m"), slices.Values([]Sample{{T: 1000}, {T: 0}})}}, Config{End: time.Hour}, `engine: series {__name__="m"}: sample at 1970-01-01T00:00:00Z is not after the one at 1970-01-01T00:00:01Z`},
		"a negative interval":  {group(), nil, Config{Interval: -1}, "engine: interval -1ns is negative"},
		"a fine interval":      {group(), nil, Config{Interval: 1}, "engine: interval 1ns is not a whole number of milliseconds"},
		"a negative end":       {group(), nil, Config{End: -1}, "engine: end -1ns is before the start"},
		"too many steps":       {group(), nil, Config{End: 24 * 365 * time.Hour, Interval: time.Millisecond}, "engine: 8760h0m0s at intervals of 1ms is more than 10000000 steps"},
		"a bad URL":            {group(), nil, Config{ExternalURL: "http://[::1"}, "engine: external URL"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			for _, stepwise := range []bool{false, true} {
				test.cfg.Stepwise = stepwise
				_, err := Evaluate(context.Background(), groups(test.group), test.series, test.cfg)
				require.ErrorContains(t, err, test.want)
			}
		})
	}
}

func TestLazySeries(t *testing.T) {
	read := map[string]int{}
	endless := func(name string) Series {
		return Series{labels.FromStrings("__name__", name), func(yield func(Sample) bool) {
			for i := int64(0); yield(Sample{T: i * 60_000, V: 1}); i++ {
				read[name]++
			}
		}}
	}
	both(t, groups(group(alert("A", "m"))), []Series{endless("m"), endless("unused")}, minutes(10), func(t *testing.T, r *Run) {
		require.Len(t, r.Alerts(), 1)
		require.Equal(t, map[string]int{"m": 11}, read)
		clear(read)
	})
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, stepwise := range []bool{false, true} {
		_, err := Evaluate(ctx, groups(group(alert("A", "m"))), load(t, "m 1"), Config{End: time.Hour, Stepwise: stepwise})
		require.ErrorIs(t, err, context.Canceled)
	}
}

// TestConcurrent shares a cache and a run between goroutines; it is of use with -race.
func TestConcurrent(t *testing.T) {
	a := rules.PlainRule{Alert: "A", Expr: "sum by (a) (m * 2) > 1", Annotations: map[string]string{"t": `{{ query "ALERTS" | len }}`}}
	cache := NewCache()
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			cfg := minutes(20)
			cfg.Cache, cfg.Stepwise = cache, i%2 == 0
			run, err := Evaluate(context.Background(), groups(group(a, record("r", "m"))), load(t, `m{a="x"} 1x20`), cfg)
			if err != nil {
				panic(err)
			}
			var inner sync.WaitGroup
			for k := range 4 {
				inner.Go(func() {
					_, _ = run.Alerts()[0].Annotations(k)
					_, _ = run.Query(context.Background(), "ALERTS", time.Duration(k)*time.Minute)
				})
			}
			inner.Wait()
		})
	}
	wg.Wait()
}

func TestGroupOrder(t *testing.T) {
	chain := func() []rules.PlainGroup {
		var gs []rules.PlainGroup
		for i := 3; i >= 0; i-- {
			from := "m"
			if i > 0 {
				from = fmt.Sprintf("r%d", i-1)
			}
			gs = append(gs, rules.PlainGroup{Name: fmt.Sprint(i), Rules: []rules.PlainRule{record(fmt.Sprintf("r%d", i), from+" + 1")}})
		}
		return gs
	}
	tests := map[string]struct {
		order []string
		want  string
	}{
		"dependencies first":             {nil, "{} 0m=5 1m=6 2m=7 3m=8 4m=9"},
		"as told":                        {[]string{"3", "2", "1", "0"}, "{} 3m=5 4m=6"},
		"told ones first, then the rest": {[]string{"3"}, "{} 1m=5 2m=6 3m=7 4m=8"},
		"unknown names are ignored":      {[]string{"x", "0"}, "{} 0m=5 1m=6 2m=7 3m=8 4m=9"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			cfg := minutes(4)
			cfg.GroupOrder = test.order
			both(t, chain(), load(t, "m 1 2 3 4 5"), cfg, func(t *testing.T, r *Run) {
				require.Equal(t, []string{test.want}, stored(t, r, "r3"))
			})
		})
	}
}
