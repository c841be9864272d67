package rules

import (
	"errors"

	"github.com/promwright/promwright/rules/promql"
)

// An exprError is a mistake in the expression of a rule.
type exprError struct {
	subject string // the rule
	err     *promql.Error
}

// Error returns "file:line: rules: alert NodeDown: Where: message".
func (e *exprError) Error() string {
	s := "rules: " + e.subject + ": " + e.err.Call + ": " + e.err.Message
	if e.err.At != "" {
		s = e.err.At + ": " + s
	}
	return s
}

func (e *exprError) Unwrap() error { return e.err }

// mistakes returns the errors that package promql joined in err.
func mistakes(err error) []*promql.Error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var all []*promql.Error
		for _, err := range joined.Unwrap() {
			all = append(all, mistakes(err)...)
		}
		return all
	}
	var one *promql.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &one):
		return []*promql.Error{one}
	}
	return []*promql.Error{{Call: "Err", Message: err.Error()}}
}
