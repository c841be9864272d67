package rulegen

import (
	"math/rand"
	"slices"
	"strings"
	"testing"
	"text/template"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	yaml3 "go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/rulefile"
)

// TestEveryTargetReadsBack asserts that rulefile, which reads every form, finds in it the groups that were put in.
func TestEveryTargetReadsBack(t *testing.T) {
	tenants := []string{"team-a", "null"}
	for _, test := range []struct {
		target Target
		put    func(rules.PlainGroups) rules.PlainGroups
	}{
		{RuleFile{}, nil},
		{PrometheusRule{Name: "a", Release: NoRelease}, nil},
		{PrometheusRule{Name: "a", Release: NoRelease, Thanos: "newest"}, func(g rules.PlainGroups) rules.PlainGroups { return platform(g, "abort", nil) }},
		{Thanos{}, func(g rules.PlainGroups) rules.PlainGroups { return platform(g, "warn", nil) }},
		{Mimir{Namespace: "a"}, func(g rules.PlainGroups) rules.PlainGroups { return platform(g, "", tenants) }},
		{ConfigMap{Name: "a"}, nil},
		{HelmValues{Key: "a"}, nil},
		{HelmTemplate{Target: RuleFile{}}, nil},
		{VMRule{Name: "a"}, func(g rules.PlainGroups) rules.PlainGroups {
			g = slices.Clone(g)
			for i := range g {
				g[i].QueryOffset = nil // it is written as eval_delay
			}
			return g
		}},
	} {
		for seed := range int64(100) {
			groups := rules.PlainGroups(randomGroups(rand.New(rand.NewSource(seed))))
			if test.put != nil {
				groups = test.put(groups)
			}
			content, err := test.target.Generate(groups)
			if err != nil && test.target.Format() == "vmrule" { // two random rules are one, or it cannot read a quote
				continue
			}
			require.NoError(t, err, "%s, seed %d", test.target.Format(), seed)
			if test.target.Format() == "helmtemplate" {
				content = rendered(t, content)
			}
			file := rulefile.Parse("generated.yaml", content)
			require.Empty(t, file.Errors, "%s, seed %d:\n%s", test.target.Format(), seed, content)
			got := rules.FromFile(file)
			for i := range got {
				got[i].At = ""
				for j := range got[i].Rules {
					got[i].Rules[j].At = ""
				}
			}
			require.Empty(t, cmp.Diff(tidyGroups(groups), []rules.PlainGroup(got)), "%s, seed %d:\n%s", test.target.Format(), seed, content)
		}
	}
}

// rendered returns what a template without values renders.
func rendered(t *testing.T, content []byte) []byte {
	tmpl, err := template.New("").Parse(string(content))
	require.NoError(t, err)
	var out strings.Builder
	require.NoError(t, tmpl.Execute(&out, nil))
	return []byte(out.String())
}

// TestConfigMapHoldsARuleFile asserts that the data is, byte for byte, what the rule file of the same groups has.
func TestConfigMapHoldsARuleFile(t *testing.T) {
	want, err := RuleFile{}.Generate(traps)
	require.NoError(t, err)
	content, err := ConfigMap{Name: "a", Key: "a.yaml"}.Generate(traps)
	require.NoError(t, err)
	var object struct{ Data map[string]string }
	require.NoError(t, yaml3.Unmarshal(content, &object))
	require.Equal(t, map[string]string{"a.yaml": string(want)}, object.Data)
}
