package promtool

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

const (
	maxNodes  = 2_000_000 // what aliases may multiply a file to
	maxErrors = 200       // after which no more are looked for
)

// reader turns the nodes of a YAML file into values. It is strict: what it does not understand is an error with its
// position, and it goes on to find all of them.
type reader struct {
	file     string
	options  Options
	lines    []string
	nodes    int
	depth    int               // of timelines in timelines
	files    map[string][]byte // that series are read from, by path
	cut      bool              // promtool reads no more series of the test
	errs     []*Error
	warnings []*Error
}

// fields maps the keys that a mapping may have to what reads their values.
type fields map[string]func(*yaml.Node)

// foreign are fields of other programs that read this format, and what to do about them.
var foreign = map[string]string{
	"metricsql_expr_test": "MetricsQL is not evaluated here, write promql_expr_test and PromQL",
}

func (r *reader) fail(n *yaml.Node, format string, args ...any) {
	switch len(r.errs) {
	case maxErrors:
		r.errs = append(r.errs, r.at(n, "more than %d errors", maxErrors))
	case maxErrors + 1:
	default:
		r.errs = append(r.errs, r.at(n, format, args...))
	}
}

// quirk notes what promtool passes over in silence, and what makes a test prove nothing. It is an error, unless everything is to be as in
// promtool.
func (r *reader) quirk(n *yaml.Node, format string, args ...any) {
	if !r.options.Compat {
		r.fail(n, format, args...)
	}
}

// warn notes a quirk that good tests have too.
func (r *reader) warn(n *yaml.Node, format string, args ...any) {
	switch {
	case r.options.Compat:
	case r.options.Strict:
		r.fail(n, format, args...)
	default:
		r.warnings = append(r.warnings, r.at(n, format, args...))
	}
}

func (r *reader) at(n *yaml.Node, format string, args ...any) *Error {
	return &Error{File: r.file, Line: max(n.Line, 1), Column: max(n.Column, 1), Message: fmt.Sprintf(format, args...)}
}

// where returns the position of n as file:line:col.
func (r *reader) where(n *yaml.Node) string { return fmt.Sprintf("%s:%d:%d", r.file, n.Line, n.Column) }

var yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)

// document parses the first document of src; nil if there is none, or if it is broken.
func (r *reader) document(src []byte) (root *yaml.Node) {
	defer func() {
		if p := recover(); p != nil {
			root = nil
			r.fail(&yaml.Node{}, "not YAML: %v", p)
		}
	}()
	decoder := yaml.NewDecoder(strings.NewReader(string(src)))
	var doc, next yaml.Node
	if err := decoder.Decode(&doc); err != nil {
		r.broken(err)
		return nil
	}
	if err := decoder.Decode(&next); err == nil {
		r.quirk(&next, "this document is not read: a test file is one document")
	}
	if len(doc.Content) == 0 {
		return nil
	}
	return doc.Content[0]
}

// broken notes an error of the YAML parser, which knows at most the line.
func (r *reader) broken(err error) {
	if err.Error() == "EOF" { // an empty file
		return
	}
	n := &yaml.Node{Line: 1, Column: 1}
	text := err.Error()
	if m := yamlLine.FindStringSubmatch(text); m != nil {
		n.Line, _ = strconv.Atoi(m[1])
		text = text[len(m[0]):]
	}
	r.fail(n, "not YAML: %s", text)
}

// resolve follows aliases, and counts.
func (r *reader) resolve(n *yaml.Node) *yaml.Node {
	for depth := 0; n.Kind == yaml.AliasNode && depth < 100; depth++ {
		n = n.Alias
	}
	r.nodes++
	if r.nodes == maxNodes {
		r.fail(n, "more than %d values", maxNodes)
	}
	return n
}

// full reports whether there is no point in going on.
func (r *reader) full() bool { return r.nodes >= maxNodes || len(r.errs) > maxErrors }

// mapping reads a mapping. what names it in messages, with its article.
func (r *reader) mapping(n *yaml.Node, what string, known fields) {
	n = r.resolve(n)
	if isNull(n) {
		return
	}
	if n.Kind != yaml.MappingNode {
		r.fail(n, "%s must be a mapping, not %s", what, kindOf(n))
		return
	}
	r.pairs(n, what, func(key, value *yaml.Node) {
		read, ok := known[key.Value]
		if !ok {
			r.unknown(key, what, slices.Sorted(maps.Keys(known)))
			return
		}
		read(value)
	})
}

// unknown notes a field that a mapping cannot have.
func (r *reader) unknown(key *yaml.Node, what string, known []string) {
	if why := foreign[key.Value]; why != "" {
		r.fail(key, "field %q: %s", key.Value, why)
		return
	}
	r.fail(key, "unknown field %q in %s (allowed: %s)", key.Value, what, strings.Join(known, ", "))
}

// pairs calls do for every key of a mapping, merged ones (<<) included unless the mapping has the key itself.
func (r *reader) pairs(n *yaml.Node, what string, do func(key, value *yaml.Node)) {
	seen := map[string]*yaml.Node{}
	var merges []*yaml.Node
	for i := 0; i+1 < len(n.Content) && !r.full(); i += 2 {
		key, value := r.resolve(n.Content[i]), n.Content[i+1]
		switch {
		case key.Kind != yaml.ScalarNode:
			r.fail(key, "a key of %s must be a string, not %s", what, kindOf(key))
		case key.Tag == "!!merge":
			merges = append(merges, value)
		case seen[key.Value] != nil:
			r.fail(key, "field %q is given twice in %s, first at line %d", key.Value, what, seen[key.Value].Line)
		default:
			seen[key.Value] = key
			do(key, value)
		}
	}
	for _, m := range merges {
		r.merge(m, what, 0, func(key, value *yaml.Node) {
			if seen[key.Value] == nil {
				seen[key.Value] = key
				do(key, value)
			}
		})
	}
}

// merge calls do for every key of the mappings that << names.
func (r *reader) merge(n *yaml.Node, what string, depth int, do func(key, value *yaml.Node)) {
	n = r.resolve(n)
	switch {
	case depth > 20 || r.full():
		r.fail(n, "<< in %s is nested too deeply", what)
	case n.Kind == yaml.SequenceNode:
		for _, m := range n.Content {
			r.merge(m, what, depth+1, do)
		}
	case n.Kind == yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			if key := r.resolve(n.Content[i]); key.Tag == "!!merge" {
				r.merge(n.Content[i+1], what, depth+1, do)
			} else {
				do(key, n.Content[i+1])
			}
		}
	default:
		r.fail(n, "<< in %s must name a mapping, not %s", what, kindOf(n))
	}
}

// list calls do for every item of a list.
func (r *reader) list(n *yaml.Node, what string, do func(*yaml.Node)) {
	n = r.resolve(n)
	if isNull(n) {
		return
	}
	if n.Kind != yaml.SequenceNode {
		r.fail(n, "%s must be a list, not %s", what, kindOf(n))
		return
	}
	for _, item := range n.Content {
		if r.full() {
			return
		}
		do(item)
	}
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" || n.Kind == 0 }

func kindOf(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	case yaml.AliasNode:
		return "an alias"
	}
	return fmt.Sprintf("%q", n.Value)
}
