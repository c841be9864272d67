package atomicfile_test

import (
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/internal/atomicfile"
)

// TestFullDisk lets the system refuse to write more than a page, as a full disk would.
func TestFullDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a")
	write(t, path, "old", 0o644)
	signal.Ignore(syscall.SIGXFSZ)
	var before syscall.Rlimit
	require.NoError(t, syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before))
	require.NoError(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 4096, Max: before.Max}))
	err := atomicfile.Write(path, make([]byte, 1<<20), 0o644)
	require.NoError(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before))
	require.ErrorIs(t, err, syscall.EFBIG)
	holds(t, path, "old", 1)
}

// TestReadOnlyFolder writes as a user who may not; root may everywhere.
func TestReadOnlyFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a")
	write(t, path, "old", 0o666)
	folder := filepath.Dir(path)
	require.NoError(t, os.Chmod(filepath.Dir(folder), 0o755))
	require.NoError(t, os.Chmod(folder, 0o555))
	root := os.Geteuid() == 0
	if root {
		require.NoError(t, syscall.Setreuid(-1, 65534))
	}
	err := atomicfile.Write(path, []byte("new"), 0o644)
	if root {
		require.NoError(t, syscall.Setreuid(-1, 0))
	}
	require.NoError(t, os.Chmod(folder, 0o755))
	require.ErrorIs(t, err, fs.ErrPermission)
	require.ErrorContains(t, err, ".tmp", "it is the new file that may not be made")
	holds(t, path, "old", 1)
}

// TestOwner needs root: nobody else may give files away.
func TestOwner(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root may give files away")
	}
	path := filepath.Join(t.TempDir(), "a")
	write(t, path, "old", 0o644)
	require.NoError(t, os.Chown(path, 4711, 4712))
	require.NoError(t, atomicfile.Write(path, []byte("new"), 0o644))
	info, err := os.Stat(path)
	require.NoError(t, err)
	owner := info.Sys().(*syscall.Stat_t)
	require.Equal(t, []uint32{4711, 4712}, []uint32{owner.Uid, owner.Gid})
}
