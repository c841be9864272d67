package fix_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/fix"
	"github.com/promwright/promwright/rules/rulefile"
)

// fixed writes files with a mistake, reads them and fixes them in memory.
func fixed(t *testing.T, paths ...string) fix.Result {
	t.Helper()
	p := &lint.Project{}
	for _, path := range paths {
		if _, err := os.Lstat(path); err != nil {
			require.NoError(t, os.WriteFile(path, []byte(two), 0o644))
		}
		p.Files = append(p.Files, rulefile.ReadFile(path))
	}
	result := fix.Run(p, []*lint.Check{replacing("a", "foo", "baz", false)}, fix.Options{})
	require.Len(t, result.Files, len(paths))
	return result
}

func requireContent(t *testing.T, path, want string) {
	t.Helper()
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, want, string(got))
}

var better = strings.ReplaceAll(two, "foo", "baz")

func TestWrite(t *testing.T) {
	t.Run("files keep their mode", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "a.yaml")
		result := fixed(t, path)
		require.NoError(t, os.Chmod(path, 0o640))
		written, err := fix.Write(result)
		require.NoError(t, err)
		require.Len(t, written, 1)
		requireContent(t, path, better)
		info, err := os.Stat(path)
		require.NoError(t, err)
		require.Equal(t, fs.FileMode(0o640), info.Mode())
	})
	t.Run("a file that is named by links, too, is written once", func(t *testing.T) {
		folder := t.TempDir()
		path, link := filepath.Join(folder, "a.yaml"), filepath.Join(folder, "b.yaml")
		require.NoError(t, os.WriteFile(path, []byte(two), 0o644))
		require.NoError(t, os.Symlink("a.yaml", link))
		written, err := fix.Write(fixed(t, path, link))
		require.NoError(t, err)
		require.Len(t, written, 2)
		requireContent(t, path, better)
		to, err := os.Readlink(link)
		require.NoError(t, err)
		require.Equal(t, "a.yaml", to)
	})
	t.Run("a file that has changed is left alone, and the others are written", func(t *testing.T) {
		folder := t.TempDir()
		changed, gone, good := filepath.Join(folder, "a.yaml"), filepath.Join(folder, "b.yaml"), filepath.Join(folder, "c.yaml")
		result := fixed(t, changed, gone, good)
		require.NoError(t, os.WriteFile(changed, []byte("changed"), 0o644))
		require.NoError(t, os.Remove(gone))
		written, err := fix.Write(result)
		require.ErrorContains(t, err, changed+": not written: the file has changed since it was read")
		require.ErrorIs(t, err, fs.ErrNotExist)
		require.Len(t, written, 1)
		require.Equal(t, good, written[0].Name)
		requireContent(t, changed, "changed")
		requireContent(t, good, better)
		require.NoFileExists(t, gone)
		entries, err := os.ReadDir(folder)
		require.NoError(t, err)
		require.Len(t, entries, 2, "nothing is left over")
	})
}
