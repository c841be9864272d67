package excerpt

import (
	"strings"
	"unicode/utf8"

	"github.com/mattn/go-runewidth"

	"github.com/promwright/promwright/internal/inert"
)

// tabWidth is the distance of tab stops in columns.
const tabWidth = 4

// cells is a line of source as it is displayed, or a part of a long one: one cell for each of its characters.
type cells struct {
	list        []cell
	first       int  // number of the first character in the line, from 1
	left, right bool // the line goes on there
}

// cell is a character as it is displayed.
type cell struct {
	text  string
	at    int // display column, from 0
	width int // in columns: 2 for wide characters, 0 for combining ones
}

// newCells lays out a part of a line that begins with character number first. Left and right tell whether the line goes on
// there. Tabs become spaces, and what a terminal cannot show or would obey becomes visible.
func newCells(part string, first int, left, right bool) cells {
	c := cells{list: make([]cell, 0, len(part)), first: first, left: left, right: right}
	at := 0
	for _, r := range part {
		cell := cell{text: string(r), at: at, width: runewidth.RuneWidth(r)}
		switch {
		case r == '\t':
			cell.width = tabWidth - at%tabWidth
			cell.text = strings.Repeat(" ", cell.width)
		case inert.Obeyed(r):
			cell.text, cell.width = "\ufffd", 1
		}
		at += cell.width
		c.list = append(c.list, cell)
	}
	return c
}

// runeStart moves i, if it is inside a character of s, back to where that begins.
func runeStart(s string, i int) int {
	for n := 1; n < utf8.UTFMax && n <= i; n++ {
		if utf8.RuneStart(s[i-n]) {
			if !utf8.FullRuneInString(s[i-n : i]) {
				return i - n
			}
			break
		}
	}
	return i
}

// OneLine is printable text without line feeds.
func OneLine(s string) string { return strings.ReplaceAll(inert.Printable(s), "\n", " ") }

// width is the number of columns of all of it.
func (c cells) width() int {
	if len(c.list) == 0 {
		return 0
	}
	last := c.list[len(c.list)-1]
	return last.at + last.width
}

// column is the display column of character number n of the line; of one that is not laid out, that of the nearer end.
func (c cells) column(n int) int {
	switch i := n - c.first; {
	case i < 0:
		return 0
	case i >= len(c.list):
		return c.width()
	default:
		return c.list[i].at
	}
}

// indent is the display column of the first character that is not a space.
func (c cells) indent() int {
	for _, cell := range c.list {
		if strings.TrimSpace(cell.text) != "" {
			return cell.at
		}
	}
	return c.width()
}

// window is what is displayed from column from up to column to. Where the line goes on, the outermost column is an
// ellipsis; half of a wide character is a space.
func (c cells) window(from, to int) string {
	var b strings.Builder
	left, right := from, to
	if goesOn := from > 0 || c.left; goesOn {
		b.WriteString("…")
		left++
	}
	goesOn := to < c.width() || c.right
	if goesOn {
		right--
	}
	for _, cell := range c.list {
		end := cell.at + cell.width
		switch outside := end <= left || cell.at >= right; {
		case cell.width == 0 && left < cell.at && cell.at <= right:
			b.WriteString(cell.text) // belongs to the character before
		case outside:
		case cell.at < left:
			b.WriteString(strings.Repeat(" ", end-left))
		case end > right:
			b.WriteString(strings.Repeat(" ", right-cell.at))
		default:
			b.WriteString(cell.text)
		}
	}
	if goesOn {
		b.WriteString("…")
	}
	return strings.TrimRight(b.String(), " ")
}
