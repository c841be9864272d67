package rulefile

import (
	"slices"
	"strings"
)

// placed is where a hole stands in an expression.
type placed int

const (
	asOperand  placed = iota // a number, or a vector
	inMatcher                // in a string in braces
	inString                 // in another one
	asMatcher                // in braces
	asRange                  // in brackets, or behind offset
	asLabel                  // in the list of by, on and their like
	inName                   // beside letters
	asVariable               // between operands, or nowhere in particular
)

// opaque says whether the labels of the result may depend on what is there.
func (p placed) opaque() bool { return p == inString || p == asLabel || p == asVariable }

// places returns where each hole of an expression stands.
func places(expr string, holes []hole) []placed {
	found := make([]placed, len(holes))
	s := surroundings{}
	done := 0
	for i, h := range holes {
		s.read(expr[done:h.start])
		done = h.start
		found[i] = s.place(expr[:h.start], expr[h.end:])
	}
	return found
}

// surroundings is what is open at a place of an expression.
type surroundings struct {
	quote    byte   // 0: in no string
	brackets []byte // 'b' for the parenthesis of by and its like
	word     string // the last one
	ended    bool   // something else follows it
}

func (s *surroundings) read(text string) {
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case s.quote != 0:
			if c == '\\' && s.quote != '`' {
				i++
			} else if c == s.quote {
				s.quote = 0
			}
		case c == '"' || c == '\'' || c == '`':
			s.quote = c
		case c == '#':
			for i < len(text) && text[i] != '\n' {
				i++
			}
		case strings.IndexByte("([{", c) >= 0:
			if c == '(' && slices.Contains([]string{"by", "without", "on", "ignoring", "group_left", "group_right"}, strings.ToLower(s.word)) {
				c = 'b'
			}
			s.brackets, s.word = append(s.brackets, c), ""
		case strings.IndexByte(")]}", c) >= 0:
			s.brackets = s.brackets[:max(len(s.brackets)-1, 0)]
			s.word = ""
		case isWord(c):
			if s.ended {
				s.word = ""
			}
			s.word, s.ended = s.word+string(c), false
		case isSpace(c):
			s.ended = true
		default:
			s.word = ""
		}
	}
}

func isWord(c byte) bool {
	return c == '_' || c == ':' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

func isLetter(c byte) bool { return isWord(c) && (c < '0' || c > '9') }

// place returns what stands between two texts.
func (s *surroundings) place(before, after string) placed {
	open := byte(0)
	if n := len(s.brackets); n > 0 {
		open = s.brackets[n-1]
	}
	last, next := edge(before, len(before)-1), edge(after, 0)
	switch {
	case s.quote != 0 && open == '{':
		return inMatcher
	case s.quote != 0:
		return inString
	case open == '[' || strings.EqualFold(s.word, "offset") && isSpace(last):
		return asRange
	case open == 'b':
		return asLabel
	case isLetter(last) || isLetter(next) || isWord(last) && s.word != "" && isLetter(s.word[0]):
		return inName
	case open == '{':
		return asMatcher
	case s.operand(before) || isWord(last) || last == '.':
		return asOperand
	}
	return asVariable
}

func edge(text string, i int) byte {
	if i < 0 || i >= len(text) {
		return 0
	}
	return text[i]
}

// operand says whether an operand may start behind a text.
func (s *surroundings) operand(before string) bool {
	before = strings.TrimRight(before, " \t\r\n")
	if before == "" || strings.IndexByte("+-*/%^<>=!~(,@", before[len(before)-1]) >= 0 {
		return true
	}
	return slices.Contains([]string{"and", "or", "unless", "bool", "atan2"}, strings.ToLower(s.word))
}

// texts returns what may fit into a hole at this place, likely texts first.
func (p placed) texts(expr string, h hole) []string {
	return append(slices.Clone(h.choices), p.usual(expr, h)...)
}

func (p placed) usual(expr string, h hole) []string {
	word := h.word
	switch p {
	case inMatcher, inString:
		return []string{word}
	case asRange:
		if next := edge(expr, h.end); isLetter(next) && next != ':' {
			return []string{"60", "1h"}
		}
		return []string{"1h", "60"}
	case asLabel:
		return []string{word, word + ",", "," + word, ""}
	case inName:
		return []string{word, "", "1"}
	case asMatcher:
		matcher := word + `="x"`
		if last := strings.TrimRight(expr[:h.start], " \t\r\n"); strings.HasSuffix(last, "=") || strings.HasSuffix(last, "~") {
			return []string{`"x"`}
		}
		return []string{matcher, "", "," + matcher, matcher + ",", word}
	case asOperand:
		return []string{"1", word, "", "1h"}
	}
	return []string{"", ">", "> 1", "+ 1", word}
}
