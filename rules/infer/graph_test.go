package infer_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

// ruleNames are the names of rules, each with the label q that it sets, if it sets one.
func ruleNames(rules []*rulefile.Rule) []string {
	names := []string{}
	for _, rule := range rules {
		name := rule.Name().Value
		if q, ok := rule.Labels.Get("q"); ok {
			name += " " + q.Value
		}
		names = append(names, name)
	}
	return names
}

func TestRecordedAndReaders(t *testing.T) {
	file := group(t, "rules.yaml", `
  - {record: "job:a:rate5m", expr: "a", labels: {q: "1"}}
  - {record: "job:a:rate5m", expr: "a", labels: {q: "2"}}
  - {record: "job:b:rate5m", expr: "b"}
  - {record: "job:b:rate1h", expr: "b"}
  - {alert: "A", expr: "x > 1", labels: {severity: page}}
  - {alert: "B", expr: "x > 1", labels: {severity: "{{ $labels.x }}"}}`)
	tests := map[string][]string{
		`job:a:rate5m`:                          {"job:a:rate5m 1", "job:a:rate5m 2"},
		`job:a:rate5m{q="2"}`:                   {"job:a:rate5m 2"},
		`job:a:rate5m{q=~"2|3", job="x"}`:       {"job:a:rate5m 2"},
		`job:a:rate5m{q="3"}`:                   {},
		`job:b:rate5m{q=""}`:                    {"job:b:rate5m"},
		`{__name__="job:b:rate5m"}`:             {"job:b:rate5m"},
		`{__name__=~"job:.*:rate5m", q!="1"}`:   {"job:a:rate5m 2", "job:b:rate5m"},
		`{__name__=~"job:b:rate5m|job:c:rate"}`: {"job:b:rate5m"},
		`{__name__=~"job:.+",__name__!~".*1h"}`: {"job:a:rate5m 1", "job:a:rate5m 2", "job:b:rate5m"},
		`{__name__=~".+"}`:                      {},
		`{job="x"}`:                             {},
		`ALERTS`:                                {"A", "B"},
		`ALERTS{alertname="A"}`:                 {"A"},
		`ALERTS{alertname=~"A|C"}`:              {"A"},
		`ALERTS{severity="page"}`:               {"A", "B"},
		`ALERTS{severity="warning"}`:            {"B"},
		`ALERTS{alertstate="firing"}`:           {"A", "B"},
		`ALERTS_FOR_STATE{alertname!="A"}`:      {"B"},
		`nothing`:                               {},
	}
	for query, want := range tests {
		t.Run(query, func(t *testing.T) {
			expr, err := promqlParser.ParseExpr(query)
			require.NoError(t, err)
			rules := infer.New([]*rulefile.File{file}, nil)
			if diff := cmp.Diff(want, ruleNames(rules.Recorded(expr.(*parser.VectorSelector)))); diff != "" {
				t.Errorf("Recorded (-want +got):\n%s", diff)
			}

			reader := group(t, "reader.yaml", fmt.Sprintf("  - {record: reader, expr: %q}", query))
			rules = infer.New([]*rulefile.File{file, reader}, nil)
			read := []*rulefile.Rule{}
			for rule := range file.Rules() {
				if len(rules.Readers(rule)) > 0 {
					require.Equal(t, []string{"reader"}, ruleNames(rules.Readers(rule)))
					read = append(read, rule)
				}
			}
			if diff := cmp.Diff(want, ruleNames(read)); diff != "" {
				t.Errorf("Readers (-want +got):\n%s", diff)
			}
		})
	}
}

// Rules of one name are looked up by label where there are many of them.
func TestRecordedByManyRules(t *testing.T) {
	var b strings.Builder
	for i := range 20 {
		fmt.Fprintf(&b, "  - {record: r, expr: x, labels: {q: %q, w: '{{ 1 }}'}}\n", fmt.Sprint(i))
	}
	rules := infer.New([]*rulefile.File{group(t, "a.yaml", b.String())}, nil)
	for query, want := range map[string]int{`r`: 20, `r{q="3"}`: 1, `r{q=~"3|4"}`: 2, `r{q="30"}`: 0, `r{other="3"}`: 20} {
		expr, err := promqlParser.ParseExpr(query)
		require.NoError(t, err)
		require.Len(t, rules.Recorded(expr.(*parser.VectorSelector)), want, query)
	}
}

func TestCycles(t *testing.T) {
	tests := map[string]struct {
		rules string
		want  []string
	}{
		"none": {`
  - {record: "a", expr: "x"}
  - {record: "b", expr: "a"}
  - {record: "c", expr: "a + b"}`, nil},
		"two": {`
  - {record: "a", expr: "sum(b)"}
  - {record: "b", expr: "sum(a)"}`, []string{"a b starved"}},
		"four, from the first in the file on, whoever reads them": {`
  - {record: "z", expr: "b"}
  - {record: "a", expr: "d"}
  - {record: "b", expr: "a"}
  - {record: "c", expr: "b"}
  - {record: "d", expr: "c * 2"}`, []string{"a d c b starved"}},
		"two cycles": {`
  - {record: "a", expr: "b"}
  - {record: "c", expr: "d"}
  - {record: "b", expr: "a"}
  - {record: "d", expr: "c"}`, []string{"a b starved", "c d starved"}},
		"arithmetic needs both sides": {`
  - {record: "a", expr: "b + x"}
  - {record: "b", expr: "rate(a[5m]) / 2"}`, []string{"a b starved"}},
		"another source": {`
  - {record: "a", expr: "b or x"}
  - {record: "b", expr: "a * 0.5"}`, []string{"a b"}},
		"a fallback": {`
  - {record: "a", expr: "(b or vector(0)) + 1"}
  - {record: "b", expr: "a"}`, []string{"a b"}},
		"absence is something": {`
  - {record: "a", expr: "absent(b)"}
  - {record: "b", expr: "absent(a)"}`, []string{"a b"}},
		"unless keeps its left side": {`
  - {record: "a", expr: "x unless b"}
  - {record: "b", expr: "a"}`, []string{"a b"}},
		"and needs both": {`
  - {record: "a", expr: "x and b"}
  - {record: "b", expr: "a"}`, []string{"a b starved"}},
		"fill needs one": {`
  - {record: "a", expr: "x + fill_right(0) b"}
  - {record: "b", expr: "a"}`, []string{"a b"}},
		"itself": {`
  - {record: "a", expr: "max_over_time(a[5m])"}`, []string{"a starved"}},
		"an accumulator": {`
  - {record: "a", expr: "x or max_over_time(a[5m])"}`, []string{"a"}},
		"a cycle beside an accumulator": {`
  - {record: "a", expr: "a or b or x"}
  - {record: "b", expr: "b or a"}`, []string{"a b"}},
		"part of a component starves": {`
  - {record: "a", expr: "x or c"}
  - {record: "b", expr: "c and a"}
  - {record: "c", expr: "b"}`, []string{"b c starved"}},
		"labels keep them apart": {`
  - {record: "a", expr: "sum(a{q!='all'})", labels: {q: all}}
  - {record: "b", expr: "x", labels: {q: one}}
  - {record: "b", expr: "b{q='one'}", labels: {q: two}}`, nil},
		"through alerts": {`
  - {alert: A, expr: "a > 1"}
  - {record: "a", expr: "count(ALERTS{alertname='A'})"}`, []string{"A a starved"}},
		"by regular expression": {`
  - {record: "job:a", expr: "sum({__name__=~'job:b.*'})"}
  - {record: "job:b", expr: "job:a"}`, []string{"job:a job:b"}},
		"what does not parse reads nothing": {`
  - {record: "a", expr: "b)"}
  - {record: "b", expr: "a"}`, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			file := group(t, "rules.yaml", strings.TrimPrefix(test.rules, "\n"))
			var got []string
			for _, cycle := range infer.New([]*rulefile.File{file}, nil).Cycles() {
				text := strings.Join(ruleNames(cycle.Rules), " ")
				if cycle.Starved {
					text += " starved"
				}
				got = append(got, text)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.rules, diff)
			}
		})
	}
}

// A ring of all rules, rules that all read each other's alerts, and many rules of one name cost no more than their number.
func TestGraphIsLinear(t *testing.T) {
	const n = 20_000
	var ring, alerts, same strings.Builder
	for i := range n {
		fmt.Fprintf(&ring, "  - {record: 'r:%d', expr: 'r:%d or x'}\n", i, (i+n-1)%n)
		fmt.Fprintf(&alerts, "  - {alert: A%d, expr: 'x unless on() ALERTS{severity=\"page\"}'}\n", i)
		fmt.Fprintf(&same, "  - {record: r, expr: 'r{q=\"%d\"}', labels: {q: '%d'}}\n", i+1, i)
	}
	for name, rules := range map[string]string{"ring": ring.String(), "alerts": alerts.String(), "same": same.String()} {
		t.Run(name, func(t *testing.T) {
			known := infer.New([]*rulefile.File{group(t, "a.yaml", rules)}, nil)
			start := time.Now()
			cycles := known.Cycles()
			require.Less(t, time.Since(start), 5*time.Second)
			if name == "same" {
				require.Empty(t, cycles)
			} else {
				require.Len(t, cycles, 1)
			}
		})
	}
}
