package cli_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/internal/cli"
	"github.com/promwright/promwright/rules/metrics"
)

// TestMetricsPage holds that the page on metrics shows what rulelint prints, and a file that it reads.
func TestMetricsPage(t *testing.T) {
	source, err := os.ReadFile("../../docs/metrics.md")
	require.NoError(t, err)
	page := string(source)

	var stdout bytes.Buffer
	require.Zero(t, cli.Main([]string{"metrics", "show", "node_filesystem_avail_bytes"}, nil, &stdout, os.Stderr))
	require.Contains(t, page, "```\n"+stdout.String()+"```\n")

	_, after, _ := strings.Cut(page, "```yaml\n")
	example, _, found := strings.Cut(after, "```\n")
	require.True(t, found)
	file, err := metrics.ReadFile("docs/metrics.md", []byte(example))
	require.NoError(t, err)
	require.Equal(t, example, string(file.Encode()))
	for _, word := range []string{"`type`", "`unit`", "`labels`", "`open`", "`min`", "`max`", "`whole`", "`timestamp`", "`partOf`"} {
		require.Contains(t, page, word)
	}
}
