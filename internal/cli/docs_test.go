package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
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
	pages, err := filepath.Glob("../../lint/checks/*/README.md")
	require.NoError(t, err)
	for _, page := range append(pages, "../../README.md", "../../docs/configuration.md", "../../docs/pint.md") {
		content, err := os.ReadFile(page)
		require.NoError(t, err)
		for _, m := range yamlFence.FindAllStringSubmatch(string(content), -1) {
			var root map[string]any
			err := yaml.Unmarshal([]byte(m[1]), &root)
			switch {
			case err == nil && root["groups"] != nil && silencing.MatchString(m[1]):
				rules[filepath.Base(page)]++
				testSilence(t, page, m[1])
			case err == nil && isConfig(schema, root):
				configs[filepath.Base(page)]++
				program, editor := configFault(t, schema, m[1])
				require.NoError(t, program, "%s:\n%s", page, m[1])
				require.NoError(t, editor, "%s:\n%s", page, m[1])
			case strings.HasSuffix(page, "docs/configuration.md"):
				require.Fail(t, "neither a configuration nor rules", "%v:\n%s", err, m[1])
			}
		}
	}
	require.GreaterOrEqual(t, configs["configuration.md"], 6)
	require.GreaterOrEqual(t, configs["README.md"], 2, "one of them of shortrange")
	require.GreaterOrEqual(t, rules["configuration.md"], 2)
	require.GreaterOrEqual(t, rules["pint.md"], 1)
}

// isConfig tells whether one of the settings of a configuration is there.
func isConfig(schema *jsonschema.Schema, root map[string]any) bool {
	for key := range root {
		if schema.Properties[key] != nil {
			return true
		}
	}
	return false
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
}
