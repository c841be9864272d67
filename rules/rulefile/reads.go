package rulefile

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// reads says whether the scalar reads as it should, and ends where it should, once it is changed.
func (s Scalar) reads(p splice) bool {
	if w, ok := s.window(p); ok {
		return s.windowReads(w, p)
	}
	return s.wholeReads(p)
}

// wholeReads scans the whole of the changed scalar.
func (s Scalar) wholeReads(p splice) bool {
	m, l, src := s.mark, s.layout(), s.mark.text.src
	tail := min(len(src), l.stop+l.indent+4)
	edited := make([]byte, 0, tail-l.start+len(p.written))
	edited = append(append(append(edited, src[l.start:p.start]...), p.written...), src[p.end:tail]...)
	now := scan(edited, m.text.json, 0, m.style, s.Value[:p.from]+p.replacement+s.Value[p.to:])
	moved := len(p.written) - (p.end - p.start)
	return now.exact && now.indent == l.indent && now.stop == l.stop-l.start+moved
}

// window is a stretch of a scalar around a change: Value[first:last+1].
//
// It begins and ends with a visible character that stands in the text as it is. Whatever the scanner has read before such a
// character of a literal block or a quoted scalar, it goes on in the same way. So where the window reads as it should and its last
// character is still read as itself, all that follows reads as before, however long the scalar is.
type window struct{ first, last int }

// window returns the window around a change; false where there is none, at the ends of a scalar for one.
func (s Scalar) window(p splice) (window, bool) {
	if s.mark.style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle) == 0 {
		return window{}, false
	}
	w := window{p.from - 1, p.to}
	for w.first >= 0 && !s.solid(w.first) {
		w.first--
	}
	for w.last < len(s.Value) && !s.solid(w.last) {
		w.last++
	}
	return w, w.first >= 0 && w.last < len(s.Value)
}

// solid says whether byte i of the value is a visible character, neither quote nor backslash, that stands in the text as it is.
func (s Scalar) solid(i int) bool {
	l, c := s.layout(), s.Value[i]
	return c > ' ' && c <= '~' && strings.IndexByte(`"'\`, c) < 0 && l.segments[l.find(i)].verbatim
}

// windowReads scans the window of the changed scalar as a scalar of its own.
func (s Scalar) windowReads(w window, p splice) bool {
	m, l, src := s.mark, s.layout(), s.mark.text.src
	open, closing := `"`, `"`
	switch {
	case m.style&yaml.SingleQuotedStyle != 0:
		open, closing = "'", "'"
	case m.style&yaml.LiteralStyle != 0:
		open, closing = "|-\n"+strings.Repeat(" ", l.indent), ""
	}
	want := s.Value[w.first:p.from] + p.replacement + s.Value[p.to:w.last+1]
	edited := []byte(open + string(src[l.at(w.first):p.start]) + p.written + string(src[p.end:l.at(w.last)+1]) + closing)
	now := scan(edited, m.text.json, 0, m.style, want)
	last := len(edited) - len(closing) - 1
	return now.exact && now.indent == l.indent && now.stop == len(edited) && now.at(len(want)-1) == last
}
