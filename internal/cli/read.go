package cli

import (
	"errors"
	"io/fs"
	"runtime"

	"golang.org/x/sync/errgroup"

	"github.com/promwright/promwright/internal/walk"
	"github.com/promwright/promwright/rules/rulefile"
)

// read reads the files of a run, standard input among them if it was named.
func (c checkRun) read(paths []string, done *progress) []*rulefile.File {
	return readEach(paths, func(path string) *rulefile.File {
		defer done.Add(1)
		if path == walk.Stdin {
			return rulefile.ReadFrom(c.stdinFilename, c.stdin)
		}
		return rulefile.ReadFile(path)
	})
}

// readFiles reads files, in order.
func readFiles(paths []string) []*rulefile.File { return readEach(paths, rulefile.ReadFile) }

// readEach reads several files at a time.
func readEach(paths []string, read func(string) *rulefile.File) []*rulefile.File {
	files := make([]*rulefile.File, len(paths))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, path := range paths {
		group.Go(func() error {
			files[i] = read(path)
			return nil
		})
	}
	_ = group.Wait() // the functions return no error: what is wrong with a file is in the file
	return files
}

// unwrapPath strips the operation and the path that os errors carry, for messages that name the path already.
func unwrapPath(err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err
	}
	return err
}
