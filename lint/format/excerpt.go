package format

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// excerpt is the lines of one file that a finding is about, with marks below them.
type excerpt struct {
	file  *rulefile.File
	width int // of the whole text
	marks []mark
}

// mark is a span to underline.
type mark struct {
	span    rulefile.Span
	message string
	style   func(string) string
	pen     rune
}

func newExcerpt(file *rulefile.File, width int) *excerpt { return &excerpt{file: file, width: width} }

// mark adds a span to underline.
func (e *excerpt) mark(span rulefile.Span, message string, style func(string) string, pen rune) {
	e.marks = append(e.marks, mark{span, oneLine(message), style, pen})
}

// related adds the related spans of a finding that are in the same file and returns excerpts for those in others, in the
// order of the finding.
func (e *excerpt) related(f lint.Finding, s style) []*excerpt {
	var others []*excerpt
	for _, related := range f.Related {
		in := e
		if related.File != nil && related.File != f.File {
			i := slices.IndexFunc(others, func(o *excerpt) bool { return o.file == related.File })
			if i < 0 {
				others = append(others, newExcerpt(related.File, e.width))
				i = len(others) - 1
			}
			in = others[i]
		}
		in.mark(related.Span, related.Message, s.related, '-')
	}
	return others
}

// gutter is the number of columns that the line numbers of the excerpt need.
func (e *excerpt) gutter() int {
	last := 0
	for _, m := range e.marks {
		last = max(last, m.span.End.Line)
	}
	return len(strconv.Itoa(last))
}

// gutterOf is the number of columns that the line numbers of all excerpts need.
func gutterOf(excerpts []*excerpt) int {
	widest := 0
	for _, e := range excerpts {
		widest = max(widest, e.gutter())
	}
	return widest
}

// stroke is the part of a mark that is in one line, in display columns of the line from 0.
type stroke struct {
	mark     *mark
	cells    cells // the line
	from, to int
	last     bool // the mark ends in this line; its message goes here
}

// most is the number of lines of one span that are shown; of a longer one, the first lines and the last.
const most = 4

// print draws the lines in order, each with its marks.
func (e *excerpt) print(t *text, gutter int) {
	empty := strings.Repeat(" ", gutter) + t.style.dim(" |")
	fmt.Fprintln(t.w, empty)
	byLine := map[int][]stroke{}
	for i := range e.marks {
		e.strokes(&e.marks[i], byLine)
	}
	lines := slices.Sorted(maps.Keys(byLine))
	for i, n := range lines {
		if i > 0 && e.elided(lines[i-1], n) {
			fmt.Fprintf(t.w, "%s%s\n", strings.Repeat(" ", gutter), t.style.dim(" ..."))
		}
		room := e.width - gutter - len(" | ")
		for _, row := range rows(byLine[n], room) {
			source := row.strokes[0].cells.window(row.from, row.to)
			fmt.Fprintln(t.w, strings.TrimRight(fmt.Sprintf("%*d%s %s", gutter, n, t.style.dim(" |"), source), " "))
			for _, s := range row.strokes {
				for _, drawn := range row.draw(s, room) {
					fmt.Fprintf(t.w, "%s %s\n", empty, drawn)
				}
			}
		}
	}
}

// strokes adds the parts of a mark to the lines that they are in.
func (e *excerpt) strokes(m *mark, byLine map[int][]stroke) {
	first, last := m.span.Start.Line, m.span.End.Line
	if last > first && m.span.End.Column == 1 {
		last-- // it ends with a line feed
	}
	for n := first; n <= last; n++ {
		if skipped := n >= first+most-1 && n < last; skipped {
			continue
		}
		c := e.cells(m, n)
		from, to := c.indent(), c.width()
		if n == first {
			from = c.column(m.span.Start.Column)
		}
		if n == m.span.End.Line {
			to = c.column(m.span.End.Column)
		}
		if from >= to && n != first && n != last {
			continue // an empty line
		}
		byLine[n] = append(byLine[n], stroke{mark: m, cells: c, from: from, to: max(to, from+1), last: n == last})
	}
}

// cells lays out line n for a mark: what is around its beginning, or the beginning of a line that it goes on in. A file of
// JSON can be one line of many megabytes, so no more is touched than can be shown.
func (e *excerpt) cells(m *mark, n int) cells {
	const bytesPerColumn = 4
	reach := max(bytesPerColumn*e.width, 1000)
	if n != m.span.Start.Line {
		line := e.file.Line(n)
		end := runeStart(line, min(len(line), reach))
		return newCells(line[:end], 1, false, end < len(line))
	}
	source, at := e.file.Source, m.span.Start.Offset
	begin, first := at, m.span.Start.Column
	for first > 1 && begin > 0 && at-begin < reach {
		_, size := utf8.DecodeLastRune(source[:begin])
		begin, first = begin-size, first-1
	}
	rest := string(source[at:min(len(source), at+reach)])
	end := strings.IndexAny(rest, "\r\n")
	goesOn := end < 0 && at+reach < len(source)
	if end < 0 {
		end = runeStart(rest, len(rest))
	}
	return newCells(string(source[begin:at])+rest[:end], first, first > 1, goesOn)
}

// elided tells whether lines of one span were left out between two that are shown.
func (e *excerpt) elided(before, after int) bool {
	for _, m := range e.marks {
		if m.span.Start.Line <= before && after <= m.span.End.Line && after-before > 1 {
			return true
		}
	}
	return false
}
