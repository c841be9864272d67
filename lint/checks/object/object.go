// Package object finds rule objects that the API server refuses for their name, their labels or their kind.
package object

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds rule objects that the API server refuses for their name, their labels or their kind.
var Check = &lint.Check{
	Name:     "object",
	Doc:      doc,
	Severity: lint.Error,
	Run:      run,
}

func run(pass *lint.Pass) {
	for _, file := range pass.Project.Files {
		for _, d := range file.Documents {
			o := d.Object
			if o == nil {
				continue
			}
			switch d.Kind {
			case rulefile.PrometheusRule, rulefile.VMRule, rulefile.Rules, rulefile.ClusterRules, rulefile.GlobalRules, rulefile.ConfigMap, rulefile.Secret:
				kind(pass, file, d.Kind, o)
				name(pass, file, d.Kind, o)
				labels(pass, file, o)
			case rulefile.HelmValues: // whatever holds groups and is no object that is known
				kind(pass, file, d.Kind, o)
			}
		}
	}
}

func report(pass *lint.Pass, file *rulefile.File, at rulefile.Scalar, fix, format string, args ...any) {
	d := lint.Diagnostic{File: file, Span: at.Whole(), Message: fmt.Sprintf(format, args...)}
	if fix != "" {
		if edit, ok := at.Replace(0, len(at.Value), fix); ok {
			d.Fixes = []lint.Fix{{Message: fix, Edits: []rulefile.Edit{edit}}}
		}
	}
	pass.Report(d)
}

// name reports a name that no object may have, and an object without one.
func name(pass *lint.Pass, file *rulefile.File, kind rulefile.Kind, o *rulefile.Object) {
	switch {
	case !o.Name.Present() && !o.GenerateName.Present():
		if o.Kind.Present() && o.APIVersion.Present() {
			report(pass, file, o.Kind, "", "the %s has no name: the API server refuses it", kind)
		}
	case filledIn(o.Name.Value):
	default:
		if why := wrongName(o.Name.Value); o.Name.Present() && why != "" {
			report(pass, file, o.Name, "", "%s %q is no name of an object: %s", kind, o.Name.Value, why)
		}
	}
	if why := wrongNamespace(o.Namespace.Value); o.Namespace.Present() && !filledIn(o.Namespace.Value) && why != "" {
		report(pass, file, o.Namespace, "", "%q is no name of a namespace: %s", o.Namespace.Value, why)
	}
}

// labels reports labels that no object may have.
func labels(pass *lint.Pass, file *rulefile.File, o *rulefile.Object) {
	for _, pair := range o.Labels {
		if why := wrongKey(pair.Key.Value); why != "" && !filledIn(pair.Key.Value) {
			report(pass, file, pair.Key, "", "%q is no label of an object: %s", pair.Key.Value, why)
		}
		if why := wrongValue(pair.Value.Value); why != "" && !filledIn(pair.Value.Value) {
			report(pass, file, pair.Value, "", "label %s of the object cannot be %q: %s", pair.Key.Value, pair.Value.Value, why)
		}
	}
	for _, pair := range o.Annotations {
		if why := wrongKey(pair.Key.Value); why != "" && !filledIn(pair.Key.Value) {
			report(pass, file, pair.Key, "", "%q is no annotation of an object: %s", pair.Key.Value, why)
		}
	}
}

// filledIn tells whether another program puts something in the place of part of a text before the API server sees it.
func filledIn(text string) bool { return strings.ContainsAny(text, "${}<>%@#[]()") }
