// Package walk finds the files that the arguments of a command name.
package walk

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

// Stdin is the argument, and the entry of the result, that stands for standard input. A file of that name is ./-
const Stdin = "-"

// extensions are those of the files that a walk through a folder finds, in lower case.
var extensions = []string{".yaml", ".yml", ".json"}

// Options says what is found.
type Options struct {
	NoIgnore bool // find what .gitignore files exclude, too
	Stdin    bool // the argument - stands for standard input, not for a file
}

// Find returns the files that the arguments name, each once, in the same order in every run: standard input, and then sorted by
// name. An argument is
//
//   - a file, which is found whatever its name is, if it is a regular one: reading a pipe or a device could last forever
//   - a folder, which is walked for YAML and JSON files
//   - a glob, with ** for any number of folders
//
// Walks and globs pass by what is hidden (named .something) and what .gitignore files and .git/info/exclude exclude, except for
// the folder itself that the argument names. They do not follow links to folders, so that they end; a glob without ** does.
// A file that links lead to as well is found under its own name.
//
// What names nothing or cannot be read is an [*Error], all of them joined, and the other arguments still yield their files.
func Find(args []string, options Options) ([]string, error) {
	f := &finder{options: options, real: map[string]string{}}
	var found []string
	var errs []error
	for _, arg := range args {
		files, err := f.expand(arg)
		found = append(found, files...)
		errs = append(errs, err)
	}
	return f.unique(found), errors.Join(errs...)
}

// finder is one call of Find.
type finder struct {
	options Options
	real    map[string]string // folders without links, by folder
}

// expand returns what one argument names.
func (f *finder) expand(arg string) ([]string, error) {
	if arg == Stdin && f.options.Stdin {
		return []string{Stdin}, nil
	}
	info, err := os.Stat(arg)
	switch {
	case err == nil && info.IsDir():
		return f.folder(arg)
	case err == nil && !info.Mode().IsRegular():
		return nil, notRegular(arg, info.Mode())
	case err == nil:
		return []string{clean(arg)}, nil
	case !isMissing(err) || !strings.ContainsAny(arg, "*?[{"):
		return nil, failure(arg, err)
	}
	return f.glob(arg)
}

// folder walks a folder for files with the extensions.
func (f *finder) folder(path string) ([]string, error) {
	return f.walk(path, &visit{depth: -1, wanted: func(path string) bool {
		return slices.Contains(extensions, strings.ToLower(filepath.Ext(path)))
	}})
}

// glob walks the folder that a glob begins with for files that match.
func (f *finder) glob(arg string) ([]string, error) {
	glob := filepath.ToSlash(arg)
	if !doublestar.ValidatePattern(glob) {
		return nil, &Error{arg, fmt.Errorf("bad glob: %w", doublestar.ErrBadPattern)}
	}
	base, rest := doublestar.SplitPattern(glob)
	folder := filepath.FromSlash(base)
	v := &visit{depth: -1, hidden: strings.HasPrefix(rest, ".") || strings.Contains(rest, "/.")}
	if !strings.Contains(rest, "**") {
		v.depth, v.links = strings.Count(rest, "/"), true
	}
	v.wanted = func(path string) bool {
		below, err := filepath.Rel(folder, path)
		return err == nil && doublestar.MatchUnvalidated(rest, filepath.ToSlash(below))
	}
	var found []string
	info, err := os.Stat(folder)
	if err == nil && info.IsDir() {
		found, err = f.walk(folder, v)
	}
	if err != nil && !isMissing(err) {
		return found, err
	}
	if len(found) == 0 {
		return nil, &Error{arg, errors.New("the glob matches no file")}
	}
	return found, nil
}

// unique removes what is there twice, under the same name or through links, and sorts.
func (f *finder) unique(paths []string) []string {
	slices.SortFunc(paths, func(a, b string) int {
		if (a == Stdin) != (b == Stdin) {
			return map[bool]int{true: -1, false: 1}[a == Stdin]
		}
		return strings.Compare(a, b)
	})
	paths = slices.Compact(paths)
	owners := map[string]string{} // by path without links: the name that stands
	for _, path := range paths {
		target, link := f.target(path)
		if owner, ok := owners[target]; !ok || !link && f.isLink(owner) {
			owners[target] = path
		}
	}
	return slices.DeleteFunc(paths, func(path string) bool {
		target, _ := f.target(path)
		return owners[target] != path
	})
}

// target returns the absolute path without links of a file, and whether the file is itself a link.
func (f *finder) target(path string) (string, bool) {
	if path == Stdin {
		return path, false
	}
	if f.isLink(path) {
		if target, err := filepath.EvalSymlinks(path); err == nil {
			path = target
		}
		real, _ := filepath.Abs(path)
		return filepath.Join(f.realFolder(filepath.Dir(real)), filepath.Base(real)), true
	}
	return filepath.Join(f.realFolder(filepath.Dir(path)), filepath.Base(path)), false
}

func (f *finder) isLink(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}

// realFolder returns the absolute path of a folder without links; as it is where that cannot be found out.
func (f *finder) realFolder(folder string) string {
	if real, ok := f.real[folder]; ok {
		return real
	}
	real := folder
	if absolute, err := filepath.Abs(folder); err == nil {
		real = absolute
	}
	if target, err := filepath.EvalSymlinks(real); err == nil {
		real = target
	}
	f.real[folder] = real
	return real
}

// clean returns the path in its shortest form, and never the name of standard input.
func clean(path string) string {
	if path = filepath.Clean(path); path == Stdin {
		return "." + string(filepath.Separator) + path
	}
	return path
}
