package rules_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/promql"
)

var (
	requests = promql.NewCounter("http_requests_total", "instance", "job", "cluster", "code")
	seconds  = promql.NewHistogram("http_request_duration_seconds", "instance", "job", "cluster")
	native   = promql.NewNativeHistogram("http_request_duration_seconds", "instance", "job", "cluster")
)

func checkout() rules.SLO {
	return rules.SLO{
		Name:      "Checkout",
		Objective: 99.9,
		Bad:       requests.Where(`code=~"5.."`),
		Total:     requests,
		By:        []string{"cluster"},
	}
}

// built returns what the rules of an SLO evaluate, by name; of alerts by name and long window.
func built(t *testing.T, s rules.SLO) map[string]string {
	t.Helper()
	groups, err := rules.Group{Name: "slo", Rules: []rules.Rule{s}}.Plain()
	require.NoError(t, err)
	all := map[string]string{}
	for _, r := range groups[0].Rules {
		require.Regexp(t, `^slo(_latency)?_test\.go:\d+$`, r.At)
		key := r.Name()
		if r.Alert != "" {
			key += " " + r.Labels["long"]
		} else {
			require.Equal(t, map[string]string{"slo": s.Name}, r.Labels)
		}
		require.NotContains(t, all, key)
		all[key] = oneLine(r.Expr)
	}
	return all
}

// TestWorkbook has the numbers that the SRE workbook recommends for an objective of 99.9%, and how long it says that an outage lasts until the
// alert fires: objective's budget * long window * burn rate / share of bad events.
func TestWorkbook(t *testing.T) {
	tiers := rules.Tiers(30 * 24 * time.Hour)
	require.Len(t, tiers, 4)
	for i, want := range []struct {
		long, short time.Duration
		burnRate    string
		budget      promql.Num
		severity    rules.Severity
		outage      float64 // seconds until it is noticed that everything fails
	}{
		{time.Hour, 5 * time.Minute, "14.4", 2, rules.Critical, 51.84},
		{6 * time.Hour, 30 * time.Minute, "6", 5, rules.Critical, 129.6},
		{24 * time.Hour, 2 * time.Hour, "3", 10, rules.Warning, 259.2},
		{72 * time.Hour, 6 * time.Hour, "1", 10, rules.Warning, 259.2},
	} {
		tier := tiers[i]
		require.Equal(t, want.long, tier.Long)
		require.Equal(t, want.short, tier.Short)
		require.Equal(t, want.budget, tier.Budget)
		require.Equal(t, want.severity, tier.Severity)
		require.Equal(t, want.long, 12*want.short)
		limit := fmt.Sprintf("> %s * 0.001", want.burnRate)
		name := strings.TrimSuffix(strings.TrimSuffix(want.long.String(), "0s"), "0m")
		if days := want.long.Hours() / 24; days >= 1 {
			name = fmt.Sprintf("%gd", days)
		}
		require.Contains(t, built(t, checkout())["CheckoutBudgetBurn "+name], limit)
		var rate float64
		fmt.Sscan(want.burnRate, &rate)
		require.InDelta(t, want.outage, 0.001*want.long.Seconds()*rate, 1e-9)
	}
}

// TestPeriods has windows that are as much shorter or longer as the period is, so that burn rates stay.
func TestPeriods(t *testing.T) {
	const day = 24 * time.Hour
	for period, want := range map[time.Duration]struct{ windows, rates string }{
		28 * day: {"56m/5m 5h36m/28m 22h24m/1h52m 2d19h12m/5h36m", "14.4 6 3 1"},
		7 * day:  {"14m/2m 1h24m/7m 5h36m/28m 16h48m/1h24m", "14.4 6 3 1"},
		90 * day: {"3h/15m 18h/1h30m 3d/6h 9d/18h", "14.4 6 3 1"},
	} {
		s := checkout()
		s.Period = period
		groups, err := rules.Group{Name: "slo", Rules: []rules.Rule{s}}.Plain()
		require.NoError(t, err)
		var windows, rates []string
		for _, r := range groups[0].Rules {
			if r.Alert != "" {
				windows = append(windows, r.Labels["long"]+"/"+r.Labels["short"])
				_, rate, _ := strings.Cut(r.Expr, " > ")
				rates = append(rates, strings.Fields(rate)[0])
			}
		}
		require.Equal(t, want.windows, strings.Join(windows, " "))
		require.Equal(t, want.rates, strings.Join(rates, " "))
	}
}

func TestSLOExpressions(t *testing.T) {
	const total = `sum by (cluster) (rate(http_requests_total[5m]))`
	s := checkout()
	got := built(t, s)
	require.Len(t, got, 2+8+5+4)
	require.Equal(t, `sum by (cluster) (rate(http_requests_total{code=~"5.."}[5m])) or `+total+` * 0`, unsum(got["slo:sli_bad:rate5m"]))
	require.Equal(t, total, unsum(got["slo:sli_total:rate5m"]))
	require.Equal(t, `slo:sli_bad:rate5m{slo="Checkout"} / (slo:sli_total:rate5m{slo="Checkout"} > 0)`, unsum(got["slo:sli_error:ratio_rate5m"]))
	require.Equal(t, `sum_over_time(slo:sli_bad:rate5m{slo="Checkout"}[3d]) / (sum_over_time(slo:sli_total:rate5m{slo="Checkout"}[3d]) > 0)`,
		unsum(got["slo:sli_error:ratio_rate3d"]))
	require.Equal(t, `slo:sli_error:ratio_rate1h{slo="Checkout"} > 14.4 * 0.001 and slo:sli_error:ratio_rate5m{slo="Checkout"} > 14.4 * 0.001`,
		unsum(got["CheckoutBudgetBurn 1h"]))

	s = checkout()
	s.Bad, s.Good = promql.Counter{}, requests.Where(`code="200"`)
	require.Equal(t, total+` - (sum by (cluster) (rate(http_requests_total{code="200"}[5m])) or `+total+` * 0)`, unsum(built(t, s)["slo:sli_bad:rate5m"]))

	s = checkout()
	s.MinEvents = 50
	got = built(t, s)
	require.Equal(t, `sum by (cluster) (increase(http_requests_total[1h]))`, unsum(got["slo:sli_total:increase1h"]))
	require.Equal(t, `avg_over_time(slo:sli_total:rate5m{slo="Checkout"}[3d]) * 259200`, unsum(got["slo:sli_total:increase3d"]))
	require.Contains(t, got["CheckoutBudgetBurn 3d"], `and slo:sli_total:increase3d{slo="Checkout"} >= 50`)

	s = checkout()
	s.Tiers = rules.Tiers(30 * 24 * time.Hour)
	s.Tiers[1].Off = true
	got = built(t, s)
	require.NotContains(t, got, "CheckoutBudgetBurn 6h")
	require.Contains(t, got, "slo:sli_error:ratio_rate6h")

	s = rules.SLO{Name: "Checkout", Objective: 99, Latency: rules.Latency{Classic: seconds, Within: promql.Milliseconds(300), Buckets: []promql.Num{0.1, 0.3}}}
	require.Equal(t, `sum(rate(http_request_duration_seconds_count[5m])) - (sum(rate(http_request_duration_seconds_bucket{le="0.3"}[5m])) or sum(rate(http_request_duration_seconds_count[5m])) * 0)`,
		unsum(built(t, s)["slo:sli_bad:rate5m"]))
	s.Latency.Within, s.Latency.Buckets = promql.Duration(2*time.Second), nil
	require.Contains(t, built(t, s)["slo:sli_bad:rate5m"], `{le=~"2(\\.0)?"}`)

	s.Latency = rules.Latency{Native: native, Within: promql.Milliseconds(300)}
	require.Equal(t, `(1 - histogram_fraction(0, 0.3, sum(rate(http_request_duration_seconds[5m])))) * histogram_count(sum(rate(http_request_duration_seconds[5m]))) >= 0 or histogram_count(sum(rate(http_request_duration_seconds[5m]))) * 0`,
		unsum(built(t, s)["slo:sli_bad:rate5m"]))
}

// unsum takes away what oneLine added.
func unsum(expr string) string {
	expr = strings.TrimSuffix(expr, " + 0")
	if inner, ok := strings.CutPrefix(expr, "("); ok && strings.HasSuffix(inner, ")") && balanced(inner[:len(inner)-1]) {
		return inner[:len(inner)-1]
	}
	return expr
}

// balanced reports whether no parenthesis of s closes one before it.
func balanced(s string) bool {
	depth := 0
	for _, c := range s {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth < 0 {
			return false
		}
	}
	return depth == 0
}

func TestSLOErrors(t *testing.T) {
	tiers := func(change func(*rules.Tier)) func(*rules.SLO) {
		return func(s *rules.SLO) {
			s.Tiers = rules.Tiers(30 * 24 * time.Hour)[:1]
			change(&s.Tiers[0])
		}
	}
	tests := map[string]struct {
		change func(*rules.SLO)
		want   string
	}{
		"can never fire": {func(s *rules.SLO) { s.Objective = 90 },
			"rules: SLO Checkout: burn rate 14.4 is not below 10, the most an objective of 90 allows: tier 1 would never fire"},
		"budget lasts":                    {tiers(func(t *rules.Tier) { t.Budget = 0.1 }), "burn rate 0.72 is below 1: tier 1 would fire though the budget lasts"},
		"a share":                         {func(s *rules.SLO) { s.Objective = 0.999 }, "the objective is 0.999, which is percent: want 99.9 for a share of 0.999"},
		"all":                             {func(s *rules.SLO) { s.Objective = 100 }, "the objective is 100, want percent above 0 and below 100"},
		"no name":                         {func(s *rules.SLO) { s.Name = "" }, "the name is missing"},
		"no total":                        {func(s *rules.SLO) { s.Total = promql.Counter{} }, "Total goes with Bad or Good"},
		"nothing":                         {func(s *rules.SLO) { s.Bad, s.Total = promql.Counter{}, promql.Counter{} }, "0 of Bad, Good, Latency.Classic and Latency.Native are given, want one"},
		"good and bad":                    {func(s *rules.SLO) { s.Good = requests }, "2 of Bad, Good"},
		"a broken counter":                {func(s *rules.SLO) { s.Bad = requests.Where(`code=~"("`) }, "Where:"},
		"a foreign label":                 {func(s *rules.SLO) { s.By = []string{"no label"} }, `"no label"`},
		"by slo":                          {func(s *rules.SLO) { s.By = []string{"slo"} }, "By names the label slo, which the SLO and its tiers set"},
		"labels of tiers":                 {func(s *rules.SLO) { s.Labels = map[string]string{"long": "x"} }, "the labels set long, which tells alerts or budgets apart"},
		"labels of budgets":               {func(s *rules.SLO) { s.Labels = map[string]string{"cluster": "x"} }, "the labels set cluster, which tells alerts or budgets apart"},
		"by severity":                     {func(s *rules.SLO) { s.By = []string{"severity"} }, "By names the label severity"},
		"by a label that is not declared": {func(s *rules.SLO) { s.By = []string{"zone"} }, `By names "zone", but http_requests_total has cluster, code, instance, job only`},
		"by a label that bad events lack": {func(s *rules.SLO) { s.Bad = promql.NewCounter("errors_total", "job") }, `By names "cluster", but errors_total has job only`},
		"by a label that a histogram lacks": {func(s *rules.SLO) {
			*s = rules.SLO{Name: "L", Objective: 99, By: []string{"zone"}, Latency: rules.Latency{Classic: seconds, Within: promql.Milliseconds(300)}}
		}, `By names "zone", but http_request_duration_seconds_count has cluster, instance, job only`},
		"too short": {func(s *rules.SLO) { s.Period = 12 * time.Hour }, "the period is 12h, and the tiers that there are without Tiers need 1d12h"},
		"one tier twice": {func(s *rules.SLO) {
			s.Tiers = append(rules.Tiers(30*24*time.Hour), rules.Tiers(30 * 24 * time.Hour)[1])
		}, "tiers 2 and 5 have the same windows and severity"},
		"events NaN":         {func(s *rules.SLO) { s.MinEvents = promql.Num(math.NaN()) }, "MinEvents is NaN, want 0 or more"},
		"no tiers":           {func(s *rules.SLO) { s.Tiers = []rules.Tier{} }, "there are no tiers"},
		"short is long":      {tiers(func(t *rules.Tier) { t.Short = 2 * time.Hour }), "the short window of tier 1 is 2h, not below the long one, 1h"},
		"longer than period": {tiers(func(t *rules.Tier) { t.Long = 31 * 24 * time.Hour }), "the long window of tier 1 is 31d, longer than the period, 30d"},
		"no budget":          {tiers(func(t *rules.Tier) { t.Budget = 0 }), "the budget of tier 1 is 0, want percent above 0"},
		"odd window":         {tiers(func(t *rules.Tier) { t.Short = 90 * time.Second }), "the short window is 1m30s, want whole minutes"},
		"odd period":         {func(s *rules.SLO) { s.Period = -1 }, "the period is -1ns, want whole minutes"},
		"negative events":    {func(s *rules.SLO) { s.MinEvents = -1 }, "MinEvents is -1"},
		"no duration": {func(s *rules.SLO) {
			s.Bad, s.Total, s.Latency = promql.Counter{}, promql.Counter{}, rules.Latency{Native: native, Within: promql.Bytes(3)}
		},
			"Latency.Within is 3B, want a duration above 0"},
		"no such bucket": {func(s *rules.SLO) {
			s.Bad, s.Total = promql.Counter{}, promql.Counter{}
			s.Latency = rules.Latency{Classic: seconds, Within: promql.Milliseconds(250), Buckets: []promql.Num{0.1, 0.3}}
		}, "no bucket ends at 250ms, 0.25 seconds: the histogram has [0.1 0.3]"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := checkout()
			test.change(&s)
			_, err := rules.Group{Name: "slo", Rules: []rules.Rule{&s}}.Plain()
			require.ErrorContains(t, err, test.want)
		})
	}
	_, err := rules.Group{Name: "g", Rules: []rules.Rule{(*rules.SLO)(nil)}}.Plain()
	require.ErrorContains(t, err, "rule 1 is *rules.SLO without a value")
}

// TestTwoSLOsOfOneName has them in one group, and in two: the second would be recorded over the first.
func TestTwoSLOsOfOneName(t *testing.T) {
	other := checkout()
	other.Objective = 99.5
	for name, test := range map[string]struct {
		groups rules.Groups
		want   string
	}{
		"in one group":  {rules.Groups{{Name: "a", Rules: []rules.Rule{checkout(), other}}}, "in group a and in group a"},
		"in two groups": {rules.Groups{{Name: "a", Rules: []rules.Rule{checkout()}}, {Name: "b", Rules: []rules.Rule{&other}}}, "in group a and in group b"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := test.groups.Plain()
			require.ErrorContains(t, err, "rules: SLO Checkout: the name is given to two SLOs, "+test.want+": both would record the same series")
			require.Len(t, err.(interface{ Unwrap() []error }).Unwrap(), 1)
		})
	}
	other.Name = "Other"
	_, err := rules.Group{Name: "a", Rules: []rules.Rule{checkout(), other}}.Plain()
	require.NoError(t, err)
}

// TestEveryPeriodHasTiers builds objectives for periods of any length from the shortest on.
func TestEveryPeriodHasTiers(t *testing.T) {
	for minutes := 36 * 60; minutes < 100*24*60; minutes += 7 + minutes/50 {
		s := checkout()
		s.Period = time.Duration(minutes) * time.Minute
		_, err := rules.Group{Name: "slo", Rules: []rules.Rule{s}}.Plain()
		require.NoError(t, err, s.Period)
	}
}
