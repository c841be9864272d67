// Package sameobject finds rule objects that overwrite one another.
package sameobject

import (
	_ "embed"
	"fmt"
	"path"
	"path/filepath"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds rule objects that overwrite one another.
var Check = &lint.Check{
	Name:     "sameobject",
	Doc:      doc,
	Severity: lint.Warning,
	Run:      run,
}

// identity is what makes two objects the same to the API server, among those that are applied together.
type identity struct {
	folder          string
	kind            rulefile.Kind
	namespace, name string
}

func run(pass *lint.Pass) {
	type place struct {
		file *rulefile.File
		name rulefile.Scalar
	}
	first := map[identity]place{}
	for _, file := range pass.Project.Files {
		for _, d := range file.Documents {
			switch d.Kind {
			case rulefile.PrometheusRule, rulefile.VMRule, rulefile.Rules, rulefile.ClusterRules, rulefile.GlobalRules, rulefile.ConfigMap, rulefile.Secret:
			default:
				continue
			}
			if d.Object == nil || d.Object.Name.Value == "" {
				continue
			}
			here := place{file, d.Object.Name}
			id := identity{path.Dir(filepath.ToSlash(file.Name)), d.Kind, d.Object.Namespace.Value, d.Object.Name.Value}
			before, ok := first[id]
			if !ok {
				first[id] = here
				continue
			}
			pass.Report(lint.Diagnostic{
				File:    file,
				Span:    here.name.Whole(),
				Message: fmt.Sprintf("%s %s is there twice: applied together, one overwrites the other", d.Kind, described(id)),
				Related: []lint.Related{{File: before.file, Span: before.name.Whole(), Message: "first here"}},
			})
		}
	}
}

// described returns the name of an object with its namespace, where that is known.
func described(id identity) string {
	if id.namespace == "" {
		return id.name
	}
	return id.namespace + "/" + id.name
}
