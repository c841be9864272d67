package rulefile

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// rendering is a template as YAML: what Helm would print, all branches of all conditions one after the other, with a stand-in for what an
// action prints that the template alone does not tell.
type rendering struct {
	src      []byte
	pieces   []piece
	out      []byte
	line     int       // where the last line of out starts
	segments []segment // of out
	holes    []hole    // in out, in order
	outline  outline
	branches []branch // of src, in order
	open     []int    // the branches that are being read, outer ones first
	actions  []extent // of src, in order: what is printed there, or whether, the template alone does not tell
	breaks   []int    // line breaks in the text before each piece
}

// hole is a stretch of a text that stands in for what an action prints.
type hole struct {
	extent
	word    string   // that stands there, another one in each hole
	action  string   // as it is written
	block   bool     // it is all of a condition or a loop
	choices []string // what that may print, as far as it is known
}

// extent is the bytes of a text from start up to end.
type extent struct{ start, end int }

// branch is the branch of a condition that holds from an offset on; 0 outside of all.
type branch struct{ from, id int }

// render reads a template. Conditions are not decided: their branches are all there, and a hole is what prints inside a line.
func render(src []byte) (*rendering, *templateError) {
	all, err := pieces(src)
	if err != nil {
		return nil, err
	}
	r := &rendering{src: src, pieces: all, outline: outline{block: -1}}
	for i := range all {
		n := 0
		if i > 0 {
			n = r.breaks[i-1]
			if before := all[i-1]; before.verb == noAction {
				n += bytes.Count(src[before.start:before.end], []byte("\n"))
			}
		}
		r.breaks = append(r.breaks, n)
	}
	for i := 0; i < len(all); i++ {
		i = r.piece(i)
	}
	return r, nil
}

// piece writes what a piece prints, and returns the index of the last piece that was written with it.
func (r *rendering) piece(i int) int {
	p := r.pieces[i]
	switch p.verb {
	case noAction:
		r.segment(p.start, p.end, string(r.src[p.start:p.end]), true, false)
	case literal:
		if n := p.start + 1 + bytes.IndexAny(r.src[p.start:p.end], "\"`"); bytes.HasPrefix(r.src[n:p.end], []byte(p.body+string(r.src[n-1]))) {
			r.segment(n, n+len(p.body), p.body, true, true)
		} else {
			r.segment(p.start, p.end, p.body, false, false) // it has escapes
		}
	case prints:
		r.print(i)
	case opens:
		if r.inLine(i) {
			return r.fold(i)
		}
		r.enter(i)
	case defines:
		r.enter(i)
		r.cut(i)
	case turns:
		r.turn(i)
	case ends:
		r.leave(i)
		if p.defines {
			r.cut(i)
		}
	}
	return i
}

// cut makes a document of its own of what is printed somewhere else.
func (r *rendering) cut(i int) {
	r.segment(r.pieces[i].start, r.pieces[i].end, "\n---\n", false, false)
}

// segment writes the text that src[start:end] prints.
func (r *rendering) segment(start, end int, text string, verbatim, quoted bool) {
	if text == "" {
		return
	}
	r.segments = append(r.segments, segment{int32(len(r.out)), int32(len(text)), int32(start), int32(end - start), verbatim, quoted})
	for {
		n := strings.IndexByte(text, '\n')
		if n < 0 {
			r.out = append(r.out, text...)
			return
		}
		r.out = append(r.out, text[:n]...)
		r.outline.add(r.head())
		r.out = append(r.out, '\n')
		r.line = len(r.out)
		text = text[n+1:]
	}
}

// hole writes a stand-in for what src[start:end] prints, with what is around it: %s stands for a word.
func (r *rendering) hole(start, end int, format string) *hole {
	from, word := len(r.out), fmt.Sprintf("action%d", len(r.holes)+1)
	r.segment(start, end, fmt.Sprintf(format, word), false, false)
	action := strings.Join(strings.Fields(string(r.src[start:end])), " ")
	r.holes = append(r.holes, hole{extent: extent{from, len(r.out)}, word: word, action: action})
	r.actions = append(r.actions, extent{start, end})
	return &r.holes[len(r.holes)-1]
}

var indented = regexp.MustCompile(`(?:^|\|\s*)(n?)indent\s+\(?(\d{1,2})\)?(?:\s+[^|]*)?$`)

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

// enter, turn and leave keep account of the branches.
func (r *rendering) enter(i int) { r.open = append(r.open, 0); r.turn(i) }

func (r *rendering) turn(i int) {
	id := len(r.branches) + 1
	r.open[len(r.open)-1] = id
	r.branch(i, id)
}

func (r *rendering) leave(i int) {
	r.open = r.open[:len(r.open)-1]
	outer := 0
	if n := len(r.open); n > 0 {
		outer = r.open[n-1]
	}
	r.branch(i, outer)
}

func (r *rendering) branch(i, id int) {
	p := r.pieces[i]
	r.branches = append(r.branches, branch{p.end, id})
	r.actions = append(r.actions, extent{p.start, p.end})
}

// branchAt returns the branch of a condition that an offset of the template is in; 0 outside of all.
func (r *rendering) branchAt(offset int) int {
	n := sort.Search(len(r.branches), func(n int) bool { return r.branches[n].from > offset })
	if n == 0 {
		return 0
	}
	return r.branches[n-1].id
}

// unknown says whether what the template prints from start up to end, or whether it does, it does not tell alone.
func (r *rendering) unknown(start, end int) bool {
	n := sort.Search(len(r.actions), func(n int) bool { return r.actions[n].end > start })
	return n < len(r.actions) && r.actions[n].start < max(end, start+1)
}

// text returns the rendering as a text inside the file.
func (r *rendering) text(file *text) *text {
	m := &mark{text: file, style: templateStyle}
	m.once.Do(func() {
		m.layout = &layout{segments: r.segments, end: len(r.src), stop: len(r.src), exact: true}
	})
	t := newText(r.out, false)
	t.outer, t.holes = Scalar{Value: string(r.out), mark: m}, r.holes
	return t
}

// templateStyle is that of a template as a scalar: its text stands as it is, in actions nothing is edited.
const templateStyle = yaml.Style(1 << 31)
