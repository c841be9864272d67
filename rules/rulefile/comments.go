package rulefile

import (
	"bytes"
	"sort"
	"strings"

	"go.yaml.in/yaml/v3"
)

// appendScalars appends the scalars of a document, in order.
func appendScalars(scalars []*yaml.Node, n *yaml.Node) []*yaml.Node {
	if n.Kind == yaml.ScalarNode {
		return append(scalars, n)
	}
	for _, c := range n.Content {
		scalars = appendScalars(scalars, c)
	}
	return scalars
}

// comments adds the comments of a chunk to the file: every # that starts a line or follows a blank, and is not part of a scalar.
func (r *reader) comments(scalars []*yaml.Node, c chunk) {
	src := r.text.src[:c.end]
	if r.text.json {
		return
	}
	for at := c.start; ; {
		n := bytes.IndexByte(src[at:], '#')
		if n < 0 {
			return
		}
		at += n
		if end := r.scalarOver(scalars, at); end > at {
			at = end
			continue
		}
		if at > c.start && !strings.ContainsRune(" \t\r\n,[]{}\"'", rune(src[at-1])) && src[at-1] < 0x80 {
			at++ // inside a tag
			continue
		}
		start := at
		for at < len(src) && r.text.lineBreak(at) == 0 {
			at++
		}
		line := strings.TrimRight(string(src[start:at]), " \t")
		r.file.Comments = append(r.file.Comments, Comment{
			Text: strings.TrimSpace(strings.TrimLeft(line, "#")),
			Span: r.text.span(start, start+len(line)),
		})
	}
}

// scalarOver returns the end of the content of the scalar that the byte at offset at belongs to; 0 where it belongs to none.
func (r *reader) scalarOver(scalars []*yaml.Node, at int) int {
	n := sort.Search(len(scalars), func(n int) bool { return r.offset(scalars[n]) > at })
	if n == 0 {
		return 0
	}
	l := r.scalar(item{Node: scalars[n-1]}).layout()
	if !l.exact || at < l.start || at >= l.stop {
		return 0
	}
	if node := scalars[n-1]; node.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		first := l.body
		for first < len(r.text.src) && r.text.lineBreak(first) == 0 {
			first++
		}
		if at < first { // the comment of a block's header
			return 0
		}
	}
	return l.stop
}
