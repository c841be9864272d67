package cli

import (
	"flag"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/mattn/go-runewidth"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/promwright/promwright/lint/checks"
)

// TestPage lays a page out for several terminals: the sections of the archive are named for the width.
func TestPage(t *testing.T) {
	const path = "testdata/page.txtar"
	archive, err := txtar.ParseFile(path)
	require.NoError(t, err)
	source := string(archive.Files[0].Data)
	widths := map[string]int{"40": 40, "80": 80, "colored": 60}
	for i, section := range archive.Files[1:] {
		got := renderPage(source, widths[section.Name], section.Name == "colored")
		got = strings.ReplaceAll(got, "\x1b", "<ESC>")
		if flag.Lookup("update").Value.String() == "true" {
			archive.Files[i+1].Data = []byte(got)
		} else if diff := cmp.Diff(string(section.Data), got); diff != "" {
			t.Errorf("%s (-want +got); if it is right, run go test ./internal/cli -run TestPage -update:\n%s", section.Name, diff)
		}
	}
	if flag.Lookup("update").Value.String() == "true" {
		require.NoError(t, os.WriteFile(path, txtar.Format(archive), 0o644))
	}
}

// TestEveryPageFits holds for the pages of all checks: nothing is wider than the terminal, and no word is lost.
func TestEveryPageFits(t *testing.T) {
	for _, check := range checks.All {
		for _, width := range []int{40, 61, 120} {
			for _, colored := range []bool{false, true} {
				text := plain(renderPage(check.Doc, width, colored))
				for line := range strings.Lines(text) {
					require.LessOrEqual(t, runewidth.StringWidth(strings.TrimSuffix(line, "\n")), width, "%s: %q", check.Name, line)
				}
				require.Subset(t, letters(text), letters(strings.ReplaceAll(check.Doc, "```yaml", "")), check.Name)
			}
		}
	}
}

// letters is how often each letter is in a text.
func letters(text string) map[rune]int {
	counts := map[rune]int{}
	for _, r := range strings.ToLower(text) {
		if r >= 'a' && r <= 'z' {
			counts[r]++
		}
	}
	return counts
}

func TestPlain(t *testing.T) {
	require.Equal(t, "ab c", plain("a\x1b[1;31mb\x1b[0m c"))
	require.Equal(t, "a", plain("a\x1b[1"))
}

// FuzzPage looks for Markdown that cannot be laid out.
func FuzzPage(f *testing.F) {
	f.Add("# a\n\n| a | b |\n|:-:|--:|\n| `c|d` | e\n\n```yaml bad\nx\n```\n", 20, true)
	f.Add("1. a\n\n   - b\n> c\n\n---\n<b>\n\n[l](u) ![i](u) <http://x> **b** &amp; \\* \n", 0, false)
	f.Add("|世|\n|-|\n|世世世世世世|世\n", 1, true)
	f.Fuzz(func(t *testing.T, markdown string, width int, colored bool) {
		if !utf8.ValidString(markdown) || len(markdown) > 2000 {
			return
		}
		require.NotEmpty(t, renderPage(markdown, width, colored))
	})
}
