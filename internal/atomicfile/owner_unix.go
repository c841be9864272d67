//go:build unix

package atomicfile

import (
	"io/fs"
	"os"
	"syscall"
)

// keepOwner gives a file the owner and group of another one. Who may not do that owns the file from then on.
func keepOwner(file *os.File, old fs.FileInfo) {
	owner, ok := old.Sys().(*syscall.Stat_t)
	if !ok {
		return
	}
	if err := file.Chown(int(owner.Uid), int(owner.Gid)); err != nil {
		_ = file.Chown(-1, int(owner.Gid))
	}
}
