package baseline

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/internal/nearest"
	"github.com/promwright/promwright/rules/rulefile"
)

// Baseline is a baseline that was read.
type Baseline struct {
	Entries []Entry // in the order of the file

	name string
	file *rulefile.File // the baseline itself, for findings about it
}

// Read reads a baseline; name is its path. The error joins all that is wrong, each a [rulefile.Error] with its place.
func Read(name string, source []byte) (*Baseline, error) {
	r := &reader{name: name, seen: map[identity]int{}}
	root := r.parse(source)
	if root != nil {
		r.document(root)
	}
	if len(r.errs) > 0 {
		return nil, errors.Join(r.errs...)
	}
	return &Baseline{Entries: r.entries, name: name, file: rulefile.Parse(name, source)}, nil
}

// reader collects the entries of a baseline and what is wrong with it.
type reader struct {
	name    string
	entries []Entry
	seen    map[identity]int // the line
	errs    []error
}

func (r *reader) fail(line, column int, format string, args ...any) {
	at := rulefile.Pos{Line: max(line, 1), Column: max(column, 1)}
	r.errs = append(r.errs, &rulefile.Error{File: r.name, Span: rulefile.Span{Start: at, End: at}, Message: fmt.Sprintf(format, args...)})
}

// parse returns the node of the only document, or nil where there is none.
func (r *reader) parse(source []byte) *yaml.Node {
	var document, second yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(source))
	err := decoder.Decode(&document)
	if err == nil {
		if err = decoder.Decode(&second); err == nil {
			r.fail(second.Line, 1, "a baseline is one YAML document")
			return nil
		}
	} else if errors.Is(err, io.EOF) {
		r.fail(1, 1, "the file is empty: a baseline has the keys version and findings")
		return nil
	}
	if !errors.Is(err, io.EOF) {
		r.broken(source, err)
		return nil
	}
	return document.Content[0]
}

// broken notes an error of the YAML parser. Its place is found by the reader of rule files, which is good at it.
func (r *reader) broken(source []byte, err error) {
	if errs := rulefile.Parse(r.name, source).Errors; len(errs) > 0 {
		r.errs = append(r.errs, errs[0])
		return
	}
	r.fail(1, 1, "the YAML is broken: %s", strings.TrimPrefix(err.Error(), "yaml: "))
}

func (r *reader) document(root *yaml.Node) {
	before := len(r.errs)
	fields := r.mapping(root, "a baseline", "version", "findings")
	version, findings := fields["version"], fields["findings"]
	switch {
	case len(r.errs) > before:
	case version == nil:
		r.fail(root.Line, root.Column, "the version is missing: write version: %d", Version)
	case version.Value != strconv.Itoa(Version):
		r.fail(version.Line, version.Column, "version %s is not known: %d is", shown(version), Version)
	case findings == nil:
		r.fail(root.Line, root.Column, "the findings are missing: write findings: [] for none")
	case findings.Kind != yaml.SequenceNode:
		r.fail(findings.Line, findings.Column, "findings must be a list, not %s", shown(findings))
	default:
		for _, node := range findings.Content {
			r.entry(node)
		}
	}
}

func (r *reader) entry(node *yaml.Node) {
	before := len(r.errs)
	fields := r.mapping(node, "a finding", "file", "group", "rule", "check", "message", "count")
	if len(r.errs) > before {
		return
	}
	text := func(key string, required bool) string {
		value := fields[key]
		switch {
		case value == nil && required:
			r.fail(node.Line, node.Column, "the finding has no %s", key)
		case value != nil && (value.Kind != yaml.ScalarNode || required && value.Value == ""):
			r.fail(value.Line, value.Column, "%s must be a text, not %s", key, shown(value))
		case value != nil:
			return value.Value
		}
		return ""
	}
	e := Entry{File: text("file", true), Group: text("group", false), Rule: text("rule", false), Check: text("check", true),
		Message: withoutLines(text("message", true)), Count: 1, Line: node.Line}
	if count := fields["count"]; count != nil {
		n, err := strconv.Atoi(count.Value)
		if err != nil || n < 1 {
			r.fail(count.Line, count.Column, "count must be a number from 1 on, not %s", shown(count))
		}
		e.Count = n
	}
	if line, ok := r.seen[e.identity()]; ok && len(r.errs) == before {
		r.fail(node.Line, node.Column, "the finding stands in line %d already: write it once, with count", line)
	}
	r.seen[e.identity()] = node.Line
	r.entries = append(r.entries, e)
}

// mapping returns the values of a mapping that has no other keys than those allowed.
func (r *reader) mapping(node *yaml.Node, what string, allowed ...string) map[string]*yaml.Node {
	if node.Kind != yaml.MappingNode {
		r.fail(node.Line, node.Column, "%s must be a mapping, not %s", what, shown(node))
		return nil
	}
	fields := map[string]*yaml.Node{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key := node.Content[i]
		switch known := slices.Contains(allowed, key.Value); {
		case key.Kind != yaml.ScalarNode || !known:
			r.fail(key.Line, key.Column, "unknown key %s in %s: %s", shown(key), what, nearest.Hint(key.Value, allowed))
		case fields[key.Value] != nil:
			r.fail(key.Line, key.Column, "%s has %s twice", what, key.Value)
		default:
			fields[key.Value] = node.Content[i+1]
		}
	}
	return fields
}

// shown is a node as an error quotes it.
func shown(node *yaml.Node) string {
	switch node.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	case yaml.AliasNode:
		return "an alias"
	}
	return strconv.Quote(node.Value)
}
