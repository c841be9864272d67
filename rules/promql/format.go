package promql

import (
	"errors"
	"fmt"
	"slices"

	"github.com/prometheus/prometheus/promql/parser"
)

// Format returns PromQL text laid out for reading, in lines of at most width characters where it can be broken; on one line if
// width is 0. Format of what it returned changes nothing.
//
// Comments stay: those on lines of their own before the token that they preceded, those at the end of a line behind the token that
// they followed. Numbers, strings, the order of matchers and modifiers, and parentheses stay as they are written, but for what says
// nothing: parentheses right inside others, the comma behind a last element, the braces of up{}. The clause of an aggregation comes to
// stand before its operand, keywords are written in lower case.
//
// Where there is an error the text is returned as it was: it does not parse, or it has comments and shall be on one line.
func Format(text string, width int) (string, error) {
	tree, err := parse(text)
	if err != nil {
		return text, fmt.Errorf("promql: %s", parseMessage(err, text, nil))
	}
	before, err := tokens(text)
	if err != nil {
		return text, err
	}
	comments := before.comments()
	if width <= 0 && len(comments) > 0 {
		return text, errors.New("promql: an expression with comments cannot stand on one line")
	}
	formatted, err := before.tidy().layout(width)
	if err != nil {
		return text, err
	}
	if err := unchanged(formatted, tree, comments); err != nil {
		return text, err
	}
	return formatted, nil
}

// unchanged returns an error if formatted does not parse to tree, or has not the comments.
func unchanged(formatted string, tree parser.Expr, comments []string) error {
	again, err := parse(formatted)
	if err != nil {
		return fmt.Errorf("promql: the formatted expression does not parse: %w", err)
	}
	if printed(tree) != printed(again) {
		return errors.New("promql: formatting would change what the expression means")
	}
	list, err := tokens(formatted)
	if err != nil {
		return err
	}
	if got := list.comments(); !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(comments))) {
		return errors.New("promql: formatting would change a comment")
	}
	return nil
}
