package rulefile

import (
	"bytes"
	"encoding/base64"

	"go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/internal/lazyregexp"
)

// maxInner is how many bytes of texts inside a file are read: more than a file can hold unless aliases repeat them.
const maxInner = 2 * MaxSize

// configMap reads the rule files among the values of a ConfigMap or a Secret. One without any is none of ours.
func (r *reader) configMap(it item, kind Kind) Kind {
	found := Other
	if r.embedded {
		return found // an object in a text in an object
	}
	encoded := map[string]bool{"data": kind == Secret, "binaryData": true, "stringData": false}
	for i := 0; i+1 < len(it.Content); i += 2 {
		key, data := r.child(it, it.Content[i]), r.child(it, it.Content[i+1])
		isBase64, ok := encoded[key.text()]
		if !ok || data.Kind != yaml.MappingNode {
			continue
		}
		for j := 0; j+1 < len(data.Content) && r.aliased <= maxAliased; j += 2 {
			if r.entry(r.child(data, data.Content[j]), r.child(data, data.Content[j+1]), isBase64) {
				found = kind
			}
		}
	}
	return found
}

// entry reads the value of a key of a ConfigMap if it is a file that holds rules.
func (r *reader) entry(key, value item, isBase64 bool) bool {
	if value.Kind != yaml.ScalarNode || value.null() {
		return false
	}
	outer := r.scalar(value)
	src := []byte(outer.Value)
	var quanta []int32
	if isBase64 {
		src, quanta = decode64(outer.Value)
	}
	if !mayHoldRules(src) {
		return false
	}
	if r.file.inner += len(src); r.file.inner > maxInner {
		r.fail(value.Node, "aliases repeat more than %d bytes of text", maxInner)
		return false
	}
	t, input := readable(src)
	t.outer, t.quanta = outer, quanta
	if !isBase64 {
		t.holes = outer.holes()
	}
	return r.inside(&reader{file: r.file, text: t, name: key.text(), embedded: true}, input)
}

// inside reads a text inside the file. If it turns out to hold no rules, nothing of it stays.
func (r *reader) inside(inner *reader, input []byte) bool {
	f := r.file
	documents, comments, errors, unread := len(f.Documents), len(f.Comments), len(f.Errors), len(f.Unread)
	for _, c := range inner.text.chunks() {
		inner.chunk(input, c)
	}
	kept := f.Documents[:documents]
	for _, d := range f.Documents[documents:] {
		if d.Kind != Other {
			kept = append(kept, d)
		}
	}
	f.Documents = kept
	if len(kept) == documents && !(len(f.Errors) > errors && isRuleText(inner.text.src)) {
		f.Errors = f.Errors[:errors]
		f.Comments = f.Comments[:comments]
		f.Unread = f.Unread[:unread]
		return false
	}
	if inner.text.quanta != nil { // all are in one place, which is no line of theirs
		f.Comments = f.Comments[:comments]
	}
	return true
}

var (
	groupsKey = lazyregexp.New(`(?m)(?:^|[\s{,"'])groups["']?[ \t]*:`)
	topGroups = lazyregexp.New(`(?m)^groups[ \t]*:`)
	aRule     = lazyregexp.New(`(?m)^[ \t]*(?:-[ \t]+)?(?:alert|record)[ \t]*:`)
)

// mayHoldRules says whether a text is worth parsing.
func mayHoldRules(src []byte) bool {
	return bytes.Contains(src, []byte("groups")) && bytes.Contains(src, []byte("rules")) && groupsKey.Match(src)
}

// isRuleText says whether a text that cannot be parsed was meant as a rule file.
func isRuleText(src []byte) bool { return topGroups.Match(src) && aRule.Match(src) }

// decode64 returns the bytes that a text encodes in base64, and the offset of each of its groups of four characters, and of the end of the last;
// nothing for what is no base64.
func decode64(encoded string) ([]byte, []int32) {
	src, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return nil, nil
	}
	quanta := make([]int32, 0, len(encoded)/4+1)
	n, end := 0, 0
	for i := range len(encoded) {
		if encoded[i] == '\n' || encoded[i] == '\r' {
			continue
		}
		if n%4 == 0 {
			quanta = append(quanta, int32(i))
		}
		n, end = n+1, i+1
	}
	return src, append(quanta, int32(end))
}

// outward returns the offset in the value of t.outer of what byte i of the text comes from.
func (t *text) outward(i int) int {
	if t.quanta == nil {
		return i
	}
	if i >= len(t.src) {
		return int(t.quanta[len(t.quanta)-1])
	}
	return int(t.quanta[max(i, 0)/3])
}

// outwardEnd returns the offset behind what the bytes from start up to end come from.
func (t *text) outwardEnd(start, end int) int {
	if t.quanta == nil {
		return end
	}
	if end <= start {
		return t.outward(start)
	}
	return int(t.quanta[min((end-1)/3+1, len(t.quanta)-1)])
}
