package checks

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// corpus is real rules, where they are at hand.
const corpus = "../../../shared/corpus/rules"

func TestCorpus(t *testing.T) {
	tests := map[string]struct{ files, rules int }{
		"kube-prometheus":           {8, 234},
		"awesome-prometheus-alerts": {54, 434},
		"mixins":                    {51, 579},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if _, err := os.Stat(filepath.Join(corpus, name)); err != nil {
				t.Skip("the corpus is not there")
			}
			project := &lint.Project{}
			require.NoError(t, filepath.WalkDir(filepath.Join(corpus, name), func(path string, entry fs.DirEntry, err error) error {
				if err == nil && !entry.IsDir() {
					project.Files = append(project.Files, rulefile.ReadFile(path))
				}
				return err
			}))
			result := lint.Run(project, All)
			require.Empty(t, result.Errors)
			require.Empty(t, result.FilesWithoutRules)
			require.Len(t, project.Files, test.files)
			require.Equal(t, test.rules, result.Rules)
			for _, finding := range result.Findings {
				// These rules are loaded by servers every day.
				require.False(t, slices.Contains([]string{"syntax", "template", lint.Ignore}, finding.Check),
					"%s:%s: %s", finding.File.Name, finding.Span.Start, finding.Message)
			}
		})
	}
}
