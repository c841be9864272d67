package promtool

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Error is one fault of a test file or of a rule file it names.
type Error struct {
	File         string
	Line, Column int // from 1; Column counts characters
	Message      string
}

// Error returns file:line:col: message.
func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// Errors is everything that is wrong with a test file, in order.
type Errors []error

// Error returns one line for each.
func (e Errors) Error() string {
	var lines []string
	for _, err := range e {
		lines = append(lines, err.Error())
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns the errors.
func (e Errors) Unwrap() []error { return e }

// sortErrors puts errors of one file in the order of their positions.
func sortErrors(errs []*Error) {
	slices.SortStableFunc(errs, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}
