package rulegen

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/common/model"
	"github.com/prometheus/common/promslog"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/stretchr/testify/require"
	yaml2 "go.yaml.in/yaml/v2"
	yaml3 "go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/rules"
)

var update = flag.Bool("update", false, "rewrite the files of testdata")

// goldens are the files of testdata, which other programs than this test read too.
var goldens = map[string]struct {
	target Target
	groups []rules.PlainGroup
}{
	"rulefile-node.yaml":        {RuleFile{Prometheus: "2.42"}, node},
	"rulefile-traps.yaml":       {RuleFile{}, traps},
	"prometheusrule-node.yaml":  {PrometheusRule{Name: "node", Namespace: "monitoring", Release: "kube-prometheus-stack", Prometheus: "v2.31.0"}, node},
	"prometheusrule-traps.yaml": {PrometheusRule{Name: "1.2", Release: "1", Labels: map[string]string{"example.com/on": "on", "y": ""}, Annotations: map[string]string{"argocd.argoproj.io/sync-wave": "-1"}}, traps},
}

func TestGolden(t *testing.T) {
	for name, test := range goldens {
		t.Run(name, func(t *testing.T) {
			got, err := test.target.Generate(test.groups)
			require.NoError(t, err)
			path := filepath.Join("testdata", name)
			if *update {
				require.NoError(t, os.WriteFile(path, got, 0o644))
			}
			want, err := os.ReadFile(path)
			require.NoError(t, err)
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("%s (-want +got); after a wanted change run go test ./rulegen -update:\n%s", path, diff)
			}

			require.NotRegexp(t, `(?m)[ \t\r]$`, string(got), "spaces at the end of a line")
			require.NotContains(t, string(got), "\t")
			require.Regexp(t, `[^\n]\n\z`, string(got), "one line break at the end")
		})
	}
}

func TestGenerateIsDeterministicAndChangesNothing(t *testing.T) {
	before := fmt.Sprintf("%#v", traps)
	first, err := RuleFile{}.Generate(traps)
	require.NoError(t, err)
	for range 20 {
		again, err := RuleFile{}.Generate(traps)
		require.NoError(t, err)
		require.Equal(t, string(first), string(again))
	}
	require.Equal(t, before, fmt.Sprintf("%#v", traps))
}

// TestReadBack asserts that readers of YAML, and Prometheus, find in generated files what was put in.
func TestReadBack(t *testing.T) {
	for seed := range int64(500) {
		groups := randomGroups(rand.New(rand.NewSource(seed)))
		file, err := RuleFile{}.Generate(groups)
		require.NoError(t, err, "seed %d", seed)
		object, err := PrometheusRule{Name: "a", Release: NoRelease, ServerSide: true}.Generate(groups)
		require.NoError(t, err, "seed %d", seed)

		for reader, unmarshal := range map[string]func([]byte, any) error{
			"v2": func(in []byte, out any) error { return yaml2.UnmarshalStrict(in, out) },
			"v3": func(in []byte, out any) error {
				decoder := yaml3.NewDecoder(bytes.NewReader(in))
				decoder.KnownFields(true)
				return decoder.Decode(out)
			},
		} {
			var read rulefmt.RuleGroups
			require.NoError(t, unmarshal(file, &read), "seed %d, %s reads\n%s", seed, reader, file)
			require.Empty(t, cmp.Diff(tidyGroups(groups), plain(read)), "seed %d, %s reads\n%s", seed, reader, file)

			var custom struct {
				APIVersion string `yaml:"apiVersion"`
				Kind       string
				Metadata   map[string]string
				Spec       rulefmt.RuleGroups
			}
			require.NoError(t, unmarshal(object, &custom), "seed %d, %s reads\n%s", seed, reader, object)
			require.Empty(t, cmp.Diff(tidyGroups(groups), plain(custom.Spec)), "seed %d, %s reads\n%s", seed, reader, object)
		}
	}
}

// TestPrometheusLoads asserts that what we generate is what Prometheus loads.
func TestPrometheusLoads(t *testing.T) {
	for name, groups := range map[string][]rules.PlainGroup{"node": node, "traps": traps} {
		t.Run(name, func(t *testing.T) {
			content, err := RuleFile{}.Generate(groups)
			require.NoError(t, err)
			_, errs := rulefmt.Parse(content, false, model.UTF8Validation, exprs, promslog.NewNopLogger())
			require.Empty(t, errs)
		})
	}
}

// plain returns groups as they were before they were written.
func plain(read rulefmt.RuleGroups) []rules.PlainGroup {
	var groups []rules.PlainGroup
	for _, group := range read.Groups {
		out := rules.PlainGroup{
			Name:        group.Name,
			Interval:    time.Duration(group.Interval),
			QueryOffset: (*time.Duration)(group.QueryOffset),
			Limit:       group.Limit,
			Labels:      group.Labels,
		}
		for _, rule := range group.Rules {
			out.Rules = append(out.Rules, rules.PlainRule{
				Record:        rule.Record,
				Alert:         rule.Alert,
				Expr:          rule.Expr,
				For:           time.Duration(rule.For),
				KeepFiringFor: time.Duration(rule.KeepFiringFor),
				Labels:        rule.Labels,
				Annotations:   rule.Annotations,
			})
		}
		groups = append(groups, out)
	}
	return groups
}

// randomGroups returns valid groups of texts that YAML readers stumble over.
func randomGroups(r *rand.Rand) []rules.PlainGroup {
	duration := func() time.Duration {
		units := []time.Duration{0, time.Millisecond, time.Second, time.Minute, time.Hour, 24 * time.Hour, 7 * 24 * time.Hour}
		return units[r.Intn(len(units))]*time.Duration(r.Intn(400)) + units[r.Intn(3)]
	}
	texts := func(n int) map[string]string {
		var m map[string]string
		for range r.Intn(n + 1) {
			if m == nil {
				m = map[string]string{}
			}
			m["x"+text(r, 2)] = text(r, 6)
			if name := text(r, 2); name != "" {
				m[name] = text(r, 3)
			}
		}
		return m
	}
	var groups []rules.PlainGroup
	for i := range 1 + r.Intn(3) {
		group := rules.PlainGroup{Name: fmt.Sprint(text(r, 4), i), Interval: duration(), Limit: r.Intn(2), Labels: texts(2)}
		if r.Intn(2) == 0 {
			offset := duration()
			group.QueryOffset = &offset
		}
		for range 1 + r.Intn(4) {
			if r.Intn(3) == 0 {
				group.Rules = append(group.Rules, rules.PlainRule{Record: "a:b", Expr: randomExpr(r), Labels: texts(1)})
				continue
			}
			group.Rules = append(group.Rules, rules.PlainRule{
				Alert: "a" + text(r, 3), Expr: randomExpr(r), For: duration(), KeepFiringFor: duration(), Labels: texts(2), Annotations: texts(3),
			})
		}
		groups = append(groups, group)
	}
	return groups
}

// randomExpr returns an expression with texts in quotes, in comments, and spaces of all kinds.
func randomExpr(r *rand.Rand) string {
	spaces := []string{" ", "\n", "\t", "\r\n", "  \n\t", " # \"'` {{ \u00a0\n", "\n\n"}
	space := func() string { return spaces[r.Intn(len(spaces))] }
	quotes := []func(string) string{
		func(s string) string { return fmt.Sprintf("%q", s) },
		func(s string) string { return "`" + string(bytes.ReplaceAll([]byte(s), []byte("`"), nil)) + "`" },
	}
	expr := space() + "a" + space() + "{b=" + quotes[r.Intn(len(quotes))](strings.ReplaceAll(text(r, 4), "\ufffd", "")) + "}" + space()
	for range r.Intn(3) {
		expr += "+" + space() + "c" + space()
	}
	return expr
}

func TestRefusals(t *testing.T) {
	alert := func(change func(*rules.PlainRule)) []rules.PlainGroup {
		rule := rules.PlainRule{Alert: "NodeDown", Expr: "up == 0", At: "node.go:2"}
		change(&rule)
		return []rules.PlainGroup{{Name: "node", Rules: []rules.PlainRule{rule}, At: "node.go:1"}}
	}
	record := func(change func(*rules.PlainRule)) []rules.PlainGroup {
		return alert(func(r *rules.PlainRule) { r.Alert, r.Record = "", "job:up:sum"; change(r) })
	}
	group := func(change func(*rules.PlainGroup)) []rules.PlainGroup {
		group := rules.PlainGroup{Name: "node", At: "node.go:1"}
		change(&group)
		return []rules.PlainGroup{group}
	}
	minute := time.Minute
	negative := -time.Minute
	tests := map[string]struct {
		target Target
		groups []rules.PlainGroup
		want   []string // of the errors, all of them
	}{
		"no groups": {RuleFile{}, nil, []string{"rulegen: rulefile: there are no rule groups to write"}},
		"a version that is none": {RuleFile{Prometheus: "2.x"}, node,
			[]string{`rulegen: rulefile: version "2.x" of Prometheus is not like 2.50 or 3.1.0`}},
		"a group name twice": {RuleFile{}, []rules.PlainGroup{{Name: "a", At: "node.go:1"}, {Name: "a", At: "node.go:7"}},
			[]string{"node.go:7: rulegen: group a: the name is taken by another group, written at node.go:1; Prometheus and Kubernetes want it once"}},
		"no group name": {RuleFile{}, group(func(g *rules.PlainGroup) { g.Name = "" }), []string{"node.go:1: rulegen: group: the name is missing"}},
		"a rule without a name": {RuleFile{}, alert(func(r *rules.PlainRule) { r.Alert = "" }),
			[]string{"node.go:2: rulegen: rule 1 of group node: both alert and record are missing"}},
		"a rule with two names": {RuleFile{}, alert(func(r *rules.PlainRule) { r.Record = "a" }),
			[]string{"node.go:2: rulegen: alert NodeDown: the rule records a too; a rule either alerts or records"}},
		"for of a recording rule": {RuleFile{}, record(func(r *rules.PlainRule) { r.For = minute }),
			[]string{"node.go:2: rulegen: recording rule job:up:sum: for 1m0s: only alerts wait"}},
		"keep_firing_for of a recording rule": {RuleFile{}, record(func(r *rules.PlainRule) { r.KeepFiringFor = minute }),
			[]string{"node.go:2: rulegen: recording rule job:up:sum: keep_firing_for 1m0s: only alerts fire"}},
		"annotations of a recording rule": {RuleFile{}, record(func(r *rules.PlainRule) { r.Annotations = map[string]string{"summary": "x"} }),
			[]string{"node.go:2: rulegen: recording rule job:up:sum: annotation summary: only alerts have annotations"}},
		"an expression as the recorded name": {RuleFile{}, record(func(r *rules.PlainRule) { r.Record = "sum{}" }),
			[]string{"node.go:2: rulegen: recording rule sum{}: the name is not a metric name"}},
		"a name of Prometheus 3 for Prometheus 2": {RuleFile{Prometheus: "2.55"}, record(func(r *rules.PlainRule) { r.Labels = map[string]string{"a.b": "c"} }),
			[]string{`node.go:2: rulegen: recording rule job:up:sum: label "a.b": the name is not a label name before Prometheus 3.0, the target is for 2.55`}},
		"no expression": {RuleFile{}, alert(func(r *rules.PlainRule) { r.Expr = "\n" }), []string{"node.go:2: rulegen: alert NodeDown: the expression is missing"}},
		"an expression that does not parse": {RuleFile{}, alert(func(r *rules.PlainRule) { r.Expr = "up ==" }),
			[]string{`node.go:2: rulegen: alert NodeDown: expression "up ==" does not parse: 1:6: parse error: unexpected end of input`}},
		"a range vector": {RuleFile{}, alert(func(r *rules.PlainRule) { r.Expr = "up[5m]" }),
			[]string{`node.go:2: rulegen: alert NodeDown: expression "up[5m]" is a range vector, a rule needs an instant vector or a scalar`}},
		"a string": {RuleFile{}, alert(func(r *rules.PlainRule) { r.Expr = `"up"` }),
			[]string{`node.go:2: rulegen: alert NodeDown: expression "\"up\"" is a string, a rule needs an instant vector or a scalar`}},
		"less than a millisecond": {RuleFile{}, alert(func(r *rules.PlainRule) { r.For = 100 * time.Microsecond }),
			[]string{"node.go:2: rulegen: alert NodeDown: for 100µs is no multiple of 1ms, the smallest duration of a rule file"}},
		"a negative duration": {RuleFile{}, group(func(g *rules.PlainGroup) { g.Interval = negative; g.QueryOffset = &negative; g.Limit = -1 }),
			[]string{"node.go:1: rulegen: group node: interval -1m0s is negative", "node.go:1: rulegen: group node: query_offset -1m0s is negative", "node.go:1: rulegen: group node: limit -1 is negative"}},
		"bytes that are no text": {RuleFile{}, alert(func(r *rules.PlainRule) { r.Annotations = map[string]string{"summary": "\xff"} }),
			[]string{`node.go:2: rulegen: alert NodeDown: annotation summary "\xff" is not valid UTF-8`}},
		"a label without a name": {RuleFile{}, alert(func(r *rules.PlainRule) { r.Labels = map[string]string{"": "x"} }),
			[]string{`node.go:2: rulegen: alert NodeDown: label "": the name is not a label name`}},
		"the label of metric names": {RuleFile{}, alert(func(r *rules.PlainRule) { r.Labels = map[string]string{"__name__": "x"} }),
			[]string{`node.go:2: rulegen: alert NodeDown: label "__name__": the name is not a label name`}},
		"keep_firing_for before 2.42": {RuleFile{Prometheus: "2.41"}, alert(func(r *rules.PlainRule) { r.KeepFiringFor = minute }),
			[]string{"node.go:2: rulegen: alert NodeDown: keep_firing_for needs Prometheus 2.42, the target is for 2.41"}},
		"limit before 2.31": {RuleFile{Prometheus: "2.30.3"}, group(func(g *rules.PlainGroup) { g.Limit = 1 }),
			[]string{"node.go:1: rulegen: group node: limit needs Prometheus 2.31, the target is for 2.30"}},
		"query_offset before 2.53": {PrometheusRule{Name: "a", Release: "b", Prometheus: "2.52"}, group(func(g *rules.PlainGroup) { g.QueryOffset = &minute }),
			[]string{"node.go:1: rulegen: group node: query_offset needs Prometheus 2.53, the target is for 2.52"}},
		"labels of a group before 3.0": {PrometheusRule{Name: "a", Release: "b", Prometheus: "2"}, group(func(g *rules.PlainGroup) { g.Labels = map[string]string{"a": "b"} }),
			[]string{"node.go:1: rulegen: group node: labels of a group needs Prometheus 3.0, the target is for 2.0"}},
		"no release": {PrometheusRule{Name: "node"}, node, []string{"rulegen: prometheusrule node: release is missing: the Prometheus of kube-prometheus-stack reads only objects " +
			`whose label release names its Helm release; set Release to that name, or to rulegen.NoRelease ("-") where rules are selected otherwise`}},
		"two releases": {PrometheusRule{Name: "node", Release: "a", Labels: map[string]string{"release": "b"}}, node,
			[]string{`rulegen: prometheusrule node: release is "a", but label release is "b"`}},
		"everything at once": {
			PrometheusRule{Name: "Node", Namespace: "a.b", Release: "-x", Prometheus: "0.9", Labels: map[string]string{"a/b/c": "d"}, Annotations: map[string]string{"/": "\xff"}},
			alert(func(r *rules.PlainRule) { r.Expr = ""; r.For = negative }),
			[]string{
				`rulegen: prometheusrule Node: name "Node" is not a name of lowercase letters, digits, - and . that begins and ends with a letter or digit`,
				`rulegen: prometheusrule Node: namespace "a.b" is not a name of lowercase letters, digits and - that begins and ends with a letter or digit`,
				`rulegen: prometheusrule Node: label "a/b/c" is not made of letters, digits, -, _ and ., or does not begin and end with a letter or digit`,
				`rulegen: prometheusrule Node: value "-x" of label release is not made of letters, digits, -, _ and ., or does not begin and end with a letter or digit`,
				`rulegen: prometheusrule Node: annotation "/" has the prefix "", which is not a name of lowercase letters, digits, - and . that begins and ends with a letter or digit`,
				`rulegen: prometheusrule Node: annotation / "\xff" is not valid UTF-8`,
				`rulegen: prometheusrule Node: version "0.9" of Prometheus is below 1.0`,
				"node.go:2: rulegen: alert NodeDown: the expression is missing",
				"node.go:2: rulegen: alert NodeDown: for -1m0s is negative",
			},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			content, err := test.target.Generate(test.groups)
			require.Error(t, err)
			require.Nil(t, content)
			var got []string
			for _, err := range split(err) {
				require.IsType(t, &Error{}, err)
				got = append(got, err.Error())
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("errors (-want +got):\n%s", diff)
			}
		})
	}
}

// TestGates asserts that each field is written for the first version that knows it.
func TestGates(t *testing.T) {
	for since, change := range map[string]func(*rules.PlainGroup){
		"2.31": func(g *rules.PlainGroup) { g.Limit = 1 },
		"2.42": func(g *rules.PlainGroup) { g.Rules[0].KeepFiringFor = time.Minute },
		"2.53": func(g *rules.PlainGroup) { g.QueryOffset = new(time.Duration) },
		"3.0":  func(g *rules.PlainGroup) { g.Labels = map[string]string{"a": "b"} },
	} {
		group := rules.PlainGroup{Name: "a", Rules: []rules.PlainRule{{Alert: "b", Expr: "c"}}}
		change(&group)
		for _, target := range []Target{RuleFile{Prometheus: since}, RuleFile{Prometheus: "v" + since + ".4"}, RuleFile{}, PrometheusRule{Name: "a", Release: "b", Prometheus: since}} {
			_, err := target.Generate([]rules.PlainGroup{group})
			require.NoError(t, err, "%#v", target)
		}
	}
}

func TestReleaseLabel(t *testing.T) {
	for name, test := range map[string]struct {
		target PrometheusRule
		want   map[string]string
	}{
		"from Release":        {PrometheusRule{Release: "kps"}, map[string]string{"release": "kps"}},
		"beside other labels": {PrometheusRule{Release: "kps", Labels: map[string]string{"a": "b"}}, map[string]string{"a": "b", "release": "kps"}},
		"from Labels":         {PrometheusRule{Labels: map[string]string{"release": "kps"}}, map[string]string{"release": "kps"}},
		"none":                {PrometheusRule{Release: NoRelease, Labels: map[string]string{"prometheus": "k8s"}}, map[string]string{"prometheus": "k8s"}},
		"none at all":         {PrometheusRule{Release: NoRelease}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			before := maps.Clone(test.target.Labels)
			test.target.Name = "node"
			content, err := test.target.Generate(node)
			require.NoError(t, err)
			require.Equal(t, before, test.target.Labels)
			var got struct {
				Metadata struct{ Labels map[string]string }
			}
			require.NoError(t, yaml3.Unmarshal(content, &got))
			require.Equal(t, test.want, got.Metadata.Labels)
		})
	}
}

func TestSize(t *testing.T) {
	groups := func(bytes int) []rules.PlainGroup {
		return []rules.PlainGroup{{Name: "a", Rules: []rules.PlainRule{{Alert: "b", Expr: "c", Annotations: map[string]string{"d": string(slices.Repeat([]byte("e"), bytes))}}}}}
	}
	_, err := PrometheusRule{Name: "a", Release: "b"}.Generate(groups(261_000))
	require.NoError(t, err)
	_, err = PrometheusRule{Name: "a", Release: "b"}.Generate(groups(262_000))
	require.EqualError(t, err, "rulegen: prometheusrule a: 262272 bytes of JSON are above 262144, the most kubectl apply takes (the operator takes 524288); "+
		"write the groups to several objects, or set ServerSide")
	_, err = PrometheusRule{Name: "a", Release: "b", ServerSide: true}.Generate(groups(524_000))
	require.NoError(t, err)
	_, err = PrometheusRule{Name: "a", Release: "b", ServerSide: true}.Generate(groups(524_288))
	require.EqualError(t, err, "rulegen: prometheusrule a: 524367 bytes of rules are above 524288, the most the operator takes from one object (kubectl apply takes 262144); "+
		"write the groups to several objects")
}
