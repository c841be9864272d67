package metrics

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/internal/nearest"
)

// ReadFile reads a file. Its name is used in errors, which come all at once and begin with name:line:column.
func ReadFile(name string, source []byte) (File, error) {
	r := &reader{file: name}
	node, err := parseYAML(source)
	if err != nil {
		return File{}, fmt.Errorf("%s%w", name, err)
	}
	f := File{Comment: headComment(source)}
	if node == nil {
		return f, fmt.Errorf("%s:1:1: no metrics, want a mapping with metrics", name)
	}
	seen := false
	for key, value := range r.mapping(node, "the file") {
		switch key.Value {
		case "source":
			f.Source = r.text(value, "source")
		case "metrics":
			f.Metrics, seen = r.metrics(value), true
		default:
			r.unknownKey(key, []string{"metrics", "source"})
		}
	}
	if !seen && len(r.errs) == 0 {
		r.errorf(node, "no metrics, want a mapping with metrics")
	}
	if err := errors.Join(r.errs...); err != nil {
		return File{}, err
	}
	sortMetrics(f.Metrics)
	return f, nil
}

// parseYAML returns the root of the only document; nil if there is none. Errors begin with :line:.
func parseYAML(source []byte) (*yaml.Node, error) {
	decoder := yaml.NewDecoder(strings.NewReader(string(source)))
	var document, more yaml.Node
	switch err := decoder.Decode(&document); {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
		return nil, yamlError(err)
	}
	if err := decoder.Decode(&more); !errors.Is(err, io.EOF) {
		if err != nil {
			return nil, yamlError(err)
		}
		return nil, fmt.Errorf(":%d:1: a second document, want one", more.Line)
	}
	if len(document.Content) == 0 {
		return nil, nil
	}
	return document.Content[0], nil
}

// yamlError returns an error of the YAML parser, "yaml: line 3: ...", as one that begins with :3:.
func yamlError(err error) error {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	var line int
	if n, _ := fmt.Sscanf(text, "line %d:", &line); n == 1 {
		_, text, _ = strings.Cut(text, ": ")
	}
	return fmt.Errorf(":%d:1: %s", max(line, 1), text)
}

// headComment returns the comment that a file begins with.
func headComment(source []byte) string {
	var lines []string
	for line := range strings.Lines(string(source)) {
		text, ok := strings.CutPrefix(strings.TrimRight(line, "\r\n"), "#")
		if !ok {
			break
		}
		lines = append(lines, strings.TrimPrefix(text, " "))
	}
	return strings.Join(lines, "\n")
}

// reader collects what is wrong with a file.
type reader struct {
	file string
	errs []error
}

func (r *reader) errorf(at *yaml.Node, format string, args ...any) {
	r.errs = append(r.errs, fmt.Errorf("%s:%d:%d: %s", r.file, at.Line, at.Column, fmt.Sprintf(format, args...)))
}

func (r *reader) unknownKey(key *yaml.Node, allowed []string) {
	r.errorf(key, "unknown key %q; %s", key.Value, nearest.Hint(key.Value, allowed))
}

// mapping returns the keys and values of a node that must be a mapping. A key that stands there twice is an error.
func (r *reader) mapping(node *yaml.Node, what string) func(yield func(key, value *yaml.Node) bool) {
	return func(yield func(key, value *yaml.Node) bool) {
		if node.Kind != yaml.MappingNode {
			r.errorf(node, "%s is %s, want a mapping", what, kindName(node))
			return
		}
		lines := map[string]int{}
		for i := 0; i+1 < len(node.Content); i += 2 {
			key, value := node.Content[i], node.Content[i+1]
			if key.Kind != yaml.ScalarNode {
				r.errorf(key, "a key of %s is %s, want a name", what, kindName(key))
				continue
			}
			if line, twice := lines[key.Value]; twice {
				r.errorf(key, "%s has %s twice, first in line %d", what, key.Value, line)
				continue
			}
			lines[key.Value] = key.Line
			if !yield(key, value) {
				return
			}
		}
	}
}

// text returns a scalar that must not be empty.
func (r *reader) text(node *yaml.Node, what string) string {
	if node.Kind != yaml.ScalarNode || node.Value == "" {
		r.errorf(node, "%s is %s, want text", what, kindName(node))
		return ""
	}
	return node.Value
}

func kindName(node *yaml.Node) string {
	switch {
	case node.Kind == yaml.MappingNode:
		return "a mapping"
	case node.Kind == yaml.SequenceNode:
		return "a list"
	case node.Kind == yaml.AliasNode:
		return "an alias"
	case node.Value == "":
		return "empty"
	}
	return fmt.Sprintf("%q", node.Value)
}

// oneOf returns the text of a scalar that must be one of allowed.
func (r *reader) oneOf(node *yaml.Node, what string, allowed []string) string {
	text := r.text(node, what)
	if text != "" && !slices.Contains(allowed, text) {
		r.errorf(node, "%s %q is unknown; %s", what, text, nearest.Hint(text, allowed))
		return ""
	}
	return text
}
