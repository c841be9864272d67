package cover_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/promtest"
	"github.com/promwright/promwright/promtest/cover"
	"github.com/promwright/promwright/rules"
)

// series reads lines of promtool's notation, with a sample per minute: `up{job="a"} 1x10 _ 0`.
func series(lines ...string) []promtest.Series {
	var all []promtest.Series
	for _, line := range lines {
		i := strings.LastIndex(line, "}") + 1
		if i == 0 {
			i = strings.Index(line, " ")
		}
		all = append(all, promtest.Series{Metric: line[:i], Timeline: promtest.Notation(strings.TrimSpace(line[i:]))})
	}
	return all
}

// scenario returns a test of ten minutes of one rule.
func scenario(r rules.PlainRule, lines []string) promtest.Test {
	return promtest.Test{Rules: rules.PlainGroups{{Name: "g", Rules: []rules.PlainRule{r}}}, Series: series(lines...), End: 10 * time.Minute}
}

// run runs tests into one suite.
func run(t *testing.T, tests ...promtest.Test) *cover.Suite {
	t.Helper()
	suite := cover.New()
	for _, test := range tests {
		test.Cover = suite
		result, err := test.Eval(t.Context())
		require.NoError(t, err)
		require.Empty(t, result.Failures)
	}
	return suite
}

// states writes every branch of the first rule: "expr > 1: true", or "expr > 1: not false".
func states(s *cover.Suite) []string {
	lines := []string{}
	r := s.Report().Rules[0]
	for _, b := range r.Branches {
		text := b.Field
		if b.From < b.To {
			value := r.Expr
			if b.Field != "expr" {
				_, name, _ := strings.Cut(b.Field, ".")
				value = r.Labels[name] + r.Annotations[name]
			}
			text += " " + value[b.From:b.To]
		}
		not := "not "
		if b.Seen {
			not = ""
		}
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s: %s%s %s", text, not, b.Outcome, b.Problem)))
	}
	return lines
}

func record(expr string) rules.PlainRule { return rules.PlainRule{Record: "r", Expr: expr} }

func alert(expr string) rules.PlainRule { return rules.PlainRule{Alert: "A", Expr: expr} }

func TestExpressions(t *testing.T) {
	tests := map[string]struct {
		rule   rules.PlainRule
		series []string
		want   []string
	}{
		"a comparison that is true and false": {record(`m > 1`), []string{"m 1x5 2x5"}, []string{"record: yielded", "expr > 1: true", "expr > 1: false"}},
		"a comparison that is only true":      {record(`m > 1`), []string{"m 2x10"}, []string{"record: yielded", "expr > 1: true", "expr > 1: not false"}},
		"a comparison that is only false":     {record(`m > 1`), []string{"m 1x10"}, []string{"record: not yielded", "expr > 1: not true", "expr > 1: false"}},
		"one series is above, another below":  {record(`m > 1`), []string{`m{a="x"} 1x10`, `m{a="y"} 2x10`}, []string{"record: yielded", "expr > 1: true", "expr > 1: false"}},
		"NaN is not above":                    {record(`m > 1`), []string{"m NaN NaN NaN"}, []string{"record: not yielded", "expr > 1: not true", "expr > 1: false"}},
		"a comparison with bool":              {record(`m > bool 1`), []string{"m 1x10"}, []string{"record: yielded", "expr > bool 1: not true", "expr > bool 1: false"}},
		"a comparison of scalars": {record(`vector(time() >= bool 300)`), nil,
			[]string{"record: yielded", "expr >= bool 300: true", "expr >= bool 300: false"}},
		"a number on the left": {record(`1 < m`), []string{"m 2x10"}, []string{"record: yielded", "expr <: true", "expr <: not false"}},
		"names that tell elements apart, which bool drops": {record(`count by (__name__) ({__name__=~"m|n"} > 1)`), []string{"m 1x10", "n 2x10"},
			[]string{"record: yielded", "expr > 1: true", "expr > 1: false"}},
		"vectors that match, and are equal": {record(`m == n`), []string{"m 1x10", "n 1x10"},
			[]string{"record: yielded", "expr ==: true", "expr ==: not false"}},
		"vectors that never match": {record(`m == n`), []string{`m{a="x"} 1x10`, "n 1x10"},
			[]string{"record: not yielded", "expr ==: not true", "expr ==: not false"}},
		"a join that matches on one label": {record(`m / on (a) group_left n`), []string{`m{a="x",b="y"} 1x10`, `n{a="x"} 1x10`},
			[]string{"record: yielded", "expr /: matched"}},
		"a join that never matches": {record(`m / n`), []string{`m{a="x"} 1x10`, `n{a="y"} 1x10`},
			[]string{"record: not yielded", "expr /: not matched"}},
		"and keeps one and drops another": {record(`m and n`), []string{`m{a="x"} 1x10`, `m{a="y"} 1x10`, `n{a="x"} 1x10`},
			[]string{"record: yielded", "expr and: kept", "expr and: dropped"}},
		"and drops when the other side ends": {record(`m and n`), []string{`m 1x10`, `n 1x2 stale`},
			[]string{"record: yielded", "expr and: kept", "expr and: dropped"}},
		"and never drops": {record(`m and on () n`), []string{`m{a="x"} 1x10`, `n 1x10`},
			[]string{"record: yielded", "expr and: kept", "expr and: not dropped"}},
		"unless removes and keeps": {record(`m unless n`), []string{`m{a="x"} 1x10`, `m{a="y"} 1x10`, `n{a="x"} 1x10`},
			[]string{"record: yielded", "expr unless: kept", "expr unless: removed"}},
		"unless never removes": {record(`m unless n`), []string{`m 1x10`},
			[]string{"record: yielded", "expr unless: kept", "expr unless: not removed"}},
		"or with both sides": {record(`m or n`), []string{`m{a="x"} 1x10`, `n{a="y"} 1x10`},
			[]string{"record: yielded", "expr m: yielded", "expr or: contributed"}},
		"or whose right side is hidden by the left": {record(`m or n`), []string{`m{a="x"} 1x10`, `n{a="x"} 1x10`},
			[]string{"record: yielded", "expr m: yielded", "expr or: not contributed"}},
		"or without a left side": {record(`m or vector(0)`), nil,
			[]string{"record: yielded", "expr m: not yielded", "expr or: contributed"}},
		"each side of a chain of or": {record(`m or n or o`), []string{`m 1x10`, `o{a="x"} 1x10`},
			[]string{"record: yielded", "expr m: yielded", "expr or: not contributed", "expr or: contributed"}},
		"sides that bind less than the operator asked": {record(`m and n or o and p`),
			[]string{`m{a="x"} 1x10`, `n{a="x"} 1x10`, `o{a="x"} 1x10`, `p{a="x"} 1x10`},
			[]string{"record: yielded", "expr m and n: yielded", "expr and: kept", "expr and: not dropped", "expr or: not contributed",
				"expr and: kept", "expr and: not dropped"}},
		"absent that yields at last": {record(`absent(m)`), []string{"m 1x2 stale"},
			[]string{"record: yielded", "expr absent(m): yielded", "expr absent(m): empty"}},
		"absent that always yields": {record(`absent(m)`), nil,
			[]string{"record: yielded", "expr absent(m): yielded", "expr absent(m): not empty"}},
		"absent_over_time that never yields": {record(`absent_over_time(m[5m])`), []string{"m 1x10"},
			[]string{"record: not yielded", "expr absent_over_time(m[5m]): not yielded", "expr absent_over_time(m[5m]): empty"}},
		"inside of a subquery": {record(`max_over_time((m > 1)[3m:1m])`), []string{"m 1x5 2x5"},
			[]string{"record: yielded", "expr > 1: true", "expr > 1: false"}},
		"a subquery that looks only at the past, when all was true": {record(`count_over_time((m > 1)[2m:1m] offset 8m)`), []string{"m 2x2 1x10"},
			[]string{"record: yielded", "expr > 1: true", "expr > 1: not false"}},
		"an offset": {record(`m offset 9m > 1`), []string{"m 2x1 1x10"},
			[]string{"record: yielded", "expr > 1: true", "expr > 1: not false"}},
		"a subquery in a subquery": {record(`max_over_time(max_over_time((m > 1)[2m:1m])[3m:1m])`), []string{"m 1x10"},
			[]string{"record: not yielded", "expr > 1: not true", "expr > 1: false"}},
		"a time fixed by @": {record(`m @ 60 > 1`), []string{"m 1x1 2x10"},
			[]string{"record: not yielded", "expr > 1: not true", "expr > 1: false"}},
		"an operand of an aggregation, and its parameter": {record(`topk(scalar(n > 0), m != 3)`), []string{"m 2x10", "n 1x10"},
			[]string{"record: yielded", "expr > 0: true", "expr > 0: not false", "expr != 3: true", "expr != 3: not false"}},
		"nothing that the rule selects": {record(`m > 1`), []string{"n 2x10"}, []string{"record: not yielded", "expr > 1: not true", "expr > 1: not false"}},
		"a comment before the operator": {record("m # all\n > 1"), []string{"m 2x10"}, []string{"record: yielded", "expr > 1: true", "expr > 1: not false"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, states(run(t, scenario(test.rule, test.series)))); diff != "" {
				t.Errorf("branches of %s (-want +got):\n%s", test.rule.Expr, diff)
			}
		})
	}
}

func TestAlerts(t *testing.T) {
	const m = time.Minute
	tests := map[string]struct {
		rule   rules.PlainRule
		series []string
		want   []string // of what is not in the expression
	}{
		"fires all the time": {alert("m > 1"), []string{"m 2x10"}, []string{"alert: fired", "alert: not quiet"}},
		"does not fire":      {alert("m > 1"), []string{"m 1x10"}, []string{"alert: not fired", "alert: quiet"}},
		"without data it is not quiet, but gone": {alert("m > 1"), []string{"m 2x3 stale"},
			[]string{"alert: fired", "alert: not quiet"}},
		"reads nothing, so it cannot be quiet": {alert("vector(1)"), nil, []string{"alert: fired"}},
		"quiet by what a range selects":        {alert("rate(m[5m]) > 1"), []string{"m 0x10"}, []string{"alert: not fired", "alert: quiet"}},
		"pending to the end is neither fired nor reset": {rules.PlainRule{Alert: "A", Expr: "m > 1", For: 20 * m}, []string{"m 2x10"},
			[]string{"alert: not fired", "alert: not quiet", "for: not reset"}},
		"reset before it fires": {rules.PlainRule{Alert: "A", Expr: "m > 1", For: 5 * m}, []string{"m 2x3 1x10"},
			[]string{"alert: not fired", "alert: quiet", "for: reset"}},
		"reset, and pending again": {rules.PlainRule{Alert: "A", Expr: "m > 1", For: 2 * m}, []string{"m 2 1 2x10"},
			[]string{"alert: fired", "alert: quiet", "for: reset"}},
		"firing that ends is no reset": {rules.PlainRule{Alert: "A", Expr: "m > 1", For: 2 * m}, []string{"m 2x5 1x10"},
			[]string{"alert: fired", "alert: quiet", "for: not reset"}},
		"kept firing": {rules.PlainRule{Alert: "A", Expr: "m > 1", KeepFiringFor: 2 * m}, []string{"m 2x5 1x10"},
			[]string{"alert: fired", "alert: quiet", "keep_firing_for: kept"}},
		"not kept": {rules.PlainRule{Alert: "A", Expr: "m > 1", KeepFiringFor: 2 * m}, []string{"m 2x10"},
			[]string{"alert: fired", "alert: not quiet", "keep_firing_for: not kept"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, line := range states(run(t, scenario(test.rule, test.series))) {
				if !strings.HasPrefix(line, "expr ") {
					got = append(got, line)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("branches of %s (-want +got):\n%s", test.rule.Expr, diff)
			}
		})
	}
}

func TestTemplates(t *testing.T) {
	tests := map[string]struct {
		text   string
		values string
		want   []string
	}{
		"no actions": {"plain", "1x10", nil},
		"executed":   {"{{ $value }}", "1x10", []string{"annotations.text: executed"}},
		"never active": {"{{ if true }}a{{ end }}", "0x10", []string{
			"annotations.text: not executed", "annotations.text {{ if true }}: not true", "annotations.text {{ if true }}: not false"}},
		"both sides of if, at different values": {"{{ if gt $value 1.0 }}high{{ else }}low{{ end }}", "1x3 2x3", []string{
			"annotations.text: executed", "annotations.text {{ if gt $value 1.0 }}: true", "annotations.text {{ if gt $value 1.0 }}: false"}},
		"one side of an if without else": {"{{- if gt $value 1.0 -}} high {{- end -}}", "1x3", []string{
			"annotations.text: executed", "annotations.text {{- if gt $value 1.0 -}}: not true", "annotations.text {{- if gt $value 1.0 -}}: false"}},
		"else if": {"{{ if gt $value 2.0 }}a{{ else if gt $value 1.0 }}b{{ end }}", "2x3", []string{
			"annotations.text: executed", "annotations.text {{ if gt $value 2.0 }}: not true", "annotations.text {{ if gt $value 2.0 }}: false",
			"annotations.text {{ else if gt $value 1.0 }}: true", "annotations.text {{ else if gt $value 1.0 }}: not false"}},
		"with and range over a query": {`{{ with query "m" }}{{ range . }}{{ .Value }}{{ end }}{{ end }}{{ range query "n" }}{{ end }}`, "1x3", []string{
			"annotations.text: executed", `annotations.text {{ with query "m" }}: true`, `annotations.text {{ with query "m" }}: not false`,
			"annotations.text {{ range . }}: entered", "annotations.text {{ range . }}: not empty",
			`annotations.text {{ range query "n" }}: not entered`, `annotations.text {{ range query "n" }}: empty`}},
		"a template that it defines": {`{{ define "x" }}{{ if . }}a{{ end }}{{ end }}{{ template "x" true }}`, "1x3", []string{
			"annotations.text: executed", "annotations.text {{ if . }}: true", "annotations.text {{ if . }}: not false"}},
		"a failure": {`{{ query "m" | first | value | humanizeTimestamp | toTime }}{{ index $labels 3 }}`, "1x3", []string{
			"annotations.text: not executed template: error executing template __alert_A: template: __alert_A:1:"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := alert("m > 0")
			r.Annotations = map[string]string{"text": test.text}
			var got []string
			for _, line := range states(run(t, scenario(r, []string{"m " + test.values}))) {
				if strings.HasPrefix(line, "annotations") {
					got = append(got, line)
				}
			}
			if name == "a failure" {
				require.Len(t, got, 1)
				require.True(t, strings.HasPrefix(got[0], test.want[0]), got[0])
				return
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("branches of %s (-want +got):\n%s", test.text, diff)
			}
		})
	}
}

// TestLabels says that labels of the group count where the rule does not hide them.
func TestLabels(t *testing.T) {
	r := alert("m > 0")
	r.Labels = map[string]string{"a": "{{ $value }}", "b": "plain"}
	one := promtest.Test{End: time.Minute, Series: series("m 1x5"), Rules: rules.PlainGroups{{
		Name: "g", Labels: map[string]string{"a": "{{ if true }}{{ end }}", "c": "{{ $labels.x }}"}, Rules: []rules.PlainRule{r}}}}
	require.Equal(t, []string{"labels.a: executed", "labels.c: executed"}, states(run(t, one))[4:])
}

// TestMerged says that what other rules record is seen, and that a rule of two tests is one rule.
func TestMerged(t *testing.T) {
	groups := rules.PlainGroups{{Name: "g", Rules: []rules.PlainRule{record("sum(m)"), {Alert: "A", Expr: "r > 1", At: "f.go:3"}}}}
	low := promtest.Test{Rules: groups, End: time.Minute, Series: series("m 1x5")}
	high := promtest.Test{Rules: groups, End: time.Minute, Series: series("m 2x5")}
	report := run(t, low, high).Report()
	require.Len(t, report.Rules, 2)
	require.Equal(t, cover.Count{Seen: 5, All: 5}, report.Count())
	require.Equal(t, cover.Count{Seen: 3, All: 5}, run(t, low).Report().Count())
}

// TestAdd says that rules which no test loads count as not covered, even where they would yield something.
func TestAdd(t *testing.T) {
	suite := run(t, scenario(record("m"), []string{"m 1x5"}))
	require.NoError(t, suite.Add(rules.PlainGroups{{Name: "g", Rules: []rules.PlainRule{alert("absent(x)")}}}))
	report := suite.Report()
	require.Equal(t, cover.Count{Seen: 1, All: 5}, report.Count())
	require.EqualError(t, report.Check(80), "cover: 20% of the branches are covered, 1 of 5, below 80%: 3 branches missing; 1 rule was never reached")
	require.NoError(t, report.Check(20))
	require.EqualError(t, cover.New().Report().Check(1), "cover: no rule was loaded, 1% of the branches must be covered")
}
