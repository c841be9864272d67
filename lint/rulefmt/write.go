package rulefmt

import (
	"bytes"
	"strings"

	"github.com/promwright/promwright/rules/rulefile"
)

// A writer writes another expression in the place of a rule's.
type writer struct {
	rule *rulefile.Rule
	text string // of the expression, without blanks around
}

func (w writer) source() []byte { return w.rule.File.Source }

// span returns where the expression stands, with quotes or block header.
func (w writer) span() (start, end int) {
	whole := w.rule.Expr.Whole()
	return whole.Start.Offset, whole.End.Offset
}

// templated reports whether the file has actions of a template that the expression was read without.
func (w writer) templated() bool {
	start, end := w.span()
	return bytes.Count(w.source()[start:end], []byte("{{")) != strings.Count(w.rule.Expr.Value, "{{")
}

// write returns the change to the formatted expression: within the scalar as it is written, or as a literal block where several
// lines would have to be squeezed into quotes. It is nil if neither can be.
func (w writer) write(formatted string) *change {
	if _, ok := w.rule.Expr.Replace(0, 0, ""); !ok { // read at other places, or encoded
		return nil
	}
	start, _ := w.span()
	multiline := strings.Contains(formatted, "\n")
	if multiline && w.source()[start] != '|' {
		if edit, ok := w.block(formatted); ok {
			return w.change(edit, formatted)
		}
		if !strings.Contains(w.text, "\n") {
			return nil
		}
	}
	value := w.rule.Expr.Value
	if edit, ok := w.rule.Expr.Replace(0, len(strings.TrimRight(value, " \t\r\n")), formatted); ok {
		return w.change(edit, formatted)
	}
	return nil
}

func (w writer) change(edit rulefile.Edit, formatted string) *change {
	start, _ := w.span()
	return &change{at: start, rule: w.rule, edit: edit, text: formatted}
}

// block returns the edit that makes the scalar a literal block, without an indentation indicator and with the line breaks at its end
// that it has. It is false where no block can stand.
func (w writer) block(formatted string) (rulefile.Edit, bool) {
	if w.rule.Expr.Flow() {
		return rulefile.Edit{}, false
	}
	src := w.source()
	start, end := w.span()
	colon := len(bytes.TrimRight(src[:start], " \t\r\n")) - 1
	indent, ok := keyColumn(src, colon)
	header, chomped := w.header()
	if !ok || !chomped {
		return rulefile.Edit{}, false
	}
	rest := lineEnd(src, end)
	if src[start] == '>' {
		rest = end
		header += comment(src[start:lineEnd(src, start)])
	} else if behind := bytes.TrimSpace(src[end:rest]); len(behind) > 0 && behind[0] != '#' {
		return rulefile.Edit{}, false
	} else {
		header += comment(src[end:rest])
	}
	file := w.rule.File
	span := rulefile.Span{Start: file.Pos(colon + 1), End: file.Pos(rest)}
	return rulefile.Edit{Span: span, New: " " + header + indented(formatted, indent+2, lineBreak(src, colon))}, true
}

// header returns the indicators of a literal block that ends as the scalar does; false where that takes more than them.
func (w writer) header() (string, bool) {
	start, _ := w.span()
	src, value := w.source(), w.rule.Expr.Value
	if src[start] == '>' {
		for _, c := range src[start:lineEnd(src, start)] {
			switch c {
			case '-', '+':
				return "|" + string(c), true
			case ' ', '\t':
				return "|", true
			}
		}
		return "|", true
	}
	switch value[len(strings.TrimRight(value, " \t\r\n")):] {
	case "":
		return "|-", true
	case "\n":
		return "|", true
	}
	return "", false
}

// keyColumn returns how far the key before the colon is indented. It is false where there is more than a key before the colon on its line:
// a mapping in braces, a tag or an anchor behind the colon.
func keyColumn(src []byte, colon int) (int, bool) {
	if colon < 0 || src[colon] != ':' {
		return 0, false
	}
	line := src[bytes.LastIndexAny(src[:colon], "\r\n")+1 : colon]
	key := bytes.LastIndexByte(bytes.TrimRight(line, " "), ' ') + 1
	return key, len(bytes.Trim(line[:key], " -")) == 0
}

// comment returns the comment at the end of a line, with a blank before it.
func comment(line []byte) string {
	if i := bytes.IndexByte(line, '#'); i >= 0 {
		return " " + string(bytes.TrimRight(line[i:], " \t"))
	}
	return ""
}

// lineEnd returns where the line of offset i ends.
func lineEnd(src []byte, i int) int {
	if n := bytes.IndexAny(src[i:], "\r\n"); n >= 0 {
		return i + n
	}
	return len(src)
}

// lineBreak returns what the line of offset i ends with.
func lineBreak(src []byte, i int) string {
	if bytes.HasPrefix(src[lineEnd(src, i):], []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}

// indented returns the lines of text, each after a line break and so many blanks.
func indented(text string, indent int, lineBreak string) string {
	var b strings.Builder
	for _, line := range strings.Split(text, "\n") {
		b.WriteString(lineBreak)
		if line != "" {
			b.WriteString(strings.Repeat(" ", indent) + line)
		}
	}
	return b.String()
}
