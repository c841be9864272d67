package config

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

func matcher(kind labels.MatchType, name, value string) *labels.Matcher {
	return labels.MustNewMatcher(kind, name, value)
}

// inhibit returns the inhibition rules of an Alertmanager's configuration.
func inhibit(t *testing.T, source string) (path string, rules []lint.InhibitRule, err error) {
	t.Helper()
	path = write(t, "alertmanager.yml", source)
	c, err := Parse(filepath.Join(filepath.Dir(path), Name), []byte("alertmanager: alertmanager.yml"), checks())
	if err != nil {
		return path, nil, err
	}
	return path, c.Settings().Inhibit, nil
}

func TestInhibitRules(t *testing.T) {
	path, got, err := inhibit(t, `
route: {receiver: x}
inhibit_rules:
- name: worst first
  source_matchers: [severity = critical, 'team=~"a|b"']
  target_matchers: ['{severity=~"warning|info", job!="x"}']
  equal: [alertname, instance]
- source_match: {severity: critical}
  source_match_re: {team: a|b}
  target_match: {severity: warning}
`)
	require.NoError(t, err)
	want := []lint.InhibitRule{
		{
			Name:   "worst first",
			Source: []*labels.Matcher{matcher(labels.MatchEqual, "severity", "critical"), matcher(labels.MatchRegexp, "team", "a|b")},
			Target: []*labels.Matcher{matcher(labels.MatchRegexp, "severity", "warning|info"), matcher(labels.MatchNotEqual, "job", "x")},
			Equal:  []string{"alertname", "instance"},
			File:   path, Pos: rulefile.Pos{Offset: 39, Line: 4, Column: 3},
		},
		{
			Source: []*labels.Matcher{matcher(labels.MatchEqual, "severity", "critical"), matcher(labels.MatchRegexp, "team", "a|b")},
			Target: []*labels.Matcher{matcher(labels.MatchEqual, "severity", "warning")},
			File:   path, Pos: rulefile.Pos{Offset: 206, Line: 8, Column: 3},
		},
	}
	printed := cmp.Transformer("print", func(m *labels.Matcher) string { return m.String() })
	require.Empty(t, cmp.Diff(want, got, printed))
}

func TestNoInhibitRules(t *testing.T) {
	c, err := Parse("c.yaml", nil, checks())
	require.NoError(t, err)
	require.Nil(t, c.Settings().Inhibit, "not known")
	_, got, err := inhibit(t, "route: {receiver: x}\n")
	require.NoError(t, err)
	require.Equal(t, []lint.InhibitRule{}, got, "known to be none")
}

func TestAlertmanagerErrors(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"a mapping":          {"inhibit_rules: {}\n", ":1:16: inhibit_rules must be a list, not a mapping"},
		"a text":             {"inhibit_rules: [x]\n", `:1:17: an inhibit rule must be a mapping, not "x"`},
		"a matcher":          {"inhibit_rules: [{source_matchers: ['a~b']}]\n", `:1:36: source_matchers "a~b": `},
		"a regexp":           {"inhibit_rules: [{target_matchers: ['a=~\"(\"']}]\n", `:1:36: target_matchers "a=~\"(\"": `},
		"an old regexp":      {"inhibit_rules: [{source_match_re: {a: (}}]\n", `:1:39: a of source_match_re must be a regular expression, not "("`},
		"a list for a value": {"inhibit_rules: [{source_match: {a: [b]}}]\n", `:1:36: a of source_match must be a text, not a list`},
		"matchers as a text": {"inhibit_rules: [{source_matchers: a=b}]\n", `:1:35: source_matchers must be a list, not "a=b"`},
		"equal of lists":     {"inhibit_rules: [{equal: [[a]]}]\n", `:1:26: equal must be a list of texts, not of a list`},
		"broken YAML":        {"inhibit_rules: [\n", ":1:1: did not find expected"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			path, _, err := inhibit(t, test.text)
			require.ErrorContains(t, err, path+test.want)
		})
	}
	_, err := Parse("c.yaml", []byte("alertmanager: none.yml\n"), checks())
	require.EqualError(t, err, "c.yaml:1:15: alertmanager: none.yml: no such file or directory")
}

func TestMatchers(t *testing.T) {
	for text, want := range map[string][]*labels.Matcher{
		`a=b`:              {matcher(labels.MatchEqual, "a", "b")},
		` a !~ "b.*" `:     {matcher(labels.MatchNotRegexp, "a", "b.*")},
		`{a="b,c",d=e,}`:   {matcher(labels.MatchEqual, "a", "b,c"), matcher(labels.MatchEqual, "d", "e")},
		`a="\"\n"`:         {matcher(labels.MatchEqual, "a", "\"\n")},
		`a=b c`:            {matcher(labels.MatchEqual, "a", "b c")}, // only the older language has it
		`"größe x"=~"1|2"`: {matcher(labels.MatchRegexp, "größe x", "1|2")},
	} {
		got, err := parseMatchers(text)
		require.NoError(t, err, text)
		require.Equal(t, fmt.Sprint(want), fmt.Sprint(got), text)
	}
}

func TestSnapshots(t *testing.T) {
	path := write(t, "a.yaml", "")
	folder := filepath.Dir(path)
	c, err := Parse(filepath.Join(folder, Name), []byte("metrics: [a.yaml]\n"), checks())
	require.NoError(t, err)
	require.Equal(t, []string{path}, c.Snapshots)
	_, err = Parse(filepath.Join(folder, "c.yaml"), []byte("metrics: [b.yaml]\n"), checks())
	require.EqualError(t, err, filepath.Join(folder, "c.yaml")+":1:11: metrics: "+filepath.Join(folder, "b.yaml")+": no such file or directory")
	_, err = Parse("c.yaml", []byte("metrics: b.yaml\n"), checks())
	require.EqualError(t, err, `c.yaml:1:10: metrics must be a list, not "b.yaml"`)
}
