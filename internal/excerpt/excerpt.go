// Package excerpt draws lines of a file with marks below what they are about, for texts that people read.
package excerpt

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/promwright/promwright/rules/rulefile"
)

// Excerpt is lines of one file, with marks below them.
type Excerpt struct {
	File  *rulefile.File
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

// New returns an excerpt that is as wide as the text it is part of, in columns; below MinWidth nothing fits.
func New(file *rulefile.File, width int) *Excerpt { return &Excerpt{File: file, width: width} }

// MinWidth is the narrowest that excerpts are drawn, in columns.
const MinWidth = 24

// Mark adds a span to underline with the pen, and what is said of it. The style is of both.
func (e *Excerpt) Mark(span rulefile.Span, message string, style func(string) string, pen rune) {
	e.marks = append(e.marks, mark{span, OneLine(message), style, pen})
}

// Start returns where the first mark begins.
func (e *Excerpt) Start() rulefile.Pos { return e.marks[0].span.Start }

// Gutter returns the number of columns that the line numbers of the excerpt need.
func (e *Excerpt) Gutter() int {
	last := 0
	for _, m := range e.marks {
		last = max(last, m.span.End.Line)
	}
	return len(strconv.Itoa(last))
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

// Print draws the lines in order, each with its marks, right of a gutter for line numbers that is as wide as given. What is not
// of the file has the style dim.
func (e *Excerpt) Print(w io.Writer, gutter int, dim func(string) string) {
	empty := strings.Repeat(" ", gutter) + dim(" |")
	fmt.Fprintln(w, empty)
	byLine := map[int][]stroke{}
	for i := range e.marks {
		e.strokes(&e.marks[i], byLine)
	}
	lines := slices.Sorted(maps.Keys(byLine))
	for i, n := range lines {
		if i > 0 && e.elided(lines[i-1], n) {
			fmt.Fprintf(w, "%s%s\n", strings.Repeat(" ", gutter), dim(" ..."))
		}
		room := e.width - gutter - len(" | ")
		for _, row := range rows(byLine[n], room) {
			source := row.strokes[0].cells.window(row.from, row.to)
			fmt.Fprintln(w, strings.TrimRight(fmt.Sprintf("%*d%s %s", gutter, n, dim(" |"), source), " "))
			for _, s := range row.strokes {
				for _, drawn := range row.draw(s, room) {
					fmt.Fprintf(w, "%s %s\n", empty, drawn)
				}
			}
		}
	}
}

// strokes adds the parts of a mark to the lines that they are in.
func (e *Excerpt) strokes(m *mark, byLine map[int][]stroke) {
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
func (e *Excerpt) cells(m *mark, n int) cells {
	const bytesPerColumn = 4
	reach := max(bytesPerColumn*e.width, 1000)
	if n != m.span.Start.Line {
		line := e.File.Line(n)
		end := runeStart(line, min(len(line), reach))
		return newCells(line[:end], 1, false, end < len(line))
	}
	source, at := e.File.Source, m.span.Start.Offset
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
func (e *Excerpt) elided(before, after int) bool {
	for _, m := range e.marks {
		if m.span.Start.Line <= before && after <= m.span.End.Line && after-before > 1 {
			return true
		}
	}
	return false
}
