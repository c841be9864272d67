package rulefile_test

import (
	"strings"
	"testing"

	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/rulefile"
)

// group returns a rule file with a field of its group and one rule for each expression.
func group(field string, exprs ...string) string {
	var b strings.Builder
	b.WriteString("groups:\n- name: g\n" + field + "  rules:\n")
	for _, expr := range exprs {
		b.WriteString("  - alert: A\n    expr: |\n      " + strings.ReplaceAll(expr, "\n", "\n      ") + "\n")
	}
	return b.String()
}

// TestLanguages says what the expressions of whole files are.
func TestLanguages(t *testing.T) {
	const (
		metrics = "rate(errors_total[5m]) > 1"
		logs    = `sum(rate({app="x"} |= "error" | json [5m])) > 1`
		count   = `sum(count_over_time({app="x"}[5m])) > 1`
	)
	langs := func(l ...rulefile.Language) []rulefile.Language { return l }
	tests := map[string]struct {
		src  string
		kind rulefile.Kind
		want []rulefile.Language
	}{
		"Prometheus":                         {group("", metrics, "sum("), rulefile.RuleFile, langs(rulefile.PromQL, rulefile.PromQL)},
		"Loki":                               {group("", logs), rulefile.Loki, langs(rulefile.LogQL)},
		"Loki in Mimir's form":               {"namespace: n\n" + group("  source_tenants: [a]\n", logs), rulefile.Loki, langs(rulefile.LogQL)},
		"LogQL that PromQL reads, too":       {group("", logs, count, "vector(1)"), rulefile.Loki, langs(rulefile.LogQL, rulefile.LogQL, rulefile.LogQL)},
		"LogQL with a mistake":               {group("", logs, `sum by (app) (rate({app="x"}[5m])`), rulefile.Loki, langs(rulefile.LogQL, rulefile.LogQL)},
		"nothing that PromQL does not read":  {group("", count), rulefile.RuleFile, langs(rulefile.PromQL)},
		"LogQL by mistake among metrics":     {group("", metrics, logs), rulefile.RuleFile, langs(rulefile.PromQL, rulefile.PromQL)},
		"LogQL by mistake among mistakes":    {group("", "sum(", logs), rulefile.RuleFile, langs(rulefile.PromQL, rulefile.PromQL)},
		"a PrometheusRule for Loki":          {"kind: PrometheusRule\nspec:\n" + "  " + indent(group("", logs), "  "), rulefile.PrometheusRule, langs(rulefile.LogQL)},
		"one document of two":                {group("", logs) + "---\n" + group("", metrics), rulefile.Loki, langs(rulefile.LogQL, rulefile.PromQL)},
		"Graphite":                           {group("  type: graphite\n", "sumSeries(a.*)"), rulefile.VMAlert, langs(rulefile.Graphite)},
		"VictoriaLogs":                       {group("  type: vlogs\n", "error | stats count() x"), rulefile.VMAlert, langs(rulefile.LogsQL)},
		"vmalert":                            {group("  type: prometheus\n", metrics, "sum(rate(a[5m]) keep_metric_names)", "sum("), rulefile.VMAlert, langs(rulefile.PromQL, rulefile.MetricsQL, rulefile.PromQL)},
		"vmalert without a field of its own": {group("", "sum(rate(a[5m]) keep_metric_names)", "rate(a)"), rulefile.RuleFile, langs(rulefile.MetricsQL, rulefile.PromQL)},
		"a PrometheusRule has no MetricsQL":  {"kind: PrometheusRule\nspec:\n" + "  " + indent(group("", "sum(rate(a[5m]) keep_metric_names)"), "  "), rulefile.PrometheusRule, langs(rulefile.PromQL)},
		"LogQL in a file for vmalert":        {group("  type: graphite\n", "a.b") + "- name: h\n  rules: [{alert: A, expr: '{a=\"b\"} | json'}]\n", rulefile.VMAlert, langs(rulefile.Graphite, rulefile.PromQL)},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := rulefile.Parse("f", []byte(test.src))
			require.Empty(t, f.Errors)
			require.Equal(t, test.kind, f.Documents[0].Kind)
			var got []rulefile.Language
			for r := range f.Rules() {
				got = append(got, r.Language())
				e, err := r.Query()
				require.Equal(t, err == nil, e != nil)
				if r.Language() != rulefile.PromQL {
					var errs parser.ParseErrors
					require.ErrorAs(t, err, &errs)
				}
			}
			require.Equal(t, test.want, got)
		})
	}
}

// TestLogQL tells LogQL from PromQL that looks like it.
func TestLogQL(t *testing.T) {
	tests := map[string]bool{
		`count_over_time({a="b"} |= "c" [5m])`:    true,
		"count_over_time({a=`b`} |~ `c` [5m])":    true,
		`count_over_time({a="b"} != "c" [5m])`:    true,
		"count_over_time({a=\"b\"}\n!~ `c` [5m])": true,
		`rate({a="b"} | logfmt | x > 5 [5m])`:     true,
		`bytes_rate({a="b"}[5m]) > 1`:             true,
		`rate({a=~"x{2}|y"}[5m]) > 1`:             false,
		`{a="b"} != 5`:                            false,
		`rate({a="} |= "}[5m]) > 1`:               false,
		"rate({a=\"b\"}[5m]) # } | x":             false,
		`rate({a="b\"} | x"}[5m])`:                false,
		`bytes_rate(a[5m])`:                       false,
		``:                                        false,
	}
	for expr, want := range tests {
		f := rulefile.Parse("f", []byte(group("", expr+" ")))
		for r := range f.Rules() {
			require.Equal(t, want, r.Language() == rulefile.LogQL, expr)
		}
	}
}

// TestMetricsQL tells what only MetricsQL has from mistakes, in a file for vmalert and in one that may be for Prometheus.
func TestMetricsQL(t *testing.T) {
	tests := map[string]struct{ vmalert, plain bool }{
		"rate(a[5m]) keep_metric_names": {true, true},
		"WITH (x = a) x > 1":            {true, true},
		"with (x = a) x > 1":            {true, true},
		"range_avg(a) > 1":              {true, true},
		"rollup_rate(a[5m], 'max')":     {true, true},
		"label_set(a, 'b', 'c')":        {true, true},
		"rate(a) > 1":                   {true, false},
		"rate(a[1.5m]) > 1":             {true, false},
		"rate(a[5i]) > 1":               {true, false},
		"a > 5Ki":                       {true, false},
		"a > 1.5M":                      {true, false},
		"a default 0":                   {true, false},
		"a if b":                        {true, false},
		"(a) ifnot (b)":                 {true, false},
		"sum(a) by (b) limit 5":         {true, false},
		`{a="b" or c="d"}`:              {true, false},
		"median(a) by (b)":              {true, false},
		"now() - a":                     {true, false},
		"sum(a,) > 1":                   {true, false},
		"sum(rate(a[5m]) > 1":           {false, false},
		"sumrate(a[5m])":                {false, false},
		"a && b":                        {false, false},
		"a =! 'keep_metric_names'":      {false, false},
		"a > # 5Ki default":             {false, false},
		"rate(a[5m])":                   {false, false},
	}
	for expr, want := range tests {
		t.Run(expr, func(t *testing.T) {
			for field, want := range map[string]bool{"": want.plain, "  concurrency: 1\n": want.vmalert} {
				f := rulefile.Parse("f", []byte(group(field, expr)))
				require.Empty(t, f.Errors)
				require.Equal(t, want, f.Groups[0].Rules[0].Language() == rulefile.MetricsQL, field)
			}
		})
	}
}

func TestLanguageReaders(t *testing.T) {
	for language, reader := range map[rulefile.Language]string{
		rulefile.PromQL: "Prometheus", rulefile.MetricsQL: "vmalert", rulefile.LogQL: "Loki", rulefile.LogsQL: "vmalert", rulefile.Graphite: "vmalert",
	} {
		require.Equal(t, reader, language.Reader())
	}
	require.Equal(t, rulefile.PromQL, (&rulefile.Rule{Expr: rulefile.Scalar{Value: "sum("}}).Language())
}
