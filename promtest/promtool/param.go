package promtool

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// param is a field of a mapping that is ours, not promtool's. Reader and schema are made of it.
type param struct {
	name     string
	kind     kind
	doc      string // one sentence, for editors
	required bool
}

// kind is what may be written as the value of a field.
type kind struct {
	what   string // a number
	schema schema
	read   func(r *reader, n *yaml.Node, name string) any
}

// args are the fields of a mapping that were read.
type args struct {
	node   *yaml.Node            // the mapping
	values map[string]any        // of the fields that are there
	nodes  map[string]*yaml.Node // the values of the fields that are there
	broken bool                  // errors were found
}

// arg returns the value of a field; the zero value if it is not there.
func arg[T any](a args, name string) T {
	v, _ := a.values[name].(T)
	return v
}

func (a args) has(name string) bool { return a.nodes[name] != nil }

// at returns where a field stands; the mapping, if it is not there.
func (a args) at(name string) *yaml.Node {
	if n := a.nodes[name]; n != nil {
		return n
	}
	return a.node
}

// args reads a mapping that has these fields.
func (r *reader) args(n *yaml.Node, what string, params []param) (a args) {
	a = args{node: r.resolve(n), values: map[string]any{}, nodes: map[string]*yaml.Node{}}
	before := len(r.errs)
	defer func() { a.broken = len(r.errs) > before }()
	if a.node.Kind != yaml.MappingNode {
		r.fail(a.node, "%s must be a mapping, not %s", what, kindOf(a.node))
		return a
	}
	r.pairs(a.node, what, func(key, value *yaml.Node) {
		i := slices.IndexFunc(params, func(p param) bool { return p.name == key.Value })
		if i < 0 {
			r.unknown(key, what, names(params))
			return
		}
		p, at := params[i], r.resolve(value)
		a.nodes[p.name] = at
		if isNull(at) && p.kind.what != aText.what {
			r.fail(at, "%s is empty: want %s", p.name, p.kind.what)
			return
		}
		a.values[p.name] = p.kind.read(r, value, p.name)
	})
	for _, p := range params {
		if p.required && !a.has(p.name) {
			r.fail(a.node, "%s lacks the field %s", what, p.name)
		}
	}
	return a
}

// names returns what fields are called, sorted.
func names(params []param) []string {
	var all []string
	for _, p := range params {
		all = append(all, p.name)
	}
	slices.Sort(all)
	return all
}

// The kinds of values.
var (
	aText     = kind{"a text", ref("text"), func(r *reader, n *yaml.Node, name string) any { return r.text(n, name) }}
	aNumber   = kind{"a number", ref("number"), func(r *reader, n *yaml.Node, name string) any { return r.float(n, name) }}
	aDuration = kind{"a duration", ref("duration"), func(r *reader, n *yaml.Node, name string) any { return r.duration(n, name) }}
	aCount    = kind{"a whole number", schema{"type": "integer", "minimum": 0}, func(r *reader, n *yaml.Node, name string) any { return r.whole(n, name) }}
	aPresence = kind{"true", schema{"const": true}, func(r *reader, n *yaml.Node, name string) any { return r.presence(n, name) }}
	someTexts = kind{"a mapping", ref("labels"), func(r *reader, n *yaml.Node, name string) any { return r.stringMap(n, name) }}
)

// aMapping is a mapping of fields of its own.
func aMapping(params ...param) kind {
	return kind{"a mapping", objectOf(params), func(r *reader, n *yaml.Node, name string) any { return r.args(n, name, params) }}
}

// whole reads a whole number that is not negative.
func (r *reader) whole(n *yaml.Node, name string) uint64 {
	n = r.resolve(n)
	v, err := strconv.ParseUint(strings.TrimPrefix(n.Value, "+"), 10, 63)
	if n.Kind != yaml.ScalarNode {
		r.fail(n, "%s must be a whole number, not %s", name, kindOf(n))
	} else if err != nil {
		r.fail(n, "%s %q is not a whole number such as 0 or 3", name, n.Value)
	}
	return v
}

// presence reads a field that says all by being there.
func (r *reader) presence(n *yaml.Node, name string) bool {
	if !r.boolean(n, name) {
		r.fail(r.resolve(n), "%s can only be true: leave it out otherwise", name)
	}
	return true
}

// duration and number return a field by its type, which is most of them.
func (a args) duration(name string) time.Duration { return arg[time.Duration](a, name) }
func (a args) number(name string) float64         { return arg[float64](a, name) }
func (a args) text(name string) string            { return arg[string](a, name) }
func (a args) whole(name string) uint64           { return arg[uint64](a, name) }
func (a args) texts(name string) map[string]string {
	return arg[map[string]string](a, name)
}
