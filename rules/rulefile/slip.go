package rulefile

import (
	"bytes"

	"github.com/promwright/promwright/internal/lazyregexp"
)

// value is a line with a value behind its key, and the value.
var value = lazyregexp.New(`^\s*(?:- +)*[\w.-]+:[ \t]+(\S.*?)\s*$`)

// slip returns what people most often get wrong in YAML, where the line on which the library stopped reading, or one beside it, has that, and
// the offset of the line. message is what the library says.
func slip(src []byte, at int, message string) (offset int, what string) {
	line := bytes.LastIndexByte(src[:at], '\n') + 1
	places := []int{line}
	if line > 0 {
		places = append(places, bytes.LastIndexByte(src[:line-1], '\n')+1)
	}
	if end := bytes.IndexByte(src[line:], '\n'); end >= 0 {
		places = append(places, line+end+1)
	}
	tab := bytes.Contains([]byte(message), []byte("tab character")) || bytes.Contains([]byte(message), []byte("cannot start any token"))
	for i, place := range places {
		text, _, _ := bytes.Cut(src[place:], []byte("\n"))
		switch what := slipOf(text); {
		case tab && bytes.IndexByte(text[:len(text)-len(bytes.TrimLeft(text, " \t"))], '\t') >= 0:
			return place, "the line is indented with a tab, and YAML allows blanks only"
		case what != "" && !tab && i < 2:
			return place, what
		}
	}
	return at, ""
}

// slipOf returns what is wrong with a line as such; "" where that is not known.
func slipOf(line []byte) string {
	m := value.FindSubmatch(line)
	if m == nil {
		return ""
	}
	switch text := m[1]; {
	case bytes.HasPrefix(text, openBraces):
		return "a value that begins with {{ must be in quotes"
	case text[0] == '"' || text[0] == '\'':
		if rest := bytes.TrimSpace(text[quoted(text):]); len(rest) > 0 && rest[0] != '#' {
			return "the value goes on behind the quote that ends it: quotes inside must be others, or escaped"
		}
	case bytes.IndexByte([]byte("{[|>&*!"), text[0]) < 0 && bytes.Contains(text, []byte(": ")):
		return `a value with ": " in it must be in quotes`
	}
	return ""
}

// quoted returns how long the quoted text is that text begins with.
func quoted(text []byte) int {
	quote := text[0]
	for i := 1; i < len(text); i++ {
		switch {
		case quote == '"' && text[i] == '\\':
			i++
		case text[i] != quote:
		case quote == '\'' && i+1 < len(text) && text[i+1] == quote:
			i++
		default:
			return i + 1
		}
	}
	return len(text)
}
