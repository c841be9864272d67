package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// extensions are those of the files that a walk through a folder reads.
var extensions = []string{".yaml", ".yml", ".json"}

// findFiles returns the files that the arguments name, each once, sorted: files as given, folders walked for
// YAML and JSON files, globs (with **) expanded. Without arguments it walks the current folder.
// A walk passes by what is hidden (named .something), and does not follow links to folders.
// What names nothing is an error, and the other arguments still yield their files.
func findFiles(args []string) ([]string, error) {
	var files []string
	var errs []error
	for _, arg := range orHere(args) {
		found, err := expand(arg)
		files = append(files, found...)
		errs = append(errs, err)
	}
	slices.Sort(files)
	return slices.Compact(files), errors.Join(errs...)
}

func expand(arg string) ([]string, error) {
	info, err := os.Stat(arg)
	switch {
	case err == nil && info.IsDir():
		return walk(arg)
	case err == nil:
		return []string{filepath.Clean(arg)}, nil
	case !errors.Is(err, fs.ErrNotExist) || !strings.ContainsAny(arg, "*?[{"):
		return nil, fmt.Errorf("%s: %w", arg, unwrapPath(err))
	}
	found, err := doublestar.FilepathGlob(arg, doublestar.WithFilesOnly())
	if err != nil {
		return nil, fmt.Errorf("%s: bad glob: %w", arg, err)
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%s: the glob matches no file", arg)
	}
	return found, nil
}

func walk(folder string) ([]string, error) {
	var files []string
	var errs []error
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			errs = append(errs, fmt.Errorf("%s: %w", path, unwrapPath(err)))
			if entry != nil && entry.IsDir() {
				return fs.SkipDir
			}
		case path != folder && strings.HasPrefix(entry.Name(), "."):
			if entry.IsDir() {
				return fs.SkipDir
			}
		case entry.IsDir():
		case slices.Contains(extensions, strings.ToLower(filepath.Ext(path))) && !isLinkToFolder(path, entry):
			files = append(files, filepath.Clean(path))
		}
		return nil
	})
	return files, errors.Join(append(errs, err)...)
}

// isLinkToFolder reports whether a path is a symbolic link to a folder: following it could loop.
func isLinkToFolder(path string, entry fs.DirEntry) bool {
	if entry.Type()&fs.ModeSymlink == 0 {
		return false
	}
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// unwrapPath strips the operation and the path that os errors carry, for messages that name the path already.
func unwrapPath(err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err
	}
	return err
}
