package walk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// ignores is what the .gitignore files of a folder and of those above it say. The nil value ignores nothing.
type ignores struct {
	parent   *ignores
	folder   string // absolute, slashed; what the patterns are relative to
	patterns []pattern
}

// ignored tells whether a path (absolute, slashed, below the folder) is excluded: the last pattern that matches in the
// deepest file decides. That a folder above is excluded is for the caller to know.
func (g *ignores) ignored(path string, folder bool) bool {
	for ; g != nil; g = g.parent {
		below := strings.TrimPrefix(strings.TrimPrefix(path, strings.TrimSuffix(g.folder, "/")), "/")
		for i := len(g.patterns) - 1; i >= 0; i-- {
			if g.patterns[i].matches(below, folder) {
				return !g.patterns[i].negate
			}
		}
	}
	return false
}

// enter returns the ignores that hold in a folder (absolute): those of its parent and of its own .gitignore file. Those of the
// parent end at a repository of its own.
func (g *ignores) enter(folder string) (*ignores, error) {
	var errs []error
	if exclude, ok := repository(folder); ok {
		own, err := (*ignores)(nil).read(folder, exclude)
		g, errs = own, append(errs, err)
	}
	g, err := g.read(folder, filepath.Join(folder, ".gitignore"))
	return g, errors.Join(append(errs, err)...)
}

// read adds the patterns of a file, if there is one, for a folder. As in git, a link is none.
func (g *ignores) read(folder, path string) (*ignores, error) {
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() {
		return g, nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return g, failure(path, err)
	}
	if patterns := parsePatterns(string(text)); len(patterns) > 0 {
		g = &ignores{parent: g, folder: filepath.ToSlash(folder), patterns: patterns}
	}
	return g, nil
}

// above returns the ignores that hold for what is in the parent of a folder (absolute, without links), from the root of the
// repository on. There are none outside a repository, and none where the folder itself is ignored: whoever names it wants it.
func above(folder string) (*ignores, error) {
	top, ok := top(folder)
	if !ok || top == folder {
		return nil, nil
	}
	rest, err := filepath.Rel(top, folder)
	if err != nil {
		return nil, nil
	}
	var errs []error
	g, err := (*ignores)(nil).enter(top)
	errs = append(errs, err)
	path := top
	parts := strings.Split(filepath.ToSlash(rest), "/")
	for i, part := range parts {
		path = filepath.Join(path, part)
		if g.ignored(filepath.ToSlash(path), true) {
			return nil, nil
		}
		if i < len(parts)-1 {
			g, err = g.enter(path)
			errs = append(errs, err)
		}
	}
	return g, errors.Join(errs...)
}

// top returns the root of the repository that a folder is in.
func top(folder string) (string, bool) {
	for {
		if _, ok := repository(folder); ok {
			return folder, true
		}
		parent := filepath.Dir(folder)
		if parent == folder {
			return "", false
		}
		folder = parent
	}
}

// repository tells whether a folder is the root of a repository, and where that keeps the patterns which are not shared.
// In a worktree or a submodule, .git is a file that names the folder with the repository's data.
func repository(folder string) (exclude string, ok bool) {
	git := filepath.Join(folder, ".git")
	info, err := os.Stat(git)
	if err != nil {
		return "", false
	}
	if info.Mode().IsRegular() {
		text, err := os.ReadFile(git)
		name, found := strings.CutPrefix(strings.TrimSpace(string(text)), "gitdir: ")
		if err != nil || !found {
			return "", false
		}
		git = from(folder, name)
		if common, err := os.ReadFile(filepath.Join(git, "commondir")); err == nil {
			git = from(git, strings.TrimSpace(string(common)))
		}
	} else if !info.IsDir() {
		return "", false
	}
	return filepath.Join(git, "info", "exclude"), true
}

// from returns a path that may be relative to a folder.
func from(folder, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(folder, path)
}

// isMissing tells whether an error says that a file does not exist.
func isMissing(err error) bool { return errors.Is(err, fs.ErrNotExist) }
