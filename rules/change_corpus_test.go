package rules_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/promql"
)

// published loads kube-prometheus' own rules.
func published(t *testing.T) *rules.Loaded {
	dir := filepath.Join("..", "..", "shared", "corpus", "rules", "kube-prometheus")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no rules of kube-prometheus beside the repository")
	}
	return rules.Load(os.DirFS(dir), "*-prometheusRule.yaml")
}

// TestPublishedTextsFollow gives each alert of kube-prometheus that has one threshold half of it, and makes each pending three times as long.
// The texts that follow were read one by one when they were counted.
func TestPublishedTextsFollow(t *testing.T) {
	before, err := published(t).Plain()
	require.NoError(t, err)
	set := published(t)
	for _, g := range before {
		for _, r := range g.Rules {
			if r.Alert == "" {
				continue
			}
			alert := set.Alert(r.Alert, fmt.Sprintf("__group__=%q,severity=%q,long=%q", g.Name, r.Labels["severity"], r.Labels["long"]))
			if all, err := promql.Thresholds(promql.Text(r.Expr)); err == nil && len(all) == 1 {
				alert.Threshold(all[0].With / 2)
			}
			if r.For > 0 {
				alert.For(3 * r.For)
			}
		}
	}
	after, err := set.Plain()
	require.NoError(t, err)
	follow := map[string]string{}
	count := 0
	for i, g := range before {
		for j, r := range g.Rules {
			for key, text := range r.Annotations {
				if now := after[i].Rules[j].Annotations[key]; now != text {
					follow[r.Alert+" "+key] = now
					count++
				}
			}
		}
	}
	require.Equal(t, 33, count, "%v", slices.Sorted(maps.Keys(follow)))
	require.Contains(t, follow["NodeCPUHighUsage description"], "above 45% for the last 45 minutes, is")
	require.Contains(t, follow["PrometheusHighQueryLoad description"], "less than 60% available capacity in its query engine for the last 45 minutes")
	require.Contains(t, follow["KubeJobNotCompleted description"], `more than {{ "21600" | humanizeDuration }}`)
	require.NotContains(t, follow, "KubeNodeReadinessFlapping description")
}

// TestPublishedRulesOfOneCluster gives all of kube-prometheus' rules a matcher, and a label to aggregate by.
func TestPublishedRulesOfOneCluster(t *testing.T) {
	set := published(t)
	set.Rules().Where(`env="prod"`).By("cluster")
	groups, err := set.Plain()
	require.NoError(t, err)
	with, without := 0, 0
	for _, g := range groups {
		for _, r := range g.Rules {
			if strings.Contains(r.Expr, `env="prod"`) {
				with++
			} else {
				without++
			}
		}
	}
	t.Logf("%d rules have the matcher, %d read recorded metrics or nothing", with, without)
	require.Greater(t, with, 5*without)
}
