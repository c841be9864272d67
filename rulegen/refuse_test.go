package rulegen

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/internal/joined"
	"github.com/promwright/promwright/rules"
)

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
			[]string{"node.go:2: rulegen: alert NodeDown: keep_firing_for came with Prometheus 2.42, the target is for 2.41"}},
		"limit before 2.31": {RuleFile{Prometheus: "2.30.3"}, group(func(g *rules.PlainGroup) { g.Limit = 1 }),
			[]string{"node.go:1: rulegen: group node: limit came with Prometheus 2.31, the target is for 2.30"}},
		"query_offset before 2.53": {PrometheusRule{Name: "a", Release: "b", Prometheus: "2.52"}, group(func(g *rules.PlainGroup) { g.QueryOffset = &minute }),
			[]string{"node.go:1: rulegen: group node: query_offset came with Prometheus 2.53, the target is for 2.52"}},
		"labels of a group before 3.0": {PrometheusRule{Name: "a", Release: "b", Prometheus: "2"}, group(func(g *rules.PlainGroup) { g.Labels = map[string]string{"a": "b"} }),
			[]string{"node.go:1: rulegen: group node: labels of a group came with Prometheus 3.0, the target is for 2.0"}},
		"labels of a group before Thanos 0.39": {Thanos{Version: "0.38"}, group(func(g *rules.PlainGroup) { g.Labels = map[string]string{"a": "b"}; g.QueryOffset = &minute }),
			[]string{"node.go:1: rulegen: group node: labels of a group came with Thanos 0.39, the target is for 0.38"}},
		"keep_firing_for before Thanos 0.34": {PrometheusRule{Name: "a", Release: "b", Thanos: "0.33"}, alert(func(r *rules.PlainRule) { r.KeepFiringFor = minute }),
			[]string{"node.go:2: rulegen: alert NodeDown: keep_firing_for came with Thanos 0.34, the target is for 0.33"}},
		"a version of Thanos that is none": {Thanos{Version: "0.0"}, node, []string{`rulegen: thanos: version "0.0" of Thanos is below 0.1`}},
		"two programs": {PrometheusRule{Name: "a", Release: "b", Thanos: "0.33", Prometheus: "2.50"}, node,
			[]string{`rulegen: prometheusrule a: version "2.50" of Prometheus and version "0.33" of Thanos are given, one of them reads the object`}},
		"a strategy for Prometheus": {RuleFile{}, platform(group(func(*rules.PlainGroup) {}), "warn", nil),
			[]string{`node.go:1: rulegen: group node: partial_response_strategy "warn" is read by Thanos, the target is for Prometheus`}},
		"a strategy for the operator's Prometheus": {PrometheusRule{Name: "a", Release: "b"}, platform(group(func(*rules.PlainGroup) {}), "warn", nil),
			[]string{`node.go:1: rulegen: group node: partial_response_strategy "warn" is read by Thanos, the target is for Prometheus`}},
		"a strategy that is none": {Thanos{}, platform(group(func(*rules.PlainGroup) {}), "fail", nil),
			[]string{`node.go:1: rulegen: group node: partial_response_strategy "fail" is neither abort nor warn`}},
		"tenants for Thanos": {Thanos{}, platform(group(func(*rules.PlainGroup) {}), "", []string{"a", "b"}),
			[]string{"node.go:1: rulegen: group node: source_tenants a, b are read by Mimir, the target is for Thanos"}},
		"fields of others for vmalert": {VMRule{Name: "a"}, platform(group(func(*rules.PlainGroup) {}), "warn", []string{"a"}),
			[]string{
				`node.go:1: rulegen: group node: partial_response_strategy "warn" is read by Thanos, the target is for vmalert`,
				"node.go:1: rulegen: group node: source_tenants a are read by Mimir, the target is for vmalert",
			}},
		"a tenant without a name": {Mimir{Namespace: "a"}, platform(group(func(*rules.PlainGroup) {}), "", []string{"a", "", "\xff"}),
			[]string{"node.go:1: rulegen: group node: source tenant 2 has no name", `node.go:1: rulegen: group node: source tenant "\xff" is not valid UTF-8`}},
		"no namespace": {Mimir{}, node, []string{"rulegen: mimir: the namespace is missing: mimirtool would take the name of the file for it"}},
		"broken templates": {Mimir{Namespace: "a"}, alert(func(r *rules.PlainRule) {
			r.Labels = map[string]string{"a": "{{ $labels.a }}", "b": "{{"}
			r.Annotations = map[string]string{"summary": "up\n{{ humanise $value }}"}
		}),
			[]string{
				"node.go:2: rulegen: alert NodeDown: label b does not parse as a template: line 1: unclosed action",
				`node.go:2: rulegen: alert NodeDown: annotation summary does not parse as a template: line 2: function "humanise" not defined`,
			}},
		"characters that are lost on the way": {HelmValues{Key: "a"}, alert(func(r *rules.PlainRule) {
			r.Expr = "a{b=\"\u0080\"}"
			r.Labels = map[string]string{"a\u009f": "b", "c\nd": "e"}
			r.Annotations = map[string]string{"summary": "\u0085"}
		}),
			[]string{
				"node.go:2: rulegen: alert NodeDown: expression \"a{b=\\\"\\u0080\\\"}\" has U+0080, which is lost where YAML is made from JSON, as operators and charts do",
				`node.go:2: rulegen: alert NodeDown: name of label "a\u009f" has U+009F, which is lost where YAML is made from JSON, as operators and charts do`,
				`node.go:2: rulegen: alert NodeDown: name of label "c\nd" has a line break, and is lost where YAML is made from JSON, as operators and charts do`,
				`node.go:2: rulegen: alert NodeDown: annotation summary "\u0085" has U+0085, which is lost where YAML is made from JSON, as operators and charts do`,
			}},
		"a quote for vmalert": {VMRule{Name: "a"}, alert(func(r *rules.PlainRule) { r.Expr = "a{b=`c\\`, d=\"`\\\\`\"}" }),
			[]string{"node.go:2: rulegen: alert NodeDown: expression has the string `c\\`, whose end vmalert does not see behind a backslash; write it in double quotes"}},
		"a rule twice for vmalert": {VMRule{Name: "a"}, []rules.PlainGroup{{Name: "node", Rules: []rules.PlainRule{{Alert: "A", Expr: "a"}, {Alert: "A", Expr: " a", At: "node.go:3", Labels: map[string]string{}}}}},
			[]string{"node.go:3: rulegen: alert A: rule 1 of group node has the same name, expression and labels, which vmalert refuses"}},
		"an environment variable for vmalert": {VMRule{Name: "a"}, alert(func(r *rules.PlainRule) {
			r.Expr = `up{job="%{JOB}"} %{b="c"}`
			r.Annotations = map[string]string{"summary": "100%{{ $value }} in %{HOME}"}
		}),
			[]string{
				`node.go:2: rulegen: alert NodeDown: expression has %{JOB}, in whose place vmalert puts the environment variable JOB`,
				`node.go:2: rulegen: alert NodeDown: annotation summary has %{HOME}, in whose place vmalert puts the environment variable HOME`,
			}},
		"a key that is a path": {ConfigMap{Name: "a", Key: "rules/node.yaml"}, node,
			[]string{`rulegen: configmap a: key "rules/node.yaml" is not made of letters, digits, -, _ and .`}},
		"a key that is a folder": {ConfigMap{Name: "a", Key: ".."}, node, []string{`rulegen: configmap a: key ".." is the name of a folder`}},
		"values without a key": {HelmValues{Chart: "a.b"}, node, []string{
			`rulegen: helmvalues: key "" is not a name of lowercase letters, digits and - that begins and ends with a letter or digit`,
			`rulegen: helmvalues: chart "a.b" is not a name of lowercase letters, digits and - that begins and ends with a letter or digit`,
		}},
		"a template of nothing": {HelmTemplate{}, node, []string{"rulegen: helmtemplate: Target is missing"}},
		"a template of what is refused": {HelmTemplate{Target: RuleFile{}}, alert(func(r *rules.PlainRule) { r.Expr = "" }),
			[]string{"node.go:2: rulegen: alert NodeDown: the expression is missing"}},
		"what Helm takes out": {HelmTemplate{Target: RuleFile{}}, alert(func(r *rules.PlainRule) { r.Annotations = map[string]string{"summary": "is <no value>"} }),
			[]string{"rulegen: helmtemplate: the text <no value> cannot be rendered: Helm takes it out"}},
		"no inhibitions": {InhibitRules{}, nil, []string{"rulegen: inhibitrules: there are no inhibitions to write"}},
		"inhibitions that do nothing": {AlertmanagerConfig{Name: "A", Inhibitions: []rules.Inhibition{
			{Source: []string{"alertname=NodeDwn"}, Target: []string{`severity="critical"`}},
			{Source: []string{`alertname="HostUnusualDiskWriteLatency"`, `team="any"`}, Equal: []string{"", "a b"}},
			{Source: []string{"severity"}, Target: []string{`a=~"("`}},
		}}, node, []string{
			`rulegen: alertmanagerconfig A: name "A" is not a name of lowercase letters, digits, - and . that begins and ends with a letter or digit`,
			`rulegen: alertmanagerconfig A: inhibition 1: source alertname=NodeDwn matches none of the alerts that are given with it`,
			`rulegen: alertmanagerconfig A: inhibition 1: target severity="critical" matches none of the alerts that are given with it`,
			`rulegen: alertmanagerconfig A: inhibition 2: target has no matchers`,
			`rulegen: alertmanagerconfig A: inhibition 2: equal "" is not a label name`,
			`rulegen: alertmanagerconfig A: inhibition 3: matcher "severity" of source does not parse: end of input: expected an operator such as '=', '!=', '=~' or '!~'`,
			`rulegen: alertmanagerconfig A: inhibition 3: matcher "a=~\"(\"" of target does not parse: failed to create matcher: error parsing regexp: missing closing ): ` + "`^(?:()$`",
		}},
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
			for _, err := range joined.Errors(err) {
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
