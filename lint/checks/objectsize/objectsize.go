// Package objectsize finds rule objects that are too large to be applied, stored or loaded.
package objectsize

import (
	"bytes"
	_ "embed"
	"fmt"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds rule objects that are too large to be applied, stored or loaded.
var Check = &lint.Check{
	Name:     "objectsize",
	Doc:      doc,
	Severity: lint.Warning,
	Options:  &Options{ClientSideApply: true},
	Run:      run,
}

// Options configures the check.
type Options struct {
	ClientSideApply bool // whether objects may be applied by kubectl apply without --server-side
}

// The limits, in bytes.
const (
	maxRules      = 512 << 10 // of the spec of a rule object, for the operators
	maxData       = 1 << 20   // of the data of a ConfigMap or a Secret
	maxAnnotation = 256 << 10 // of all annotations of an object
)

// mayBeLarge tells whether it is worth reading a file once more: as JSON, a file becomes no more than a few times as long, unless
// aliases repeat parts of it.
func mayBeLarge(source []byte) bool {
	return len(source) > maxAnnotation/4 || bytes.Contains(source, []byte(" &"))
}

func run(pass *lint.Pass) {
	for _, file := range pass.Project.Files {
		if !mayBeLarge(file.Source) {
			continue
		}
		var sizes map[string][]size // by kind, in order; read where it is needed
		for _, d := range file.Documents {
			switch d.Kind {
			case rulefile.PrometheusRule, rulefile.VMRule, rulefile.Rules, rulefile.ClusterRules, rulefile.GlobalRules, rulefile.ConfigMap, rulefile.Secret:
			default:
				continue
			}
			if d.Object == nil || !d.Object.Kind.Present() {
				continue
			}
			if sizes == nil {
				sizes = measure(file.Source)
			}
			name := d.Object.Kind.Value + " " + d.Object.Namespace.Value + "/" + d.Object.Name.Value
			if len(sizes[name]) == 0 {
				continue
			}
			s := sizes[name][0]
			sizes[name] = sizes[name][1:]
			judge(pass, file, d, s)
		}
	}
}

// judge reports an object that is above one of its limits: the one that hurts most.
func judge(pass *lint.Pass, file *rulefile.File, d rulefile.Document, s size) {
	what := fmt.Sprintf("%s %s", d.Kind, d.Name)
	message := ""
	switch isData := d.Kind == rulefile.ConfigMap || d.Kind == rulefile.Secret; {
	case isData && s.data > maxData:
		message = fmt.Sprintf("%s holds %d bytes, and the API server stores at most %d", what, s.data, maxData)
	case (d.Kind == rulefile.PrometheusRule || d.Kind == rulefile.VMRule) && s.spec > maxRules:
		message = fmt.Sprintf("%s has rules of %d bytes: above %d the operator skips all of them", what, s.spec, maxRules)
	case pass.OptionsFor(file).(*Options).ClientSideApply && s.annotation > maxAnnotation:
		message = fmt.Sprintf("%s has %d bytes with its annotations: kubectl apply keeps a copy in an annotation, and above %d that is refused; apply it with --server-side",
			what, s.annotation, maxAnnotation)
	default:
		return
	}
	at := d.Object.Kind
	if d.Object.Name.Present() {
		at = d.Object.Name
	}
	pass.Report(lint.Diagnostic{File: file, Span: at.Whole(), Message: message})
}
