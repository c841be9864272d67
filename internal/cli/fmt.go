package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"github.com/promwright/promwright/internal/atomicfile"
	"github.com/promwright/promwright/lint/rulefmt"
	"github.com/promwright/promwright/rules/rulefile"
)

// fmtFlags are the flags of fmt.
type fmtFlags struct {
	check, diff bool
	width       int
}

func newFmt() *cobra.Command {
	var flags fmtFlags
	cmd := &cobra.Command{
		Use:   "fmt [PATH...]",
		Short: "Lay out the expressions of rule files for reading",
		Long: `Lay out the expressions of rule files for reading, in place.

The files that change are listed. Comments stay, and so does everything but expressions, byte for byte; what an
expression means never changes. Expressions that cannot be changed where they stand are left as they are.`,
		Example: `  rulelint fmt alerts/           lay out every expression below alerts/
  rulelint fmt --check alerts/   exit with 1 if one of them should be laid out
  rulelint fmt --diff alerts/    show what would change, and change nothing`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if flags.width < 1 {
				return fmt.Errorf("width %d: at least 1 is needed", flags.width)
			}
			return runFmt(cmd.OutOrStdout(), cmd.ErrOrStderr(), args, flags)
		},
	}
	cmd.Flags().BoolVar(&flags.check, "check", false, "change nothing, list what would change, and exit with 1 if anything would")
	cmd.Flags().BoolVar(&flags.diff, "diff", false, "change nothing, and show what would change")
	cmd.Flags().IntVar(&flags.width, "width", rulefmt.DefaultWidth, "characters that a line of an expression may have")
	return cmd
}

// runFmt formats the files that args name, as far as they can be read.
func runFmt(stdout, stderr io.Writer, args []string, flags fmtFlags) error {
	paths, err := findFiles(args)
	errs := []error{err}
	changed := false
	for _, path := range paths {
		did, err := formatFile(stdout, stderr, path, flags)
		changed = changed || did
		errs = append(errs, err)
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	if changed && flags.check {
		return exitError(ExitFindings)
	}
	return nil
}

// formatFile formats one file, or says how it would be, and reports whether there was anything to do. The error is of what could
// not be read or written; the rules that could be read are formatted all the same.
func formatFile(stdout, stderr io.Writer, path string, flags fmtFlags) (changed bool, err error) {
	file := rulefile.ReadFile(path)
	result := rulefmt.File(file, rulefmt.Options{Width: flags.width})
	templated := 0
	for _, skipped := range result.Skipped {
		if skipped.Reason == rulefmt.Templated {
			templated++
			continue
		}
		at := skipped.Rule.Expr.Whole().Start
		fmt.Fprintf(stderr, "rulelint: %s:%s: the expression of %s is left as it is: %s\n", path, at, skipped.Rule.Name().Value, skipped.Reason)
	}
	if templated > 0 {
		fmt.Fprintf(stderr, "rulelint: %s: %s not laid out: %s\n", path, plural(templated, "expression is", "expressions are"), rulefmt.Templated)
	}
	for _, unread := range file.Unread {
		fmt.Fprintf(stderr, "rulelint: %s:%s: not read: %s\n", path, unread.Span.Start, unread.Reason)
	}
	if result.Changed() && !bytes.Equal(result.Source, file.Source) {
		changed, err = present(stdout, path, file.Source, result.Source, flags)
	}
	errs := []error{err}
	for _, unread := range file.Errors {
		errs = append(errs, unread)
	}
	return changed, errors.Join(errs...)
}

// present writes the new content of a file, or says what would change, and reports whether it did.
func present(stdout io.Writer, path string, old, new []byte, flags fmtFlags) (bool, error) {
	switch {
	case flags.diff:
		_, err := stdout.Write(diff.Diff(path, old, path+" (formatted)", new))
		return true, err
	case !flags.check:
		if err := atomicfile.Write(path, new, 0o644); err != nil {
			return false, fmt.Errorf("%s: %w", path, err)
		}
	}
	_, err := fmt.Fprintln(stdout, path)
	return true, err
}
