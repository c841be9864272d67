// Package link finds annotations that must hold a URL and do not.
package link

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds annotations that must hold a URL and do not.
var Check = &lint.Check{
	Name:     "link",
	Doc:      doc,
	Severity: lint.Warning,
	Options:  &Options{},
	Each:     each,
}

// Options configures the check.
type Options struct {
	Annotations []string // that hold a URL, beside those whose names end in url, uri or link
}

func each(pass *lint.Pass, a *infer.Analysis) {
	if !a.Rule.IsAlert() {
		return
	}
	for _, pair := range a.Rule.Annotations {
		if !isURL(pair.Key.Value) && !slices.Contains(pass.OptionsFor(a.Rule.File).(*Options).Annotations, pair.Key.Value) {
			continue
		}
		f, ok := examine(pair.Value.Value)
		if !ok {
			continue
		}
		d := lint.Diagnostic{
			File:    a.Rule.File,
			Span:    pair.Value.Span(f.from, f.to),
			Message: fmt.Sprintf("%s of alert %s is no URL that can be opened: %s", pair.Key.Value, a.Rule.Name().Value, f.what),
		}
		if f.fix != "" {
			if edit, ok := pair.Value.Replace(f.from, f.to, f.fix); ok {
				d.Fixes = []lint.Fix{{Message: f.fix, Edits: []rulefile.Edit{edit}}}
			}
		}
		pass.Report(d)
	}
}

// isURL tells whether the name of an annotation says that it holds a URL.
func isURL(name string) bool {
	if len(name) < 3 {
		return false
	}
	tail := name[max(0, len(name)-4):]
	return strings.EqualFold(tail, "link") || strings.EqualFold(tail[len(tail)-3:], "url") || strings.EqualFold(tail[len(tail)-3:], "uri")
}
