package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

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

Exit code 0: everything that can be fixed is. 1: with --diff, there is something to fix. 2: something could not be read or written.`,
		Example: `  rulelint fix alerts/
  rulelint fix --diff alerts/ | git apply`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runFix(args, options, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	flags := command.Flags()
	flags.BoolVar(&options.diff, "diff", false, "print what would change, and change nothing")
	flags.BoolVar(&options.unsafe, "unsafe", false, "make fixes that may change what a rule means, too")
	options.add(command)
	flags.StringSliceVar(&options.only, "only", nil, "fix what these checks find alone")
	flags.BoolVar(&options.allowEmpty, "allow-empty", false, "exit 0 where the paths hold no rule at all")
	_ = command.RegisterFlagCompletionFunc("only", func(cmd *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
		return completeChecks(cmd, nil, word)
	})
	return command
}

// runFix fixes the files that the arguments name, or prints the difference.
func runFix(args []string, options fixOptions, stdout, stderr io.Writer) error {
	configured, loaded, err := configure(options.checkOptions, args)
	if err != nil {
		return err
	}
	settings, err := settingsOf(loaded)
	if err != nil {
		return err
	}
	files, missing := findFiles(args)
	printErrors(stderr, missing)
	result := fix.Run(&lint.Project{Files: readFiles(files), Settings: settings}, configured, fix.Options{Unsafe: options.unsafe})
	printRejected(stderr, result)
	if options.diff {
		err = printDiff(stdout, result)
	} else {
		err = writeFixed(stdout, result)
		fmt.Fprintln(stdout, fixSummary(result, options.unsafe))
	}
	printErrors(stderr, errors.Join(result.Left.Errors...))
	printErrors(stderr, err)
	switch {
	case missing != nil || err != nil || len(result.Left.Errors) > 0:
		return exitError(ExitFailed)
	case result.Left.Rules == 0 && !options.allowEmpty:
		return fmt.Errorf("no rules found in %s (--allow-empty accepts that)", strings.Join(orHere(args), ", "))
	case options.diff && len(result.Files) > 0:
		return exitError(ExitFindings)
	}
	return nil
}

// applyFixes fixes the files of a project on disk, says so on w, and returns what is found in them now. The errors are of
// files that could not be written; they are as they were.
func applyFixes(project *lint.Project, configured []*lint.Check, options fix.Options, w io.Writer) (lint.Result, error) {
	result := fix.Run(project, configured, options)
	printRejected(w, result)
	err := writeFixed(w, result)
	return result.Left, err
}

// writeFixed writes the files that changed, and a line about each that was written.
func writeFixed(w io.Writer, result fix.Result) error {
	written, err := fix.Write(result)
	for _, file := range written {
		fmt.Fprintf(w, "fixed %s: %s\n", file.Name, fixCounts(file))
	}
	return err
}

// fixCounts counts the fixes of a file: "3 fixes (shortrange 2, syntax 1)".
func fixCounts(file fix.File) string {
	byCheck := map[string]int{}
	for _, applied := range file.Applied {
		byCheck[applied.Check]++
	}
	var parts []string
	for _, check := range names(byCheck) {
		parts = append(parts, fmt.Sprintf("%s %d", check, byCheck[check]))
	}
	return fmt.Sprintf("%s (%s)", plural(len(file.Applied), "fix", "fixes"), strings.Join(parts, ", "))
}

// fixSummary counts what is left.
func fixSummary(result fix.Result, unsafe bool) string {
	var b strings.Builder
	b.WriteString("no findings left")
	if n := len(result.Left.Findings); n > 0 {
		b.Reset()
		b.WriteString(plural(n, "finding", "findings") + " left")
	}
	fmt.Fprintf(&b, " in %s, %s", plural(result.Left.Rules, "rule", "rules"), plural(len(result.Left.Project.Files), "file", "files"))
	if n := result.Fixable(); n > 0 && !unsafe {
		fmt.Fprintf(&b, "; %d can be fixed with --unsafe", n)
	}
	if !result.Settled {
		b.WriteString("; there is more to fix: run it again")
	}
	return b.String()
}

// printDiff prints what would change, as patches.
func printDiff(w io.Writer, result fix.Result) error {
	for _, file := range result.Files {
		name := filepath.ToSlash(file.Name)
		patch := diff.Diff("a/"+name, file.Old, "b/"+name, file.New)
		if _, err := io.Copy(w, bytes.NewReader(patch)); err != nil {
			return err
		}
	}
	return nil
}

// printRejected prints a line about each fix that was not made.
func printRejected(w io.Writer, result fix.Result) {
	for _, r := range result.Rejected {
		fmt.Fprintf(w, "rulelint: %s:%s: the fix %q of %s is not made: %s\n", r.File, r.Pos, r.Fix, r.Check, r.Reason)
	}
}

// plural is a number of things.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
