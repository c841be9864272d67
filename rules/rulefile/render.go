package rulefile

import (
	"bytes"
	"fmt"
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
	word := fmt.Sprintf("action%d", len(r.holes)+1)
	text := fmt.Sprintf(format, word)
	from := len(r.out) + len(text) - len(strings.TrimLeft(text, " \n")) // the line break may end a scalar before it
	r.segment(start, end, text, false, false)
	action := strings.Join(strings.Fields(string(r.src[start:end])), " ")
	r.holes = append(r.holes, hole{extent: extent{from, len(r.out)}, word: word, action: action})
	r.actions = append(r.actions, extent{start, end})
	return &r.holes[len(r.holes)-1]
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
