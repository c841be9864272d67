package rulefile

import (
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// scan finds where the bytes of a scalar's value stand in src. The scalar, or the anchor or tag before it, starts at offset start.
func scan(src []byte, json bool, start int, style yaml.Style, value string) *layout {
	s := &scanner{src: src, json: json, at: start, want: value}
	s.properties()
	l := &layout{start: s.at, body: s.at}
	switch {
	case style&yaml.DoubleQuotedStyle != 0:
		s.quoted(l, '"')
	case style&yaml.SingleQuotedStyle != 0:
		s.quoted(l, '\'')
	case style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		s.block(l)
	default:
		s.plain(l)
	}
	if s.wrong || s.done != len(value) {
		at := min(l.start, len(src))
		whole := segment{valueLen: int32(len(value)), file: int32(at)}
		return &layout{segments: []segment{whole}, start: at, body: at, end: at, stop: at}
	}
	l.segments, l.exact = s.segments, true
	return l
}

// properties skips an anchor and a tag, and what separates them from the scalar.
func (s *scanner) properties() {
	for s.at < len(s.src) && (s.src[s.at] == '&' || s.src[s.at] == '!') {
		at := s.at
		for s.at < len(s.src) && !s.blank(s.at) && s.lineBreak(s.at) == 0 {
			s.at++
		}
		s.separation()
		if s.at == len(s.src) { // nothing follows: an empty scalar
			s.at = at
			return
		}
	}
}

// separation skips blanks, line breaks and comments.
func (s *scanner) separation() {
	for s.at < len(s.src) {
		if n := s.lineBreak(s.at); n > 0 {
			s.at += n
		} else if s.blank(s.at) {
			s.at++
		} else if s.src[s.at] == '#' {
			s.line()
		} else {
			return
		}
	}
}

// line skips to the end of the line.
func (s *scanner) line() {
	for s.at < len(s.src) && s.lineBreak(s.at) == 0 {
		s.at++
	}
}

// plain reads as far as the value goes: a plain scalar never ends in something that its value does not show.
func (s *scanner) plain(l *layout) {
	for s.done < len(s.want) && !s.wrong {
		end := s.at
		for end < len(s.src) && end-s.at < len(s.want)-s.done && !s.blank(end) && s.lineBreak(end) == 0 {
			end++
		}
		if end > s.at {
			s.take(end - s.at)
			continue
		}
		if s.at >= len(s.src) {
			s.wrong = true
			return
		}
		s.fold(false)
	}
	l.end, l.stop = s.at, s.at
}

func (s *scanner) quoted(l *layout, quote byte) {
	if s.at >= len(s.src) || s.src[s.at] != quote {
		s.wrong = true
		return
	}
	s.at++
	l.body = s.at
	for !s.wrong && s.at < len(s.src) {
		c := s.src[s.at]
		switch {
		case c == quote && quote == '\'' && s.at+1 < len(s.src) && s.src[s.at+1] == '\'':
			s.read(s.at, 2, "'")
			s.at += 2
		case c == quote:
			s.at++
			l.end, l.stop = s.at, s.at
			return
		case c == '\\' && quote == '"':
			s.escape()
		case s.blank(s.at) || s.lineBreak(s.at) > 0:
			s.fold(false)
		default:
			s.take(s.solid(quote))
		}
	}
	s.wrong = true // not closed
}

// solid returns how many bytes from here on are neither blank, line break, quote nor backslash; at least 1.
func (s *scanner) solid(quote byte) int {
	end := s.at + 1
	for end < len(s.src) && s.src[end] != quote && s.src[end] != '\\' && !s.blank(end) && s.lineBreak(end) == 0 {
		end++
	}
	return end - s.at
}

// escape reads a backslash and what it escapes.
func (s *scanner) escape() {
	if n := s.lineBreak(s.at + 1); n > 0 {
		s.at += 1 + n
		s.fold(true)
		return
	}
	value, n := unescape(s.src[s.at:], s.json)
	if n == 0 {
		s.wrong = true
		return
	}
	s.read(s.at, n, value)
	s.at += n
}

var shortEscapes = map[byte]string{
	'0': "\x00", 'a': "\a", 'b': "\b", 't': "\t", '\t': "\t", 'n': "\n", 'v': "\v", 'f': "\f", 'r': "\r", 'e': "\x1b",
	' ': " ", '"': `"`, '\'': "'", '/': "/", '\\': `\`, 'N': "\u0085", '_': "\u00a0", 'L': "\u2028", 'P': "\u2029",
}

// unescape returns what the escape at the start of src stands for and how long it is, 0 where it is none.
func unescape(src []byte, json bool) (value string, n int) {
	if len(src) < 2 {
		return "", 0
	}
	if value, ok := shortEscapes[src[1]]; ok {
		return value, 2
	}
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[src[1]]
	r, ok := hex(src[2:], digits)
	if !ok {
		return "", 0
	}
	n = 2 + digits
	if json && r >= 0xD800 && r < 0xDC00 && len(src) >= 12 && src[6] == '\\' && src[7] == 'u' {
		if low, ok := hex(src[8:], 4); ok && low >= 0xDC00 && low < 0xE000 {
			return string((r-0xD800)<<10 + (low - 0xDC00) + 0x10000), 12
		}
	}
	if !utf8.ValidRune(r) {
		r = utf8.RuneError // as JSON reads half a surrogate pair
	}
	return string(r), n
}

// hex returns the number that the first digits of src spell.
func hex(src []byte, digits int) (r rune, ok bool) {
	if digits == 0 || len(src) < digits {
		return 0, false
	}
	for _, c := range src[:digits] {
		switch {
		case c >= '0' && c <= '9':
			r = r<<4 + rune(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			r = r<<4 + rune(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return r, true
}
