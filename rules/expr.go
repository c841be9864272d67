package rules

import (
	"errors"

	"github.com/promwright/promwright/internal/joined"
	"github.com/promwright/promwright/rules/promql"
)

// Error is one mistake in rules. What Plain returns joins them.
type Error struct {
	At      string // file:line of the Go code that made what is wrong, "" where unknown
	Subject string // what is wrong: "alert NodeDown", "group node"
	Message string

	cause error
}

// Error returns "file:line: rules: alert NodeDown: message".
func (e *Error) Error() string {
	text := "rules: " + e.Subject + ": " + e.Message
	if e.At == "" {
		return text
	}
	return e.At + ": " + text
}

// Unwrap returns what is behind the mistake, a [promql.Error] of an expression for one, nil if nothing is.
func (e *Error) Unwrap() error { return e.cause }

// exprError returns a mistake in the expression of subject.
func exprError(subject string, err *promql.Error) *Error {
	return &Error{err.At, subject, err.Call + ": " + err.Message, err}
}

// mistakes returns the errors that package promql joined in err.
func mistakes(err error) []*promql.Error {
	var all []*promql.Error
	for _, err := range joined.Errors(err) {
		one := &promql.Error{Call: "Err", Message: err.Error()}
		errors.As(err, &one)
		all = append(all, one)
	}
	return all
}
