package cli

import (
	"errors"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/promwright/promwright/promtest"
	"github.com/promwright/promwright/promtest/promtool"
	"github.com/promwright/promwright/promtest/report"
)

// testOutput are the flags of rulelint test that say what is written, and where to.
type testOutput struct {
	format  string
	output  []string
	junit   string
	color   string
	verbose bool
	ascii   bool
	diff    bool
	debug   bool
	show    []string
}

// add adds the flags to the command.
func (o *testOutput) add(command *cobra.Command) {
	flags := command.Flags()
	flags.BoolVarP(&o.verbose, "verbose", "v", false, "every test, with the timelines of its alerts")
	flags.StringArrayVar(&o.show, "show", nil, "draw this alert, a name or a glob, in every test that is about it (repeatable)")
	flags.BoolVar(&o.diff, "diff", false, "what exp_alerts and exp_samples list and what came, in full, as a diff of YAML")
	flags.BoolVar(&o.debug, "debug", false, "every series of every test at its end, and how long its rules took")
	flags.StringVar(&o.format, "format", "text", "how results are printed: "+strings.Join(report.FormatNames(), ", "))
	flags.StringArrayVar(&o.output, "output", nil, "write results to a file, too: FORMAT=FILE (repeatable)")
	flags.StringVar(&o.junit, "junit", "", "the same as --output junit=FILE")
	flags.StringVar(&o.color, "color", "auto", "colour: "+strings.Join(colorModes, ", "))
	flags.BoolVar(&o.ascii, "ascii", false, "draw with ASCII alone, as in a locale without UTF-8")
	complete(command, "format", report.FormatNames())
	complete(command, "color", colorModes)
	_ = command.RegisterFlagCompletionFunc("output", completeOutput(report.FormatNames()))
}

// testWriter writes the results of one run.
type testWriter struct {
	stdout, stderr io.Writer
	outputs        []output
	drawing        report.Options
	shown          *shownAlerts
	details        promtest.Details
	progress       *progress // nil: the run has not begun
	err            error     // of what was written while tests ran
}

// writer checks the flags.
func (o *testOutput) writer(cmd *cobra.Command) (*testWriter, error) {
	w := &testWriter{stdout: cmd.OutOrStdout(), stderr: cmd.ErrOrStderr()}
	color, err := colored(o.color, w.stdout)
	if err != nil {
		return nil, err
	}
	values := o.output
	if o.junit != "" {
		values = append(slices.Clone(values), "junit="+o.junit)
	}
	if w.outputs, err = outputsOf(resultsFormat, o.format, cmd.Flags().Changed("format"), values); err != nil {
		return nil, err
	}
	if w.shown, err = newShown(o.show); err != nil {
		return nil, err
	}
	w.details.Dump = o.debug
	if len(o.show) > 0 {
		w.details.Alerts = w.shown.asked
	}
	root, _ := os.Getwd() // without it absolute names stay absolute
	w.drawing = report.Options{
		Width: width(w.stdout), Color: color, ASCII: o.ascii || asciiOnly(), Verbose: o.verbose, Diff: o.diff, Root: root,
	}
	return w, nil
}

// resultsFormat returns an error for a format of results that there is not.
func resultsFormat(name string) error {
	_, err := report.FindFormat(name)
	return err
}

// begin says how many files there are.
func (w *testWriter) begin(files int) { w.progress = newProgress(w.stderr, "testing", files) }

// done takes the next file: text is printed as files finish.
func (w *testWriter) done(f *promtool.FileResult) {
	if w.printsText() && w.err == nil {
		w.progress.Above(func() { w.err = f.Text(w.stdout, w.drawing) })
	}
	w.progress.Add(1)
}

// printsText reports whether what is printed is text.
func (w *testWriter) printsText() bool { return slices.Contains(w.outputs, output{"text", toStdout}) }

// beside returns where text that is no result goes: not into results that programs read.
func (w *testWriter) beside() io.Writer {
	if w.printsText() {
		return w.stdout
	}
	return w.stderr
}

// finish writes the end of the text, and everything else. It returns an error, too, if there was nothing to show of what was to
// be shown.
func (w *testWriter) finish(results []*promtool.FileResult) error {
	w.progress.Done()
	var errs []error
	errs = append(errs, w.err, writeOutputs(w.outputs, w.stdout, func(to io.Writer, o output) error {
		chosen, err := report.FindFormat(o.format)
		if err != nil {
			return err
		}
		drawing := w.drawing
		switch {
		case !o.printed():
			drawing.Color, drawing.Width, drawing.ASCII = false, 0, false
		case w.printsText():
			_, err := io.WriteString(to, report.Tally(results).String()+"\n")
			return err
		}
		return chosen.Write(to, results, drawing)
	}))
	errs = append(errs, w.annotate(results), w.shown.unused())
	w.summarize(results)
	return errors.Join(errs...)
}
