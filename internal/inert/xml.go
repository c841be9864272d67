package inert

import (
	"encoding/xml"
	"io"
	"strings"
	"unicode/utf8"
)

// XMLText replaces what cannot be in XML, not even escaped: control characters, halves of characters, U+FFFE and U+FFFF.
func XMLText(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n':
			return r
		case r < ' ', r == 0xFFFE, r == 0xFFFF:
			return utf8.RuneError
		}
		return r
	}, s)
}

// XML writes a document with a declaration. Its strings must be [XMLText].
func XML(w io.Writer, document any) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	if err := encoder.Encode(document); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
