package atomicfile_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/internal/atomicfile"
)

// write makes a file for a test.
func write(t *testing.T, path, content string, mode fs.FileMode) {
	t.Helper()
	require.NoError(t, os.WriteFile(path, []byte(content), mode))
	require.NoError(t, os.Chmod(path, mode)) // whatever the umask is
}

// holds asserts what a file holds and that its folder holds so many entries.
func holds(t *testing.T, path, content string, entries int) {
	t.Helper()
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, content, string(got))
	all, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	require.Len(t, all, entries, "nothing else is left in the folder")
}

func TestWrite(t *testing.T) {
	t.Run("a new file gets the mode", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "a")
		require.NoError(t, atomicfile.Write(path, []byte("new"), 0o640))
		holds(t, path, "new", 1)
		info, err := os.Stat(path)
		require.NoError(t, err)
		require.Equal(t, fs.FileMode(0o640), info.Mode())
	})
	t.Run("an old file keeps its mode", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "a")
		write(t, path, "old", 0o606)
		require.NoError(t, atomicfile.Write(path, []byte("new"), 0o640))
		holds(t, path, "new", 1)
		info, err := os.Stat(path)
		require.NoError(t, err)
		require.Equal(t, fs.FileMode(0o606), info.Mode())
	})
	t.Run("a link stays and its target is replaced", func(t *testing.T) {
		folder := t.TempDir()
		require.NoError(t, os.Mkdir(filepath.Join(folder, "real"), 0o755))
		target, link := filepath.Join(folder, "real", "a"), filepath.Join(folder, "link")
		write(t, target, "old", 0o644)
		require.NoError(t, os.Symlink(filepath.Join("real", "a"), link))
		require.NoError(t, atomicfile.Write(link, []byte("new"), 0o644))
		holds(t, target, "new", 1)
		to, err := os.Readlink(link)
		require.NoError(t, err)
		require.Equal(t, filepath.Join("real", "a"), to)
	})
}

func TestUpdate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a")
	write(t, path, "old", 0o606)
	require.NoError(t, atomicfile.Update(path, []byte("old"), []byte("new")))
	holds(t, path, "new", 1)
	require.EqualError(t, atomicfile.Update(path, []byte("old"), []byte("newer")), "the file has changed since it was read")
	holds(t, path, "new", 1)
	require.NoError(t, os.Remove(path))
	require.ErrorIs(t, atomicfile.Update(path, []byte("new"), []byte("newer")), fs.ErrNotExist)
	require.NoFileExists(t, path)
}

func TestWriteFails(t *testing.T) {
	t.Run("the folder is missing", func(t *testing.T) {
		err := atomicfile.Write(filepath.Join(t.TempDir(), "nowhere", "a"), nil, 0o644)
		require.ErrorIs(t, err, fs.ErrNotExist)
	})
	t.Run("a folder is not replaced", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "a")
		require.NoError(t, os.Mkdir(path, 0o755))
		require.ErrorContains(t, atomicfile.Write(path, nil, 0o644), "this is not a regular file")
	})
}

func TestStage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a")
	write(t, path, "old", 0o606)
	staged, err := atomicfile.Stage(path, []byte("new"), 0o644)
	require.NoError(t, err)
	holds(t, path, "old", 2)
	require.NoError(t, staged.Discard())
	holds(t, path, "old", 1)

	staged, err = atomicfile.Stage(path, []byte("new"), 0o644)
	require.NoError(t, err)
	require.NoError(t, staged.Commit())
	holds(t, path, "new", 1)

	staged, err = atomicfile.Stage(path, []byte("newer"), 0o644)
	require.NoError(t, err)
	require.NoError(t, os.Remove(path))
	require.NoError(t, os.Mkdir(path, 0o755))
	require.Error(t, staged.Commit())
	all, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	require.Len(t, all, 1, "nothing is left of what could not be committed")
}
