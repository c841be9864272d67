package cli

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks"
	"github.com/promwright/promwright/lint/config"
	"github.com/promwright/promwright/lint/format"
	"github.com/promwright/promwright/rules/rulefile"
)

// checkOptions are the flags of rulelint check.
type checkOptions struct {
	format     string
	config     string
	failOn     string
	color      string
	only       []string
	allowEmpty bool
}

// formats print a result, by the name that --format takes.
var formats = map[string]func(io.Writer, lint.Result, format.TextOptions) error{
	"text": format.Text,
	"json": func(w io.Writer, r lint.Result, _ format.TextOptions) error { return format.JSON(w, r) },
}

func newCheck() *cobra.Command {
	var options checkOptions
	command := &cobra.Command{
		Use:   "check [PATH...]",
		Short: "Lint rule files (the default command)",
		Long: `Lint rule files: plain ones, PrometheusRules, and what kubectl get prometheusrules -o json prints.

PATH is a file, a folder that is walked for YAML and JSON files, or a glob (** allowed); without one it is the current
folder. Levels and options of the checks come from the nearest .rulelint.yaml, from the current folder upwards.

Exit code 0: no finding at or above --fail-on. 1: findings. 2: something could not be read or done, or there was no rule.`,
		Example: `  rulelint check alerts/
  rulelint check --format json 'manifests/**/*.yaml'
  kubectl get prometheusrules -A -o json > rules.json && rulelint check rules.json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runCheck(args, options, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	flags := command.Flags()
	flags.StringVar(&options.format, "format", "text", "how findings are printed: "+strings.Join(names(formats), " or "))
	flags.StringVar(&options.config, "config", "", "configuration file (default: the nearest "+config.Name+")")
	flags.StringVar(&options.failOn, "fail-on", string(lint.Warning), "least level for exit code 1: info, warning or error")
	flags.StringSliceVar(&options.only, "only", nil, "run these checks alone")
	flags.BoolVar(&options.allowEmpty, "allow-empty", false, "exit 0 where the paths hold no rule at all")
	flags.StringVar(&options.color, "color", "auto", "colour: "+strings.Join(colorModes, ", "))
	complete(command, "format", names(formats))
	complete(command, "fail-on", []string{"info", "warning", "error"})
	complete(command, "color", colorModes)
	_ = command.RegisterFlagCompletionFunc("only", func(cmd *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
		return completeChecks(cmd, nil, word)
	})
	return command
}

// runCheck lints the files that the arguments name and prints the findings.
func runCheck(args []string, options checkOptions, stdout, stderr io.Writer) error {
	print, ok := formats[options.format]
	if !ok {
		return fmt.Errorf("--format %q: allowed are %s", options.format, strings.Join(names(formats), ", "))
	}
	failOn, err := lint.ParseSeverity(options.failOn)
	if err != nil {
		return fmt.Errorf("--fail-on: %w", err)
	}
	color, err := colored(options.color, stdout)
	if err != nil {
		return err
	}
	configured, err := configure(options)
	if err != nil {
		return err
	}

	files, missing := findFiles(args)
	printErrors(stderr, missing)
	result := lint.Run(&lint.Project{Files: readFiles(files)}, configured)
	if err := print(stdout, result, format.TextOptions{Color: color, Width: width(stdout)}); err != nil {
		return err
	}
	switch {
	case missing != nil:
		return exitError(ExitFailed)
	case result.Rules == 0 && len(result.Errors) == 0 && !options.allowEmpty:
		return fmt.Errorf("no rules found in %s (--allow-empty accepts that)", strings.Join(orHere(args), ", "))
	case result.Exit(failOn) != ExitClean:
		return exitError(result.Exit(failOn))
	}
	return nil
}

// configure returns the checks with the levels and options of the configuration file, and only those asked for.
func configure(options checkOptions) ([]*lint.Check, error) {
	path := options.config
	if path == "" {
		folder, err := os.Getwd()
		if err != nil {
			return nil, err
		}
		if path, err = config.Find(folder); err != nil {
			return nil, err
		}
	}
	configured := checks.All
	if path != "" {
		loaded, err := config.Load(path, checks.All)
		if err != nil {
			return nil, err
		}
		configured = loaded.Checks
	}
	var errs []error
	for _, name := range options.only {
		_, err := findCheck(name)
		errs = append(errs, err)
	}
	if len(options.only) == 0 {
		return configured, nil
	}
	chosen := slices.DeleteFunc(slices.Clone(configured), func(c *lint.Check) bool { return !slices.Contains(options.only, c.Name) })
	return chosen, errors.Join(errs...)
}

// readFiles reads files, several at a time, in order.
func readFiles(paths []string) []*rulefile.File {
	files := make([]*rulefile.File, len(paths))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, path := range paths {
		group.Go(func() error {
			files[i] = rulefile.ReadFile(path)
			return nil
		})
	}
	_ = group.Wait() // the functions return no error: what is wrong with a file is in the file
	return files
}

// printErrors writes each of the joined errors on a line of its own.
func printErrors(w io.Writer, err error) {
	if err == nil {
		return
	}
	for line := range strings.Lines(err.Error()) {
		fmt.Fprintln(w, "rulelint:", strings.TrimSuffix(line, "\n"))
	}
}

// orHere returns the paths that were given, or the current folder.
func orHere(args []string) []string {
	if len(args) == 0 {
		return []string{"."}
	}
	return args
}

// names returns the sorted keys of a map.
func names[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// complete makes the shell complete the values of a flag.
func complete(command *cobra.Command, flag string, values []string) {
	_ = command.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
}
