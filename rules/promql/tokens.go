package promql

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A hole is a $name in a text.
type hole struct {
	from, to int // bytes, the $ included
	place    *place
	offset   bool // behind the word offset
	ranged   bool // before a [
}

// A place is where in an expression a hole may stand.
type place struct {
	name  string
	takes string
}

var (
	placeOperand  = &place{"an operand", "a Vector, Scalar, RangeVector, Num, int, int64, float64, Quantity or string, or before a range a Counter or NativeHistogram"}
	placeDuration = &place{"a range or offset", "a time.Duration"}
	placeTime     = &place{"a time behind @", "a time.Time"}
	placeMatchers = &place{"a place between braces", "Matchers or a Matcher"}
	placeValue    = &place{"the value of a matcher", "a string"}
	placeLabels   = &place{"a list of labels", "[]string"}
)

// holes returns the holes of text: each $name outside of quotes and comments.
func holes(text string) []hole {
	var found []hole
	s := scanner{text: text}
	for s.next() {
		switch {
		case s.word == "[" && len(found) > 0 && found[len(found)-1].to == s.lastEnd:
			found[len(found)-1].ranged = true
		case s.word[0] == '$':
			found = append(found, hole{from: s.start, to: s.end, place: s.place(), offset: s.last == "offset" || s.signed})
		}
		s.step()
	}
	return found
}

// A scanner splits a text into words: names, numbers, quoted strings, holes, and single bytes of punctuation. It knows
// which bracket it is in.
type scanner struct {
	text       string
	start, end int
	word       string   // from start to end
	last       string   // the word before, in lower case
	lastEnd    int      // where that ended
	signed     bool     // the word before is a sign behind offset
	open       []*place // what the brackets around the word hold
}

// next finds the next word.
func (s *scanner) next() bool {
	for s.start = s.end; s.start < len(s.text); s.start = s.end {
		s.end = wordEnd(s.text, s.start)
		s.word = s.text[s.start:s.end]
		if first := s.word[0]; first != '#' && !isBlank(first) {
			return true
		}
	}
	return false
}

// step makes the word the last one.
func (s *scanner) step() {
	switch s.word {
	case "{":
		s.open = append(s.open, placeMatchers)
	case "[":
		s.open = append(s.open, placeDuration)
	case "(":
		s.open = append(s.open, s.parens())
	case "}", "]", ")":
		s.open = s.open[:max(0, len(s.open)-1)]
	}
	s.signed = s.last == "offset" && (s.word == "-" || s.word == "+")
	s.last, s.lastEnd = strings.ToLower(s.word), s.end
}

// parens returns what stands in the parentheses that the word opens.
func (s *scanner) parens() *place {
	switch {
	case groups[s.last]:
		return placeLabels
	case s.place() == placeDuration:
		return placeDuration
	}
	return placeOperand
}

// groups are the words that a list of labels follows.
var groups = words("by without on ignoring group_left group_right")

// place returns where the word stands.
func (s *scanner) place() *place {
	inside := placeOperand
	if len(s.open) > 0 {
		inside = s.open[len(s.open)-1]
	}
	switch {
	case inside == placeMatchers && (s.last == "=" || s.last == "~"):
		return placeValue
	case inside == placeOperand && (s.last == "offset" || s.signed):
		return placeDuration
	case inside == placeOperand && s.last == "@":
		return placeTime
	}
	return inside
}

// wordEnd returns where the word that begins at start ends: a word, or blanks, or a comment.
func wordEnd(text string, start int) int {
	switch c := text[start]; {
	case c == '#':
		return lineEnd(text, start)
	case c == '"' || c == '\'' || c == '`':
		return quoteEnd(text, start)
	case c == '$':
		return nameEnd(text, start+1)
	case isBlank(c):
		return start + 1
	}
	if end := nameEnd(text, start); end > start {
		return end
	}
	_, size := utf8.DecodeRuneInString(text[start:])
	return start + size
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func lineEnd(text string, start int) int {
	if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
		return start + i
	}
	return len(text)
}

// quoteEnd returns the end of the string that begins at start, or of the text if the string is not closed.
func quoteEnd(text string, start int) int {
	quote := text[start]
	for i := start + 1; i < len(text); i++ {
		switch {
		case text[i] == '\\' && quote != '`':
			i++
		case text[i] == quote:
			return i + 1
		}
	}
	return len(text)
}

func nameEnd(text string, start int) int {
	for i, r := range text[start:] {
		if r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return start + i
		}
	}
	return len(text)
}
