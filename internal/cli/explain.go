package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/promwright/promwright/internal/nearest"
	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks"
)

func newExplain() *cobra.Command {
	return &cobra.Command{
		Use:               "explain NAME",
		Short:             "Print what a check is about, with a bad and a good example",
		Example:           "  rulelint explain templatelabel",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: completeChecks,
		RunE: func(cmd *cobra.Command, args []string) error {
			check, err := findCheck(args[0])
			if err != nil {
				return err
			}
			_, err = fmt.Fprint(cmd.OutOrStdout(), check.Doc)
			return err
		},
	}
}

func newChecks() *cobra.Command {
	return &cobra.Command{
		Use:   "checks",
		Short: "List the checks, their default levels and what they find",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			for _, check := range checks.All {
				if _, err := fmt.Fprintf(cmd.OutOrStdout(), "%-14s %-8s %s\n", check.Name, check.Severity, check.Summary()); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// findCheck returns the check of a name. The error says which is near, or which there are.
func findCheck(name string) (*lint.Check, error) {
	for _, check := range checks.All {
		if check.Name == name {
			return check, nil
		}
	}
	names := make([]string, len(checks.All))
	for i, check := range checks.All {
		names[i] = check.Name
	}
	return nil, fmt.Errorf("check %q: there is none of that name, %s", name, nearest.Hint(name, names))
}

// completeChecks completes the names of checks in the shell.
func completeChecks(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []string
	for _, check := range checks.All {
		names = append(names, check.Name+"\t"+check.Summary())
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
