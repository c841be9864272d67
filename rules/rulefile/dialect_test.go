package rulefile_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/rulefile"
)

// TestDialects reads files of every program, with each of its fields, and what is wrong in them for that program.
func TestDialects(t *testing.T) {
	const (
		rules   = "\n  rules: [{alert: A, expr: up}]\n"
		vm      = "kind: VMRule\nspec:\n  groups:\n  - name: g\n    "
		vmRules = "\n    rules: [{alert: A, expr: up}]\n"
		managed = "apiVersion: monitoring.googleapis.com/v1\nkind: "
	)
	tests := map[string]struct {
		src    string
		kinds  []rulefile.Kind
		rules  int
		errors []string
	}{
		"Thanos":                     {"groups:\n- name: g\n  partial_response_strategy: WARN" + rules, []rulefile.Kind{rulefile.Thanos}, 1, nil},
		"a strategy that is none":    {"groups:\n- name: g\n  partial_response_strategy: maybe" + rules, []rulefile.Kind{rulefile.Thanos}, 1, []string{`3:30: partial_response_strategy "maybe" is not known: allowed are abort, warn`}},
		"Mimir":                      {"namespace: n\ngroups:\n- name: g\n  source_tenants: [a]\n  evaluation_delay: 1m\n  align_evaluation_time_on_interval: true\n  remote_write: [{url: x}]" + rules, []rulefile.Kind{rulefile.Mimir}, 1, nil},
		"Mimir by its group":         {"groups:\n- name: g\n  source_tenants: [a]" + rules, []rulefile.Kind{rulefile.Mimir}, 1, nil},
		"Mimir, several documents":   {"namespace: n\ngroups: [{name: g}]\n---\nnamespace: m\ngroups: [{name: g}]\n", []rulefile.Kind{rulefile.Mimir, rulefile.Mimir}, 0, nil},
		"a namespace given twice":    {"namespace: n\ngroups: []\n---\nnamespace: n\ngroups: []\n", []rulefile.Kind{rulefile.Mimir, rulefile.Mimir}, 0, []string{`4:12: namespace "n" is given twice, first on line 1: each may be given once in a file`}},
		"tenants that are text":      {"groups:\n- name: g\n  source_tenants: a" + rules, []rulefile.Kind{rulefile.Mimir}, 1, []string{"3:19: source_tenants must be a list, not text"}},
		"unknown in Mimir":           {"namespace: n\ngroups:\n- name: g\n  source_tenant: [a]" + rules, []rulefile.Kind{rulefile.Mimir}, 1, []string{`4:3: unknown field "source_tenant" in a group of a Mimir rule file: did you mean "source_tenants"? allowed are name, interval, query_offset, limit, labels, rules, source_tenants, evaluation_delay, align_evaluation_time_on_interval, align_execution_time_on_interval, remote_write`}},
		"vmalert":                    {"groups:\n- name: g\n  type: prometheus\n  concurrency: 2\n  tenant: '1:2'\n  params: {nocache: ['1']}\n  headers: ['A: b']\n  notifier_headers: ['A: b']\n  eval_offset: 1.5m\n  eval_delay: 30s\n  eval_alignment: false\n  debug: true\n  rules: [{alert: A, expr: up, debug: true, update_entries_limit: 5, for: 1.5h}]\n", []rulefile.Kind{rulefile.VMAlert}, 1, nil},
		"vmalert by its rule":        {"groups:\n- name: g\n  rules: [{alert: A, expr: up, update_entries_limit: 5}]\n", []rulefile.Kind{rulefile.VMAlert}, 1, nil},
		"wrong values in vmalert":    {"groups:\n- name: g\n  type: promql\n  concurrency: many\n  debug: 5\n  params: [a]\n  eval_delay: soon" + rules, []rulefile.Kind{rulefile.VMAlert}, 1, []string{`3:9: type "promql" is not known: allowed are prometheus, graphite, vlogs`, `4:16: concurrency "many" is not an integer`, `5:10: debug "5" is neither true nor false`, `6:11: params must be a mapping, not a list`, `7:15: eval_delay "soon" is not a duration: write it as 30s, 5m or 1h30m`}},
		"query_offset in vmalert":    {"groups:\n- name: g\n  concurrency: 2\n  query_offset: 1m" + rules, []rulefile.Kind{rulefile.VMAlert}, 1, []string{`4:3: unknown field "query_offset" in a group of a vmalert rule file: allowed are name, interval, limit, labels, type, concurrency, eval_offset, eval_delay, eval_alignment, tenant, params, headers, notifier_headers, rules, debug`}},
		"fields of two programs":     {"groups:\n- name: g\n  source_tenants: [a]\n  evaluation_delay: 1m\n  partial_response_strategy: warn" + rules, []rulefile.Kind{rulefile.Mimir}, 1, []string{`5:3: unknown field "partial_response_strategy" in a group of a Mimir rule file: allowed are name, interval, query_offset, limit, labels, rules, source_tenants, evaluation_delay, align_evaluation_time_on_interval, align_execution_time_on_interval, remote_write`}},
		"a VMRule":                   {vm + "concurrency: 2\n    headers: ['A: b']" + vmRules, []rulefile.Kind{rulefile.VMRule}, 1, nil},
		"Prometheus in a VMRule":     {vm + "partial_response_strategy: warn" + vmRules, []rulefile.Kind{rulefile.VMRule}, 1, []string{`5:5: unknown field "partial_response_strategy" in a group of a VMRule: allowed are name, interval, limit, labels, type, concurrency, eval_offset, eval_delay, eval_alignment, tenant, params, headers, notifier_headers, rules`}},
		"Mimir in a PrometheusRule":  {"kind: PrometheusRule\nspec:\n  groups:\n  - name: g\n    source_tenants: [a]" + vmRules, []rulefile.Kind{rulefile.PrometheusRule}, 1, []string{`5:5: unknown field "source_tenants" in a group: allowed are name, interval, query_offset, limit, labels, rules, partial_response_strategy`}},
		"Google":                     {managed + "Rules\nspec:\n  groups:\n  - name: g" + vmRules + "---\n" + managed + "ClusterRules\nspec: {groups: []}\n---\n" + managed + "GlobalRules\nspec: {}\n", []rulefile.Kind{rulefile.Rules, rulefile.ClusterRules, rulefile.GlobalRules}, 1, nil},
		"Rules of somebody else":     {"apiVersion: example.com/v1\nkind: Rules\nspec:\n  deny: all\n", []rulefile.Kind{rulefile.Other}, 0, nil},
		"Prometheus in Google":       {managed + "Rules\nspec:\n  groups:\n  - name: g\n    limit: 5" + vmRules, []rulefile.Kind{rulefile.Rules}, 1, []string{`6:5: unknown field "limit" in a group of Rules: allowed are name, interval, rules`}},
		"a list of VMRules":          {"kind: VMRuleList\nitems:\n- spec:\n    groups: [{name: g, rules: [{alert: A, expr: up, debug: true}]}]\n", []rulefile.Kind{rulefile.List, rulefile.VMRule}, 1, nil},
		"a list of Google's rules":   {managed + "RulesList\nitems:\n- spec:\n    groups: [{name: g, rules: [{alert: A, expr: up}]}]\n", []rulefile.Kind{rulefile.List, rulefile.Rules}, 1, nil},
		"carriage returns and a BOM": {"\xef\xbb\xbfnamespace: n\r\ngroups:\r\n- name: ü\r\n  x: y" + strings.ReplaceAll(rules, "\n", "\r\n"), []rulefile.Kind{rulefile.Mimir}, 1, []string{`4:3: unknown field "x" in a group of a Mimir rule file: allowed are name, interval, query_offset, limit, labels, rules, source_tenants, evaluation_delay, align_evaluation_time_on_interval, align_execution_time_on_interval, remote_write`}},
		"UTF-8 names":                {vm + "type: prometheus\n    rules: [{record: größe, expr: '{\"größe\"}', debug: no, x: y}]\n", []rulefile.Kind{rulefile.VMRule}, 1, []string{`6:59: unknown field "x" in a rule of a VMRule: allowed are record, alert, expr, for, keep_firing_for, labels, annotations, debug, update_entries_limit`}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := rulefile.Parse("f", []byte(test.src))
			checkFile(t, f)
			require.Equal(t, test.errors, messages(f))
			require.Equal(t, test.kinds, kinds(f))
			require.Equal(t, test.rules, count(f))
		})
	}
}

// messages returns the errors of a file that is called f.
func messages(f *rulefile.File) []string {
	var all []string
	for _, e := range f.Errors {
		all = append(all, strings.TrimPrefix(e.Error(), "f:"))
	}
	return all
}

func count(f *rulefile.File) int {
	n := 0
	for range f.Rules() {
		n++
	}
	return n
}

func TestNamespaces(t *testing.T) {
	f := rulefile.Parse("f", []byte("namespace: n\ngroups: [{name: g, source_tenants: [a]}]\n"))
	require.Equal(t, "n", f.Documents[0].Namespace)
	require.Equal(t, rulefile.Mimir, f.Groups[0].Kind)
	require.Equal(t, "other document", rulefile.Other.String())
	require.Equal(t, "Mimir rule file", rulefile.Mimir.String())
}
