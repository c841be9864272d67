package cli

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/config"
	"github.com/promwright/promwright/lint/format"
)

// checkOptions are the flags of rulelint check.
type checkOptions struct {
	configFlags
	failOn        string
	color         string
	only          []string
	allowEmpty    bool
	noIgnore      bool
	stdinFilename string

	format string
	output []string
	noFold bool
	timing bool

	fix    bool
	unsafe bool

	since         string
	baseline      string
	writeBaseline string
}

func newCheck() *cobra.Command {
	var options checkOptions
	command := &cobra.Command{
		Use:   "check [PATH...]",
		Short: "Lint rule files (the default command)",
		Long: `Lint the rules in files of every kind: plain rule files and those of Mimir, Thanos, vmalert and Loki; PrometheusRules, VMRules and
Google's Rules, alone or in lists; ConfigMaps, Secrets and helm values that hold them. Helm templates are read around their
actions: no finding depends on what an action prints, and rules that cannot be read without it are named as not checked.

PATH is a file, a folder that is walked for YAML and JSON files, a glob (** allowed), or - for standard input; without one it
is the current folder. Levels and options of the checks come from the nearest .rulelint.yaml, from the current folder upwards,
or from the first PATH outside of its repository; rulelint config prints them.

Exit code 0: no finding at or above --fail-on. 1: findings. 2: something could not be read or done, or there was no rule.`,
		Example: `  rulelint check alerts/
  rulelint check --format json 'manifests/**/*.yaml'
  rulelint check --output sarif=rulelint.sarif --since origin/main
  kubectl get prometheusrules -A -o json | rulelint check -`,
	}
	flags := command.Flags()
	flags.StringVar(&options.format, "format", "text", "how findings are printed: "+strings.Join(format.Names(), ", "))
	flags.StringArrayVar(&options.output, "output", nil, "write findings to a file, too: FORMAT=FILE (repeatable)")
	flags.BoolVar(&options.noFold, "no-fold", false, "print equal findings one by one")
	options.add(command)
	flags.StringVar(&options.failOn, "fail-on", string(lint.Warning), "least level for exit code 1: info, warning or error")
	flags.StringSliceVar(&options.only, "only", nil, "run these checks alone")
	flags.BoolVar(&options.fix, "fix", false, "make the safe changes that findings propose, and report what is left")
	flags.BoolVar(&options.unsafe, "unsafe", false, "with --fix: make changes that may change what a rule means, too")
	flags.StringVar(&options.since, "since", "", "report only findings in rules that changed since this git revision")
	flags.StringVar(&options.baseline, "baseline", "", "do not report the findings that this file knows")
	flags.StringVar(&options.writeBaseline, "write-baseline", "", "write the findings to this file, as known from now on")
	flags.BoolVar(&options.allowEmpty, "allow-empty", false, "exit 0 where the paths hold no rule at all")
	flags.BoolVar(&options.noIgnore, "no-ignore", false, "walk into what .gitignore excludes, too")
	flags.StringVar(&options.stdinFilename, "stdin-filename", "stdin", "name of what standard input holds")
	flags.BoolVar(&options.timing, "timing", false, "tell on standard error which check took how long")
	flags.StringVar(&options.color, "color", "auto", "colour: "+strings.Join(colorModes, ", "))
	complete(command, "format", format.Names())
	complete(command, "fail-on", []string{"info", "warning", "error"})
	complete(command, "color", colorModes)
	_ = command.RegisterFlagCompletionFunc("only", completeOnly)
	_ = command.RegisterFlagCompletionFunc("output", completeOutput(format.Names()))
	command.RunE = func(cmd *cobra.Command, args []string) error {
		run := checkRun{checkOptions: options, args: args, formatGiven: cmd.Flags().Changed("format"),
			stdin: cmd.InOrStdin(), stdout: cmd.OutOrStdout(), stderr: cmd.ErrOrStderr()}
		return run.run(cmd.Context())
	}
	return command
}

// configure returns the checks with the levels and options that hold for the paths given, and only those asked for, and the
// whole configuration.
func configure(options checkOptions, paths []string) ([]*lint.Check, *config.Config, error) {
	loaded, err := options.load(paths)
	if err != nil {
		return nil, nil, err
	}
	if len(options.only) == 0 {
		return loaded.Checks, loaded, nil
	}
	var errs []error
	for _, name := range options.only {
		_, err := findCheck(name)
		errs = append(errs, err)
	}
	chosen := slices.DeleteFunc(slices.Clone(loaded.Checks), func(c *lint.Check) bool { return !slices.Contains(options.only, c.Name) })
	return chosen, loaded, errors.Join(errs...)
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
