package cli

import (
	"strings"

	"github.com/fatih/color"
	"github.com/mattn/go-runewidth"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// look is how text looks: any of these together.
type look int

const (
	bold look = 1 << iota
	italic
	dim
	cyan
	red
	green
)

// run is a stretch of text of one look. A line feed in it begins a new line.
type run struct {
	text string
	look look
}

// runs returns the text in a node, looking so and as its parts look themselves.
func (p page) runs(parent ast.Node, outer look) []run {
	var all []run
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			all = append(all, run{p.words(n), outer})
		case *ast.String:
			all = append(all, run{string(n.Value), outer})
		case *ast.CodeSpan:
			all = append(all, p.codeSpan(n, outer)...)
		case *ast.Emphasis:
			looks := []look{italic, bold}
			all = append(all, p.runs(n, outer|looks[min(n.Level, 2)-1])...)
		case *ast.Link:
			all = append(all, p.runs(n, outer)...)
			all = append(all, run{" (" + string(n.Destination) + ")", outer | dim})
		case *ast.Image:
			all = append(all, p.runs(n, outer)...)
		case *ast.AutoLink:
			all = append(all, run{string(n.URL(p.source)), outer})
		case *ast.RawHTML:
			all = append(all, run{string(n.Segments.Value(p.source)), outer})
		default:
			all = append(all, p.runs(n, outer)...)
		}
	}
	return all
}

// words is a text with its escapes resolved, and the break behind it.
func (p page) words(n *ast.Text) string {
	value := n.Value(p.source)
	if !n.IsRaw() {
		value = util.UnescapePunctuations(util.ResolveEntityNames(util.ResolveNumericReferences(value)))
	}
	switch {
	case n.HardLineBreak():
		return string(value) + "\n"
	case n.SoftLineBreak():
		return string(value) + " "
	}
	return string(value)
}

// codeSpan is code in a colour, or between backticks where there are none.
func (p page) codeSpan(n *ast.CodeSpan, outer look) []run {
	var b strings.Builder
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		switch child := child.(type) {
		case *ast.Text:
			b.Write(child.Value(p.source))
		case *ast.String:
			b.Write(child.Value)
		}
	}
	code := strings.ReplaceAll(b.String(), "\n", " ")
	if !p.paint.colored {
		code = "`" + code + "`"
	}
	return []run{{code, outer | cyan}}
}

// painter makes text look like something, on terminals that can.
type painter struct{ colored bool }

// attributes of the terminal, by look.
var attributes = map[look]color.Attribute{
	bold: color.Bold, italic: color.Italic, dim: color.Faint,
	cyan: color.FgCyan, red: color.FgRed, green: color.FgGreen,
}

// as paints a text.
func (p painter) as(text string, l look) string {
	if !p.colored || l == 0 || text == "" {
		return text
	}
	c := color.New()
	for one := bold; one <= green; one <<= 1 {
		if l&one != 0 {
			c.Add(attributes[one])
		}
	}
	c.EnableColor()
	return c.Sprint(text)
}

// wrap breaks text at blanks into lines of at most width columns. A longer word has a line of its own; it is broken, too, if
// the lines must fit.
func (p painter) wrap(runs []run, width int, mustFit bool) []string {
	w := wrapper{painter: p, width: max(width, 1), mustFit: mustFit}
	for _, r := range runs {
		for i, line := range strings.Split(r.text, "\n") {
			if i > 0 {
				w.endWord()
				w.endLine()
			}
			for j, part := range strings.Split(line, " ") {
				if j > 0 {
					w.endWord()
				}
				if part != "" {
					w.word = append(w.word, run{part, r.look})
				}
			}
		}
	}
	w.endWord()
	if w.used > 0 || len(w.lines) == 0 {
		w.endLine()
	}
	return w.lines
}

// wrapper fills lines with words.
type wrapper struct {
	painter
	width   int
	mustFit bool

	lines []string
	line  strings.Builder
	used  int // columns of the line
	word  []run
}

// endWord puts the word, if there is one, at the end of the line or into the next.
func (w *wrapper) endWord() {
	if len(w.word) == 0 {
		return
	}
	columns := 0
	for _, r := range w.word {
		columns += runewidth.StringWidth(r.text)
	}
	if w.used > 0 && w.used+1+columns > w.width {
		w.endLine()
	}
	if w.used > 0 {
		w.line.WriteByte(' ')
		w.used++
	}
	for _, r := range w.word {
		w.put(r)
	}
	w.word = nil
}

// put writes a part of a word.
func (w *wrapper) put(r run) {
	for w.mustFit && w.used+runewidth.StringWidth(r.text) > w.width {
		head := runewidth.Truncate(r.text, w.width-w.used, "")
		if head == "" && w.used == 0 {
			break // not even one character fits
		}
		w.line.WriteString(w.as(head, r.look))
		w.endLine()
		r.text = r.text[len(head):]
	}
	w.line.WriteString(w.as(r.text, r.look))
	w.used += runewidth.StringWidth(r.text)
}

func (w *wrapper) endLine() {
	w.lines = append(w.lines, w.line.String())
	w.line.Reset()
	w.used = 0
}
