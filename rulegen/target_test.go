package rulegen

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/common/model"
	"github.com/prometheus/common/promslog"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/stretchr/testify/require"
	yaml3 "go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/rules"
)

var update = flag.Bool("update", false, "rewrite the files of testdata")

// goldens are the files of testdata, which other programs than this test read too.
var goldens = map[string]struct {
	target Target
	groups []rules.PlainGroup
}{
	"rulefile-node.yaml":            {RuleFile{Prometheus: "2.42"}, node},
	"rulefile-traps.yaml":           {RuleFile{}, traps},
	"prometheusrule-node.yaml":      {PrometheusRule{Name: "node", Namespace: "monitoring", Release: "kube-prometheus-stack", Prometheus: "v2.31.0"}, node},
	"thanos-node.yaml":              {Thanos{Version: "0.34"}, platform(node, "warn", nil)},
	"thanos-traps.yaml":             {Thanos{}, platform(traps, "ABORT", nil)},
	"mimir-node.yaml":               {Mimir{Namespace: "node"}, platform(node, "", []string{"team-a", "1"})},
	"mimir-traps.yaml":              {Mimir{Namespace: "on: [1"}, traps},
	"configmap-node.yaml":           {ConfigMap{Name: "node", Namespace: "monitoring", Labels: map[string]string{"app": "prometheus"}, Key: "node.yaml", Prometheus: "2.31"}, node},
	"configmap-traps.yaml":          {ConfigMap{Name: "1"}, traps},
	"vmrule-node.yaml":              {VMRule{Name: "node", Namespace: "monitoring", Labels: map[string]string{"team": "a"}}, node},
	"vmrule-traps.yaml":             {VMRule{Name: "1.2", Annotations: map[string]string{"y": "on"}}, traps},
	"helmvalues-node.yaml":          {HelmValues{Key: "node", Chart: "kube-prometheus-stack", Prometheus: "2.31"}, node},
	"helmvalues-traps.yaml":         {HelmValues{Key: "1"}, traps},
	"helmtemplate-node.yaml":        {HelmTemplate{Target: PrometheusRule{Name: "node", Release: "kps"}, If: ".Values.alerts.enabled"}, node},
	"helmtemplate-traps.yaml":       {HelmTemplate{Target: RuleFile{}}, append(escapes, traps...)},
	"inhibitrules-node.yaml":        {InhibitRules{Inhibitions: ladder}, node},
	"inhibitrules-traps.yaml":       {InhibitRules{Inhibitions: oddities}, traps},
	"alertmanagerconfig-node.yaml":  {AlertmanagerConfig{Name: "node", Namespace: "monitoring", Labels: map[string]string{"alertmanagerConfig": "main"}, Inhibitions: ladder}, node},
	"alertmanagerconfig-traps.yaml": {AlertmanagerConfig{Name: "1", Inhibitions: oddities}, traps},
	"rendered-node.yaml":            {PrometheusRule{Name: "node", Release: "kps"}, node}, // what Helm is to make of the two above
	"rendered-traps.yaml":           {RuleFile{}, append(escapes, traps...)},
	"rulefile-random.yaml":          {RuleFile{}, random},
	"prometheusrule-random.yaml":    {PrometheusRule{Name: "random", Release: NoRelease}, random},
	"thanos-random.yaml":            {Thanos{}, platform(random, "Warn", nil)},
	"mimir-random.yaml":             {Mimir{Namespace: "random"}, platform(random, "", []string{"~", "a: b"})},
	"configmap-random.yaml":         {ConfigMap{Name: "random"}, random},
	"vmrule-random.yaml":            {VMRule{Name: "random"}, random},
	"helmvalues-random.yaml":        {HelmValues{Key: "random"}, random},
	"helmtemplate-random.yaml":      {HelmTemplate{Target: RuleFile{}}, random},
	"rendered-random.yaml":          {RuleFile{}, random},
	"prometheusrule-thanos.yaml":    {PrometheusRule{Name: "thanos", Release: NoRelease, Thanos: "newest"}, platform(node, "warn", nil)},
	"prometheusrule-traps.yaml":     {PrometheusRule{Name: "1.2", Release: "1", Labels: map[string]string{"example.com/on": "on", "y": ""}, Annotations: map[string]string{"argocd.argoproj.io/sync-wave": "-1"}}, traps},
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
		return []rules.PlainGroup{{Name: "a", At: "node.go:1", Rules: []rules.PlainRule{{Alert: "b", Expr: "c", Annotations: map[string]string{"d": string(slices.Repeat([]byte("e"), bytes))}}}}}
	}
	_, err := PrometheusRule{Name: "a", Release: "b"}.Generate(groups(261_000))
	require.NoError(t, err)
	_, err = PrometheusRule{Name: "a", Release: "b"}.Generate(groups(262_000))
	require.EqualError(t, err, "node.go:1: rulegen: group a: 262270 bytes of JSON are above 262144, the most kubectl apply takes (the operator takes 524288); "+
		"a group is not split, for its rules are evaluated in turn: make two of it, or set ServerSide")
	_, err = PrometheusRule{Name: "a", Release: "b", ServerSide: true}.Generate(groups(524_000))
	require.NoError(t, err)
	_, err = PrometheusRule{Name: "a", Release: "b", ServerSide: true}.Generate(groups(524_288))
	require.EqualError(t, err, "node.go:1: rulegen: group a: 524367 bytes of rules are above 524288, the most the operator takes in one PrometheusRule; "+
		"a group is not split, for its rules are evaluated in turn: make two of it")
}

func BenchmarkGenerate(b *testing.B) {
	var groups []rules.PlainGroup
	for i := range 1000 {
		group := node[0]
		group.Name = fmt.Sprint("node", i)
		groups = append(groups, group)
	}
	for b.Loop() {
		if _, err := (RuleFile{}).Generate(groups); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/3000, "µs/rule")
}
