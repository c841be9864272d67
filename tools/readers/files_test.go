package readers

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// generated calls test with each file of rulegen whose name matches pattern.
func generated(t *testing.T, pattern string, test func(t *testing.T, name string, content []byte)) {
	files, err := filepath.Glob("../../rulegen/testdata/" + pattern)
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(files), 2)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			content, err := os.ReadFile(file)
			require.NoError(t, err)
			test(t, filepath.Base(file), content)
		})
	}
}

// file is what the tests ask of a rule file.
type file struct{ Groups []ruleGroup }

type ruleGroup struct {
	Name  string
	Rules []rule
}

type rule struct {
	Alert, Record, Expr string
	Labels, Annotations map[string]string
}

// plain returns the Prometheus rule file that was generated from the same groups as a file: rulefile-traps.yaml for vmrule-traps.yaml.
func plain(t *testing.T, name string) (f file) {
	_, of, _ := strings.Cut(name, "-")
	content, err := os.ReadFile("../../rulegen/testdata/rulefile-" + of)
	require.NoError(t, err)
	require.NoError(t, yaml.Unmarshal(content, &f))
	return f
}
