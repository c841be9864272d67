package rules_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/promql"
)

var up = promql.NewGauge("up")

// TestErrors shows what wrong rules say; those that have an expression say first where that was made.
func TestErrors(t *testing.T) {
	down := up.Eq(0) // @
	ratio := rules.Recording{Name: "job:up:ratio", Expr: promql.Avg(up, promql.By("job"))}
	below := ratio.Metric().Lt(0.5) // @
	tests := map[string]struct {
		rules []rules.Rule
		want  []string
	}{
		"no name":           {[]rules.Rule{rules.Alert{Expr: down}}, []string{"@: rules: alert number 1: the name is missing"}},
		"no expression":     {[]rules.Rule{rules.Alert{Name: "Down"}}, []string{"rules: group g: alert Down: the expression is missing"}},
		"a zero expression": {[]rules.Rule{rules.Alert{Name: "Down", Expr: promql.Instant{}}}, []string{"rules: alert Down: Err: the zero value is no expression"}},
		"nothing at all": {[]rules.Rule{rules.Recording{}}, []string{
			"rules: group g: recording rule number 1: the expression is missing", "rules: group g: recording rule number 1: the name is missing"}},
		"nil":           {[]rules.Rule{nil}, []string{"rules: group g: rule 1 is <nil> without a value, want an Alert, a Recording, a Ladder or an SLO"}},
		"a nil pointer": {[]rules.Rule{(*rules.Alert)(nil)}, []string{"rules: group g: rule 1 is *rules.Alert without a value"}},
		"durations": {[]rules.Rule{rules.Alert{Name: "Down", Expr: down, For: -time.Second, KeepFiringFor: time.Microsecond}}, []string{
			"@: rules: alert Down: for is -1s, want 0 or more", "@: rules: alert Down: keep firing for 1µs is not in whole milliseconds"}},
		"two severities": {[]rules.Rule{rules.Alert{Name: "Down", Expr: down, Severity: rules.Critical, Labels: map[string]string{"severity": "page"}}},
			[]string{`@: rules: alert Down: label severity is given twice, as "critical" and as "page"`}},
		"two summaries": {[]rules.Rule{rules.Alert{Name: "Down", Expr: down, Summary: "a", Annotations: map[string]string{"summary": "b"}}},
			[]string{`@: rules: alert Down: annotation summary is given twice, as "a" and as "b"`}},
		"label names": {[]rules.Rule{rules.Alert{Name: "Down", Expr: down, Labels: map[string]string{"": "a", "__name__": "b", "a b": "c", "alertname": "d"}}}, []string{
			`label name "" is not valid`, `label name "__name__" is not valid`, `label name "a b" is not valid`, "label alertname is set by Prometheus to the name of the alert"}},
		"annotation names": {[]rules.Rule{rules.Alert{Name: "Down", Expr: down, Annotations: map[string]string{"a b": "c"}}}, []string{`annotation name "a b" is not valid`}},
		"values":           {[]rules.Rule{rules.Recording{Name: "a:b", Expr: down, Labels: map[string]string{"a": "\xff"}}}, []string{"@: rules: recording rule a:b: label a is not valid UTF-8"}},
		"record names":     {[]rules.Rule{rules.Recording{Name: "sum(up)", Expr: down}}, []string{`@: rules: recording rule sum(up): metric name "sum(up)" holds '('`}},
		"an unclosed action": {[]rules.Rule{rules.Alert{Name: "Down", Expr: down, Summary: "{{ $labels.job", Description: "ok\n{{ end }}"}}, []string{
			"annotation description: line 2: unexpected {{end}}", "annotation summary: line 1: unclosed action"}},
		"an unknown function": {[]rules.Rule{rules.Alert{Name: "Down", Expr: down, Labels: map[string]string{"a": "{{ humanise $value }}"}}},
			[]string{`label a: line 1: function "humanise" not defined`}},
		"an unknown variable": {[]rules.Rule{rules.Alert{Name: "Down", Expr: down, Summary: "{{ $label.job }}"}},
			[]string{`annotation summary: line 1: undefined variable "$label"`}},
		"an alert before its recording": {[]rules.Rule{rules.Alert{Name: "Low", Expr: below}, ratio},
			[]string{"@: rules: alert Low: it reads job:up:ratio, which rule 2 of group g records after it: put the recording before the alert, or its value is one interval old"}},
		"an alert before a recording that may be what it reads": {[]rules.Rule{rules.Alert{Name: "Low", Expr: promql.Text(`{"job:up:ratio", team=~"a|b", job="x"} < 0.5`)},
			rules.Recording{Name: ratio.Name, Expr: ratio.Expr, Labels: map[string]string{"team": "b"}}},
			[]string{"rules: alert Low: it reads job:up:ratio, which rule 2 of group g records after it"}},
		"all at once, with those of expressions": {[]rules.Rule{
			rules.Alert{Name: "A", Expr: up.Where("job=").Div(up.AvgOverTime(0)), For: -1},
			&rules.Recording{Name: "b", Expr: promql.Text("up[5m]")},
		}, []string{"errors_test.go:55: rules: alert A: Where: 1:5: ", "errors_test.go:55: rules: alert A: AvgOverTime: the range is 0s", "errors_test.go:55: rules: alert A: for is -1ns", "errors_test.go:56: rules: recording rule b: Text: the expression is a range"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := rules.Group{Name: "g", Rules: test.rules}.Plain()
			require.Error(t, err)
			errs := err.(interface{ Unwrap() []error }).Unwrap()
			require.Len(t, errs, len(test.want), "%v", err)
			for i, want := range test.want {
				got := errs[i].Error()
				if rest, ok := strings.CutPrefix(want, "@: "); ok {
					require.Regexp(t, `^errors_test\.go:(18|20): `, got)
					want = rest
				}
				require.Contains(t, got, want)
			}
		})
	}
}

// TestOrderByLabels has recordings of one name behind the alert, whose labels are not those that it reads.
func TestOrderByLabels(t *testing.T) {
	ratio := func(team string) rules.Recording {
		return rules.Recording{Name: "job:up:ratio", Expr: promql.Avg(up, promql.By("job")), Labels: map[string]string{"team": team}}
	}
	low := rules.Alert{Name: "Low", Expr: ratio("a").Metric().Where(`team="a", env="prod"`).Lt(0.5)}
	_, err := rules.Group{Name: "g", Rules: []rules.Rule{ratio("a"), low, ratio("b")}}.Plain()
	require.NoError(t, err)
	_, err = rules.Group{Name: "g", Rules: []rules.Rule{low, ratio("a")}, Labels: map[string]string{"env": "test"}}.Plain()
	require.NoError(t, err)
	_, err = rules.Group{Name: "g", Rules: []rules.Rule{low, ratio("a")}, Labels: map[string]string{"env": "prod"}}.Plain()
	require.ErrorContains(t, err, "it reads job:up:ratio, which rule 2 of group g records after it")
}

func TestGroupErrors(t *testing.T) {
	tests := map[string]struct {
		source rules.Source
		want   string
	}{
		"no name":        {rules.Group{}, "rules: group number 1: the name is missing"},
		"interval":       {rules.Group{Name: "g", Interval: -time.Minute}, "rules: group g: interval is -1m0s, want 0 or more"},
		"query offset":   {rules.Group{Name: "g", QueryOffset: new(time.Nanosecond)}, "rules: group g: query offset 1ns is not in whole milliseconds"},
		"limit":          {rules.Group{Name: "g", Limit: -1}, "rules: group g: the limit is -1, want 0 or more"},
		"a strategy":     {rules.Group{Name: "g", PartialResponseStrategy: "fail"}, `rules: group g: the partial response strategy is "fail", want abort or warn`},
		"label":          {rules.Group{Name: "g", Labels: map[string]string{"a b": ""}}, `rules: group g: label name "a b" is not valid`},
		"one name twice": {rules.Groups{{Name: "g"}, {Name: "g"}}, "rules: group g: the name is given to two groups"},
		"in a set":       {rules.Set{Name: "s", Groups: rules.Groups{{}}}, "rules: set s: group number 1: the name is missing"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			groups, err := test.source.Plain()
			require.EqualError(t, err, test.want)
			require.Nil(t, groups)
		})
	}
	groups, err := rules.Set{}.Plain()
	require.NoError(t, err)
	require.Empty(t, groups)
}
