package config

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/internal/lazyregexp"
	"github.com/promwright/promwright/rules/rulefile"
)

// mapping calls each for every key and value of a mapping; what names it. Nothing at all counts as an empty mapping.
func (r *reader) mapping(node *yaml.Node, what string, each func(key, value *yaml.Node)) {
	node = resolved(node)
	if isNothing(node) {
		return
	}
	if node.Kind != yaml.MappingNode {
		r.fail(r.span(node), "%s must be a mapping, not %s", what, shown(node))
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key := resolved(node.Content[i])
		if key.Kind != yaml.ScalarNode {
			r.fail(r.span(key), "a key of %s must be a text, not %s", what, shown(key))
			continue
		}
		if seen[key.Value] {
			r.fail(r.span(key), "%s has %s twice", what, key.Value)
			continue
		}
		seen[key.Value] = true
		each(key, resolved(node.Content[i+1]))
	}
}

// resolved is the node that an alias stands for, or the node itself.
func resolved(node *yaml.Node) *yaml.Node {
	if node.Kind == yaml.AliasNode {
		return node.Alias
	}
	return node
}

// isNothing tells whether the node is null: nothing is written, or ~.
func isNothing(node *yaml.Node) bool {
	return node.Kind == yaml.ScalarNode && node.ShortTag() == "!!null"
}

// span is where a node begins, and for a scalar on one line where it ends.
func (r *reader) span(node *yaml.Node) rulefile.Span {
	start := r.position(node.Line, node.Column)
	if node.Kind != yaml.ScalarNode || !bytes.HasPrefix(r.source[start.Offset:], []byte(node.Value)) {
		return rulefile.Span{Start: start, End: start}
	}
	end := start
	end.Offset += len(node.Value)
	end.Column += utf8.RuneCountInString(node.Value)
	return rulefile.Span{Start: start, End: end}
}

// lineSpan is the whole of a line.
func (r *reader) lineSpan(line int) rulefile.Span {
	start := r.position(line, 1)
	end := start
	text := r.source[start.Offset:]
	if n := bytes.IndexAny(text, "\r\n"); n >= 0 {
		text = text[:n]
	}
	end.Offset += len(text)
	end.Column += utf8.RuneCount(text)
	return rulefile.Span{Start: start, End: end}
}

// lineStarts returns the offsets of the first bytes of the lines, as YAML counts them.
func lineStarts(source []byte) []int {
	starts := []int{0}
	if bytes.HasPrefix(source, []byte("\ufeff")) {
		starts[0] = len("\ufeff")
	}
	for i := 0; i < len(source); {
		letter, size := utf8.DecodeRune(source[i:])
		i += size
		switch letter {
		case '\r':
			if i < len(source) && source[i] == '\n' {
				i++
			}
			starts = append(starts, i)
		case '\n', '\u0085', '\u2028', '\u2029':
			starts = append(starts, i)
		}
	}
	return starts
}

// position finds the byte at line and column, both counted from 1, the column in characters.
func (r *reader) position(line, column int) rulefile.Pos {
	offset := r.lines[min(max(line, 1), len(r.lines))-1]
	for range column - 1 {
		_, size := utf8.DecodeRune(r.source[offset:])
		offset += size
	}
	return rulefile.Pos{Offset: offset, Line: max(line, 1), Column: max(column, 1)}
}

// shown is a node as an error quotes it.
func shown(node *yaml.Node) string {
	switch {
	case node.Kind == yaml.MappingNode:
		return "a mapping"
	case node.Kind == yaml.SequenceNode && len(node.Content) == 0:
		return "an empty list"
	case node.Kind == yaml.SequenceNode:
		return "a list"
	default:
		return strconv.Quote(node.Value)
	}
}

// yamlErrorLine finds the line in an error of the YAML parser.
var yamlErrorLine = lazyregexp.New(`^yaml: (?:line (\d+): )?(.*)`)

// yamlError takes an error of the YAML parser apart. Without a line it is about line 1.
func yamlError(err error) (int, string) {
	message, _, _ := strings.Cut(err.Error(), "\n")
	m := yamlErrorLine.FindStringSubmatch(message)
	if m == nil {
		return 1, message
	}
	line, _ := strconv.Atoi(m[1]) // digits, or nothing: 0
	return max(line, 1), m[2]
}
