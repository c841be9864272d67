package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/promwright/promwright/internal/lazyregexp"
	"github.com/promwright/promwright/promtest/cover"
	"github.com/promwright/promwright/promtest/promtool"
	"github.com/promwright/promwright/promtest/report"
)

// testOptions are the flags of rulelint test.
type testOptions struct {
	run     []string
	output  testOutput
	cover   coverOptions
	verdict verdictOptions
	schema  bool
}

func newTest() *cobra.Command {
	var options testOptions
	command := &cobra.Command{
		Use:   "test [PATH...]",
		Short: "Run unit tests of rules, written in promtool's format",
		Long: `Run unit tests of rules, written in promtool's format, on Prometheus's own PromQL engine in this process. Beside promtool's
fields a file may have others, for expectations over time and for series as people think of them: docs/tests.md lists them.

PATH is a test file, a folder that is walked for test files, or a glob (** allowed); without one it is the current folder.
The rule files that a test names may be plain rule files or PrometheusRules.

In a job of GitHub Actions failures are annotations, too, and part of the summary of the job.

Exit code 0: every test passed. 1: tests failed, or less than --cover-min is covered. 2: a file could not be read or run, or there was no test.`,
		Example: `  rulelint test alerts/
  rulelint test --run 'disk.*' --verbose alerts/node_test.yaml
  rulelint test --show 'Node*' alerts/
  rulelint test --junit=report.xml alerts/
  rulelint test --schema         the JSON schema of test files, for editors`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if options.schema {
				_, err := cmd.OutOrStdout().Write(promtool.Schema())
				return err
			}
			return runTest(cmd, args, options)
		},
	}
	command.Flags().StringArrayVar(&options.run, "run", nil, "run only the tests whose name matches this regular expression (repeatable)")
	command.Flags().BoolVar(&options.schema, "schema", false, "print the JSON schema of test files instead")
	options.output.add(command)
	options.cover.declare(command)
	options.verdict.flags(command)
	return command
}

// runTest runs the test files that the arguments name and writes the results.
func runTest(cmd *cobra.Command, args []string, options testOptions) error {
	tuneMemory(testGCPercent)
	dropSpans()
	how, err := options.verdict.options()
	if err != nil {
		return err
	}
	writer, err := options.output.writer(cmd)
	if err != nil {
		return err
	}
	if err := options.cover.begin(cmd, &how); err != nil {
		return err
	}
	files, missing := findTests(args)
	printErrors(cmd.ErrOrStderr(), missing)
	if len(files) == 0 {
		if missing != nil {
			return exitError(ExitFailed)
		}
		return fmt.Errorf("no test files found in %s: they are YAML with a top-level key tests", strings.Join(orHere(args), ", "))
	}
	writer.begin(len(files))
	how.Run, how.Details = options.run, writer.details
	how.Done = func(f *promtool.FileResult) {
		nameFlags(f)
		writer.done(f)
	}
	results, err := promtool.Run(cmd.Context(), files, how)
	if err != nil {
		writer.progress.Done()
		return err
	}
	if err := writer.finish(results); err != nil {
		return err
	}
	low, err := options.cover.end(writer.beside(), cmd.ErrOrStderr(), cover.TextOptions{Width: writer.drawing.Width, Color: writer.drawing.Color})
	if err != nil {
		return err
	}
	count := report.Tally(results)
	switch {
	case missing != nil || count.Broken > 0:
		return exitError(ExitFailed)
	case count.Failed > 0 || low:
		return exitError(ExitFindings)
	case count.Tests == 0:
		return fmt.Errorf("no test ran: %d skipped", count.Skipped)
	}
	return nil
}

// findTests returns the test files that the arguments name: files and globs as given, and those that a walk through
// a folder recognises.
func findTests(args []string) ([]string, error) {
	var files []string
	var errs []error
	for _, arg := range orHere(args) {
		found, err := expand(arg)
		errs = append(errs, err)
		if info, err := os.Stat(arg); err == nil && info.IsDir() {
			found = slices.DeleteFunc(found, func(path string) bool { return !isTestFile(path) })
		}
		files = append(files, found...)
	}
	slices.Sort(files)
	return slices.Compact(files), errors.Join(errs...)
}

// testsKey is the top-level key that makes a YAML file one of rule tests.
var testsKey = lazyregexp.New(`(?m)^(tests|"tests"|'tests')\s*:`)

// isTestFile reports whether a file looks like one of rule tests. One that cannot be read is none.
func isTestFile(path string) bool {
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, promtool.MaxSize))
	return err == nil && testsKey.Match(text)
}
