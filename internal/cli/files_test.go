package cli

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/internal/walk"
	"github.com/promwright/promwright/rules/rulefile"
)

// TestFilesThatVanish asserts that a file which is gone when it is read is an error of that file alone.
func TestFilesThatVanish(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"a.yaml", "b.yaml"} {
		require.NoError(t, os.WriteFile(name, []byte("groups: []\n"), 0o644))
	}
	found, err := walk.Find(orHere(nil), walk.Options{})
	require.NoError(t, err)
	require.Equal(t, []string{"a.yaml", "b.yaml"}, found)
	require.NoError(t, os.Remove("a.yaml"))
	files := readEach(found, rulefile.ReadFile)
	require.Len(t, files[0].Errors, 1)
	require.EqualError(t, files[0].Errors[0], "a.yaml:1:1: there is no such file")
	require.Empty(t, files[1].Errors)
}
