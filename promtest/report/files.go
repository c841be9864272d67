package report

import (
	"fmt"
	"io"
	"strings"
)

// Count is the tally of a run.
type Count struct {
	Files   int // that were given
	Broken  int // that could not be run
	Tests   int // that ran
	Failed  int // tests of which an expectation was not met
	Skipped int // tests that were not asked for
}

// Tally counts files and their tests.
func Tally(files []*File) Count {
	var c Count
	for _, f := range files {
		c.Files++
		c.Skipped += len(f.Skipped)
		if len(f.Errors) > 0 {
			c.Broken++
		}
		for _, r := range f.Results {
			c.Tests++
			if !r.Passed() {
				c.Failed++
			}
		}
	}
	return c
}

// String returns the last line of a report: "3 files, 12 tests: 11 passed, 1 failed".
func (c Count) String() string {
	s := fmt.Sprintf("%s, %s: %d passed, %d failed", count(c.Files, "file"), count(c.Tests, "test"), c.Tests-c.Failed, c.Failed)
	if c.Skipped > 0 {
		s += fmt.Sprintf(", %d skipped", c.Skipped)
	}
	if c.Broken > 0 {
		s += fmt.Sprintf(", %s could not be run", count(c.Broken, "file"))
	}
	return s
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// Files reports on test files, each as [File.Text] does. The last line is the tally.
func Files(w io.Writer, files []*File, o Options) error {
	for _, f := range files {
		if err := f.Text(w, o); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, Tally(files).String()+"\n")
	return err
}

// Text reports on a test file: one line for it, below that its warnings, why it could not be run, and its failed tests as the
// function Text draws them. Every test has a line with Options.Verbose, and its timelines; and those of which something is to be
// shown, see [Result].
func (f *File) Text(w io.Writer, o Options) error {
	p := newPrinter(w, o)
	p.verdict(f)
	for _, err := range f.Errors {
		for _, l := range strings.Split(err.Error(), "\n") {
			p.line("  " + shown(l))
		}
	}
	for _, w := range f.Warnings {
		p.line("  " + oneLine(w) + " (warning)")
	}
	for _, r := range f.Results {
		p.test(r, o)
	}
	return p.flush(w)
}

// verdict prints the line of a file.
func (p *printer) verdict(f *File) {
	failed, expectations := 0, 0
	for _, r := range f.Results {
		expectations += len(r.Assertions)
		if !r.Passed() {
			failed++
		}
	}
	path := oneLine(f.Path)
	switch {
	case len(f.Errors) > 0:
		p.line(p.red("ERROR ") + path)
	case failed > 0:
		p.line(p.red("FAIL  ") + path + fmt.Sprintf("  %d of %s", failed, count(len(f.Results), "test")))
	default:
		p.line(p.green("PASS  ") + path + fmt.Sprintf("  %s, %s", count(len(f.Results), "test"), count(expectations, "expectation")))
	}
}

// test reports on one test of a file, indented.
func (p *printer) test(r *Result, o Options) {
	const indent = 2
	if r.Passed() && !o.Verbose && len(r.Shown) == 0 && r.Dump == nil {
		return
	}
	verdict := p.green("PASS  ")
	if !r.Passed() {
		verdict = p.red("FAIL  ")
	}
	p.line("  " + verdict + p.bold(oneLine(r.Name)) + "  " + p.faint(oneLine(r.Where)))
	o.Width = p.width - 2*indent
	for l := range strings.Lines(drawn(r, o)) {
		p.line(strings.Repeat(" ", 2*indent) + strings.TrimSuffix(l, "\n"))
	}
}

// drawn returns all that is to be drawn of a test: its failures, its timelines, its dump, with a blank line between them.
func drawn(r *Result, o Options) string {
	var parts []string
	for _, draw := range []func(io.Writer, *Result, Options) error{Text, timelines, Dumped} {
		var part strings.Builder
		_ = draw(&part, r, o) // a Builder takes everything
		if part.Len() > 0 {
			parts = append(parts, part.String())
		}
	}
	return strings.Join(parts, "\n")
}

// timelines draws the alerts that were to be shown, or with Options.Verbose all.
func timelines(w io.Writer, r *Result, o Options) error {
	switch {
	case len(r.Shown) > 0:
		return Shown(w, r, o)
	case o.Verbose:
		named := *r
		named.Name = ""
		return Timelines(w, &named, o)
	}
	return nil
}
