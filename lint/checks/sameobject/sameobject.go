// Package sameobject finds rule objects that overwrite one another.
package sameobject

import (
	_ "embed"
	"fmt"
	"path"
	"path/filepath"
	"slices"

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

// place is where an object stands.
type place struct {
	file     *rulefile.File
	document rulefile.Document
}

// alike tells whether two objects have a rule in common. Then each is a form of the other, of which one is applied.
func alike(a, b place) bool {
	names := map[string]bool{}
	for _, rule := range a.rules() {
		names[rule.Name().Value] = true
	}
	return slices.ContainsFunc(b.rules(), func(rule *rulefile.Rule) bool { return names[rule.Name().Value] })
}

func (p place) rules() []*rulefile.Rule {
	var rules []*rulefile.Rule
	for _, g := range p.file.Groups {
		if at := g.Span.Start.Offset; at >= p.document.Span.Start.Offset && at <= p.document.Span.End.Offset {
			rules = append(rules, g.Rules...)
		}
	}
	return rules
}

func run(pass *lint.Pass) {
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
			here := place{file, d}
			id := identity{path.Dir(filepath.ToSlash(file.Name)), d.Kind, d.Object.Namespace.Value, d.Object.Name.Value}
			before, ok := first[id]
			if !ok {
				first[id] = here
				continue
			}
			if file != before.file && (id.namespace == "" || alike(before, here)) {
				continue // each may be put into a namespace of its own
			}
			pass.Report(lint.Diagnostic{
				File:    file,
				Span:    d.Object.Name.Whole(),
				Message: fmt.Sprintf("%s %s is there twice: applied together, one overwrites the other", d.Kind, described(id)),
				Related: []lint.Related{{File: before.file, Span: before.document.Object.Name.Whole(), Message: "first here"}},
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
