package rulefile

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/promwright/promwright/internal/lazyregexp"
)

var indented = lazyregexp.New(`(?:^|\|\s*)(n?)indent\s+\(?(\d{1,2})\)?(?:\s+[^|]*)?$`)

// print writes the stand-in of an action that prints. What prints lines of its own is a pair of a mapping or an item of a list.
func (r *rendering) print(i int) {
	p, here := r.pieces[i], len(r.out)-r.line
	column, below := here, false
	if m := indented.FindStringSubmatch(p.body); m != nil {
		n, _ := strconv.Atoi(m[2])
		if below = m[1] == "n"; below {
			column = n
		} else {
			column += n
		}
	}
	structure, lead := r.outline, ""
	switch {
	case below:
		structure.lines = slices.Clone(structure.lines)
		structure.add(r.head())
		lead = "\n" + strings.Repeat(" ", column)
	case r.blank() && r.endsLine(i):
		lead = strings.Repeat(" ", column-here)
	default:
		r.hole(p.start, p.end, "%s")
		return
	}
	r.hole(p.start, p.end, lead+map[standIn]string{aPair: "%s:", anItem: "- %s", aText: "%s"}[structure.at(column)])
}

// longHead is how much of a line is looked at, in bytes: more than keys and indentation take.
const longHead = 1000

// head returns what the line has so far, in front.
func (r *rendering) head() string {
	line := r.out[r.line:]
	return string(line[:min(len(line), longHead)])
}

// blank says whether the line has only blanks so far.
func (r *rendering) blank() bool {
	line := r.head()
	return len(line) < longHead && strings.Trim(line, " ") == ""
}

// endsLine says whether nothing is printed behind a piece up to the end of its line.
func (r *rendering) endsLine(i int) bool {
	for _, p := range r.pieces[i+1:] {
		switch p.verb {
		case prints, literal:
			return false
		case noAction:
			line, _, found := bytes.Cut(r.src[p.start:p.end], []byte("\n"))
			if len(bytes.TrimSpace(line)) > 0 {
				return false
			}
			if found {
				return true
			}
		}
	}
	return true
}

// inLine says whether a block prints a part of a value: one within a line, or in the lines of an expression.
func (r *rendering) inLine(i int) bool {
	column := r.nextColumn(i)
	if key, ok := r.outline.inBlock(r.head(), column); ok && key == "expr" {
		return true
	}
	return column < 0 && !r.blank() && r.breaks[r.end(i)] == r.breaks[i]
}

// end returns the index of the piece that ends the block of a piece.
func (r *rendering) end(i int) int { return r.pieces[i].branches[len(r.pieces[i].branches)-1] }

// nextColumn returns the column in which the next text behind a piece starts that is printed, -1 if that is the line of the piece.
func (r *rendering) nextColumn(i int) int {
	column := -1
	const far = 100 // pieces
	for _, p := range r.pieces[i+1 : min(i+far, len(r.pieces))] {
		switch p.verb {
		case prints, literal:
			m := indented.FindStringSubmatch(p.body)
			if m == nil || p.verb == literal {
				return column
			}
			n, _ := strconv.Atoi(m[2])
			if m[1] == "n" {
				return n
			}
			return max(column, 0) + n
		case noAction:
			text := r.src[p.start:p.end]
			if n := bytes.LastIndexByte(text[:len(text)-len(bytes.TrimLeft(text, " \t\r\n"))], '\n'); n >= 0 {
				text, column = text[n+1:], 0
			}
			blank := len(text) - len(bytes.TrimLeft(text, " \t\r"))
			if column >= 0 {
				column += blank
			}
			if blank < len(text) {
				return column
			}
		}
	}
	return column
}

// fold writes a block as one hole and returns the index of its last piece.
func (r *rendering) fold(i int) int {
	p, last := r.pieces[i], r.end(i)
	lead := ""
	if column := r.nextColumn(i); column >= 0 && r.blank() {
		lead = strings.Repeat(" ", max(column-(len(r.out)-r.line), 0))
	} else if column >= 0 {
		lead = "\n" + strings.Repeat(" ", column)
	}
	h := r.hole(p.start, r.pieces[last].end, lead+"%s")
	h.block, h.choices = true, r.choices(i)
	return last
}

// choices returns what a block may print, as far as that is text.
func (r *rendering) choices(i int) []string {
	var all []string
	if strings.HasPrefix(r.pieces[i].body, "range") {
		return nil
	}
	from := i
	for _, to := range r.pieces[i].branches {
		text, plain := "", true
		for _, p := range r.pieces[from+1 : to] {
			switch p.verb {
			case noAction:
				text += string(r.src[p.start:p.end])
			case literal:
				text += p.body
			case silent:
			default:
				plain = false
			}
		}
		if plain {
			all = append(all, strings.TrimSpace(text))
		}
		from = to
	}
	return all
}
