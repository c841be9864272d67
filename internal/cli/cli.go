// Package cli is the command line of rulelint: one file per subcommand.
package cli

import (
	"errors"
	"io"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// Exit codes of every subcommand.
const (
	ExitClean    = 0 // nothing at or above the chosen level, every test passed
	ExitFindings = 1 // findings, or tests that failed
	ExitFailed   = 2 // the job could not be done: usage, configuration, unreadable input
)

// Main runs the command with the given arguments and returns its exit code.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	tuneMemory(gcPercent)
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.Execute()
	var code exitError
	switch {
	case err == nil:
		return ExitClean
	case errors.As(err, &code):
		return int(code)
	}
	printErrors(stderr, err)
	return ExitFailed
}

func newRoot() *cobra.Command {
	check := newCheck()
	root := &cobra.Command{
		Use:   "rulelint [PATH...]",
		Short: "Lint and test Prometheus alerting and recording rules",
		Long: `Lint and test Prometheus alerting and recording rules, offline.

Without a subcommand, rulelint checks the files, folders and globs given, or the current folder.`,
		Example: `  rulelint alerts/                      lint every rule below alerts/
  rulelint test alerts/                 run every unit test below alerts/
  rulelint explain templatelabel        what a check is about, with examples`,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE:          check.RunE,
	}
	root.SetVersionTemplate("rulelint {{.Version}}\n")
	root.Flags().AddFlagSet(check.Flags())
	root.AddCommand(check, newTest(), newExplain(), newChecks(), newConfig(), newDiff(), newFix(), newFmt(), newImport(), newMetrics())
	return root
}

// version is the module's version as the Go toolchain recorded it: a tag, a commit, or "(devel)".
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
