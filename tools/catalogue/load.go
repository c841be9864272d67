package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// loader parses and type-checks packages of modules from their sources. What it cannot find, such as packages of other modules,
// counts as empty: the names of metrics and labels are constants, and those are mostly near.
type loader struct {
	fset     *token.FileSet
	platform string            // GOOS
	roots    map[string]string // import path of a module to its folder
	loaded   map[string]*code
}

// code is a package that was read.
type code struct {
	types *types.Package
	info  *types.Info
	files []*ast.File
}

func newLoader(platform string, modules []module) (*loader, error) {
	l := &loader{token.NewFileSet(), platform, map[string]string{}, map[string]*code{}}
	for _, m := range append(modules, clientGolang) {
		dir, err := m.dir()
		if err != nil {
			return nil, err
		}
		name, _, _ := strings.Cut(string(m), "@")
		l.roots[name] = dir
	}
	return l, nil
}

// packages returns the import paths of all packages of a module at and below a folder of it.
func (l *loader) packages(m module, below string) ([]string, error) {
	name, _, _ := strings.Cut(string(m), "@")
	root := l.roots[name]
	var found []string
	err := filepath.WalkDir(filepath.Join(root, below), func(file string, entry os.DirEntry, err error) error {
		switch base := entry.Name(); {
		case err != nil:
			return err
		case entry.IsDir() && (base == "testdata" || base == "vendor" || base == "third_party" || base == "test"):
			return filepath.SkipDir
		case !entry.IsDir() && strings.HasSuffix(base, ".go") && !strings.HasSuffix(base, "_test.go"):
			relative, err := filepath.Rel(root, filepath.Dir(file))
			if err != nil {
				return err
			}
			found = append(found, path.Join(name, filepath.ToSlash(relative)))
		}
		return nil
	})
	return slices.Compact(slices.Sorted(slices.Values(found))), err
}

// Import implements types.Importer.
func (l *loader) Import(importPath string) (*types.Package, error) {
	if c, err := l.load(importPath); err == nil {
		return c.types, nil
	}
	empty := types.NewPackage(importPath, path.Base(importPath))
	empty.MarkComplete()
	return empty, nil
}

// load returns a package by its import path.
func (l *loader) load(importPath string) (*code, error) {
	if c, ok := l.loaded[importPath]; ok {
		if c == nil {
			return nil, errors.New("it imports itself")
		}
		return c, nil
	}
	l.loaded[importPath] = nil
	dir, err := l.find(importPath)
	if err != nil {
		return nil, err
	}
	files, err := l.parse(dir)
	if err != nil {
		return nil, err
	}
	c := &code{files: files, info: &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
	}}
	config := types.Config{Importer: l, Error: func(error) {}, FakeImportC: true}
	c.types, _ = config.Check(importPath, l.fset, files, c.info) // errors are expected, see loader
	l.loaded[importPath] = c
	return c, nil
}

// find returns the folder of a package.
func (l *loader) find(importPath string) (string, error) {
	for name, dir := range l.roots {
		if below, ok := strings.CutPrefix(importPath, name); ok && (below == "" || below[0] == '/') {
			if folder := filepath.Join(dir, filepath.FromSlash(below)); isDir(folder) {
				return folder, nil
			}
		}
	}
	return "", fmt.Errorf("%s is in no module that was named", importPath)
}

func isDir(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// parse parses the files that the platform builds.
func (l *loader) parse(dir string) ([]*ast.File, error) {
	context := build.Default
	context.GOOS, context.CgoEnabled = l.platform, true
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var files []*ast.File
	for _, entry := range entries {
		name := entry.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		if ok, err := context.MatchFile(dir, name); err != nil || !ok {
			continue
		}
		file, err := parser.ParseFile(l.fset, filepath.Join(dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	return files, nil
}
