package rules_test

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/promql"
)

var readonly = promql.NewGauge("node_filesystem_readonly", "instance", "job", "device", "fstype", "mountpoint")

func filling() rules.Ladder {
	return rules.Ladder{
		Alert: rules.Alert{
			Name:        "AlmostFull",
			Expr:        avail.Div(size).Mul(100),
			For:         10 * time.Minute,
			Labels:      map[string]string{"area": "disk"},
			Summary:     "Less than <threshold>% left.",
			Annotations: map[string]string{"dashboard": "d?limit=<threshold>"},
		},
		Guard: readonly.Eq(0),
		Below: []rules.Step{
			{At: 20, Severity: rules.Info, For: 30 * time.Minute},
			{At: 10, Severity: rules.Warning, Labels: map[string]string{"area": "storage"}},
			{At: 2.5, Severity: rules.Critical, For: time.Minute, Annotations: map[string]string{"action": "delete <threshold>"}},
		},
	}
}

func TestLadder(t *testing.T) {
	got, err := rules.Group{Name: "g", Rules: []rules.Rule{filling()}}.Plain()
	require.NoError(t, err)
	const expr = "node_filesystem_avail_bytes / node_filesystem_size_bytes * 100 < "
	const guard = "\nand\nnode_filesystem_readonly == 0"
	at := got[0].Rules[0].At
	require.Regexp(t, `^ladder_test\.go:\d+$`, at)
	want := []rules.PlainRule{
		{
			Alert: "AlmostFull", Expr: expr + "20" + guard, For: 30 * time.Minute, At: at,
			Labels:      map[string]string{"area": "disk", "severity": "info"},
			Annotations: map[string]string{"summary": "Less than 20% left.", "dashboard": "d?limit=20"},
		},
		{
			Alert: "AlmostFull", Expr: expr + "10" + guard, For: 10 * time.Minute, At: at,
			Labels:      map[string]string{"area": "storage", "severity": "warning"},
			Annotations: map[string]string{"summary": "Less than 10% left.", "dashboard": "d?limit=10"},
		},
		{
			Alert: "AlmostFull", Expr: expr + "2.5" + guard, For: time.Minute, At: at,
			Labels:      map[string]string{"area": "disk", "severity": "critical"},
			Annotations: map[string]string{"summary": "Less than 2.5% left.", "dashboard": "d?limit=2.5", "action": "delete 2.5"},
		},
	}
	for i := range want {
		want[i].Expr = oneLine(want[i].Expr)
		got[0].Rules[i].Expr = oneLine(got[0].Rules[i].Expr)
	}
	require.Empty(t, cmp.Diff(want, got[0].Rules))
}

// oneLine returns an expression as it is printed on one line.
func oneLine(expr string) string { return promql.AsInstant(promql.Text(expr)).AddNum(0).String() }

func TestLadderAbove(t *testing.T) {
	l := rules.Ladder{
		Alert: rules.Alert{Name: "Hot", Expr: promql.Text("temperature")},
		Above: []rules.Step{{At: 60, Severity: rules.Warning}, {At: 80, Severity: rules.Critical}},
	}
	got, err := rules.Group{Name: "g", Rules: []rules.Rule{&l}}.Plain()
	require.NoError(t, err)
	require.Equal(t, "temperature > 60", got[0].Rules[0].Expr)
	require.Equal(t, "temperature > 80", got[0].Rules[1].Expr)
}

func TestLadderErrors(t *testing.T) {
	tests := map[string]struct {
		change func(*rules.Ladder)
		want   string
	}{
		"out of order": {func(l *rules.Ladder) { l.Below[1].At = 30 },
			"rules: ladder AlmostFull: step 2 is below 30, after below 20: want each step worse than the one before"},
		"the same twice": {func(l *rules.Ladder) { l.Below[1].At = 20 }, "step 2 is below 20, after below 20"},
		"falling above":  {func(l *rules.Ladder) { l.Above, l.Below = l.Below, nil }, "step 2 is above 10, after above 20"},
		"both":           {func(l *rules.Ladder) { l.Above = l.Below }, "steps are given Below and Above, want one of them"},
		"none":           {func(l *rules.Ladder) { l.Below = nil }, "there are no steps"},
		"not a number": {func(l *rules.Ladder) {
			l.Below, l.Above = nil, []rules.Step{{At: promql.Num(math.NaN()), Severity: rules.Info}}
		}, "step 1 is above NaN, which nothing is"},
		"a severity":      {func(l *rules.Ladder) { l.Alert.Severity = rules.Info }, "the alert has severity info, want one for each step"},
		"no severity":     {func(l *rules.Ladder) { l.Below[0].Severity = "" }, "step 1, below 20, has no severity"},
		"severity twice":  {func(l *rules.Ladder) { l.Below[2].Severity = rules.Info }, "steps 1 and 3 both are info"},
		"no expression":   {func(l *rules.Ladder) { l.Alert.Expr = nil }, "the expression is missing"},
		"wrong guard":     {func(l *rules.Ladder) { l.Guard = promql.Text("up ==") }, "Text: 1:6: unexpected end of input"},
		"wrong text":      {func(l *rules.Ladder) { l.Alert.Summary = "{{ nope }}" }, `annotation summary: line 1: function "nope" not defined`},
		"wrong for":       {func(l *rules.Ladder) { l.Below[0].For = -1 }, "for is -1ns, want 0 or more"},
		"the zero ladder": {func(l *rules.Ladder) { *l = rules.Ladder{} }, "there are no steps"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			l := filling()
			test.change(&l)
			_, err := rules.Group{Name: "g", Rules: []rules.Rule{l}}.Plain()
			require.ErrorContains(t, err, test.want)
			_, err = l.Inhibitions()
			require.ErrorContains(t, err, test.want)
		})
	}
	_, err := rules.Group{Name: "g", Rules: []rules.Rule{(*rules.Ladder)(nil)}}.Plain()
	require.ErrorContains(t, err, "rule 1 is *rules.Ladder without a value")
}

func TestInhibitions(t *testing.T) {
	alertname := `alertname="AlmostFull"`
	kept := []string{"device", "fstype", "instance", "job", "mountpoint"}
	tests := map[string]struct {
		change func(*rules.Ladder)
		equal  []string
		err    string
	}{
		"declared":       {func(*rules.Ladder) {}, kept, ""},
		"named":          {func(l *rules.Ladder) { l.Equal = []string{"instance"} }, []string{"instance"}, ""},
		"aggregated":     {func(l *rules.Ladder) { l.Alert.Expr, l.Guard = promql.Text("sum by (instance, cluster) (m)"), nil }, []string{"cluster", "instance"}, ""},
		"aggregated all": {func(l *rules.Ladder) { l.Alert.Expr, l.Guard = promql.Sum(avail), nil }, nil, ""},
		"without some": {func(l *rules.Ladder) { l.Alert.Expr, l.Guard = promql.Sum(avail, promql.Without("fstype", "job")), nil },
			[]string{"device", "instance", "mountpoint"}, ""},
		"set by the alert": {func(l *rules.Ladder) { l.Alert.Labels = map[string]string{"job": "x"} }, []string{"device", "fstype", "instance", "mountpoint"}, ""},
		"in text with holes": {func(l *rules.Ladder) {
			l.Alert.Expr, l.Guard = promql.Text("100 * $a / $b", promql.Vars{"a": avail, "b": size}), nil
		}, kept, ""},
		"made": {func(l *rules.Ladder) {
			l.Alert.Expr, l.Guard = promql.Sum(promql.LabelReplace(avail, "host", "$1", "instance", "(.*):.*"), promql.Without("instance")), nil
		}, nil, "which labels label_replace makes is not followed"},
		"set by a step": {func(l *rules.Ladder) { l.Below[1].Labels = map[string]string{"job": "x"} }, []string{"device", "fstype", "instance", "mountpoint"}, ""},
		"unknown": {func(l *rules.Ladder) { l.Alert.Expr = promql.Text("some_free_ratio") }, nil,
			"ladder AlmostFull: which labels some_free_ratio has is not known: declare metrics with their labels, or name them in Equal"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			l := filling()
			test.change(&l)
			got, err := l.Inhibitions()
			if test.err != "" {
				require.ErrorContains(t, err, test.err)
				return
			}
			require.NoError(t, err)
			want := []rules.Inhibition{
				{Source: []string{alertname, `severity="critical"`}, Target: []string{alertname, `severity=~"info|warning"`}, Equal: test.equal},
				{Source: []string{alertname, `severity="warning"`}, Target: []string{alertname, `severity="info"`}, Equal: test.equal},
			}
			require.Empty(t, cmp.Diff(want, got, cmpopts.EquateEmpty()))
		})
	}
}
