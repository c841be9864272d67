package metrics

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestParseLine holds that the lines of the catalogue are read as YAML reads them.
func TestParseLine(t *testing.T) {
	for _, exporter := range Exporters() {
		file, err := Exporter(exporter)
		require.NoError(t, err)
		for _, want := range file.Metrics {
			found, ok := catalogueIndex()[want.Name]
			require.True(t, ok, want.Name)
			got, ok := parseLine(found.line)
			require.True(t, ok, found.line)
			require.Equal(t, want, *got)
		}
	}
}

func TestParseLineRefuses(t *testing.T) {
	for _, line := range []string{
		"", "x", "x: {", "x: {}}", "x: {type}", "x: {typ: gauge}", "x: {unit: parsecs}", "x: {min: low}", "x: {labels: {a: [b}}",
		`x: {labels: {"a}}`, "x: {type: gauge} # comment",
	} {
		_, ok := parseLine(line)
		require.False(t, ok, line)
	}
	for _, exporter := range Exporters() {
		source, err := catalogueFiles.ReadFile("catalogue/" + exporter + ".yaml")
		require.NoError(t, err)
		require.NotContains(t, strings.TrimLeft(string(source), "#"), "\t", exporter)
	}
}
