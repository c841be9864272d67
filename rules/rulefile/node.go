package rulefile

import (
	"encoding/json"
	"strings"

	"go.yaml.in/yaml/v3"
)

// maxAliased is how many nodes of a file are read through aliases: enough for any file people write, too few for a bomb.
const maxAliased = 1 << 20

// maxMerges is how deep merge keys may nest.
const maxMerges = 64

// item is a node of a document, aliases resolved.
type item struct {
	*yaml.Node
	flow   bool // inside [] or {}
	shared bool // anchored or aliased: other places may read it too
}

// child returns n, a node below parent.
func (r *reader) child(parent item, n *yaml.Node) item {
	it := item{n, parent.flow || parent.Style&yaml.FlowStyle != 0, parent.shared || n.Anchor != ""}
	if n.Kind == yaml.AliasNode {
		it.Node, it.flow, it.shared = n.Alias, true, true
	}
	if it.shared {
		r.aliased++
	}
	return it
}

func (it item) null() bool {
	return it.Kind == yaml.ScalarNode && it.ShortTag() == "!!null"
}

// kind names what a node is, for messages.
func (it item) kind() string {
	switch it.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	switch it.ShortTag() {
	case "!!null":
		return "nothing"
	case "!!int", "!!float":
		return "a number"
	case "!!bool":
		return "a boolean"
	}
	return "text"
}

// scalar returns a scalar node as a value.
func (r *reader) scalar(it item) Scalar {
	s := Scalar{mark: r.newMark()}
	s.mark.text, s.mark.start, s.mark.style = r.text, int32(r.offset(it.Node)), it.Style
	s.mark.flow, s.mark.shared = it.flow, it.shared
	s.Value = r.valueOf(it, int(s.mark.start))
	return s
}

// valueOf returns the value of a scalar node that starts at offset start.
func (r *reader) valueOf(it item, start int) string {
	switch {
	case r.text.json && it.Style&yaml.DoubleQuotedStyle != 0:
		return r.unquote(start, it.Value)
	case it.ShortTag() == "!!binary":
		value := it.Value
		_ = it.Decode(&value) // Prometheus reads base64; where it is none, the text stays
		return value
	}
	return it.Value
}

// newMark allocates marks by the dozen.
func (r *reader) newMark() *mark {
	if len(r.marks) == 0 {
		r.marks = make([]mark, 48)
	}
	m := &r.marks[0]
	r.marks = r.marks[1:]
	return m
}

// unquote returns what a JSON string reads, given what the YAML library made of it.
func (r *reader) unquote(start int, value string) string {
	src := r.text.src[start:]
	if len(src) > len(value)+1 && src[len(value)+1] == '"' && string(src[1:len(value)+1]) == value {
		return value
	}
	end := 1
	for end < len(src) && src[end] != '"' {
		if src[end] == '\\' {
			end++
		}
		end++
	}
	_ = json.Unmarshal(src[:min(end+1, len(src))], &value)
	return value
}

// offset returns where a node starts in the text; its anchor or tag is part of it.
func (r *reader) offset(n *yaml.Node) int { return r.text.offset(n.Line+r.lines, n.Column) }

// span returns the place of a node in the file.
func (r *reader) span(n *yaml.Node) Span { return r.text.span(r.offset(n), r.end(n)) }

// end returns the offset behind a node.
func (r *reader) end(n *yaml.Node) int {
	start := r.offset(n)
	switch n.Kind {
	case yaml.AliasNode:
		return min(start+1+len(n.Value), len(r.text.src))
	case yaml.ScalarNode:
		return scan(r.text.src, r.text.json, start, n.Style, r.valueOf(item{Node: n}, start)).end
	}
	end := start
	if len(n.Content) > 0 {
		end = max(start, r.end(n.Content[len(n.Content)-1]))
	}
	if n.Style&yaml.FlowStyle == 0 {
		return end
	}
	s := &scanner{src: r.text.src, json: r.text.json, at: end}
	s.properties()
	for s.at < len(s.src) && !strings.ContainsRune("]}", rune(s.src[s.at])) {
		if s.src[s.at] == '#' {
			s.line()
		} else {
			s.at++
		}
	}
	return min(s.at+1, len(s.src))
}
