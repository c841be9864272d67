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
		c.Skipped += f.Skipped
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

// Files reports on test files: one line for each, below it its warnings, why it could not be run, and its failed tests as Text draws them. With
// Options.Verbose every test has a line, and its timelines. The last line is the tally.
func Files(w io.Writer, files []*File, o Options) error {
	p := newPrinter(w, o)
	for _, f := range files {
		p.file(f, o)
	}
	p.line(Tally(files).String())
	return p.flush(w)
}

func (p *printer) file(f *File, o Options) {
	failed, expectations := 0, 0
	for _, r := range f.Results {
		expectations += len(r.Assertions)
		if !r.Passed() {
			failed++
		}
	}
	switch {
	case len(f.Errors) > 0:
		p.line(p.red("ERROR ") + f.Path)
	case failed > 0:
		p.line(p.red("FAIL  ") + f.Path + fmt.Sprintf("  %d of %s", failed, count(len(f.Results), "test")))
	default:
		p.line(p.green("PASS  ") + f.Path + fmt.Sprintf("  %s, %s", count(len(f.Results), "test"), count(expectations, "expectation")))
	}
	for _, err := range f.Errors {
		for _, l := range strings.Split(err.Error(), "\n") {
			p.line("  " + l)
		}
	}
	for _, w := range f.Warnings {
		p.line("  " + w + " (warning)")
	}
	for _, r := range f.Results {
		p.test(r, o)
	}
}

// test reports on one test of a file, indented.
func (p *printer) test(r *Result, o Options) {
	const indent = 2
	if r.Passed() && !o.Verbose {
		return
	}
	verdict := p.green("PASS  ")
	if !r.Passed() {
		verdict = p.red("FAIL  ")
	}
	p.line("  " + verdict + p.bold(r.Name) + "  " + p.faint(r.Where))
	o.Width = p.width - 2*indent
	var drawn strings.Builder
	_ = Text(&drawn, r, o) // a Builder takes everything
	if o.Verbose {
		if !r.Passed() {
			drawn.WriteByte('\n')
		}
		named := *r
		named.Name = ""
		_ = Timelines(&drawn, &named, o)
	}
	for _, l := range strings.Split(strings.TrimRight(drawn.String(), "\n"), "\n") {
		p.line(strings.Repeat(" ", 2*indent) + l)
	}
}
