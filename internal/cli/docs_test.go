package cli

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// yamlFence is an example in a page.
var yamlFence = regexp.MustCompile("(?ms)^```yaml\n(.*?)^```$")

// silencing is a comment that silences, of ours or of pint.
var silencing = regexp.MustCompile(`# (rulelint:|pint ).*`)

// TestExamplesOfPages takes the examples of pages for what they are: configurations must be right, also for editors, and the
// comments of rule files must silence something.
func TestExamplesOfPages(t *testing.T) {
	schema := schemaOfConfig(t)
	configs, rules := map[string]int{}, map[string]int{}
	for _, page := range []string{"README.md", "docs/configuration.md", "docs/pint.md", "lint/checks/shortrange/README.md"} {
		content, err := os.ReadFile("../../" + page)
		require.NoError(t, err)
		for _, m := range yamlFence.FindAllStringSubmatch(string(content), -1) {
			var root map[string]any
			if yaml.Unmarshal([]byte(m[1]), &root) != nil || root["repos"] != nil {
				continue // part of a file, or of another program
			}
			if root["groups"] != nil {
				rules[page]++
				testSilence(t, page, m[1])
				continue
			}
			configs[page]++
			program, editor := configFault(t, schema, m[1])
			require.NoError(t, program, "%s:\n%s", page, m[1])
			require.NoError(t, editor, "%s:\n%s", page, m[1])
		}
	}
	require.Equal(t, map[string]int{"README.md": 1, "docs/configuration.md": 6, "lint/checks/shortrange/README.md": 1}, configs)
	require.Equal(t, map[string]int{"docs/configuration.md": 2, "docs/pint.md": 1}, rules)
}

// testSilence checks that nothing is wrong with the comments of a rule file, and that more is found without them.
func testSilence(t *testing.T, page, source string) {
	t.Helper()
	find := func(source string) (found []string) {
		project := &lint.Project{Settings: lint.Settings{Now: time.Date(2027, 1, 31, 12, 0, 0, 0, time.UTC)}}
		project.Files = []*rulefile.File{rulefile.Parse(page, []byte(source))}
		for _, finding := range lint.Run(project, known).Findings {
			found = append(found, finding.Check)
		}
		return found
	}
	with := find(source)
	require.NotContains(t, with, lint.Ignore, source)
	require.Greater(t, len(find(silencing.ReplaceAllString(source, ""))), len(with), source)
	require.Positive(t, strings.Count(source, "#"))
}
