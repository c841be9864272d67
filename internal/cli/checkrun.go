package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/promwright/promwright/internal/atomicfile"
	"github.com/promwright/promwright/internal/gitrev"
	"github.com/promwright/promwright/internal/walk"
	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/baseline"
	"github.com/promwright/promwright/lint/config"
	"github.com/promwright/promwright/lint/fix"
	"github.com/promwright/promwright/lint/format"
)

// checkRun is one run of rulelint check.
type checkRun struct {
	checkOptions
	args           []string
	formatGiven    bool
	stdin          io.Reader
	stdout, stderr io.Writer
}

// run lints the files that the arguments name and prints the findings.
func (c checkRun) run(ctx context.Context) error {
	outputs, err := outputsOf(findingsFormat, c.format, c.formatGiven, c.output)
	if err != nil {
		return err
	}
	failOn, err := lint.ParseSeverity(c.failOn)
	if err != nil {
		return fmt.Errorf("--fail-on: %w", err)
	}
	color, err := colored(c.color, c.stdout)
	if err != nil {
		return err
	}
	configured, loaded, err := configure(c.checkOptions, c.args)
	if err != nil {
		return err
	}
	settings, err := settingsOf(loaded)
	if err != nil {
		return err
	}
	if c.fix && isStdin(c.args) {
		return errors.New("--fix cannot change standard input: name files, or use rulelint fix -")
	}

	if c.timing {
		settings.Timing = &lint.Timing{}
		defer func() { printTiming(c.stderr, settings.Timing) }()
	}
	result, said := c.examine(configured, settings)
	if c.writeBaseline != "" {
		return c.rememberAll(result, said)
	}
	if result, err = c.narrow(ctx, result, loaded); err != nil {
		return err
	}
	root, _ := os.Getwd() // without it absolute names stay absolute
	options := format.Options{
		Text:    format.TextOptions{Color: color, Width: width(c.stdout), NoFold: c.noFold, Said: said},
		Checks:  configured,
		Version: version(),
		Root:    root,
	}
	if err := writeOutputs(outputs, c.stdout, writeFindings(result, options)); err != nil {
		return err
	}
	return exit(result, failOn)
}

// findingsFormat returns an error for a format of findings that there is not.
func findingsFormat(name string) error {
	_, err := format.Find(name)
	return err
}

// writeFindings returns the function that writes findings. Text is coloured, and as wide as the terminal, on standard output alone.
func writeFindings(result lint.Result, options format.Options) func(io.Writer, output) error {
	return func(w io.Writer, o output) error {
		chosen, err := format.Find(o.format)
		if err != nil {
			return err
		}
		own := options
		if !o.printed() {
			own.Text.Color, own.Text.Width, own.Text.Said = false, 0, nil
		}
		return chosen.Write(w, result, own)
	}
}

// examine reads and lints the files. What goes wrong with paths, or because there is no rule, is said at once, and in the result.
func (c checkRun) examine(configured []*lint.Check, settings lint.Settings) (result lint.Result, said []error) {
	paths, missing := walk.Find(orHere(c.args), walk.Options{NoIgnore: c.noIgnore, Stdin: true})
	printErrors(c.stderr, missing)
	done := newProgress(c.stderr, "checking", len(paths))
	project := &lint.Project{Settings: settings}
	settings.Timing.Measure(lint.Reading, func() {
		project.Files = readEach(paths, done.after(readOr(c.stdin, c.stdinFilename)))
	})
	result, failed := c.lint(project, configured, done)
	if missing == nil && failed == nil && len(result.Errors) == 0 && result.Rules == 0 && !c.allowEmpty {
		failed = noRules(c.args)
	}
	printErrors(c.stderr, failed)
	said = slices.Concat(errorList(missing), errorList(failed))
	result.Errors = append(result.Errors, said...)
	return result, said
}

// exit returns the error that ends the command with the exit code of the result, nil where that is 0.
func exit(result lint.Result, failOn lint.Severity) error {
	if code := result.Exit(failOn); code != ExitClean {
		return exitError(code)
	}
	return nil
}

// lint runs the checks, and fixes what they find if that is asked for. The error is of files that could not be written.
func (c checkRun) lint(project *lint.Project, configured []*lint.Check, done *progress) (lint.Result, error) {
	if !c.fix {
		result := lint.Run(project, configured)
		done.Done()
		return result, nil
	}
	result := fix.Run(project, configured, fix.Options{Unsafe: c.unsafe})
	done.Done()
	printRejected(c.stderr, result)
	return result.Left, writeFixed(c.stderr, result)
}

// narrow leaves out the findings that --since and --baseline say are not of interest, and adds what is wrong with the baseline.
func (c checkRun) narrow(ctx context.Context, result lint.Result, loaded *config.Config) (lint.Result, error) {
	if c.since != "" {
		changes, err := gitrev.ChangedSince(ctx, ".", c.since)
		if err != nil {
			return result, fmt.Errorf("--since %s: %w", c.since, err)
		}
		result = gitrev.FilterSince(result, changes)
	}
	if c.baseline == "" {
		return result, nil
	}
	content, err := os.ReadFile(c.baseline)
	if err != nil {
		return result, fmt.Errorf("--baseline %s: %w", c.baseline, unwrapPath(err))
	}
	remembered, err := baseline.Read(c.baseline, content)
	if err != nil {
		return result, err
	}
	result, stale := remembered.Apply(result, c.only...)
	if c.since == "" {
		result.Findings = append(result.Findings, remembered.Findings(stale, loaded.Level(baseline.Check.Name, c.baseline))...)
	}
	return result, nil
}

// rememberAll writes the findings to the new baseline, unless there was nothing to find any in, and says what was not understood.
func (c checkRun) rememberAll(result lint.Result, said []error) error {
	for _, err := range result.Errors {
		if !slices.Contains(said, err) {
			printErrors(c.stderr, err)
		}
	}
	if result.Rules == 0 && len(result.Errors) > 0 {
		return exitError(ExitFailed)
	}
	var content bytes.Buffer
	err := baseline.Write(&content, c.writeBaseline, result)
	if err == nil {
		err = atomicfile.Write(c.writeBaseline, content.Bytes(), 0o644)
	}
	if err != nil {
		return fmt.Errorf("--write-baseline %s: %w", c.writeBaseline, unwrapPath(err))
	}
	fmt.Fprintf(c.stderr, "wrote %s: %s\n", c.writeBaseline, plural(len(result.Findings), "finding", "findings"))
	return exit(result, lint.Off)
}
