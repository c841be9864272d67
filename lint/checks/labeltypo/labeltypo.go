// Package labeltypo finds names of labels and annotations with a typing error.
package labeltypo

import (
	_ "embed"
	"fmt"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds names of labels and annotations with a typing error.
var Check = &lint.Check{
	Name:     "labeltypo",
	Doc:      doc,
	Severity: lint.Warning,
	Run:      run,
}

func run(pass *lint.Pass) {
	names := count(pass)
	labels := names.labels.typos(labelWords, names.real)
	annotations := names.annotations.typos(annotationWords, nil)
	if len(labels)+len(annotations) == 0 {
		return
	}
	for rule := range pass.Rules() {
		for _, found := range uses(pass, rule, labels, annotations) {
			report(pass, rule, found)
		}
	}
}

// use is a name with a typing error in a rule, and everywhere it stands there.
type use struct {
	kind     string // label, annotation
	name     string
	typo     typo
	places   []rulefile.Span
	edits    []rulefile.Edit
	unfixed  bool // one of the places cannot be edited
	isKey    bool // of an annotation: nothing but people reads it
	occupied bool // the rule has the right name, too
}

func report(pass *lint.Pass, rule *rulefile.Rule, u *use) {
	message := "there is probably no label %s; did you mean %s"
	if u.kind == "annotation" {
		message = "nobody looks for an annotation %s; did you mean %s"
	}
	message = fmt.Sprintf(message, u.name, u.typo.word)
	if u.typo.usedBy > 1 {
		message += fmt.Sprintf(", which %d rules use", u.typo.usedBy)
	}
	message += "?"
	d := lint.Diagnostic{File: rule.File, Span: u.places[0], Message: message}
	for _, other := range u.places[1:] {
		d.Related = append(d.Related, lint.Related{Span: other, Message: "here, too"})
	}
	if !u.unfixed && !u.occupied {
		d.Fixes = []lint.Fix{{Message: u.typo.word, Edits: u.edits, Unsafe: !u.isKey}}
	}
	pass.Report(d)
}
