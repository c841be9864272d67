package walk

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzPatterns asserts that every text is read, and that a folder's own name excludes it.
func FuzzPatterns(f *testing.F) {
	for _, seed := range []string{"a\n!b/\n", "**/[!a-z]?\\", "[[:alpha:]", "[]-a]", "a/**/b", " \\ ", "\ufeff/", "[\\", "[a-\\"} {
		f.Add(seed, "a/b")
	}
	f.Fuzz(func(t *testing.T, text, path string) {
		for _, p := range parsePatterns(text) {
			p.matches(path, true)
			if !p.folders {
				require.Equal(t, p.matches(path, true), p.matches(path, false))
			}
		}
	})
}

func TestWildcardsAreCharacters(t *testing.T) {
	for _, text := range []string{"?b.yaml", "[!a]b.yaml", "[ü]b.yaml", "[ö-ÿ]b.yaml", `\üb.yaml`} {
		require.True(t, parsePatterns(text)[0].matches("üb.yaml", false), text)
	}
}
