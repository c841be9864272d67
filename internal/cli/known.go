package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/promwright/promwright/internal/nearest"
	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/baseline"
	"github.com/promwright/promwright/lint/checks"
)

// known are the checks that users can name, in order: those of rules, and that of the baseline, whose findings are not made by
// lint.Run.
var known = func() []*lint.Check {
	all := append(slices.Clone(checks.All), baseline.Check)
	slices.SortFunc(all, func(a, b *lint.Check) int { return strings.Compare(a.Name, b.Name) })
	return all
}()

// findCheck returns the check of a name. The error says which is near, or which there are.
func findCheck(name string) (*lint.Check, error) {
	var names []string
	for _, check := range known {
		if check.Name == name {
			return check, nil
		}
		names = append(names, check.Name)
	}
	return nil, fmt.Errorf("check %q: there is none of that name, %s", name, nearest.Hint(name, names))
}

// completeChecks completes the names of checks in the shell.
func completeChecks(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []string
	for _, check := range known {
		names = append(names, check.Name+"\t"+check.Summary())
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
