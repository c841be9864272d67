// Package format prints the result of a lint run: Text for people, the others of Formats for programs.
package format

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/fatih/color"
	"github.com/mattn/go-runewidth"

	"github.com/promwright/promwright/internal/excerpt"
	"github.com/promwright/promwright/internal/inert"
	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// TextOptions says how a text is to look.
type TextOptions struct {
	Color bool
	Width int // of the terminal in columns; 0: DefaultWidth

	// NoFold prints equal findings of a file (of the same check, with the same message) one by one. Otherwise the first of them
	// is printed in full, with the places of the others.
	NoFold bool

	// Said are errors of the result that people have been told of already. They count, and are not printed again.
	Said []error
}

// DefaultWidth is the width of a text in columns where none is known.
const DefaultWidth = 100

// Text prints what could not be read, what was not checked, each finding with the source that it is about, and a line that counts:
//
//	alerts/node.yaml:14:20: warning: the summary prints $labels.mountpoint, but the expression drops it [templatelabel]
//	   |
//	11 |       sum by (instance) (node_filesystem_avail_bytes) < 1e9
//	   |       ----------------- only instance is kept here
//	14 |       summary: "{{ $labels.mountpoint }} is full"
//	   |                    ^^^^^^^^^^^^^^^^^^
//	   = fix: sum by (instance, mountpoint)          rulelint explain templatelabel
//
// Excerpts fit the width: of a longer line, what is around the span is shown. The message stays on one line, so that it can
// be searched for.
func Text(w io.Writer, r lint.Result, options TextOptions) error {
	buffered := bufio.NewWriter(w)
	t := &text{w: buffered, width: max(options.Width, excerpt.MinWidth), style: newStyle(options.Color)}
	if options.Width == 0 {
		t.width = DefaultWidth
	}
	for _, err := range r.Errors {
		if !slices.Contains(options.Said, err) {
			t.error(r.Project, err)
		}
	}
	t.unread(r.Unread)
	folds := fold(r.Findings, !options.NoFold)
	for _, f := range folds {
		t.finding(f)
	}
	fmt.Fprintln(t.w, summary(r, len(folds)))
	return buffered.Flush()
}

// text prints to w.
type text struct {
	w     *bufio.Writer
	width int
	style style
}

// finding prints a finding, where those that are equal are, and an empty line.
func (t *text) finding(folded folded) {
	f := folded.Finding
	t.location(f.File.Name, f.Span.Start, f.Severity, f.Message, t.style.dim("["+excerpt.OneLine(f.Check)+"]"))
	e := excerpt.New(f.File, t.width)
	e.Mark(f.Span, "", t.style.severity(f.Severity), '^')
	others := t.related(e, f)
	gutter := e.Gutter()
	for _, other := range others {
		gutter = max(gutter, other.Gutter())
	}
	e.Print(t.w, gutter, t.style.dim)
	for _, other := range others {
		fmt.Fprintf(t.w, "%s %s %s:%s\n", strings.Repeat(" ", gutter-1), t.style.dim("-->"), excerpt.OneLine(other.File.Name), other.Start())
		other.Print(t.w, gutter, t.style.dim)
	}
	t.others(folded.others, gutter)
	t.footer(f, gutter)
	fmt.Fprintln(t.w)
}

// related adds the related spans of a finding to e, if they are in the same file, and returns excerpts for those in others, in
// the order of the finding.
func (t *text) related(e *excerpt.Excerpt, f lint.Finding) []*excerpt.Excerpt {
	var others []*excerpt.Excerpt
	for _, related := range f.Related {
		in := e
		if related.File != nil && related.File != f.File {
			i := slices.IndexFunc(others, func(o *excerpt.Excerpt) bool { return o.File == related.File })
			if i < 0 {
				others = append(others, excerpt.New(related.File, t.width))
				i = len(others) - 1
			}
			in = others[i]
		}
		in.Mark(related.Span, related.Message, t.style.related, '-')
	}
	return others
}

// location prints where something is and what it is.
func (t *text) location(file string, at rulefile.Pos, severity lint.Severity, message, check string) {
	level := t.style.severity(severity)(string(severity) + ":")
	fmt.Fprintln(t.w, strings.TrimRight(strings.Join([]string{t.place(file, at), level, t.style.bold(excerpt.OneLine(message)), check}, " "), " "))
}

// place is where something is.
func (t *text) place(file string, at rulefile.Pos) string {
	place := fmt.Sprintf("%s:%s:", excerpt.OneLine(file), at)
	if strings.HasPrefix(strings.TrimSpace(place), "::") {
		place = "./" + place // at the beginning of a line, :: makes a command for GitHub Actions
	}
	return t.style.bold(place)
}

// footer prints the first fix and how to learn more.
func (t *text) footer(f lint.Finding, gutter int) {
	const gap = 10 // columns between the two
	lead := strings.Repeat(" ", gutter) + t.style.dim(" = ")
	explain := "rulelint explain " + excerpt.OneLine(f.Check)
	if len(f.Fixes) == 0 {
		fmt.Fprintf(t.w, "%s%s\n", lead, t.style.dim(explain))
		return
	}
	label := "fix: "
	if f.Fixes[0].Unsafe {
		label = "unsafe fix: "
	}
	lines := strings.Split(inert.Printable(f.Fixes[0].Message), "\n")
	indent := strings.Repeat(" ", gutter) + t.style.dim(" = ") + strings.Repeat(" ", len(label))
	fmt.Fprintf(t.w, "%s%s%s", lead, t.style.fix(label), lines[0])
	for _, line := range lines[1:] {
		fmt.Fprintf(t.w, "\n%s%s", indent, line)
	}
	used := gutter + len(" = ") + len(label) + runewidth.StringWidth(lines[len(lines)-1])
	if used+gap+len(explain) <= t.width {
		fmt.Fprintf(t.w, "%s%s\n", strings.Repeat(" ", gap), t.style.dim(explain))
		return
	}
	fmt.Fprintf(t.w, "\n%s%s\n", lead, t.style.dim(explain))
}

// error prints what could not be read or done, and an empty line.
func (t *text) error(project *lint.Project, err error) {
	var inFile *rulefile.Error
	if !errors.As(err, &inFile) {
		fmt.Fprintf(t.w, "%s %s\n\n", t.style.severity(lint.Error)("error:"), t.style.bold(excerpt.OneLine(err.Error())))
		return
	}
	t.location(inFile.File, inFile.Span.Start, lint.Error, inFile.Message, "")
	for _, file := range project.Files {
		if file.Name == inFile.File && shows(file, inFile.Span) {
			e := excerpt.New(file, t.width)
			e.Mark(inFile.Span, "", t.style.severity(lint.Error), '^')
			e.Print(t.w, e.Gutter(), t.style.dim)
		}
	}
	fmt.Fprintln(t.w)
}

// unread prints a line for each part of the files that was not checked, and an empty line.
func (t *text) unread(all []lint.Unread) {
	for _, u := range all {
		fmt.Fprintln(t.w, t.place(u.File.Name, u.Span.Start), t.style.severity(lint.Info)("not checked:"), excerpt.OneLine(u.Reason))
	}
	if len(all) > 0 {
		fmt.Fprintln(t.w)
	}
}

// shows tells whether there is something to see at the span: a file that could not be opened has no source, and a binary
// one none that can be shown.
func shows(file *rulefile.File, span rulefile.Span) bool {
	return len(file.Source) > 0 && span.Start.Line >= 1 && !strings.ContainsRune(file.Line(span.Start.Line), 0)
}

// style colours words, or leaves them.
type style struct {
	bold, dim, fix, related func(string) string
	severity                func(lint.Severity) func(string) string
}

// newStyle returns a style that colours or does not, whatever the output is.
func newStyle(colored bool) style {
	paint := func(attributes ...color.Attribute) func(string) string {
		c := color.New(attributes...)
		c.DisableColor()
		if colored {
			c.EnableColor()
		}
		return func(s string) string { return c.Sprint(s) }
	}
	severities := map[lint.Severity]func(string) string{
		lint.Error:   paint(color.FgRed, color.Bold),
		lint.Warning: paint(color.FgYellow, color.Bold),
		lint.Info:    paint(color.FgCyan, color.Bold),
	}
	return style{
		bold:     paint(color.Bold),
		dim:      paint(color.Faint),
		fix:      paint(color.FgGreen, color.Bold),
		related:  paint(color.FgBlue, color.Bold),
		severity: func(s lint.Severity) func(string) string { return severities[s] },
	}
}
