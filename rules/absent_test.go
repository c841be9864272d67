package rules_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/promtest"
	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/promql"
)

func TestAbsent(t *testing.T) {
	tests := map[string]string{
		`up{job="node"} == 0`: `absent(up{job="node"})`,
		`a / a > 1`:           `absent(a)`,
		`rate(a{x="1",y=~"2.*",z!="3"}[5m]) > 1 and b`: `absent(a{x="1"}) or absent(b)`,
		`{job="x",code=~"5.."} > 1`:                    `absent({job="x",code=~"5.."})`,
		`a{x=""} offset 1h > 1`:                        `absent(a)`,
		`up{job="a"} unless on (job) maintenance == 1`: `absent(up{job="a"})`,
		`a > 1 or b > 1`:                               `absent(a) and on () absent(b)`,
		`(a and b) / c or d`:                           `(absent(a) or absent(b) or absent(c)) and on () absent(d)`,
		`a / (b or vector(0)) > 1`:                     `absent(a)`,
		`a == 1 and absent(b)`:                         `absent(a)`,
		`up ==`:                                        "",
	}
	for expr, want := range tests {
		t.Run(expr, func(t *testing.T) {
			a := rules.Absent(rules.Alert{Name: "Down", Expr: promql.Text(expr), Severity: rules.Critical, Labels: map[string]string{"team": "a"}}, time.Minute)
			groups, err := rules.Group{Name: "g", Rules: []rules.Rule{a}}.Plain()
			if want == "" {
				require.ErrorContains(t, err, "unexpected end of input")
				return
			}
			require.NoError(t, err)
			r := groups[0].Rules[0]
			require.Equal(t, want, strings.Join(strings.Fields(r.Expr), " "))
			require.Equal(t, "DownAbsent", r.Alert)
			require.Equal(t, time.Minute, r.For)
			require.Equal(t, map[string]string{"severity": "critical", "team": "a"}, r.Labels)
			require.Regexp(t, `^absent_test\.go:\d+$`, r.At)
		})
	}
	for expr, want := range map[promql.Vector]string{
		nil:                           "the expression is missing",
		promql.VectorOf(1):            "alert DownAbsent: Down needs no series, so that none can be absent",
		promql.Text("absent(a)"):      "Down needs no series",
		promql.Text("a or vector(0)"): "Down needs no series",
	} {
		_, err := rules.Group{Name: "g", Rules: []rules.Rule{rules.Absent(rules.Alert{Name: "Down", Expr: expr}, 0)}}.Plain()
		require.ErrorContains(t, err, want)
	}
	templated := rules.Alert{Name: "Down", Expr: promql.Text("up == 0"), Labels: map[string]string{"a": "b", "of": "{{ $labels.instance }}"}}
	require.Equal(t, map[string]string{"a": "b"}, rules.Absent(templated, 0).Labels)
}

func TestAbsentFires(t *testing.T) {
	down := rules.Alert{Name: "Down", Expr: promql.NewGauge("up").Where(`job="node"`).Eq(0)}
	promtest.Test{
		Rules:  rules.Group{Name: "g", Rules: []rules.Rule{down, rules.Absent(down, 10*time.Minute), rules.Deadman("Watchdog")}},
		Series: []promtest.Series{{Metric: `up{job="node"}`, Timeline: promtest.Const(1).For(time.Hour).Then(promtest.Stale())}},
		End:    2 * time.Hour,
		Want: []promtest.Expectation{
			promtest.Firing{Alert: "DownAbsent", From: 70 * time.Minute},
			promtest.Pending{Alert: "DownAbsent", From: 60 * time.Minute, To: 70 * time.Minute},
			promtest.Firing{Alert: "Watchdog"},
			promtest.NothingElse(),
		},
	}.Run(t)
}

func TestForEach(t *testing.T) {
	depth := promql.NewGauge("queue_depth")
	queue := func(queue string) rules.Alert {
		return rules.Alert{Name: "QueueStuck", Expr: depth.With(promql.Eq("queue", queue)).Gt(100), Labels: map[string]string{"queue": queue}}
	}
	groups, err := rules.Group{Name: "g", Rules: []rules.Rule{rules.ForEach([]string{"orders", "payments"}, queue)}}.Plain()
	require.NoError(t, err)
	require.Len(t, groups[0].Rules, 2)
	require.Equal(t, `queue_depth{queue="payments"} > 100`, groups[0].Rules[1].Expr)

	_, err = rules.Group{Name: "g", Rules: []rules.Rule{rules.ForEach([]string{"a", "b", "a"}, queue)}}.Plain()
	require.Regexp(t, `^absent_test\.go:\d+: rules: alert QueueStuck: items 1 and 3 both make QueueStuck\{queue="a"\}$`, err.Error())
	_, err = rules.Group{Name: "g", Rules: []rules.Rule{rules.ForEach([]string{"a"}, nil)}}.Plain()
	require.ErrorContains(t, err, "group g: rule 1 is <nil> without a value")
	_, err = rules.Group{Name: "g", Rules: []rules.Rule{rules.ForEach([]string{"\xff"}, queue)}}.Plain()
	require.ErrorContains(t, err, "UTF-8")
}
