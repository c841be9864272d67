package rulefile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// Parse reads a rule file. It never fails as a whole: the file holds every rule that could be read, and in Errors what could not be
// and what Prometheus would refuse: broken YAML, unknown fields, wrong types, invalid durations. PromQL and templates are not looked at.
//
//	file := rulefile.Parse("node.yaml", []byte("groups:\n- name: node\n  rules:\n  - {alert: Down, expr: up == 0}\n"))
func Parse(name string, src []byte) *File {
	f := &File{Name: name, Source: src}
	if why := refuse(name, src); why != "" {
		f.text = newText(src[:min(len(src), MaxSize)], false)
		f.fail(Span{Start: f.Pos(0), End: f.Pos(0)}, "%s", why)
		return f
	}
	t, input := readable(src)
	f.text = t
	if !t.json {
		t, input = f.asTemplate(t)
	}
	r := &reader{file: f, text: t}
	for _, c := range t.chunks() {
		r.chunk(input, c)
	}
	if f.template != nil {
		f.finishTemplate()
	}
	f.sortErrors()
	f.sortComments()
	return f
}

// asTemplate returns the text of a Helm template, and of any other file the file's own.
func (f *File) asTemplate(t *text) (*text, []byte) {
	ok, err := isChartTemplate(t.src)
	if ok && utf8.Valid(t.src) {
		var rendered *rendering
		if rendered, err = render(t.src); err == nil {
			f.template = rendered
			return rendered.text(t), rendered.out
		}
	}
	f.refused = err
	return t, t.src
}

// readable returns a text of YAML or JSON, and the text as the YAML library should see it.
func readable(src []byte) (*text, []byte) {
	if looksLikeJSON(src) && json.Valid(bytes.TrimPrefix(src, utf8BOM)) {
		return newText(src, true), plainEscapes(src)
	}
	return newText(src, false), src
}

// refuse says why a file cannot be read at all; "" where it can.
func refuse(name string, src []byte) string {
	switch ext := strings.ToLower(filepath.Ext(name)); {
	case ext == ".jsonnet" || ext == ".libsonnet":
		return "this is Jsonnet: render it first, as jsonnet does"
	case len(src) > MaxSize:
		return errTooLarge(int64(len(src))).Error()
	case bytes.HasPrefix(src, []byte("\xff\xfe")) || bytes.HasPrefix(src, []byte("\xfe\xff")):
		return "the file is UTF-16 text: rule files are read as UTF-8"
	case bytes.IndexByte(src, 0) >= 0:
		return fmt.Sprintf("the file is binary, it has a NUL byte at offset %d: rule files are YAML or JSON text", bytes.IndexByte(src, 0))
	}
	return ""
}

func looksLikeJSON(src []byte) bool {
	src = bytes.TrimLeft(bytes.TrimPrefix(src, utf8BOM), " \t\r\n")
	return len(src) > 0 && (src[0] == '{' || src[0] == '[')
}

// plainEscapes returns JSON with what the YAML library does not read, or reads otherwise, replaced by something as long. The values are
// read from the JSON itself later.
func plainEscapes(src []byte) []byte {
	out := src
	put := func(at int, s string) {
		if &out[0] == &src[0] {
			out = bytes.Clone(src)
		}
		copy(out[at:], s)
	}
	for i := 0; i < len(src); {
		c := src[i]
		switch {
		case c == '\\' && src[i+1] == '/':
			put(i, `\\`)
			i += 2
		case c == '\\' && src[i+1] == 'u' && src[i+2]|0x20 == 'd' && src[i+3] >= '8': // half a surrogate pair
			put(i, `\ufffd`)
			i += 6
		case c == '\\':
			i += 2
		case c == 0x7F:
			put(i, "?")
			i++
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRune(src[i:])
			if r == '\uFEFF' && i > 0 || lineBreak(src, i) > 0 || !allowed(r) {
				put(i, map[int]string{1: "?", 2: "\u00e9", 3: "\uFFFD"}[n])
			}
			i += n
		default:
			i++
		}
	}
	return out
}

// allowed says whether YAML allows a character in a file.
func allowed(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r <= '~' || r == 0x85 || r >= 0xA0 && r <= 0xD7FF ||
		r >= 0xE000 && r <= 0xFFFD || r >= 0x10000
}

// forbidden returns the offset of the first character of src that YAML does not allow and says what it is; -1 where there is none.
func forbidden(src []byte) (int, string) {
	for i := 0; i < len(src); {
		if c := src[i]; c >= ' ' && c <= '~' || c == '\n' {
			i++
			continue
		}
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 {
			return i, fmt.Sprintf("byte 0x%02x is not UTF-8: rule files are UTF-8 text", src[i])
		}
		if !allowed(r) {
			return i, fmt.Sprintf("control character U+%04X is not allowed in YAML: write it as an escape in double quotes", r)
		}
		i += n
	}
	return -1, ""
}

// chunk is a stretch of a text that can be read alone: up to the next --- line.
type chunk struct{ start, end, line int } // line: lines before the chunk

// chunks cuts a text before its --- lines, and before the directives that belong to them.
func (t *text) chunks() []chunk {
	var chunks []chunk
	current := chunk{}
	lead := -1 // first of the directive lines before this line
	for n, start := range t.lines {
		rest := t.src[start:]
		isMarker := bytes.HasPrefix(rest, []byte("---")) && (len(rest) == 3 || strings.ContainsRune(" \t", rune(rest[3])) || t.lineBreak(int(start)+3) > 0)
		if isMarker && !t.json {
			if lead < 0 {
				lead = n
			}
			current.end = int(t.lines[lead])
			chunks = append(chunks, current)
			current = chunk{start: current.end, line: lead}
		}
		if !bytes.HasPrefix(rest, []byte("%")) {
			lead = -1
		} else if lead < 0 {
			lead = n
		}
	}
	current.end = len(t.src)
	return append(chunks, current)
}
