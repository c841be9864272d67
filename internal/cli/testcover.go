package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/promwright/promwright/promtest/cover"
	"github.com/promwright/promwright/promtest/promtool"
	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/rulefile"
)

// coverOptions are the flags of rulelint test that are about coverage.
type coverOptions struct {
	on     bool
	min    float64
	format string
	file   string
	rules  []string
	suite  *cover.Suite
}

var coverFormats = []string{"text", "json", "lcov"}

// declare adds the flags to the command.
func (o *coverOptions) declare(command *cobra.Command) {
	flags := command.Flags()
	flags.BoolVar(&o.on, "cover", false, "which rules and branches of them the tests went through; the other --cover flags imply it")
	flags.Float64Var(&o.min, "cover-min", 0, "exit code 1 if fewer branches than this, in percent, were covered")
	flags.StringVar(&o.format, "cover-format", "text", "format of --cover-out: "+strings.Join(coverFormats, ", "))
	flags.StringVar(&o.file, "cover-out", "", "write the coverage to this file instead of standard output")
	flags.StringArrayVar(&o.rules, "cover-rules", nil, "rule file, folder or glob whose rules count even if no test loads them (repeatable)")
	complete(command, "cover-format", coverFormats)
}

// begin checks the flags, and makes a suite if coverage is asked for.
func (o *coverOptions) begin(command *cobra.Command, run *promtool.Options) error {
	for _, name := range []string{"cover-min", "cover-format", "cover-out", "cover-rules"} {
		o.on = o.on || command.Flags().Changed(name)
	}
	switch {
	case !o.on:
		return nil
	case !slices.Contains(coverFormats, o.format):
		return fmt.Errorf("--cover-format %q: allowed are %s", o.format, strings.Join(coverFormats, ", "))
	case o.format != "text" && o.file == "":
		return fmt.Errorf("--cover-format %s needs --cover-out FILE: the results of the tests are on standard output", o.format)
	case !(o.min >= 0 && o.min <= 100):
		return fmt.Errorf("--cover-min %v: allowed is 0 to 100", o.min)
	}
	o.suite = cover.New()
	run.Cover = o.suite
	return o.add()
}

// add takes up the rules that are to count in any case.
func (o *coverOptions) add() error {
	var errs []error
	for _, arg := range o.rules {
		paths, err := expand(arg)
		errs = append(errs, err)
		for _, path := range paths {
			file := rulefile.ReadFile(path)
			if len(file.Groups) == 0 && len(file.Errors) == 0 {
				continue // a folder has other files, too
			}
			for _, err := range file.Errors {
				errs = append(errs, err)
			}
			if len(file.Errors) == 0 {
				errs = append(errs, o.suite.Add(rules.FromFile(file)))
			}
		}
	}
	return errors.Join(errs...)
}

// end writes the report. It says on stderr, and returns true, if too little is covered.
func (o *coverOptions) end(stdout, stderr io.Writer, drawing cover.TextOptions) (low bool, err error) {
	if o.suite == nil {
		return false, nil
	}
	r := o.suite.Report()
	if o.file == "" {
		fmt.Fprintln(stdout)
		err = r.Text(stdout, drawing)
	} else if err = o.write(r, drawing); err == nil {
		_, err = fmt.Fprintln(stdout, r.Total())
	}
	if err != nil {
		return false, err
	}
	if err := r.Check(o.min); err != nil && o.min > 0 {
		fmt.Fprintln(stderr, err)
		return true, nil
	}
	return false, nil
}

// write writes the report to the file.
func (o *coverOptions) write(r *cover.Report, drawing cover.TextOptions) error {
	var content bytes.Buffer
	var err error
	switch o.format {
	case "json":
		err = r.JSON(&content)
	case "lcov":
		err = r.LCOV(&content)
	default:
		drawing.Color, drawing.Width = false, 0
		err = r.Text(&content, drawing)
	}
	if err == nil {
		err = save(o.file, content.Bytes())
	}
	var inFile *fs.PathError
	if errors.As(err, &inFile) {
		err = inFile.Err // the path is said already
	}
	if err != nil {
		return fmt.Errorf("--cover-out %s: %w", o.file, err)
	}
	return nil
}
