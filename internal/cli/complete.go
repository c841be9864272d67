package cli

import (
	"strings"

	"github.com/spf13/cobra"
)

// complete makes the shell complete the values of a flag.
func complete(command *cobra.Command, flag string, values []string) {
	_ = command.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
}

// completeOnly completes the last of several names of checks, with commas between them.
func completeOnly(command *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
	before := word[:strings.LastIndexByte(word, ',')+1]
	names, directive := completeChecks(command, nil, word)
	for i := range names {
		names[i] = before + names[i]
	}
	return names, directive
}

// completeOutput completes the format of FORMAT=FILE, and leaves the file to the shell.
func completeOutput(formats []string) cobra.CompletionFunc {
	return func(_ *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
		if strings.Contains(word, "=") {
			return nil, cobra.ShellCompDirectiveDefault
		}
		var values []string
		for _, name := range formats {
			values = append(values, name+"=")
		}
		return values, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	}
}
