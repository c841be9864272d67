package report

import (
	"bytes"
	"io"
	"os"
	"strings"
	"unicode"

	"github.com/fatih/color"
	"golang.org/x/term"

	"github.com/promwright/promwright/internal/inert"
)

// printer collects lines.
type printer struct {
	out   bytes.Buffer
	width int
	ascii bool
	diff  bool
	paint [len(glyphs)]func(string) string // by State
	bold  func(string) string
	faint func(string) string
	red   func(string) string
	green func(string) string
}

func newPrinter(w io.Writer, o Options) *printer {
	style := func(attributes ...color.Attribute) func(string) string {
		c := color.New(attributes...)
		if o.Color {
			c.EnableColor()
		} else {
			c.DisableColor()
		}
		return func(s string) string { return c.Sprint(s) }
	}
	plain := func(s string) string { return s }
	return &printer{
		width: width(w, o),
		ascii: o.ASCII,
		diff:  o.Diff,
		paint: [...]func(string) string{
			Open: plain, NotFiring: style(color.Faint), Inactive: style(color.Faint), Pending: style(color.FgYellow), Firing: style(color.FgRed),
		},
		bold:  style(color.Bold),
		faint: style(color.Faint),
		red:   style(color.FgRed),
		green: style(color.FgGreen),
	}
}

// width returns the columns that w has.
func width(w io.Writer, o Options) int {
	if o.Width > 0 {
		return max(o.Width, minWidth)
	}
	if f, ok := w.(*os.File); ok {
		if columns, _, err := term.GetSize(int(f.Fd())); err == nil && columns > 0 {
			return max(columns, minWidth)
		}
	}
	return defaultWidth
}

// line writes one line, without spaces at its end, and so that nothing obeys it but for colours.
func (p *printer) line(s string) {
	s = strings.TrimRight(s, " ")
	if rest := strings.TrimLeft(s, " "); strings.HasPrefix(rest, "::") {
		s = s[:len(s)-len(rest)] + "\\" + rest // not a command to GitHub Actions
	}
	if p.ascii {
		s = strings.Map(ascii, s)
	}
	p.out.WriteString(s)
	p.out.WriteByte('\n')
}

// ascii returns what stands for a character where only ASCII can be shown.
func ascii(r rune) rune {
	switch {
	case r < unicode.MaxASCII:
		return r
	case r == '·':
		return '.'
	case r == '▒':
		return '-'
	case r == '█':
		return '#'
	case r == '▲':
		return '^'
	}
	return '?'
}

// wrapped writes text in lines that fit: lead in front of the first, indent in front of the others.
func (p *printer) wrapped(lead, text, indent string) {
	for _, l := range wrap(lead, text, p.width, indent) {
		p.line(l)
	}
}

// shown returns text as a terminal shows it.
func shown(text string) string { return inert.Printable(strings.ReplaceAll(text, "\t", "    ")) }

// oneLine is shown text without line breaks.
func oneLine(text string) string { return strings.ReplaceAll(shown(text), "\n", " ") }

func (p *printer) flush(w io.Writer) error {
	_, err := w.Write(p.out.Bytes())
	return err
}
