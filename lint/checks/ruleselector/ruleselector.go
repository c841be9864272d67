// Package ruleselector finds PrometheusRules that no Prometheus selects.
package ruleselector

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds PrometheusRules that no Prometheus selects.
var Check = &lint.Check{
	Name:     "ruleselector",
	Doc:      doc,
	Severity: lint.Error,
	Options:  &Options{},
	Run:      run,
}

// Options configures the check.
type Options struct {
	MatchLabels     map[string]string // of the ruleSelector of the Prometheus: labels that its PrometheusRules have
	MatchNamespaces []string          // that its ruleNamespaceSelector selects; none: all
}

func run(pass *lint.Pass) {
	for _, file := range pass.Project.Files {
		options := pass.OptionsFor(file).(*Options)
		if len(options.MatchLabels) == 0 && len(options.MatchNamespaces) == 0 {
			continue
		}
		for _, d := range file.Documents {
			if d.Kind == rulefile.PrometheusRule && d.Object != nil {
				labels(pass, file, d.Object, options.MatchLabels)
				namespace(pass, file, d.Object, options.MatchNamespaces)
			}
		}
	}
}

// labels reports the labels that the object lacks, together, and each that has another value.
func labels(pass *lint.Pass, file *rulefile.File, o *rulefile.Object, want map[string]string) {
	var missing []string
	for _, key := range slices.Sorted(maps.Keys(want)) {
		label, ok := o.Labels.Get(key)
		switch {
		case !ok:
			missing = append(missing, key+"="+want[key])
		case label.Value != want[key] && !strings.ContainsAny(label.Value, "${"):
			d := lint.Diagnostic{
				File:    file,
				Span:    label.Whole(),
				Message: fmt.Sprintf("label %s of PrometheusRule %s is %q, and the Prometheus selects %q: it loads none of these rules", key, o.Name.Value, label.Value, want[key]),
			}
			if edit, ok := label.Replace(0, len(label.Value), want[key]); ok && len(label.Value) > 0 {
				d.Fixes = []lint.Fix{{Message: key + ": " + want[key], Edits: []rulefile.Edit{edit}, Unsafe: true}} // it may be meant for another
			}
			pass.Report(d)
		}
	}
	if len(missing) > 0 {
		pass.Report(lint.Diagnostic{
			File: file,
			Span: place(o).Whole(),
			Message: fmt.Sprintf("PrometheusRule %s has no label %s, by which the Prometheus selects: it loads none of these rules",
				o.Name.Value, strings.Join(missing, " and ")),
		})
	}
}

// namespace reports an object in a namespace that is not looked at. One that says none is put into some when it is applied.
func namespace(pass *lint.Pass, file *rulefile.File, o *rulefile.Object, want []string) {
	has := o.Namespace
	if len(want) == 0 || !has.Present() || slices.Contains(want, has.Value) || strings.ContainsAny(has.Value, "${") {
		return
	}
	pass.Report(lint.Diagnostic{
		File: file,
		Span: has.Whole(),
		Message: fmt.Sprintf("PrometheusRule %s is in namespace %s, and the Prometheus selects from %s: it loads none of these rules",
			o.Name.Value, has.Value, strings.Join(want, ", ")),
	})
}

// place is where to point at an object as a whole.
func place(o *rulefile.Object) rulefile.Scalar {
	for _, s := range []rulefile.Scalar{o.Name, o.GenerateName, o.Kind} {
		if s.Present() {
			return s
		}
	}
	return o.APIVersion
}
