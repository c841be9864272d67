package excerpt

import (
	"cmp"
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"
)

// row is the part of a line that fits the width, with the strokes that are in it.
type row struct {
	from, to int // display columns of the line
	strokes  []stroke
}

// rows divides a line: all strokes in one row where they fit, otherwise as many rows as it takes. A line that fits is
// shown whole; of a longer one, what is around the strokes.
func rows(strokes []stroke, width int) []row {
	slices.SortStableFunc(strokes, func(a, b stroke) int {
		return cmp.Or(cmp.Compare(a.cells.first, b.cells.first), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	var all []row
	for _, s := range strokes {
		if n := len(all); n > 0 && all[n-1].add(s, width) {
			continue
		}
		all = append(all, row{s.from, s.to, []stroke{s}})
	}
	for i := range all {
		all[i].widen(width)
	}
	return all
}

// add takes a stroke into the row if it is of the same part of the line and fits.
func (r *row) add(s stroke, width int) bool {
	to := max(s.to, r.to)
	fits := max(to, s.cells.width()) <= width || to <= r.from+width
	if !fits || s.cells.first != r.strokes[0].cells.first {
		return false
	}
	r.to = to
	r.strokes = append(r.strokes, s)
	return true
}

// widen shows as much of the line around the strokes as fits.
func (r *row) widen(width int) {
	whole := max(r.to, r.strokes[0].cells.width()) // a mark may stand behind the last character
	if whole <= width {
		r.from, r.to = 0, whole
		return
	}
	r.to = min(r.to, r.from+width)
	before := max((width-(r.to-r.from))/2, 1) // at least an ellipsis
	r.from = max(0, r.from-before)
	r.to = min(whole, r.from+width)
	r.from = max(0, r.to-width)
}

// draw underlines a stroke and adds the message of its mark behind it, or below where it does not fit.
func (r row) draw(s stroke, width int) []string {
	from := max(s.from, r.from) - r.from
	to := max(min(s.to, r.from+width)-r.from, from+1)
	indent := strings.Repeat(" ", from)
	line := strings.Repeat(string(s.mark.pen), to-from)
	message := s.mark.message
	switch {
	case message == "" || !s.last:
		return []string{indent + s.mark.style(line)}
	case to+1+runewidth.StringWidth(message) <= width:
		return []string{indent + s.mark.style(line+" "+message)}
	}
	lines := []string{indent + s.mark.style(line)}
	from = min(from, max(width-runewidth.StringWidth(message), width/3)) // below its mark, or as far right as it fits
	for _, part := range Wrap(message, width-from) {
		lines = append(lines, strings.Repeat(" ", from)+s.mark.style(part))
	}
	return lines
}

// Wrap breaks a message between words into lines of at most width columns; a longer word has a line of its own.
func Wrap(message string, width int) []string {
	var lines []string
	for _, word := range strings.Fields(message) {
		if n := len(lines); n > 0 && runewidth.StringWidth(lines[n-1]+" "+word) <= width {
			lines[n-1] += " " + word
			continue
		}
		lines = append(lines, word)
	}
	return lines
}
