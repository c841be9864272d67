package report

import (
	"bytes"
	"io"
	"os"
	"strings"

	"github.com/fatih/color"
	"golang.org/x/term"
)

// printer collects lines.
type printer struct {
	out   bytes.Buffer
	width int
	paint [4]func(string) string // by State
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
		paint: [4]func(string) string{plain, style(color.Faint), style(color.FgYellow), style(color.FgRed)},
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

// line writes one line as it is, without spaces at its end.
func (p *printer) line(s string) {
	p.out.WriteString(strings.TrimRight(s, " "))
	p.out.WriteByte('\n')
}

// wrapped writes text in lines that fit: lead in front of the first, indent in front of the others.
func (p *printer) wrapped(lead, text, indent string) {
	for _, l := range wrap(lead, text, p.width, indent) {
		p.line(l)
	}
}

func (p *printer) flush(w io.Writer) error {
	_, err := w.Write(p.out.Bytes())
	return err
}
