package rulegen

import (
	"math/rand"
	"os"
	"path/filepath"
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

// everyTarget are the targets that hold groups, and how the groups are changed so that they have the fields of the target.
var everyTarget = []struct {
	target Target
	put    func(rules.PlainGroups) rules.PlainGroups
}{
	{RuleFile{}, nil},
	{PrometheusRule{Name: "a", Release: NoRelease}, nil},
	{PrometheusRule{Name: "a", Release: NoRelease, Thanos: "newest"}, func(g rules.PlainGroups) rules.PlainGroups { return platform(g, "abort", nil) }},
	{Thanos{}, func(g rules.PlainGroups) rules.PlainGroups { return platform(g, "warn", nil) }},
	{Mimir{Namespace: "a"}, func(g rules.PlainGroups) rules.PlainGroups { return platform(g, "", []string{"team-a", "null"}) }},
	{ConfigMap{Name: "a"}, nil},
	{HelmValues{Key: "a"}, nil},
	{HelmTemplate{Target: RuleFile{}}, nil},
	{VMRule{Name: "a"}, withoutOffset},
}

// withoutOffset returns groups without what is written as eval_delay.
func withoutOffset(groups rules.PlainGroups) rules.PlainGroups {
	groups = slices.Clone(groups)
	for i := range groups {
		groups[i].QueryOffset = nil
	}
	return groups
}

// TestEveryTargetReadsBack asserts that rulefile, which reads every form, finds in it the groups that were put in.
func TestEveryTargetReadsBack(t *testing.T) {
	for _, test := range everyTarget {
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
			readsBack(t, test.target, groups, content)
		}
	}
}

// TestCorpusInEveryTarget asserts that published rules survive every target.
func TestCorpusInEveryTarget(t *testing.T) {
	var files []string
	for _, pattern := range []string{"*/*.y*ml", "*/*/*.y*ml", "*/*/*/*.y*ml", "*/*/*/*/*.y*ml"} {
		found, err := filepath.Glob(filepath.FromSlash("../../shared/corpus/rules/" + pattern))
		require.NoError(t, err)
		files = append(files, found...)
	}
	if len(files) == 0 {
		t.Skip("no corpus of rules beside the repository")
	}
	written := map[string]int{} // rules, by form
	for _, path := range files {
		src, err := os.ReadFile(path)
		require.NoError(t, err)
		file := rulefile.Parse(filepath.Base(path), src)
		groups := rules.FromFile(file)
		if _, err := (RuleFile{}).Generate(groups); err != nil {
			continue // see TestCorpus
		}
		for _, test := range everyTarget {
			groups := groups
			if test.put != nil {
				groups = test.put(groups)
			}
			content, err := test.target.Generate(groups)
			if err != nil {
				t.Logf("%s: %s refuses it: %.300v", path, test.target.Format(), err)
				continue
			}
			readsBack(t, test.target, groups, content)
			for _, group := range groups {
				written[test.target.Format()] += len(group.Rules)
			}
		}
	}
	t.Logf("rules written: %v", written)
}

// readsBack asserts that rulefile finds groups in what a target made of them.
func readsBack(t *testing.T, target Target, groups []rules.PlainGroup, content []byte) {
	if target.Format() == "helmtemplate" {
		content = rendered(t, content)
	}
	file := rulefile.Parse("generated.yaml", content)
	require.Empty(t, file.Errors, "%s:\n%s", target.Format(), content)
	got := rules.FromFile(file)
	require.Empty(t, cmp.Diff(unplaced(tidyGroups(groups)), unplaced(got)), "%s:\n%s", target.Format(), content)
}

// unplaced returns groups without where they were written.
func unplaced(groups []rules.PlainGroup) []rules.PlainGroup {
	groups = slices.Clone(groups)
	for i := range groups {
		groups[i].At = ""
		groups[i].Rules = slices.Clone(groups[i].Rules)
		for j := range groups[i].Rules {
			groups[i].Rules[j].At = ""
		}
	}
	return groups
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
