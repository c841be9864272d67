package alerttemplate

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/packages"
)

// TestFunctions compares the functions that templates may call with those that Prometheus gives them.
func TestFunctions(t *testing.T) {
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
		require.NoError(t, Check("{{ "+string(name[1])+" }}"))
	}
}

func TestCheck(t *testing.T) {
	for text, want := range map[string]string{
		"no template":                  "",
		"{{ $value | humanize }}":      "",
		"{{ $externalLabels.a }}}}":    "",
		"{{ $labels.a":                 "line 1: unclosed action",
		"one\n{{ nosuch }}":            `line 2: function "nosuch" not defined`,
		"{{ range query `up` }} {{ . ": "line 1: unclosed action",
		"{{ $val }}":                   `line 1: undefined variable "$val"`,
	} {
		err := Check(text)
		if want == "" {
			require.NoError(t, err, text)
			continue
		}
		require.EqualError(t, err, want, text)
	}
}
