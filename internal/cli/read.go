package cli

import (
	"fmt"
	"io"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/promwright/promwright/internal/walk"
	"github.com/promwright/promwright/rules/rulefile"
)

// readOr returns a function that reads a file, or standard input, which has the given name.
func readOr(stdin io.Reader, name string) func(path string) *rulefile.File {
	return func(path string) *rulefile.File {
		if path == walk.Stdin {
			return rulefile.ReadFrom(name, stdin)
		}
		return rulefile.ReadFile(path)
	}
}

// isStdin tells whether the arguments name standard input.
func isStdin(args []string) bool { return slices.Contains(args, walk.Stdin) }

// onlyStdin returns an error where the arguments of a command that changes files name standard input and something else.
func onlyStdin(args []string) error {
	if isStdin(args) && len(args) > 1 {
		return fmt.Errorf("%s beside %d other paths: standard input is changed alone", walk.Stdin, len(args)-1)
	}
	return nil
}

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
