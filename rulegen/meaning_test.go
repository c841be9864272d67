package rulegen

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
)

// TestMeaning asserts that a change of rules is told of every form, also where the form changes with them.
func TestMeaning(t *testing.T) {
	group := func(expr, summary string) []rules.PlainGroup {
		return []rules.PlainGroup{{Name: "node", Rules: []rules.PlainRule{{
			Alert: "NodeDown", Expr: expr, Annotations: map[string]string{"summary": summary}, Labels: map[string]string{"severity": "warning"},
		}}}}
	}
	const summary = "{{ $labels.instance }} is down: {{ $value }}"
	old, new := group("up < 1", summary), group("up < 2", summary+"!")
	const want = "alert NodeDown: threshold 1 to 2; summary changed"
	chart := HelmTemplate{Target: PrometheusRule{Name: "a", Release: "kps"}, If: ".Values.on"}
	for _, target := range []Target{
		RuleFile{}, PrometheusRule{Name: "a", Release: "kps"}, Thanos{}, Mimir{Namespace: "a"}, VMRule{Name: "a"},
		ConfigMap{Name: "a", Key: "a.yaml"}, HelmValues{Key: "a"}, HelmTemplate{Target: RuleFile{}}, chart,
	} {
		lines := func(old, new []rules.PlainGroup) []string {
			was, err := target.Generate(old)
			require.NoError(t, err, target.Format())
			is, err := target.Generate(new)
			require.NoError(t, err, target.Format())
			return compare("a.yaml", target.Format(), was, is).lines()
		}
		require.Equal(t, []string{want}, lines(old, new), target.Format())
		require.Equal(t, []string{"no rule changes in meaning"}, lines(old, group("(up) < 1", summary)), target.Format())
	}

	was, err := RuleFile{}.Generate(old)
	require.NoError(t, err)
	is, err := chart.Generate(new)
	require.NoError(t, err)
	require.Equal(t, []string{want}, compare("a.yaml", chart.Format(), was, is).lines(), "a rule file becomes a template of Helm")
}

// TestMeaningUnknown asserts that an old file which cannot be compared is no failure.
func TestMeaningUnknown(t *testing.T) {
	is, err := RuleFile{}.Generate(node)
	require.NoError(t, err)
	for old, want := range map[string]string{
		"":                 "group node added",
		"\x00":             "what changes in meaning is not known: the old file cannot be read: 1:1: ",
		"groups: [{name: ": "what changes in meaning is not known: the old file cannot be read: 1:",
		"groups: 3":        "what changes in meaning is not known: the old file cannot be read: 1:9: ",
		"Dear diary":       "group node added",
	} {
		require.Contains(t, compare("a.yaml", "rulefile", []byte(old), is).lines()[0], want, "%q", old)
	}
	require.Equal(t, []string{"it holds no rules to compare; -diff shows the text"}, compare("a.yaml", "inhibitrules", []byte("inhibit_rules: []\n"), []byte("inhibit_rules: []\n")).lines())
}
