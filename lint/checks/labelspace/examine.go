package labelspace

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/promwright/promwright/internal/braces"
)

// finding is what is wrong with a text: text[at:at+length] should not be there.
type finding struct {
	what       string
	at, length int
	cut        bool   // the fix leaves it out, or text where that is longer
	around     string // the quotes that the fix leaves out at both ends
}

// fixed returns the text as it should be.
func (f finding) fixed(text string) (string, bool) {
	switch {
	case f.around != "":
		text = strings.TrimSuffix(strings.TrimPrefix(text, f.around), f.around)
	case f.cut:
		text = text[:f.at] + text[f.at+f.length:]
	default:
		return "", false
	}
	return text, text != ""
}

// examine returns the first thing that is wrong with a text.
func examine(text string, template bool) (finding, bool) {
	literal := text
	if template {
		literal = braces.Mask(text)
	}
	if f, ok := blanks(text, literal); ok {
		return f, true
	}
	if q := text[:1]; (q == `"` || q == `'`) && len(text) > 2 && strings.HasSuffix(text, q) && strings.Count(literal, q) == 2 {
		return finding{what: fmt.Sprintf("has %s around it", quotes(q)), at: 0, length: len(text), around: q}, true
	}
	for i, r := range literal {
		if r != 0 && r != ' ' && (unicode.IsSpace(r) && r != '\n' && r != '\r' || unicode.Is(unicode.Cf, r) || unicode.IsControl(r) && r != '\n' && r != '\r') {
			return finding{what: fmt.Sprintf("has the character U+%04X in it", r), at: i, length: len(string(r)), cut: unicode.Is(unicode.Cf, r)}, true
		}
	}
	return finding{}, false
}

func quotes(q string) string {
	if q == `"` {
		return "double quotes"
	}
	return "single quotes"
}

// blanks returns the blanks at an end of what is printed, or a line break in it. An action may trim what is beside it.
func blanks(text, literal string) (finding, bool) {
	inner := strings.TrimSpace(literal)
	before := strings.Index(literal, inner)
	after := before + len(inner)
	switch {
	case inner == "":
		return finding{what: "is blank", length: len(text)}, true
	case before > 0 && !strings.HasPrefix(text[before:], braces.Open+"-"):
		return finding{what: "begins with " + kind(text[:before]), length: before, cut: true}, true
	case after < len(text) && !strings.HasSuffix(text[:after], "-"+braces.Close):
		return finding{what: "ends with " + kind(text[after:]), at: after, length: len(text) - after, cut: true}, true
	}
	for at := before; at < after; at++ {
		if literal[at] != '\n' {
			continue
		}
		stretch := literal[at:]
		end := at + len(stretch) - len(strings.TrimLeft(stretch, " \t\r\n"))
		start := len(strings.TrimRight(literal[:at], " \t\r\n"))
		if !strings.HasPrefix(text[end:], braces.Open+"-") && !strings.HasSuffix(text[:start], "-"+braces.Close) {
			return finding{what: "has a line break in it", at: at, length: 1}, true
		}
		at = end - 1
	}
	return finding{}, false
}

func kind(blanks string) string {
	if strings.Contains(blanks, "\n") {
		return "a line break"
	}
	return "a blank"
}
