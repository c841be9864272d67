package rulefile

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// document reads a document of the file and adds its groups to it.
func (r *reader) document(n *yaml.Node) {
	root := r.child(item{Node: &yaml.Node{}}, n)
	if root.null() {
		return
	}
	r.object(root, "")
}

// object reads a document or an item of a List whose kind, where it does not say, is implied.
func (r *reader) object(it item, implied string) {
	at := len(r.file.Documents)
	r.file.Documents = append(r.file.Documents, Document{Span: r.span(it.Node)})
	if it.Kind != yaml.MappingNode {
		return
	}
	kind, hasKind := r.peek(it, "kind")
	if !hasKind {
		kind = implied
	}
	_, hasGroups := r.lookup(it, "groups")
	doc := &r.file.Documents[at]
	if metadata, ok := r.lookup(it, "metadata"); ok && metadata.Kind == yaml.MappingNode {
		doc.Name, _ = r.peek(metadata, "name")
		doc.Namespace, _ = r.peek(metadata, "namespace")
	}
	switch {
	case kind == string(PrometheusRule):
		doc.Kind = PrometheusRule
		r.prometheusRule(it)
	case kind == "List" || kind == "PrometheusRuleList":
		doc.Kind = List
		r.list(it, strings.TrimSuffix(kind, "List"))
	case kind == "" && hasGroups:
		doc.Kind = RuleFile
		r.ruleFile(it)
	}
}

// lookup returns the value of a key of a mapping.
func (r *reader) lookup(it item, key string) (item, bool) {
	for i := 0; i+1 < len(it.Content); i += 2 {
		if k := r.child(it, it.Content[i]); k.Kind == yaml.ScalarNode && k.Value == key {
			return r.child(it, it.Content[i+1]), true
		}
	}
	return item{}, false
}

// peek returns the text of a key of a mapping.
func (r *reader) peek(it item, key string) (string, bool) {
	v, ok := r.lookup(it, key)
	return v.text(), ok
}

func (it item) text() string {
	if it.Node == nil || it.Kind != yaml.ScalarNode || it.null() {
		return ""
	}
	return it.Value
}

func (r *reader) list(it item, implied string) {
	items, ok := r.lookup(it, "items")
	if !ok || items.null() {
		return
	}
	for _, n := range r.elements(items, "items of a List") {
		r.object(n, implied)
	}
}

// elements returns the elements of a list, and reports what is none.
func (r *reader) elements(it item, where string) []item {
	if it.null() {
		return nil
	}
	if it.Kind != yaml.SequenceNode {
		r.fail(it.Node, "%s must be a list, not %s", where, it.kind())
		return nil
	}
	elements := make([]item, 0, len(it.Content))
	for _, n := range it.Content {
		if r.aliased > maxAliased {
			break
		}
		elements = append(elements, r.child(it, n))
	}
	return elements
}

func (r *reader) ruleFile(it item) {
	for _, f := range r.fields(it, "a rule file") {
		if f.key.Value == "groups" {
			r.groups(f.value, ruleFileGroup)
		} else {
			r.unknown(f.key, "a rule file", []string{"groups"})
		}
	}
}

var prometheusRuleFields = []string{"apiVersion", "kind", "metadata", "spec", "status"}

func (r *reader) prometheusRule(it item) {
	for _, f := range r.fields(it, "a PrometheusRule") {
		switch f.key.Value {
		case "apiVersion", "kind", "status":
		case "metadata":
			r.fields(f.value, "metadata")
		case "spec":
			r.spec(f.value)
		default:
			r.unknown(f.key, "a PrometheusRule", prometheusRuleFields)
		}
	}
}

func (r *reader) spec(it item) {
	for _, f := range r.fields(it, "the spec of a PrometheusRule") {
		if f.key.Value == "groups" {
			r.groups(f.value, prometheusRuleGroup)
		} else {
			r.unknown(f.key, "the spec of a PrometheusRule", []string{"groups"})
		}
	}
}
