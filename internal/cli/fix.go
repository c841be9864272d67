package cli

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/promwright/promwright/internal/walk"
	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/fix"
)

// fixOptions are the flags of rulelint fix.
type fixOptions struct {
	checkOptions
	diff   bool
	unsafe bool
}

func newFix() *cobra.Command {
	var options fixOptions
	command := &cobra.Command{
		Use:   "fix [PATH...]",
		Short: "Make the changes that findings propose",
		Long: `Make the changes that findings propose, in place. Nothing else in a file changes: comments, layout, quotes and line
endings stay. A fix after which a file would not read the same, but for what the fix is about, is not made.

PATH is as for rulelint check. Files are replaced in one step and keep their mode; one that changes on disk meanwhile is left alone.
With - alone, standard input is fixed and written to standard output, and everything else is said on standard error.

Exit code 0: everything that can be fixed is. 1: with --diff, there is something to fix. 2: something could not be read or written.`,
		Example: `  rulelint fix alerts/
  rulelint fix --diff alerts/ | git apply
  rulelint fix --stdin-filename alerts/node.yaml - < buffer`,
		RunE: func(cmd *cobra.Command, args []string) error {
			run := fixRun{options, args, cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr()}
			return run.run()
		},
	}
	flags := command.Flags()
	flags.BoolVar(&options.diff, "diff", false, "print what would change, and change nothing")
	flags.BoolVar(&options.unsafe, "unsafe", false, "make fixes that may change what a rule means, too")
	options.add(command)
	flags.StringSliceVar(&options.only, "only", nil, "fix what these checks find alone")
	flags.BoolVar(&options.allowEmpty, "allow-empty", false, "exit 0 where the paths hold no rule at all")
	flags.StringVar(&options.stdinFilename, "stdin-filename", "stdin", "name of what standard input holds")
	_ = command.RegisterFlagCompletionFunc("only", completeOnly)
	return command
}

// fixRun is one run of rulelint fix.
type fixRun struct {
	fixOptions
	args           []string
	stdin          io.Reader
	stdout, stderr io.Writer
}

// run fixes the files that the arguments name, or prints the difference.
func (f fixRun) run() error {
	configured, loaded, err := configure(f.checkOptions, f.args)
	if err != nil {
		return err
	}
	settings, err := settingsOf(loaded)
	if err != nil {
		return err
	}
	if err := onlyStdin(f.args); err != nil {
		return err
	}
	paths, missing := walk.Find(orHere(f.args), walk.Options{Stdin: true})
	printErrors(f.stderr, missing)
	done := newProgress(f.stderr, "checking", len(paths))
	files := readEach(paths, done.after(readOr(f.stdin, f.stdinFilename)))
	result := fix.Run(&lint.Project{Files: files, Settings: settings}, configured, fix.Options{Unsafe: f.unsafe})
	done.Done()
	printRejected(f.stderr, result)
	err = f.present(result)
	printErrors(f.stderr, errors.Join(result.Left.Errors...))
	printErrors(f.stderr, err)
	switch {
	case missing != nil || err != nil || len(result.Left.Errors) > 0:
		return exitError(ExitFailed)
	case result.Left.Rules == 0 && !f.allowEmpty:
		return noRules(f.args)
	case f.diff && len(result.Files) > 0:
		return exitError(ExitFindings)
	}
	return nil
}

// present writes the files, the difference, or what standard input holds once it is fixed.
func (f fixRun) present(result fix.Result) error {
	said := f.stdout
	var err error
	switch {
	case f.diff:
		return printDiff(f.stdout, result)
	case isStdin(f.args):
		said = f.stderr
		_, err = f.stdout.Write(result.Left.Project.Files[0].Source)
		for _, file := range result.Files {
			printFixed(said, file)
		}
	default:
		err = writeFixed(said, result)
	}
	summary := fixSummary(result, f.unsafe)
	if n := len(errorList(err)); n > 0 {
		summary += fmt.Sprintf("; %s not written", plural(n, "file", "files"))
	}
	fmt.Fprintln(said, summary)
	return err
}

// writeFixed writes the files that changed, and a line about each that was written.
func writeFixed(w io.Writer, result fix.Result) error {
	written, err := fix.Write(result)
	for _, file := range written {
		printFixed(w, file)
	}
	return err
}
