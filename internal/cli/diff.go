package cli

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/promwright/promwright/internal/walk"
	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/diff"
)

func newDiff() *cobra.Command {
	return &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Tell what differs between rules in meaning",
		Long: `Tell what differs between rules in meaning, a line for each rule or group, at its place in NEW, or in OLD if it was dropped.

Layout, comments, parentheses, and the order of matchers mean nothing, nor does it matter which file a group is in, or whether that is a
rule file or an object of Kubernetes. An expression that does not parse is compared as text.

OLD and NEW are each a file, a folder, or a glob in quotes. One of them may be -, standard input.

Exit code 0: they mean the same. 1: they do not. 2: something could not be read.`,
		Example: `  rulelint diff old.yaml new.yaml
  rulelint diff rules/ manifests/                      are they the same rules?
  git show main:rules.yaml | rulelint diff - rules.yaml`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runDiff(args[0], args[1], cmd.InOrStdin(), cmd.OutOrStdout())
		},
	}
}

// runDiff prints what differs between the rules that two arguments name.
func runDiff(old, new string, stdin io.Reader, stdout io.Writer) error {
	if old == walk.Stdin && new == walk.Stdin {
		return fmt.Errorf("%s %s: standard input can be only one of them", old, new)
	}
	was, errOld := groupsOf(old, stdin)
	is, errNew := groupsOf(new, stdin)
	if err := errors.Join(errOld, errNew); err != nil {
		return err
	}
	changes := diff.Groups(was, is)
	for _, change := range changes {
		fmt.Fprintf(stdout, "%s: %s\n", change.At, change)
	}
	if len(changes) > 0 {
		return exitError(ExitFindings)
	}
	return nil
}

// groupsOf returns the groups of all files that an argument names, or everything that keeps them from being read.
func groupsOf(arg string, stdin io.Reader) ([]rules.PlainGroup, error) {
	paths, err := walk.Find([]string{arg}, walk.Options{Stdin: true})
	errs := []error{err}
	var groups []rules.PlainGroup
	for _, file := range readEach(paths, readOr(stdin, "stdin")) {
		for _, err := range file.Errors {
			if !err.UnknownField {
				errs = append(errs, err)
			}
		}
		for _, unread := range file.Unread {
			errs = append(errs, fmt.Errorf("%s:%s: not read: %s", file.Name, unread.Span.Start, unread.Reason))
		}
		groups = append(groups, rules.FromFile(file)...)
	}
	if err == nil && len(groups) == 0 && errors.Join(errs...) == nil {
		errs = append(errs, fmt.Errorf("no rules found in %s", arg))
	}
	return groups, errors.Join(errs...)
}
