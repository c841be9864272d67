package rulegen

import (
	"fmt"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/diff"
	"github.com/promwright/promwright/rules/rulefile"
)

// meaning is what a file on disk and the generated one say differently.
type meaning struct {
	changes []diff.Change
	note    string // why there is nothing to compare; "" if there was
}

// compare returns how the meaning of a file in a form changes from old to new.
func compare(path, form string, old, new []byte) meaning {
	if form == (HelmTemplate{}).Format() {
		old, new = unescapeTemplate(old), unescapeTemplate(new)
	}
	was, is := rulefile.Parse(path, old), rulefile.Parse(path, new)
	for _, err := range was.Errors {
		if !err.UnknownField {
			return meaning{note: fmt.Sprintf("what changes in meaning is not known: the old file cannot be read: %v: %s", err.Span.Start, err.Message)}
		}
	}
	if len(was.Groups) == 0 && len(is.Groups) == 0 {
		return meaning{note: "it holds no rules to compare; -diff shows the text"}
	}
	return meaning{changes: diff.Groups(rules.FromFile(was), rules.FromFile(is))}
}

// lines returns the changes, or why there are none, a line each.
func (m meaning) lines() []string {
	switch {
	case m.note != "":
		return []string{m.note}
	case len(m.changes) == 0:
		return []string{"no rule changes in meaning"}
	}
	var lines []string
	for _, change := range m.changes {
		lines = append(lines, change.String())
	}
	return lines
}
