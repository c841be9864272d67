package rulefile

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/internal/lazyregexp"
)

var (
	yamlLine      = lazyregexp.New(`^line (\d+): `)
	unexplained   = lazyregexp.New(`^(did not find expected key|mapping values are not allowed|found a tab character|found character that cannot)`)
	unknownAnchor = lazyregexp.New(`^unknown anchor '(.*)' referenced$`)
)

// failed reports a YAML error of a chunk. In a template, what is not about rules may be broken around the actions.
func (r *reader) failed(input []byte, c chunk, err error) {
	errors := len(r.file.Errors)
	r.report(input, c, err)
	if r.file.template == nil {
		return
	}
	if aRule.Match(input[c.start:c.end]) {
		r.file.unfit = append(r.file.unfit, r.file.Errors[errors:]...)
	}
	r.file.Errors = r.file.Errors[:errors]
}

// report reports a YAML error of a chunk. The YAML library names no column, and often the line where the surrounding block starts; so the
// place is the line where the library stopped reading.
func (r *reader) report(input []byte, c chunk, err error) {
	src := input[c.start:c.end]
	if refused := r.file.refused; refused != nil && !r.embedded && templateLine(src) >= 0 {
		r.file.fail(r.lineAt(refused.at), "this is a template that cannot be read: %s", refused.err)
		return
	}
	message := strings.TrimPrefix(err.Error(), "yaml: ")
	began := 0 // the line of src where what is broken began, 0 where that is not known
	if m := yamlLine.FindStringSubmatch(message); m != nil {
		began, _ = strconv.Atoi(m[1])
		message = message[len(m[0]):]
	}
	at := stopped(src)
	for at > 0 && strings.IndexByte(" \t\r\n", src[at-1]) >= 0 {
		at--
	}
	switch {
	case r.file.template == nil && templateLine(src) >= 0:
		at = templateLine(src)
		message = "this is a template: render it first, as helm template does"
	case unknownAnchor.MatchString(message):
		at = max(bytes.LastIndex(src[:at], []byte("*"+unknownAnchor.FindStringSubmatch(message)[1])), 0)
	case strings.HasPrefix(message, "found unexpected end of stream") && began > 0:
		message = "the quote that opens on this line is not closed"
		if !strings.ContainsAny(r.text.line(c.line+began), `"'`) {
			began = 1 // the library does not name the first line
		}
		at = r.text.offset(c.line+began, 1) - c.start
	case strings.HasPrefix(message, "did not find expected ',' or") && began > 0:
		opens := c.line + began + 1 // the library counts these from 0
		if strings.ContainsAny(r.text.line(opens), "{[") && opens < r.text.number(c.start+at) {
			message += fmt.Sprintf(", for the bracket that opens on line %d", r.text.pos(r.text.offset(opens, 1)).Line)
		}
	}
	if r.file.template == nil && unexplained.MatchString(message) {
		if place, what := slip(src, at, message); what != "" {
			at, message = place, what
		}
	}
	where := ""
	if r.file.template != nil {
		where = " around the actions of the template"
	}
	r.file.fail(r.lineAt(c.start+at), "the YAML%s is broken: %s", where, message)
}

const longLine = 400 // bytes; of a longer line only the place is reported

// lineAt returns the span of the text of the line that an offset is on.
func (r *reader) lineAt(offset int) Span {
	line := max(r.text.number(offset), 1)
	text := r.text.line(line)
	if len(text) > longLine {
		return r.text.span(offset, offset)
	}
	start := r.text.offset(line, 1) + len(text) - len(strings.TrimLeft(text, " \t"))
	return r.text.span(start, start+len(strings.TrimSpace(text)))
}

// templateLine returns the offset of the first line of src that starts with a template action; -1 where there is none.
func templateLine(src []byte) int {
	for at := 0; at < len(src); {
		line, _, _ := bytes.Cut(src[at:], []byte("\n"))
		if bytes.HasPrefix(bytes.TrimLeft(line, " \t"), []byte("{{")) {
			return at
		}
		at += len(line) + 1
	}
	return -1
}

// stopped returns how far the YAML library reads src before it fails.
func stopped(src []byte) int {
	near := &dripping{src: src, slow: len(src)}
	drain(near)
	exact := &dripping{src: src, slow: max(near.at-2048, 0)}
	drain(exact)
	return exact.at
}

func drain(d *dripping) {
	defer func() { _ = recover() }()
	decoder := yaml.NewDecoder(d)
	for decoder.Decode(new(yaml.Node)) == nil {
	}
}

// dripping reads src, from offset slow on one byte at a time, so that the reader stops close to what it does not like.
type dripping struct {
	src      []byte
	at, slow int
}

// Read implements [io.Reader].
func (d *dripping) Read(p []byte) (int, error) {
	if d.at == len(d.src) {
		return 0, io.EOF
	}
	n := min(len(p), max(d.slow-d.at, 1), len(d.src)-d.at)
	copy(p, d.src[d.at:d.at+n])
	d.at += n
	return n, nil
}
