package walk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// visit is one walk through a folder.
type visit struct {
	wanted func(path string) bool // whether a file belongs to the result
	hidden bool                   // look at what is hidden, too
	links  bool                   // follow links to folders, which needs a depth
	depth  int                    // how many folders deep; -1: all

	files []string
	errs  []error
}

// walk returns the wanted files below a folder.
func (f *finder) walk(folder string, v *visit) ([]string, error) {
	real := f.realFolder(folder)
	var excluded *ignores
	if !f.options.NoIgnore {
		var err error
		excluded, err = above(real)
		v.fail(err)
	}
	v.enter(folder, real, excluded, v.depth, f.options.NoIgnore)
	return v.files, errors.Join(v.errs...)
}

// enter visits a folder; real is its absolute path. What is in it may be excluded by the folders above.
func (v *visit) enter(folder, real string, excluded *ignores, depth int, noIgnore bool) {
	if !noIgnore {
		var err error
		excluded, err = excluded.enter(real)
		v.fail(err)
	}
	entries, err := os.ReadDir(folder)
	v.fail(failure(folder, err))
	for _, entry := range entries {
		path, absolute := clean(filepath.Join(folder, entry.Name())), filepath.Join(real, entry.Name())
		if !v.hidden && strings.HasPrefix(entry.Name(), ".") || entry.Name() == ".git" || excluded.ignored(filepath.ToSlash(absolute), entry.IsDir()) {
			continue
		}
		mode := entry.Type()
		if mode&fs.ModeSymlink != 0 {
			mode = v.follow(path, mode)
		}
		switch {
		case mode.IsDir() && depth != 0:
			v.enter(path, absolute, excluded, depth-1, noIgnore)
		case mode.IsDir(), mode&fs.ModeSymlink != 0, !v.wanted(path):
		case !mode.IsRegular():
			v.fail(notRegular(path, mode))
		default:
			v.files = append(v.files, path)
		}
	}
}

// follow returns the type of what a link leads to, or that of a link where it is to be passed by.
func (v *visit) follow(path string, mode fs.FileMode) fs.FileMode {
	info, err := os.Stat(path)
	switch {
	case err != nil && v.wanted(path):
		v.fail(&Error{path, fmt.Errorf("the link leads nowhere: %w", cause(err))})
	case err == nil && (v.links || !info.IsDir()):
		return info.Mode().Type()
	}
	return mode
}

// Error tells that a path names nothing or cannot be read.
type Error struct {
	Path string
	Err  error
}

// Error returns path: what is wrong.
func (e *Error) Error() string { return fmt.Sprintf("%s: %s", e.Path, e.Err) }

// Unwrap returns what is wrong.
func (e *Error) Unwrap() error { return e.Err }

// fail notes an error, if it is one.
func (v *visit) fail(err error) {
	if err != nil {
		v.errs = append(v.errs, err)
	}
}

// notRegular is the error about a file that could block, or never end.
func notRegular(path string, mode fs.FileMode) error {
	kind := "a special file"
	switch {
	case mode&fs.ModeNamedPipe != 0:
		kind = "a pipe"
	case mode&fs.ModeSocket != 0:
		kind = "a socket"
	case mode&fs.ModeDevice != 0:
		kind = "a device"
	}
	return &Error{path, fmt.Errorf("this is %s: only regular files are read, and standard input as %s", kind, Stdin)}
}

// failure names the path that an error is about; nil where there is none.
func failure(path string, err error) error {
	if err == nil {
		return nil
	}
	return &Error{path, cause(err)}
}

// cause strips the operation and the path that os errors carry, for messages that name the path already.
func cause(err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err
	}
	return err
}
