// Package goimport writes rule files as Go source that generates them again: the way from YAML to package rules.
//
//	sources, err := goimport.Sources(files, goimport.Options{Fluent: true})
//	for _, source := range sources {
//		err = os.WriteFile(source.Path, source.Content, 0o644)
//	}
//
// Each group becomes a package with a variable for each rule, or a file of one package. Expressions stay text, comments and
// layout included, or become methods. The same files give the same source, as gofmt wants it.
package goimport

import (
	"bytes"
	"fmt"
	"go/format"
	"go/token"
	"path"

	"github.com/promwright/promwright/rules/rulefile"
)

// Options says how source is written. The zero value writes a package for each group, with expressions as text.
type Options struct {
	// Package is the name of the one package that holds all groups, in a file for each; empty: each group is a package in a
	// folder of its own, named after it.
	Package string

	// Fluent writes expressions as methods of package promql, and declares the metrics that they read with the types that are
	// known of them. Comments of an expression stand before it.
	Fluent bool

	// ImportPath is the import path of the folder that the source is written to. If it is given, a program is written too that
	// generates every file again.
	ImportPath string
}

// Source is a file of Go source.
type Source struct {
	Path    string // relative to the folder that the source is written to, with slashes
	Content []byte
}

// Sources returns the source for the groups of files, in their order. The error joins all that keeps
// rules from being written: errors of the files, templates of Helm charts, rules in other languages than PromQL,
// expressions and templates that Prometheus would refuse.
func Sources(files []*rulefile.File, o Options) ([]Source, error) {
	if o.Package != "" && (!token.IsIdentifier(o.Package) || o.Package == "main" || o.Package == "_") {
		return nil, fmt.Errorf("package %q: want a Go identifier other than main", o.Package)
	}
	if err := refuse(files); err != nil {
		return nil, err
	}
	packages, err := split(files, o)
	if err != nil {
		return nil, err
	}
	var all []Source
	for _, p := range packages {
		sources, err := p.sources()
		if err != nil {
			return nil, err
		}
		all = append(all, sources...)
	}
	if o.ImportPath == "" {
		return all, nil
	}
	program, err := formatted("main.go", program(files, packages, o))
	return append(all, program), err
}

// formatted returns source as gofmt wants it.
func formatted(name string, source []byte) (Source, error) {
	content, err := format.Source(bytes.TrimLeft(source, "\n"))
	if err != nil {
		return Source{}, fmt.Errorf("%s: %w", path.Clean(name), err)
	}
	return Source{name, content}, nil
}
