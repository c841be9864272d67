package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/promwright/promwright/internal/joined"
	"github.com/promwright/promwright/internal/walk"
	"github.com/promwright/promwright/lint/fix"
	"github.com/promwright/promwright/rules/rulefile"
)

// exitError ends the command with a code, after everything has been printed.
type exitError int

func (e exitError) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

// printErrors writes each of the joined errors on a line of its own.
func printErrors(w io.Writer, err error) {
	if err == nil {
		return
	}
	for line := range strings.Lines(err.Error()) {
		fmt.Fprintln(w, "rulelint:", strings.TrimSuffix(line, "\n"))
	}
}

// errorList returns errors that were joined one by one. Those about a path become errors at its beginning, where formats show them.
func errorList(err error) []error {
	all := joined.Errors(err)
	for i, err := range all {
		var path *walk.Error
		var unwritten *fix.WriteError
		switch {
		case errors.As(err, &path):
			all[i] = atBeginning(path.Path, path.Err.Error())
		case errors.As(err, &unwritten):
			all[i] = atBeginning(unwritten.Name, "not written: "+unwritten.Err.Error())
		}
	}
	return all
}

func atBeginning(path, message string) error {
	start := rulefile.Pos{Line: 1, Column: 1}
	return &rulefile.Error{File: path, Span: rulefile.Span{Start: start, End: start}, Message: message}
}

// noRules is the error about paths that together hold no rule.
func noRules(args []string) error {
	return fmt.Errorf("no rules found in %s (--allow-empty accepts that)", strings.Join(orHere(args), ", "))
}

// unwrapPath strips the operation and the path that os errors carry, for messages that name the path already.
func unwrapPath(err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err
	}
	return err
}
