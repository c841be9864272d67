package lint

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write docs/pint.md")

// TestPintPage compares the table of docs/pint.md with pintChecks.
func TestPintPage(t *testing.T) {
	const path = "../docs/pint.md"
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	const begin, end = "from lint/pintchecks.go. -->\n", "<!-- End of what is generated. -->"
	before, rest, ok := strings.Cut(string(content), begin)
	require.True(t, ok)
	_, after, ok := strings.Cut(rest, end)
	require.True(t, ok)
	want := before + begin + pintTable() + end + after
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(want), 0o644))
		return
	}
	if diff := cmp.Diff(want, string(content)); diff != "" {
		t.Errorf("docs/pint.md is stale: run go generate ./lint (-fresh +on disk):\n%s", diff)
	}
}

// pintTable tells which checks are the counterparts of those of pint.
func pintTable() string {
	var b strings.Builder
	b.WriteString("\n| pint | finds | rulelint |\n|---|---|---|\n")
	for _, check := range pintChecks {
		ours := "none yet"
		var links []string
		for _, name := range check.ours {
			links = append(links, fmt.Sprintf("[%s](../lint/checks/%s/README.md)", name, name))
		}
		if len(links) > 0 {
			ours = strings.Join(links, ", ")
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", check.name, check.finds, ours)
	}
	b.WriteString("\n")
	return b.String()
}
