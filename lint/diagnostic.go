package lint

import (
	"cmp"
	"slices"

	"github.com/promwright/promwright/rules/rulefile"
)

// Diagnostic is what a check reports: one thing that is wrong at one place.
type Diagnostic struct {
	File    *rulefile.File
	Span    rulefile.Span // in File; what is underlined
	Message string        // lowercase, no period: names the thing, says what is wrong, gives both numbers
	Related []Related     // other places that say why
	Fixes   []Fix         // the best first
}

// Related is a second place that explains a diagnostic.
type Related struct {
	File    *rulefile.File // nil: the file of the diagnostic
	Span    rulefile.Span
	Message string
}

// Fix is a change that makes the finding go away.
type Fix struct {
	Message string          // what the fixed source reads: "sum by (instance, mountpoint)"
	Edits   []rulefile.Edit // of the diagnostic's file, not overlapping; none: advice that cannot be applied
	Unsafe  bool            // may change what the rule means
}

// templated tells whether the diagnostic is about, or because of, what an action of a Helm template prints.
func (d Diagnostic) templated() bool {
	if d.File.Templated(d.Span) {
		return true
	}
	return slices.ContainsFunc(d.Related, func(related Related) bool {
		file := cmp.Or(related.File, d.File)
		return file.Templated(related.Span)
	})
}

// Finding is a diagnostic with the check that made it.
type Finding struct {
	Diagnostic
	Check    string
	Severity Severity
	URL      string // of the page about the check
}

// compare orders findings for people: by file, line, column, check, and then by all that can differ.
func compare(a, b Finding) int {
	return cmp.Or(
		cmp.Compare(a.File.Name, b.File.Name),
		cmp.Compare(a.Span.Start.Line, b.Span.Start.Line),
		cmp.Compare(a.Span.Start.Column, b.Span.Start.Column),
		cmp.Compare(a.Check, b.Check),
		cmp.Compare(a.Span.End.Offset, b.Span.End.Offset),
		cmp.Compare(a.Message, b.Message),
	)
}

// same tells whether two findings say the same thing of the same place.
func same(a, b Finding) bool { return a.File == b.File && compare(a, b) == 0 }
