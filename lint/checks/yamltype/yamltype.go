// Package yamltype finds values in Kubernetes objects that must be text and are none.
package yamltype

import (
	_ "embed"
	"fmt"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds values in Kubernetes objects that must be text and are none.
var Check = &lint.Check{
	Name:     "yamltype",
	Doc:      doc,
	Severity: lint.Error,
	Run:      run,
}

func run(pass *lint.Pass) {
	for _, file := range pass.Project.Files {
		objects := false
		for _, d := range file.Documents {
			switch d.Kind {
			case rulefile.PrometheusRule, rulefile.VMRule, rulefile.Rules, rulefile.ClusterRules, rulefile.GlobalRules:
				metadata(pass, file, d.Object)
				objects = true
			case rulefile.ConfigMap, rulefile.Secret:
				metadata(pass, file, d.Object)
			case rulefile.HelmValues:
				objects = true
			}
		}
		if objects {
			for _, g := range file.Groups {
				group(pass, g)
			}
		}
	}
}

func metadata(pass *lint.Pass, file *rulefile.File, o *rulefile.Object) {
	if o == nil {
		return
	}
	wantText(pass, file, "the name of the object", o.Name)
	wantText(pass, file, "the namespace of the object", o.Namespace)
	wantTexts(pass, file, "label %s of the object", o.Labels)
	wantTexts(pass, file, "annotation %s of the object", o.Annotations)
}

// group looks at a group of an object. Those of rule files, in ConfigMaps too, are not read by the API server.
func group(pass *lint.Pass, g *rulefile.Group) {
	switch g.Kind {
	case rulefile.RuleFile, rulefile.Thanos, rulefile.Mimir, rulefile.VMAlert, rulefile.Loki:
		return
	}
	wantText(pass, g.File, "the name of a group", g.Name)
	wantDuration(pass, g.File, "interval", g.Interval)
	wantDuration(pass, g.File, "query_offset", g.QueryOffset)
	wantTexts(pass, g.File, "label %s", g.Labels)
	for _, rule := range g.Rules {
		wantText(pass, g.File, "record", rule.Record)
		wantText(pass, g.File, "alert", rule.Alert)
		wantDuration(pass, g.File, "for", rule.For)
		wantDuration(pass, g.File, "keep_firing_for", rule.KeepFiringFor)
		wantTexts(pass, g.File, "label %s", rule.Labels)
		wantTexts(pass, g.File, "annotation %s", rule.Annotations)
	}
}

func wantTexts(pass *lint.Pass, file *rulefile.File, what string, m rulefile.Map) {
	for _, pair := range m {
		if t := typeOf(pair.Value); t != "" {
			report(pass, file, fmt.Sprintf(what, pair.Key.Value), t, pair.Value)
		}
	}
}

func wantText(pass *lint.Pass, file *rulefile.File, what string, s rulefile.Scalar) {
	if t := typeOf(s); t != "" {
		report(pass, file, what, t, s)
	}
}

// wantDuration looks at a duration. A number but 0 is none, quoted or not, and has been reported as such.
func wantDuration(pass *lint.Pass, file *rulefile.File, what string, s rulefile.Scalar) {
	if _, err := s.Duration(); err == nil {
		wantText(pass, file, what, s)
	}
}

func report(pass *lint.Pass, file *rulefile.File, what, readAs string, s rulefile.Scalar) {
	d := lint.Diagnostic{
		File:    file,
		Span:    s.Whole(),
		Message: fmt.Sprintf("%s must be text, but %s is %s: the API server refuses the object", what, s.Value, readAs),
	}
	if quoted := `"` + s.Value + `"`; string(file.Source[d.Span.Start.Offset:d.Span.End.Offset]) == s.Value {
		d.Fixes = []lint.Fix{{Message: quoted, Edits: []rulefile.Edit{{Span: d.Span, New: quoted}}}}
	}
	pass.Report(d)
}
