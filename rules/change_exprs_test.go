package rules_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
)

const cluster = `groups:
- name: g
  rules:
  - {record: "job:errors:rate5m", expr: 'sum by (job) (rate(errors_total[5m]))'}
  - {alert: Errors, expr: "job:errors:rate5m > 1 and on (job) up == 1", annotations: {summary: More than 1 error per second.}}
  - {alert: Busy, expr: "load > 4 and cores > 2"}
  - {alert: Watchdog, expr: vector(1)}
`

func loadCluster() *rules.Loaded {
	return rules.Load(fstest.MapFS{"g.yaml": {Data: []byte(cluster)}}, "g.yaml")
}

// exprs returns the expressions of set.
func exprs(t *testing.T, set *rules.Loaded) []string {
	t.Helper()
	groups, err := set.Plain()
	require.NoError(t, err)
	var texts []string
	for _, r := range groups[0].Rules {
		texts = append(texts, r.Expr)
	}
	return texts
}

// TestWhere shows that recorded metrics are left alone unless it is asked for, for their recordings have the matcher.
func TestWhere(t *testing.T) {
	set := loadCluster()
	set.Rules().Where(`cluster="prod"`)
	require.Equal(t, []string{
		`sum by (job) (rate(errors_total{cluster="prod"}[5m]))`,
		`job:errors:rate5m > 1 and on (job) up{cluster="prod"} == 1`,
		`load{cluster="prod"} > 4 and cores{cluster="prod"} > 2`,
		`vector(1)`,
	}, exprs(t, set))

	set = loadCluster()
	set.Rules().By("cluster").WhereAll(`cluster=~"a|b"`)
	require.Equal(t, []string{
		`sum by (job, cluster) (rate(errors_total{cluster=~"a|b"}[5m]))`,
		`job:errors:rate5m{cluster=~"a|b"} > 1 and on (job, cluster) up{cluster=~"a|b"} == 1`,
		`load{cluster=~"a|b"} > 4 and cores{cluster=~"a|b"} > 2`,
		`vector(1)`,
	}, exprs(t, set))
}

// TestWhereOfAlerts shows that what Prometheus makes of alerts is left alone: its labels are those that their expressions keep.
func TestWhereOfAlerts(t *testing.T) {
	set := alertWith(`ALERTS{severity="info"} == 1 unless on (a) ALERTS_FOR_STATE and b`, "0s", "")
	set.Alert("A").Where(`cluster="prod"`)
	require.Equal(t, []string{`ALERTS{severity="info"} == 1 unless on (a) ALERTS_FOR_STATE and b{cluster="prod"}`}, exprs(t, set))
}

func TestThreshold(t *testing.T) {
	set := loadCluster()
	set.Alert("Errors").ThresholdFrom(1, 5) // of two
	set.Alert("Busy").ThresholdFrom(4, 8)
	groups, err := set.Plain()
	require.ErrorContains(t, err, "change_exprs_test.go:67: rules: alert Errors: ThresholdFrom: 2 thresholds of 1 in job:errors:rate5m > 1 and up == 1, want 1")
	require.Nil(t, groups)

	set = loadCluster()
	set.Alert("Errors").Threshold(5)
	set.Alert("Busy").ThresholdFrom(4, 8).ThresholdFrom(2, 3)
	require.Equal(t, "job:errors:rate5m > 5 and on (job) up == 1", exprs(t, set)[1])
	require.Equal(t, "load > 8 and cores > 3", exprs(t, set)[2])
	require.Equal(t, "More than 5 error per second.", ruleOf(t, set, "Errors")[0].Annotations["summary"])
}

// TestChangeExpressionErrors shows what is said of expressions that cannot be changed as they were asked to.
func TestChangeExpressionErrors(t *testing.T) {
	tests := map[string]struct {
		change func(*rules.Loaded)
		want   []string
	}{
		"two thresholds":    {func(l *rules.Loaded) { l.Alert("Busy").Threshold(8) }, []string{"rules: alert Busy: Threshold: 2 thresholds in load > 4 and cores > 2, want 1"}},
		"no threshold":      {func(l *rules.Loaded) { l.Alert("Watchdog").Threshold(8) }, []string{"rules: alert Watchdog: Threshold: no threshold in vector(1), want 1"}},
		"no selector":       {func(l *rules.Loaded) { l.Alert("Watchdog").Where(`a="b"`) }, []string{"rules: alert Watchdog: Where changes none of 1 expressions"}},
		"no aggregation":    {func(l *rules.Loaded) { l.Alert("Busy").By("cluster") }, []string{"rules: alert Busy: By changes none of 1 expressions"}},
		"matchers":          {func(l *rules.Loaded) { l.Alert("Busy").Where(`a=`) }, []string{"rules: alert Busy: Where: 1:3: "}},
		"a recorded metric": {func(l *rules.Loaded) { l.Alerts().Where(`a="b"`) }, []string{"rules: alert Errors: Where: it reads job:errors:rate5m, whose recording at g.yaml:4:5 is not selected: select it, too, or use WhereAll"}},
		"a contradiction":   {func(l *rules.Loaded) { l.Alert("Busy").Where(`a="b"`).Where(`a="c"`) }, []string{`rules: alert Busy: Where: no series has both a="b" and a="c"`}},
		"a recording has no threshold of an alert": {func(l *rules.Loaded) { l.Recording("job:errors:rate5m").Threshold(1) }, []string{"recording rule job:errors:rate5m: Threshold: only alerts have that"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			set := loadCluster()
			test.change(set)
			_, err := set.Plain()
			requireErrors(t, err, test.want)
		})
	}
}
