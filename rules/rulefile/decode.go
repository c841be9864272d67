package rulefile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

// reader turns the documents of a text into groups of a file.
type reader struct {
	file    *File
	text    *text
	lines   int // of the text before the chunk that is being read
	aliased int // nodes that were read through aliases
}

// chunk reads the documents of a part of the text. input is the text as the YAML library should see it.
func (r *reader) chunk(input []byte, c chunk) {
	if at, why := forbidden(input[c.start:c.end]); at >= 0 {
		r.file.fail(r.text.span(c.start+at, c.start+at+1), "%s", why)
		return
	}
	r.lines = c.line
	docs, err := documents(input[c.start:c.end])
	var scalars []*yaml.Node
	for _, doc := range docs {
		if len(doc.Content) == 0 {
			continue
		}
		r.document(doc.Content[0])
		scalars = appendScalars(scalars, doc.Content[0])
	}
	if err != nil {
		r.broken(input, c, err)
		return
	}
	r.comments(scalars, c)
}

// documents decodes the documents of src, up to the first that is broken.
func documents(src []byte) (docs []*yaml.Node, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("yaml: %v", p)
		}
	}()
	decoder := yaml.NewDecoder(bytes.NewReader(src))
	for {
		doc := new(yaml.Node)
		if err := decoder.Decode(doc); errors.Is(err, io.EOF) {
			return docs, nil
		} else if err != nil {
			return docs, err
		}
		docs = append(docs, doc)
	}
}

var yamlLine = regexp.MustCompile(`^line (\d+): `)

// broken reports a YAML error of a chunk where the YAML library stopped reading.
func (r *reader) broken(input []byte, c chunk, err error) {
	message := strings.TrimPrefix(err.Error(), "yaml: ")
	message = yamlLine.ReplaceAllString(message, "")
	at := c.start + stopped(input[c.start:c.end])
	r.file.fail(r.text.span(at, at), "the YAML is broken: %s", message)
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
