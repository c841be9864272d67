package infer_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

// group parses a file with one group of the rules, each indented as an item of a list.
func group(t testing.TB, name, rules string) *rulefile.File {
	f := rulefile.Parse(name, []byte("groups:\n- name: g\n  rules:\n"+rules))
	require.Empty(t, f.Errors)
	return f
}

func TestThroughRecordingRules(t *testing.T) {
	const possible, certain, gone = infer.Possible, infer.Certain, infer.Gone
	type labels map[string]infer.Presence
	tests := map[string]struct {
		rules string // of which the last is asked
		want  labels
	}{
		"a record keeps what its expression keeps": {`
  - {record: "job:up:sum", expr: "sum by (job) (up{env='x'})"}
  - {alert: A, expr: "job:up:sum < 1"}`, labels{"job": possible, "instance": gone, "env": gone, "__name__": certain}},
		"two steps": {`
  - {record: "b", expr: "max by (job) (a)"}
  - {record: "c", expr: "max by (job, pod) (b)"}
  - {alert: A, expr: "c > 1"}`, labels{"job": possible, "pod": gone}},
		"in any order": {`
  - {record: "c", expr: "max by (job, pod) (b)"}
  - {record: "b", expr: "max by (job) (a)"}
  - {alert: A, expr: "c > 1"}`, labels{"job": possible, "pod": gone}},
		"static labels are on it": {`
  - {record: "r", expr: "sum(up)", labels: {team: x, job: ""}}
  - {alert: A, expr: "r > 1"}`, labels{"team": certain, "job": gone, "pod": gone}},
		"an empty static label removes": {`
  - {record: "r", expr: "up{job='x'}", labels: {job: ""}}
  - {alert: A, expr: "r > 1"}`, labels{"job": gone, "pod": possible}},
		"static labels of an alert are not on its expression": {`
  - {alert: A, expr: "sum(up) > 1", labels: {severity: page}}`, labels{"severity": gone}},
		"several rules record it": {`
  - {record: "r", expr: "sum by (a, b) (x)", labels: {q: "1"}}
  - {record: "r", expr: "sum by (a, c) (x)", labels: {q: "2"}}
  - {alert: A, expr: "r > 1"}`, labels{"a": possible, "b": possible, "c": possible, "d": gone, "q": certain}},
		"a matcher on a static label selects one of them": {`
  - {record: "r", expr: "sum by (a, b) (x)", labels: {q: "1"}}
  - {record: "r", expr: "sum by (a, c) (x)", labels: {q: "2"}}
  - {alert: A, expr: "r{q=~'2|3'} > 1"}`, labels{"a": possible, "b": gone, "c": possible, "q": certain}},
		"matchers narrow": {`
  - {record: "r", expr: "sum by (a, b) (x)"}
  - {alert: A, expr: "r{a!='',b=''} > 1"}`, labels{"a": certain, "b": gone, "c": gone}},
		"a matcher on a label that no rule gives tells of another origin": {`
  - {record: "r", expr: "sum by (a) (x)"}
  - {alert: A, expr: "r{cluster='x'} > 1"}`, labels{"cluster": certain, "pod": possible}},
		"a cycle is cut": {`
  - {record: "r", expr: "sum by (a) (s)"}
  - {record: "s", expr: "max by (a, b) (r) or x"}
  - {alert: A, expr: "s > 1"}`, labels{"a": possible, "b": possible, "c": possible}},
		"beside a cycle answers are exact": {`
  - {record: "r", expr: "sum by (a) (r)"}
  - {alert: A, expr: "r > 1"}`, labels{"a": possible, "b": gone}},
		"a rule may read what it writes": {`
  - {record: "r", expr: "sum by (a) (x)"}
  - {record: "r", expr: "r", labels: {d: x}}`, labels{"d": possible}},
		"an unknown metric is open": {`
  - {alert: A, expr: "nothing_records_this > 1"}`, labels{"a": possible, "__name__": certain}},
		"a name given by regex is unknown": {`
  - {record: "r", expr: "sum(x)"}
  - {alert: A, expr: "{__name__=~'r|s'} > 1"}`, labels{"a": possible}},
		"a name given as a matcher is known": {`
  - {record: "r", expr: "sum(x)"}
  - {alert: A, expr: "{__name__='r'} > 1"}`, labels{"a": gone}},
		"ALERTS carry the labels of the alert": {`
  - {alert: B, expr: "sum by (job) (up) < 1", labels: {severity: page, text: "{{ $value }}"}}
  - {alert: A, expr: "ALERTS{alertname='B'} == 1"}`, labels{"alertname": certain, "alertstate": certain, "severity": certain, "text": possible, "job": possible, "pod": gone}},
		"ALERTS of any alert are open": {`
  - {alert: B, expr: "sum(up) < 1"}
  - {alert: A, expr: "ALERTS == 1"}`, labels{"alertname": certain, "pod": possible}},
		"a record that does not parse is unknown": {`
  - {record: "r", expr: "sum((x)"}
  - {alert: A, expr: "r > 1"}`, labels{"a": possible}},
		"a rule that does not parse is unknown": {`
  - {alert: A, expr: "sum((x)"}`, labels{"a": possible}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := group(t, "rules.yaml", strings.TrimPrefix(test.rules, "\n"))
			rules := f.Groups[0].Rules
			result := infer.New([]*rulefile.File{f}, nil).Of(rules[len(rules)-1])
			got := labels{}
			for label := range test.want {
				got[label] = result.Label(label).Presence
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.rules, diff)
			}
		})
	}
}

func TestGroupLabels(t *testing.T) {
	f := rulefile.Parse("a.yaml", []byte(`groups:
- name: g
  labels: {team: x, zone: y}
  rules:
  - {record: r, expr: sum(up), labels: {zone: ""}}
  - {alert: A, expr: r > 1}
`))
	require.Empty(t, f.Errors)
	result := infer.New([]*rulefile.File{f}, nil).Of(f.Groups[0].Rules[1])
	require.Equal(t, infer.Certain, result.Label("team").Presence)
	require.Equal(t, infer.Gone, result.Label("zone").Presence)
}

func TestLossNamesTheRecordingRule(t *testing.T) {
	records := group(t, "records.yaml", `  - {record: "job:up:sum", expr: "sum by (job) (up)"}`)
	alerts := group(t, "alerts.yaml", `  - {alert: A, expr: "max by (job, instance) (job:up:sum) < 1"}`)
	r := infer.New([]*rulefile.File{alerts, records}, nil)

	loss := r.Of(alerts.Groups[0].Rules[0]).Label("instance").Loss
	require.Same(t, records.Groups[0].Rules[0], loss.Rule)
	require.Equal(t, "only job is kept here", loss.Message)
	span := loss.Span()
	require.Equal(t, "sum by (job)", string(records.Source[span.Start.Offset:span.End.Offset]))

	pod := r.Of(alerts.Groups[0].Rules[0]).Label("pod").Loss
	require.Same(t, records.Groups[0].Rules[0], pod.Rule, "the first to drop it")

	loss = r.Expr(parse(t, `max(job:up:sum)`)).Label("job").Loss
	require.Nil(t, loss.Rule)
	require.Equal(t, "max drops every label", loss.Message)
}

// A chain of records, a fan of rules for one name, many branches and a long expression cost work in proportion to their
// size. Bytes allocated stand for work: they are the same on a busy machine.
func TestLinear(t *testing.T) {
	small, large := work(t, 100), work(t, 400)
	require.Less(t, float64(large)/float64(small), 6.0, "four times as many rules")
}

// work returns the bytes that inferring n rules of each kind allocates.
func work(t *testing.T, n int) uint64 {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "  - {record: chain%d, expr: 'max by (a, l%d) (chain%d) or chain%d'}\n", i, i, i+1, i+1)
		fmt.Fprintf(&b, "  - {record: fan, expr: 'sum by (a, f%d) (fan) + on (a) chain%d', labels: {n: '%d'}}\n", i, i, i)
		fmt.Fprintf(&b, "  - {alert: A%d, expr: 'fan{n=\"%d\"} > 1'}\n", i, i)
	}
	fmt.Fprintf(&b, "  - {alert: Long, expr: '%s'}\n", strings.Repeat("x + on (a) ", 2*n)+"x")
	fmt.Fprintf(&b, "  - {alert: Wide, expr: '%s'}\n", strings.Repeat("x{a=\"1\"} or ", 2*n)+"x")
	f := group(t, "rules.yaml", b.String())
	for rule := range f.Rules() {
		_, err := rule.Query() // the parser's own work is not ours
		require.NoError(t, err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	r := infer.New([]*rulefile.File{f}, nil)
	runtime.ReadMemStats(&after)

	rules := f.Groups[0].Rules
	require.Equal(t, infer.Gone, r.Of(rules[len(rules)-2]).Label("b").Presence)
	require.Equal(t, infer.Possible, r.Of(rules[len(rules)-1]).Label("a").Presence)
	return after.TotalAlloc - before.TotalAlloc
}

// A selector that wants what every rule of its name has lost selects nothing.
func TestUnfed(t *testing.T) {
	tests := map[string]struct{ rules, selector, want string }{
		"lost":                     {`  - {record: r, expr: "sum by (job) (up)"}`, `r{instance="a"}`, `instance="a": only job is kept here`},
		"kept":                     {`  - {record: r, expr: "sum by (job) (up)"}`, `r{job="a"}`, ""},
		"matches nothing, too":     {`  - {record: r, expr: "sum by (job) (up)"}`, `r{instance!="a"}`, ""},
		"one of two rules keeps":   {"  - {record: r, expr: sum by (job) (up)}\n  - {record: r, expr: sum by (instance) (up)}", `r{instance="a"}`, ""},
		"added by the rule":        {`  - {record: r, expr: sum(up), labels: {team: x}}`, `r{team="x"}`, ""},
		"nobody records it":        {`  - {record: r, expr: sum(up)}`, `q{team="x"}`, ""},
		"one rule does not parse":  {"  - {record: r, expr: sum(up)}\n  - {record: r, expr: sum(up}", `r{team="x"}`, ""},
		"an alert that is without": {`  - {alert: A, expr: sum by (job) (up) < 1}`, `ALERTS{alertname="A", instance="x"}`, `instance="x": only job is kept here`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			expr, err := promqlParser.ParseExpr(test.selector)
			require.NoError(t, err)
			got := ""
			if m, loss := infer.New([]*rulefile.File{group(t, "rules.yaml", test.rules+"\n")}, nil).Unfed(expr.(*parser.VectorSelector)); m != nil {
				got = fmt.Sprintf("%s: %s", m, loss.Message)
			}
			require.Equal(t, test.want, got)
		})
	}
}
