// Package alertname finds alerts whose names do not look as the names of a project should.
package alertname

import (
	_ "embed"
	"fmt"
	"regexp"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
)

//go:embed README.md
var doc string

// Check finds alerts whose names do not look as the names of a project should.
var Check = &lint.Check{
	Name:     "alertname",
	Doc:      doc,
	Severity: lint.Off,
	Options:  &Options{Pattern: regexp.MustCompile(`^[A-Z][A-Za-z0-9]*$`)},
	Each:     each,
}

// Options configures the check.
type Options struct {
	Pattern *regexp.Regexp // that the name of an alert must match
}

func each(pass *lint.Pass, a *infer.Analysis) {
	name := a.Rule.Alert
	if pattern := pass.OptionsFor(a.Rule.File).(*Options).Pattern; a.Rule.IsAlert() && !pattern.MatchString(name.Value) {
		pass.Report(lint.Diagnostic{
			File:    a.Rule.File,
			Span:    name.Whole(),
			Message: fmt.Sprintf("alert name %q does not match %s", name.Value, pattern),
		})
	}
}
