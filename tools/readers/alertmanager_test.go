package readers

import (
	"strings"
	"testing"

	"github.com/prometheus/alertmanager/config"
	"github.com/prometheus/alertmanager/featurecontrol"
	"github.com/prometheus/alertmanager/matcher/compat"
	"github.com/prometheus/alertmanager/pkg/labels"
	"github.com/prometheus/common/promslog"
	"github.com/stretchr/testify/require"
)

// rest is what a configuration needs beside inhibitions.
const rest = "route:\n  receiver: none\nreceivers:\n- name: none\n"

// TestAlertmanager loads inhibitions as Alertmanager does, with each parser of matchers that it has.
func TestAlertmanager(t *testing.T) {
	want := map[string][][2]labels.Matchers{
		"inhibitrules-node.yaml": {{
			{must(labels.MatchRegexp, "alertname", "HostUnusual.*|NodeClock.*")},
			{must(labels.MatchEqual, "alertname", "NodeFilesystemAlmostOutOfSpace-20"), must(labels.MatchNotEqual, "severity", "critical")},
		}},
		"inhibitrules-traps.yaml": {{
			{must(labels.MatchEqual, "alertname", "1:30"), must(labels.MatchNotEqual, "region.name", ""), must(labels.MatchEqual, "severity", "on")},
			{
				must(labels.MatchEqual, "empty", ""), must(labels.MatchEqual, "path", `a "b" \ {c}, d="e"`),
				must(labels.MatchNotRegexp, "raw", "\\d+|\n"), must(labels.MatchRegexp, "unquoted", "a.*"),
			},
		}},
	}
	defer compat.InitFromFlags(promslog.NewNopLogger(), featurecontrol.NoopFlags{})
	for _, mode := range []string{"", featurecontrol.FeatureClassicMode, featurecontrol.FeatureUTF8StrictMode} {
		flags, err := featurecontrol.NewFlags(promslog.NewNopLogger(), mode)
		require.NoError(t, err)
		compat.InitFromFlags(promslog.NewNopLogger(), flags)
		generated(t, "inhibitrules-*.yaml", func(t *testing.T, name string, content []byte) {
			loaded, err := config.Load(string(content) + rest)
			if mode == featurecontrol.FeatureClassicMode && name == "inhibitrules-traps.yaml" {
				require.ErrorContains(t, err, "region.name", "names with dots came with 0.27")
				return
			}
			require.NoError(t, err, "mode %q", mode)
			require.Len(t, loaded.InhibitRules, len(want[name]))
			for i, rule := range loaded.InhibitRules {
				require.Equal(t, texts(want[name][i][0]), texts(labels.Matchers(rule.SourceMatchers)))
				require.Equal(t, texts(want[name][i][1]), texts(labels.Matchers(rule.TargetMatchers)))
			}
			if strings.Contains(name, "node") {
				require.Equal(t, []string{"instance", "mountpoint"}, loaded.InhibitRules[0].Equal)
			}
		})
	}
}

func must(typ labels.MatchType, name, value string) *labels.Matcher {
	m, err := labels.NewMatcher(typ, name, value)
	if err != nil {
		panic(err)
	}
	return m
}

func texts(matchers labels.Matchers) []string {
	var out []string
	for _, m := range matchers {
		out = append(out, m.String())
	}
	return out
}
