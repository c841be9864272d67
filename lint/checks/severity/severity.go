// Package severity finds alerts whose severity is mistyped, spelled otherwise than elsewhere, or not allowed.
package severity

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/promwright/promwright/internal/braces"
	"github.com/promwright/promwright/internal/nearest"
	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds alerts whose severity is mistyped, spelled otherwise than elsewhere, or not allowed.
var Check = &lint.Check{
	Name:     "severity",
	Doc:      doc,
	Severity: lint.Warning,
	Options:  &Options{Label: "severity"},
	Run:      run,
}

// Options configures the check.
type Options struct {
	Label   string   // that holds the severity of an alert
	Allowed []string // severities; none: all that are not mistyped
}

// use is a severity that alerts are given.
type use struct {
	file  *rulefile.File
	label string
	value rulefile.Scalar
}

func run(pass *lint.Pass) {
	var free []use // of files where any severity is allowed
	for _, file := range pass.Project.Files {
		options := pass.OptionsFor(file).(*Options)
		for _, u := range uses(file, options.Label) {
			switch {
			case len(options.Allowed) == 0 && mistyped(u.value.Value) != "":
				typo(pass, u)
			case len(options.Allowed) == 0:
				free = append(free, u)
			case !slices.Contains(options.Allowed, u.value.Value):
				forbidden(pass, u, options)
			}
		}
	}
	otherwise(pass, free)
}

// uses returns the severities of a file that are no templates.
func uses(file *rulefile.File, label string) []use {
	var found []use
	add := func(m rulefile.Map) {
		for _, pair := range m {
			if pair.Key.Value == label && pair.Value.Value != "" && !strings.Contains(pair.Value.Value, braces.Open) {
				found = append(found, use{file, label, pair.Value})
			}
		}
	}
	for _, g := range file.Groups {
		add(g.Labels)
		for _, rule := range g.Rules {
			if rule.IsAlert() {
				add(rule.Labels)
			}
		}
	}
	return found
}

func typo(pass *lint.Pass, u use) {
	meant := mistyped(u.value.Value)
	report(pass, u, meant, nil, fmt.Sprintf("%s %q is probably meant to be %q: routes and inhibitions for that do not see it", u.label, u.value.Value, meant))
}

func forbidden(pass *lint.Pass, u use, options *Options) {
	meant := nearest.Name(u.value.Value, options.Allowed)
	report(pass, u, meant, nil, fmt.Sprintf("%s %q is not allowed; %s", u.label, u.value.Value, nearest.Hint(u.value.Value, options.Allowed)))
}

func report(pass *lint.Pass, u use, meant string, related []lint.Related, message string) {
	d := lint.Diagnostic{File: u.file, Span: u.value.Whole(), Message: message, Related: related}
	if meant != "" {
		if edit, ok := u.value.Replace(0, len(u.value.Value), meant); ok {
			d.Fixes = []lint.Fix{{Message: meant, Edits: []rulefile.Edit{edit}, Unsafe: true}} // notifications go elsewhere
		}
	}
	pass.Report(d)
}
