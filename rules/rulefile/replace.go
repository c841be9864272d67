package rulefile

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// Replace returns the edit of the file that makes Value[from:to] read replacement. It is false where that cannot be written without
// rewriting the scalar: a line break in a plain scalar, for one, a scalar that is read at other places too, through an alias, or one in base64.
func (s Scalar) Replace(from, to int, replacement string) (Edit, bool) {
	p, ok := s.splice(from, to, replacement)
	if !ok || !s.reads(p) {
		return Edit{}, false
	}
	t := s.mark.text
	if !t.outer.Present() {
		return Edit{Span: t.span(p.start, p.end), New: p.written}, true
	}
	return t.outer.Replace(p.start, p.end, p.written)
}

// splice is a change of a scalar: in its value, and in the text that the scalar is written in.
type splice struct {
	from, to    int // of the value
	replacement string
	start, end  int // of the text
	written     string
}

// splice returns how the change would be written, which may not read as it should. It is false where it cannot be.
func (s Scalar) splice(from, to int, replacement string) (splice, bool) {
	if !s.Present() || s.mark.shared || s.mark.text.quanta != nil || from < 0 || to < from || to > len(s.Value) || !utf8.ValidString(replacement) {
		return splice{}, false
	}
	l := s.layout()
	if !l.exact || l.indent == noIndent || l.inside(from) || l.inside(to) || !s.boundary(from) || !s.boundary(to) {
		return splice{}, false
	}
	start, end := l.at(from), l.at(from)
	if to > from {
		end = l.after(to)
		if last := l.segments[l.find(to-1)]; !last.verbatim || isBreak(s.Value[to-1:to]) {
			end = max(end, l.at(to))
		}
	}
	written, ok := s.write(l, from, to, replacement)
	return splice{from, to, replacement, start, end, written}, ok && start >= l.start && end <= max(l.stop, start)
}

func isBreak(s string) bool { return s == "\n" || s == "\r" }

// boundary says whether byte i of the value starts a character.
func (s Scalar) boundary(i int) bool { return i == len(s.Value) || utf8.RuneStart(s.Value[i]) }

// inside says whether byte i of the value is one of several that the same escape stands for, and not the first.
func (l *layout) inside(i int) bool {
	n := l.find(i)
	return n >= 0 && !l.segments[n].verbatim && int(l.segments[n].value) < i
}

// write returns how text is written inside the scalar.
func (s Scalar) write(l *layout, from, to int, text string) (string, bool) {
	m := s.mark
	switch {
	case m.style&yaml.DoubleQuotedStyle != 0:
		return escapeQuoted(text, m.text.json), true
	case m.style&yaml.SingleQuotedStyle != 0:
		return strings.ReplaceAll(text, "'", "''"), oneLine(text)
	case m.style&yaml.LiteralStyle != 0:
		return s.writeLines(l, to, text), printable(text)
	case m.style&yaml.FoldedStyle != 0:
		return text, oneLine(text) && !strings.Contains(s.Value[from:to], "\n")
	}
	return text, oneLine(text) && s.staysPlain(l, from, to, text)
}

// writeLines indents the lines of text after the first, and what follows the last.
func (s Scalar) writeLines(l *layout, to int, text string) string {
	src, lineBreak := s.mark.text.src, "\n"
	if n := bytes.IndexByte(src[l.start:], '\n'); n > 0 && src[l.start+n-1] == '\r' {
		lineBreak = "\r\n"
	}
	indent := strings.Repeat(" ", l.indent)
	lines := strings.Split(text, "\n")
	for i := 1; i < len(lines); i++ {
		empty := lines[i] == "" && (i < len(lines)-1 || to == len(s.Value) || s.Value[to] == '\n')
		if !empty {
			lines[i] = indent + lines[i]
		}
	}
	return strings.Join(lines, lineBreak)
}

func printable(text string) bool {
	for _, r := range text {
		if !allowed(r) || r == '\uFEFF' {
			return false
		}
	}
	return !strings.Contains(text, "\r")
}

func oneLine(text string) bool {
	return printable(text) && !strings.ContainsAny(text, "\n\u0085\u2028\u2029")
}

// staysPlain says whether a plain scalar with text in the place of Value[from:to] is still one plain scalar.
func (s Scalar) staysPlain(l *layout, from, to int, text string) bool {
	value := s.Value[:from] + text + s.Value[to:]
	switch {
	case value == "", strings.TrimSpace(value) != value, strings.Contains(value, ": "), strings.Contains(value, " #"),
		strings.Contains(value, ":\t"), strings.Contains(value, "\t#"), strings.HasSuffix(value, ":"),
		strings.HasPrefix(value, "---"), strings.HasPrefix(value, "..."):
		return false
	case s.mark.flow && strings.ContainsAny(text, ",?[]{}:"):
		return false
	}
	if strings.ContainsAny(value[:1], "?:-,[]{}#&*!|>'\"%@`") && !(value[0] == '-' && len(value) > 1 && value[1] != ' ') {
		return false
	}
	var n yaml.Node
	if yaml.Unmarshal([]byte("- "+value), &n) != nil {
		return false
	}
	got := n.Content[0].Content
	return len(got) == 1 && got[0].Kind == yaml.ScalarNode && got[0].Value == value && got[0].Style == 0 && got[0].Tag != "!!null"
}

// escapeQuoted writes text for a double quoted scalar or a JSON string.
func escapeQuoted(text string, json bool) string {
	var b strings.Builder
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
		case r < ' ' || r == 0x7F || r >= 0x80 && r <= 0xA0 || r == '\u2028' || r == '\u2029' || r == '\uFEFF' || !allowed(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
