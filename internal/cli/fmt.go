package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"github.com/promwright/promwright/internal/atomicfile"
	"github.com/promwright/promwright/internal/walk"
	"github.com/promwright/promwright/lint/rulefmt"
	"github.com/promwright/promwright/rules/rulefile"
)

// fmtFlags are the flags of fmt.
type fmtFlags struct {
	check, diff   bool
	width         int
	allowEmpty    bool
	stdinFilename string
}

func newFmt() *cobra.Command {
	var flags fmtFlags
	cmd := &cobra.Command{
		Use:   "fmt [PATH...]",
		Short: "Lay out the expressions of rule files for reading",
		Long: `Lay out the expressions of rule files for reading, in place.

The files that change are listed. Comments stay, and so does everything but expressions, byte for byte; what an
expression means never changes. Expressions that cannot be changed where they stand are left as they are.

PATH is as for rulelint check. With - alone, standard input is laid out and written to standard output.

Exit code 0: everything is laid out. 1: with --check, something should be. 2: something could not be read or written.`,
		Example: `  rulelint fmt alerts/           lay out every expression below alerts/
  rulelint fmt --check alerts/   exit with 1 if one of them should be laid out
  rulelint fmt --diff alerts/    show what would change, and change nothing
  rulelint fmt - < buffer        for editors`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if flags.width < 1 {
				return fmt.Errorf("width %d: at least 1 is needed", flags.width)
			}
			run := fmtRun{flags, args, cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr()}
			return run.run()
		},
	}
	cmd.Flags().BoolVar(&flags.check, "check", false, "change nothing, list what would change, and exit with 1 if anything would")
	cmd.Flags().BoolVar(&flags.diff, "diff", false, "change nothing, and show what would change")
	cmd.Flags().IntVar(&flags.width, "width", rulefmt.DefaultWidth, "characters that a line of an expression may have")
	cmd.Flags().BoolVar(&flags.allowEmpty, "allow-empty", false, "exit 0 where the paths hold no rule at all")
	cmd.Flags().StringVar(&flags.stdinFilename, "stdin-filename", "stdin", "name of what standard input holds")
	return cmd
}

// fmtRun is one run of rulelint fmt.
type fmtRun struct {
	fmtFlags
	args           []string
	stdin          io.Reader
	stdout, stderr io.Writer
}

// run formats the files that the arguments name, as far as they can be read.
func (f fmtRun) run() error {
	if err := onlyStdin(f.args); err != nil {
		return err
	}
	paths, err := walk.Find(orHere(f.args), walk.Options{Stdin: true})
	errs := []error{err}
	read := readOr(f.stdin, f.stdinFilename)
	changed, holdsRules := false, false
	for _, path := range paths {
		file := read(path)
		for range file.Rules() {
			holdsRules = true
			break
		}
		did, err := f.format(file, path == walk.Stdin)
		changed = changed || did
		errs = append(errs, err)
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	switch {
	case !holdsRules && !f.allowEmpty:
		return noRules(f.args)
	case changed && f.check:
		return exitError(ExitFindings)
	}
	return nil
}

// format formats one file, or says how it would be, and reports whether there was anything to do. The error is of what could
// not be read or written; the rules that could be read are formatted all the same.
func (f fmtRun) format(file *rulefile.File, isStdin bool) (changed bool, err error) {
	result := rulefmt.File(file, rulefmt.Options{Width: f.width})
	for _, skipped := range result.Skipped {
		at := skipped.Rule.Expr.Whole().Start
		fmt.Fprintf(f.stderr, "rulelint: %s:%s: the expression of %s is left as it is: %s\n", file.Name, at, skipped.Rule.Name().Value, skipped.Reason)
	}
	changed = result.Changed() && !bytes.Equal(result.Source, file.Source)
	errs := make([]error, 0, 1+len(file.Errors))
	switch {
	case isStdin && !f.check && !f.diff:
		_, err = f.stdout.Write(result.Source)
	case changed:
		err = f.present(file.Name, file.Source, result.Source)
	}
	errs = append(errs, err)
	for _, unread := range file.Errors {
		errs = append(errs, unread)
	}
	return changed, errors.Join(errs...)
}

// present writes the new content of a file, or says what would change.
func (f fmtRun) present(path string, old, new []byte) error {
	switch {
	case f.diff:
		_, err := f.stdout.Write(diff.Diff(path, old, path+" (formatted)", new))
		return err
	case !f.check:
		if err := atomicfile.Update(path, old, new); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	_, err := fmt.Fprintln(f.stdout, path)
	return err
}
