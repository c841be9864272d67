package rulegen

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// scalar returns text as a YAML scalar that every reader takes for that string, of YAML 1.1 or 1.2:
//
//   - plain, where nothing in it means anything to YAML;
//   - in double quotes, or in single quotes where it contains double quotes or backslashes;
//   - as a literal block whose lines are indented by indent, where it has several lines.
//
// No line ends in a space, none is folded, no block needs an indentation indicator.
func scalar(indent, text string) string {
	switch {
	case isPlain(text):
		return text
	case isLiteral(text):
		return literal(indent, text)
	}
	return quoted(text)
}

// key returns text as the key of a YAML mapping.
func key(text string) string {
	if isPlain(text) {
		return text
	}
	return quoted(text)
}

// words are plain scalars that some reader takes for something else than a string.
var words = map[string]bool{"null": true, "true": true, "false": true, "yes": true, "no": true, "on": true, "off": true, "y": true, "n": true}

// number matches whatever could be a number, a date or a time of day in some version of YAML.
var number = regexp.MustCompile(`^[0-9][-+0-9A-Fa-fXxOoTtZz_.: ]*$`)

// isPlain tells whether text can stand without quotes.
func isPlain(text string) bool {
	if text == "" || words[strings.ToLower(text)] || number.MatchString(text) {
		return false
	}
	first := rune(text[0])
	if !isPrintable(text) || first >= unicode.MaxASCII || !unicode.IsLetter(first) && !unicode.IsDigit(first) && !strings.ContainsRune("_(/", first) {
		return false
	}
	last := text[len(text)-1]
	return last != ' ' && last != ':' && !strings.Contains(text, ": ") && !strings.Contains(text, " #")
}

// isLiteral tells whether text has several lines and a literal block holds them as they are.
func isLiteral(text string) bool {
	lines := strings.Split(text, "\n")
	if len(lines) < 2 || lines[0] == "" || lines[0][0] == ' ' || strings.HasSuffix(text, "\n\n") {
		return false
	}
	for _, line := range lines {
		if !isPrintable(line) || strings.HasSuffix(line, " ") {
			return false
		}
	}
	return true
}

// isPrintable tells whether text is one line that reads as it is written: without tabs, control characters,
// spaces other than U+0020, or bytes that are not UTF-8.
func isPrintable(text string) bool {
	for _, r := range text {
		if !unicode.IsPrint(r) || r == unicode.ReplacementChar {
			return false
		}
	}
	return true
}

// literal returns text as a literal block; isLiteral(text) is true.
func literal(indent, text string) string {
	var b strings.Builder
	b.WriteString("|")
	body, ended := strings.CutSuffix(text, "\n")
	if !ended {
		b.WriteString("-")
	}
	for line := range strings.SplitSeq(body, "\n") {
		b.WriteString("\n")
		if line != "" {
			b.WriteString(indent + line)
		}
	}
	return b.String()
}

// quoted returns text in quotes.
func quoted(text string) string {
	if isPrintable(text) && strings.ContainsAny(text, `"\`) {
		return "'" + strings.ReplaceAll(text, "'", "''") + "'"
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case unicode.IsPrint(r):
			b.WriteRune(r)
		case r <= 0xFF:
			fmt.Fprintf(&b, `\x%02X`, r)
		case r <= 0xFFFF:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			fmt.Fprintf(&b, `\U%08X`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
