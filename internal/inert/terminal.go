// Package inert writes text so that what reads it (a terminal, GitHub, an XML parser) takes it for text and obeys none of it.
package inert

import (
	"strings"
	"unicode"
)

// Obeyed reports whether a terminal would obey the character instead of showing it, or it stands for bytes that are none.
func Obeyed(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == unicode.ReplacementChar
}

// Printable replaces what a terminal would obey, so that no message can paint the screen. Line feeds stay.
func Printable(s string) string {
	return strings.Map(func(r rune) rune {
		if Obeyed(r) && r != '\n' {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}
