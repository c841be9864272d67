package promtool_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/promtest/promtool"
)

// fence is an example in a page that is a file: ```yaml node_test.yaml.
var fence = regexp.MustCompile("(?ms)^```[a-z]+ (\\S+)\n(.*?)^```$")

// TestExamplesOfThePage runs the test files of docs/tests.md, which pass, and of which the schema has nothing to say.
func TestExamplesOfThePage(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "tests.md"))
	require.NoError(t, err)
	files, tests := map[string]string{}, []string{}
	for _, m := range fence.FindAllStringSubmatch(string(page), -1) {
		files[m[1]] = m[2]
		if strings.HasSuffix(m[1], "_test.yaml") {
			tests = append(tests, m[1])
			require.NoError(t, validate(t, []byte(m[2])), m[1])
		}
	}
	require.Len(t, tests, 4)
	dir := write(t, files)
	for i := range tests {
		tests[i] = filepath.Join(dir, tests[i])
	}
	results, err := promtool.Run(t.Context(), tests, promtool.Options{})
	require.NoError(t, err)
	for _, r := range results {
		require.Empty(t, r.Errors, r.Path)
		require.Empty(t, r.Warnings, r.Path)
		for _, result := range r.Results {
			require.NotEmpty(t, result.Assertions)
			for _, f := range result.Failures {
				t.Errorf("%s: %s: want %q, got %q", f.Where, f.Message, f.Want, f.Got)
			}
		}
	}
}

// TestThePageNamesEveryField holds docs/tests.md against the fields that are ours.
func TestThePageNamesEveryField(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "tests.md"))
	require.NoError(t, err)
	_, err = promtool.Parse("test.yaml", []byte("tests: [{?: , input_series: [{?: , timeline: [{?: }]}], promql_expr_test: [{?: }], exp_firing: [{?: }], exp_steady: [{?: }], exp_fires_within: [{?: }]}]"))
	require.Error(t, err)
	lists := regexp.MustCompile(`\(allowed: (.*)\)`).FindAllStringSubmatch(err.Error(), -1)
	require.Len(t, lists, 7)
	promtools := map[string]bool{"name": true, "interval": true, "alert_rule_test": true, "external_labels": true, "external_url": true, "start_timestamp": true, "expr": true}
	for _, list := range lists {
		for _, field := range strings.Split(list[1], ", ") {
			require.True(t, promtools[field] || regexp.MustCompile("[`{ ]"+field+"\\b").Match(page), "the page does not explain %s", field)
		}
	}
}
