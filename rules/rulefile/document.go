package rulefile

import (
	"cmp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// document reads a document of the file and adds its groups to it.
func (r *reader) document(n *yaml.Node) {
	root := r.child(item{Node: &yaml.Node{}}, n)
	if root.null() {
		return
	}
	r.object(root, header{})
}

// object reads a document or an item of a List whose apiVersion and kind, where it does not say, are implied.
func (r *reader) object(it item, implied header) {
	at := len(r.file.Documents)
	r.file.Documents = append(r.file.Documents, Document{Span: r.span(it.Node), Name: r.name})
	if it.Kind != yaml.MappingNode {
		return
	}
	h := r.header(it, implied)
	if metadata, ok := r.lookup(it, "metadata"); ok && metadata.Kind == yaml.MappingNode {
		name, _ := r.peek(metadata, "name")
		r.file.Documents[at].Name = cmp.Or(name, r.name)
		r.file.Documents[at].Namespace, _ = r.peek(metadata, "namespace")
	}
	r.file.Documents[at].Object = r.describe(it)
	r.file.Documents[at].Kind = r.content(it, h, at)
}

// header is what says which kind an object is of.
type header struct{ api, kind string }

func (r *reader) header(it item, implied header) header {
	api, hasAPI := r.peek(it, "apiVersion")
	kind, hasKind := r.peek(it, "kind")
	if !hasAPI {
		api = implied.api
	}
	if !hasKind {
		kind = implied.kind
	}
	return header{api, kind}
}

// content reads what document number at holds and returns its kind.
func (r *reader) content(it item, h header, at int) Kind {
	if d := objectDialect(h); d != nil {
		r.ruleObject(it, d)
		return d.kind
	}
	groups, hasGroups := r.lookup(it, "groups")
	switch {
	case h.kind == "List" || isRules(h) && strings.HasSuffix(h.kind, "List"):
		r.list(it, header{h.api, strings.TrimSuffix(h.kind, "List")})
		return List
	case h.kind == "ConfigMap" || h.kind == "Secret":
		return r.configMap(it, Kind(h.kind))
	case h.kind == "" && hasGroups && (!r.embedded || holdsRules(groups.Node)):
		return r.ruleFile(it, groups, at)
	case r.values(it):
		return HelmValues
	}
	return Other
}

// objectDialect returns the dialect of an object that holds groups, nil for any other.
func objectDialect(h header) *dialect {
	for _, d := range objects {
		if string(d.kind) == h.kind && strings.HasPrefix(h.api, d.api) {
			return d
		}
	}
	return nil
}

// isRules says whether a list, PrometheusRuleList for one, is of objects that may hold rules.
func isRules(list header) bool {
	kind := strings.TrimSuffix(list.kind, "List")
	return objectDialect(header{list.api, kind}) != nil || kind == string(ConfigMap) || kind == string(Secret)
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

func (r *reader) list(it item, implied header) {
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

// ruleFile reads a plain rule file, document number at, and returns whose it is.
func (r *reader) ruleFile(it, groups item, at int) Kind {
	d := recognise(it, groups, plain)
	first := len(r.file.Groups)
	where := "a " + string(d.kind)
	for _, f := range r.fields(it, where) {
		switch {
		case !slices.Contains(d.file, f.key.Value):
			r.unknown(f.key, where, d.file)
		case f.key.Value == "groups":
			r.groups(f.value, d)
		default:
			r.namespace(f, at)
		}
	}
	return lokiFile(d.kind, r.file.Groups[first:])
}

// namespace reads the namespace of a Mimir rule file, which no other document of the file may have.
func (r *reader) namespace(f field, at int) {
	s := r.value(f)
	if !s.Present() {
		return
	}
	r.file.Documents[at].Namespace = s.Value
	if line, ok := r.namespaces[s.Value]; ok {
		r.file.fail(s.Whole(), "namespace %q is given twice, first on line %d: each may be given once in a file", s.Value, line)
		return
	}
	if r.namespaces == nil {
		r.namespaces = map[string]int{}
	}
	r.namespaces[s.Value] = s.Pos(0).Line
}

var objectFields = []string{"apiVersion", "kind", "metadata", "spec", "status"}

// ruleObject reads a Kubernetes object that has groups in its spec.
func (r *reader) ruleObject(it item, d *dialect) {
	where := "a " + string(d.kind)
	for _, f := range r.fields(it, where) {
		switch f.key.Value {
		case "apiVersion", "kind", "status":
		case "metadata":
			r.fields(f.value, "metadata")
		case "spec":
			r.spec(f.value, d, "the spec of "+where)
		default:
			r.unknown(f.key, where, objectFields)
		}
	}
}

func (r *reader) spec(it item, d *dialect, where string) {
	for _, f := range r.fields(it, where) {
		if f.key.Value == "groups" {
			r.groups(f.value, d)
		} else {
			r.unknown(f.key, where, d.file)
		}
	}
}
