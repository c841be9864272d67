package rulefile_test

import (
	"bytes"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/rulefile"
)

// seeds are small files that between them use every style and wrapper.
var seeds = []string{
	"",
	"# only a comment\n",
	"groups:\n- name: g\n  rules:\n  - alert: A\n    expr: up == 0\n    for: 5m\n    labels: {severity: page}\n    annotations:\n      summary: it's # not\n",
	"groups:\n- name: g\n  rules:\n  - record: a:b\n    expr: |\n      sum by (x) (\n        rate(y[5m]) # PromQL\n      )\n\n  - record: c:d\n    expr: |2-\n        x\n       y\n",
	"groups:\n- name: g\n  rules:\n  - record: a:b\n    expr: >+ # folded\n      a\n      b\n\n\n      c\n        d\n      e\n\n  # c\n",
	"groups:\n- name: g\n  rules:\n  - record: a:b\n    expr: \"a \\\n      b\\n \\x41\\u00e9\\U0001f600 \\\"\n\n      c   \n      d\"\n",
	"groups:\n- name: g\n  rules:\n  - record: a:b\n    expr: 'it''s\n\n      a  \n      b'\n",
	"groups:\n- name: g\n  rules:\n  - record: a:b\n    expr: plain\n      over\n\n      lines\n",
	"groups:\r\n- name: g\r\n  rules:\r\n  - record: a:b\r\n    expr: |\r\n      a\r\n      b\r\n",
	"\xef\xbb\xbfgroups: [{name: \"é\", rules: [{alert: ü, expr: \"日本\\u2028\"}]}]",
	"groups: &g [{name: a, rules: &r [{alert: A, expr: &e up, labels: &l {a: b}}, {alert: B, expr: *e, labels: {<<: *l, c: d}}]}]\n",
	`{"apiVersion":"v1","kind":"List","items":[{"kind":"PrometheusRule","metadata":{"name":"x"},"spec":{"groups":[{"name":"g","rules":[{"alert":"A","expr":"up\n\ud83d\ude00\/ == 0"}]}]}}]}`,
	"apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec:\n  groups:\n  - name: g\n    rules:\n    - record: a\n      expr: 1\n---\nkind: ConfigMap\n---\na: [\n---\ngroups: []\n",
	"groups:\n- name: g\n  interval: !!str 1m\n  limit: 5\n  rules:\n  - alert: !foo &a 'x'\n    expr: &b\n      |\n      up\n",
	"groups:\n- name: g\n  rules:\n  - {alert: A, expr: !!binary aGk=, for: ~, labels: ~}\n  - ? alert\n    : B\n    ? expr\n    : up\n",
	"%YAML 1.1\n---\ngroups:\n- {name: a}\n...\n%YAML 1.1\n---\ngroups:\n- {name: a}\n",
	"kind: ConfigMap\ndata:\n  a: |\n    # c\n    groups:\n    - name: g\n      rules:\n      - alert: A\n        expr: |\n          up\n  b: \"groups: [{name: é, rules: [{record: a, expr: 'it''s'}]}] # d\\n---\\n\"\n",
	`{"kind":"List","items":[{"kind":"ConfigMap","data":{"r":"{\"groups\":[{\"name\":\"g\",\"rules\":[{\"record\":\"a\",\"expr\":\"ü\\n\\/ b\"}]}]}"}}]}`,
	"kind: Secret\ndata:\n  a: Z3JvdXBzOgotIG5hbWU6IGcKICBydWxlczoKICAtIGFsZXJ0OiBBCiAgICBleHByOiB1cAo=\n  b: |\n    Z3JvdXBzOgotIG5hbWU6IGcK\n    ICBydWxlczoKICAtIGFsZXJ0OiBBCiAgICBleHByOiB1cAo=\n",
	"namespace: n\ngroups:\n- name: g\n  source_tenants: [a]\n  rules:\n  - alert: A\n    expr: 'rate({a=\"b\"} |= \"c\" | json [5m]) > 1'\n",
	"groups:\n- name: g\n  type: prometheus\n  eval_delay: 1.5m\n  headers: ['a: b']\n  rules: [{alert: A, expr: rate(a) default 0, debug: true}]\n",
	"additionalPrometheusRulesMap:\n  a:\n    groups:\n    - name: g\n      rules:\n      - alert: A\n        expr: up\nx: {y: [{groups: [{name: g, rules: [{record: a, expr: b}]}]}]}\n",
	"groups:\n- name: \u0085g\u2028h\n  rules: []\n",
}

func FuzzParse(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		file := rulefile.Parse("fuzz.yaml", src)
		checkFile(t, file)
		for _, s := range scalars(file) {
			if !s.Exact() && !bytes.Contains(src, []byte("!")) {
				t.Errorf("%q is not where it should be: %s", s.Value, s.Whole().Start)
			}
		}
		for r := range file.Rules() {
			if e, err := r.Query(); err == nil {
				checkNodes(t, r, e)
			}
		}
	})
}

func FuzzReplace(f *testing.F) {
	for _, s := range seeds {
		for i := range uint8(6) {
			f.Add([]byte(s), i, uint16(i), uint16(i+1), "a\nb ")
			f.Add([]byte(s), i, uint16(0), uint16(0), "# \": '")
		}
	}
	f.Fuzz(func(t *testing.T, src []byte, n uint8, from, to uint16, text string) {
		file := rulefile.Parse("fuzz.yaml", src)
		all := scalars(file)
		if len(all) == 0 {
			return
		}
		checkReplace(t, file, int(n)%len(all), int(from), int(to), text)
	})
}

// checkReplace replaces a part of the n-th scalar of a file, reads the edited file and asserts that it differs in that scalar only.
func checkReplace(t testing.TB, file *rulefile.File, n, from, to int, text string) bool {
	t.Helper()
	before := scalars(file)
	s := before[n]
	near, whole, _ := s.Judgements(from, to, text)
	require.Equal(t, whole, near, "%q for %q[%d:%d], judged by its surroundings:\n%s", text, s.Value, from, to, file.Source)
	edit, ok := s.Replace(from, to, text)
	if !ok {
		return false
	}
	edited, err := rulefile.Apply(file.Source, []rulefile.Edit{edit})
	require.NoError(t, err)
	now := rulefile.Parse(file.Name, edited)
	after := scalars(now)
	want := s.Value[:from] + text + s.Value[to:]
	if len(after) != len(before) || len(now.Comments) != len(file.Comments) {
		t.Fatalf("%q for %q[%d:%d] changes the structure:\n%s\n%s\n%v", text, s.Value, from, to, file.Source, edited, now.Errors)
	}
	for i := range after {
		if expected := before[i].Value; i != n && after[i].Value != expected {
			t.Fatalf("%q for %q[%d:%d] changes %q to %q:\n%s\n%s", text, s.Value, from, to, expected, after[i].Value, file.Source, edited)
		}
	}
	if after[n].Value != want {
		t.Fatalf("%q for %q[%d:%d] reads %q:\n%s\n%s", text, s.Value, from, to, after[n].Value, file.Source, edited)
	}
	return true
}

// TestReplaceInCorpus replaces the start, the middle and the end of every scalar of real files.
func TestReplaceInCorpus(t *testing.T) {
	made, tried := 0, 0
	for _, path := range yamlFiles(t, shared(t, "corpus/rules/kube-prometheus"))[:3] {
		file := rulefile.ReadFile(path)
		for n, s := range first(40, scalars(file)) {
			middle := len(s.Value) / 2
			for middle > 0 && !utf8.RuneStart(s.Value[middle]) {
				middle--
			}
			for _, at := range []int{0, middle, len(s.Value)} {
				for _, text := range []string{"x", "a b", `"`, "'", "\n", "é", ": ", " #"} {
					tried++
					if checkReplace(t, file, n, at, min(at+1, len(s.Value)), text) {
						made++
					}
				}
			}
		}
	}
	t.Logf("%d of %d replacements could be written", made, tried)
	require.Greater(t, made, tried/2)
}

func first[E any](n int, list []E) []E { return list[:min(n, len(list))] }
