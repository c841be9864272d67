package rulefile

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"go.yaml.in/yaml/v3"
)

// reader turns the documents of a text into groups of a file.
type reader struct {
	file    *File
	text    *text
	lines   int    // of the text before the chunk that is being read
	aliased int    // nodes that were read through aliases
	marks   []mark // not used yet

	dialect    *dialect       // of the groups that are being read
	namespaces map[string]int // of Mimir rule files: the line of each
	name       string         // of the documents: the key of a ConfigMap
	embedded   bool           // the text is a value of a ConfigMap

	open    bool // an action of a template adds fields to what is being read
	choice  int  // of the values that a condition chooses between, the one that is read
	choices int  // how many there are
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
		r.failed(input, c, err)
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
