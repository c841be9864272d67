// Package braces finds the actions of templates: {{...}}.
package braces

import (
	"strings"

	"github.com/promwright/promwright/internal/lazyregexp"
)

// What an action is written between.
const (
	Open  = "{{"
	Close = "}}"
)

// Mask returns text with every byte of its actions, as the parser of templates divides them, replaced by 0, so that what is left
// is what is printed as it stands.
func Mask(text string) string {
	if !strings.Contains(text, Open) {
		return text
	}
	masked := []byte(text)
	for at := 0; ; {
		begin := strings.Index(text[at:], Open)
		if begin < 0 {
			return string(masked)
		}
		begin += at
		at = End(text, begin)
		clear(masked[begin:at])
	}
}

// comment finds the beginning of an action that is a comment.
var comment = lazyregexp.New(`^\{\{(?:-\s+)?/\*`)

// End returns where the action that begins at from ends: behind the first }} that is not in a string or comment.
func End(text string, from int) int {
	if m := comment.FindString(text[from:]); m != "" {
		end := strings.Index(text[from+len(m):], "*/")
		if end < 0 {
			return len(text)
		}
		from += len(m) + end
	}
	for i := from + len(Open); i < len(text); i++ {
		switch quote := text[i]; quote {
		case '"', '\'', '`':
			end := stringEnd(text, i)
			if end < 0 {
				continue // not closed: the parser stops here, wherever the action ends
			}
			i = end
		case '}':
			if strings.HasPrefix(text[i:], Close) {
				return i + len(Close)
			}
		}
	}
	return len(text)
}

// stringEnd returns where the second quote is of the string that begins at from, or -1. Only `...` may hold a line feed.
func stringEnd(text string, from int) int {
	quote := text[from]
	for i := from + 1; i < len(text); i++ {
		switch {
		case text[i] == quote:
			return i
		case quote == '`':
		case text[i] == '\\':
			i++
		case text[i] == '\n':
			return -1
		}
	}
	return -1
}
