package rulefile

import (
	"bytes"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// text is a piece of YAML: a whole file or, where outer is present, the value of a scalar that holds a document of its own.
// It knows where its lines start, as YAML counts lines: \n, \r, \r\n, NEL, LS and PS end one.
type text struct {
	src    []byte
	json   bool    // the text is JSON: its escapes are read as JSON reads them, and only \n and \r end lines
	outer  Scalar  // whose value src is; absent for a file
	holes  []hole  // stretches of src that stand in for what actions of a template print, in order
	quanta []int32 // where outer is base64: the offset of each group of four characters in its value, and of their end; nil otherwise
	lines  []int32 // offset of the first byte of each line
	wide   []int32 // UTF-8 continuation bytes before each block of src; nil where src is ASCII
}

const blockSize = 256 // bytes of text per entry of text.wide

var utf8BOM = []byte("\xef\xbb\xbf")

// newText indexes src.
func newText(src []byte, json bool) *text {
	t := &text{src: src, json: json}
	t.lines = make([]int32, 1, 16+len(src)/32)
	if bytes.HasPrefix(src, utf8BOM) {
		t.lines[0] = int32(len(utf8BOM)) // YAML does not count it as a column
	}
	for i := 0; i < len(src); {
		if c := src[i]; c >= ' ' && c < utf8.RuneSelf {
			i++
			continue
		}
		n := t.lineBreak(i)
		if n > 0 {
			t.lines = append(t.lines, int32(i+n))
		}
		i += max(n, 1)
	}
	t.countWide()
	return t
}

func (t *text) countWide() {
	if !slices.ContainsFunc(t.src, func(c byte) bool { return c >= utf8.RuneSelf }) {
		return
	}
	t.wide = make([]int32, 0, len(t.src)/blockSize+1)
	n := int32(0)
	for i, c := range t.src {
		if i%blockSize == 0 {
			t.wide = append(t.wide, n)
		}
		if !utf8.RuneStart(c) {
			n++
		}
	}
}

// lineBreak returns the length of the line break at offset i, 0 where there is none.
func (t *text) lineBreak(i int) int {
	n := lineBreak(t.src, i)
	if n > 0 && t.json && t.src[i] >= utf8.RuneSelf {
		return 0
	}
	return n
}

// lineBreak returns the length of YAML's line break at src[i], 0 where there is none.
func lineBreak(src []byte, i int) int {
	if i >= len(src) {
		return 0
	}
	switch src[i] {
	case '\n':
		return 1
	case '\r':
		if i+1 < len(src) && src[i+1] == '\n' {
			return 2
		}
		return 1
	case 0xC2: // NEL
		if i+1 < len(src) && src[i+1] == 0x85 {
			return 2
		}
	case 0xE2: // LS, PS
		if i+2 < len(src) && src[i+1] == 0x80 && (src[i+2] == 0xA8 || src[i+2] == 0xA9) {
			return 3
		}
	}
	return 0
}

// line returns the text of line n, counted from 1, without its line ending; "" where there is no such line.
func (t *text) line(n int) string {
	if n < 1 || n > len(t.lines) {
		return ""
	}
	start := int(t.lines[n-1])
	if n == len(t.lines) {
		return string(t.src[start:])
	}
	return strings.TrimRight(string(t.src[start:t.lines[n]]), "\r\n\u0085\u2028\u2029")
}

// continuation returns how many UTF-8 continuation bytes stand before offset i.
func (t *text) continuation(i int) int {
	if t.wide == nil || i == 0 {
		return 0
	}
	block := (i - 1) / blockSize
	n := int(t.wide[block])
	for _, c := range t.src[block*blockSize : i] {
		if !utf8.RuneStart(c) {
			n++
		}
	}
	return n
}

// offset returns the byte offset of a line and column, both from 1, clamped to the text.
func (t *text) offset(line, column int) int {
	line = min(max(line, 1), len(t.lines))
	start, end := int(t.lines[line-1]), len(t.src)
	if line < len(t.lines) {
		end = int(t.lines[line])
	}
	left, i := max(column, 1)-1, start // characters still to step over, and where they start
	if t.wide == nil {
		return min(start+left, end)
	}
	before := t.continuation(start)
	for low, high := start/blockSize+1, (end-1)/blockSize; low <= high; { // the last block that starts before the column
		middle := (low + high) / 2
		at := middle * blockSize
		if n := at - start - (int(t.wide[middle]) - before); n <= column-1 {
			left, i, low = column-1-n, at, middle+1
		} else {
			high = middle - 1
		}
	}
	for ; i < end && (left > 0 || !utf8.RuneStart(t.src[i])); i++ {
		if utf8.RuneStart(t.src[i]) {
			left--
		}
	}
	return i
}

// pos returns the place of an offset of this text in the file.
func (t *text) pos(i int) Pos {
	i = min(max(i, 0), len(t.src))
	if t.outer.Present() {
		return t.outer.Pos(t.outward(i))
	}
	line := t.number(i)
	if line == 0 { // inside a byte order mark
		return Pos{Offset: int(t.lines[0]), Line: 1, Column: 1}
	}
	start := int(t.lines[line-1])
	return Pos{Offset: i, Line: line, Column: i - start - (t.continuation(i) - t.continuation(start)) + 1}
}

// number returns the line of this text that an offset is on, from 1; 0 inside a byte order mark.
func (t *text) number(i int) int {
	return sort.Search(len(t.lines), func(n int) bool { return int(t.lines[n]) > i })
}

// span returns the place of the bytes from start up to end of this text in the file.
func (t *text) span(start, end int) Span {
	if t.outer.Present() {
		return t.outer.Span(t.outward(start), t.outwardEnd(start, end))
	}
	return Span{Start: t.pos(start), End: t.pos(max(start, end))}
}
