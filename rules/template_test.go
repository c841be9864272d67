package rules_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/packages"

	"github.com/promwright/promwright/rules"
)

// TestTemplateFunctions compares the functions that templates may call with those that Prometheus gives them.
func TestTemplateFunctions(t *testing.T) {
	loaded, err := packages.Load(&packages.Config{Mode: packages.NeedFiles}, "github.com/prometheus/prometheus/template")
	require.NoError(t, err)
	require.Len(t, loaded, 1)
	var source []byte
	for _, file := range loaded[0].GoFiles {
		if filepath.Base(file) == "template.go" {
			source, err = os.ReadFile(file)
			require.NoError(t, err)
		}
	}
	names := regexp.MustCompile(`(?m)^\s+"(\w+)":\s+(?:func\(|\w+\.|cases)`).FindAllSubmatch(source, -1)
	require.Greater(t, len(names), 25, "functions found in the source of prometheus/template")
	for _, name := range names {
		_, err := rules.Group{Name: "g", Rules: []rules.Rule{
			rules.Alert{Name: "A", Expr: up, Summary: "{{ " + string(name[1]) + " }}"},
		}}.Plain()
		require.NoError(t, err)
	}
}
