package rulefile

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/internal/nearest"
)

// field is a key of a mapping and its value.
type field struct {
	key    item
	value  item
	others int // values that were given in other branches of a condition
}

// fields returns the fields of a mapping, those of merge keys after its own. It reports duplicate keys, and what is not a mapping: where
// says what it is meant to be.
func (r *reader) fields(it item, where string) []field {
	if it.null() {
		return nil
	}
	if r.isHole(it.Node) {
		r.open = true
		return nil
	}
	if it.Kind != yaml.MappingNode {
		r.fail(it.Node, "%s must be a mapping, not %s", where, it.kind())
		return nil
	}
	fields := r.own(it, where)
	return r.merged(it, fields, 0)
}

// holders are the keys that hold rules.
var holders = []string{"groups", "rules"}

// own returns the fields of a mapping without merge keys.
func (r *reader) own(it item, where string) []field {
	set := fieldSet{fields: make([]field, 0, len(it.Content)/2)}
	for i := 0; i+1 < len(it.Content) && r.aliased <= maxAliased; i += 2 {
		f := field{key: r.child(it, it.Content[i]), value: r.child(it, it.Content[i+1])}
		if f.key.Kind != yaml.ScalarNode {
			r.fail(f.key.Node, "a key of %s must be text, not %s", where, f.key.kind())
			continue
		}
		if isMerge(f.key) {
			continue
		}
		if r.isOpen(f.key) {
			r.open = true
			continue
		}
		first := set.add(f)
		if first == nil {
			continue
		}
		if r.apart(r.span(first.key.Node), r.span(f.key.Node)) {
			r.choose(first, f)
			if slices.Contains(holders, f.key.Value) {
				r.unread(r.span(f.key.Node), false, "%s are read from line %d, the other branch of a condition", f.key.Value, r.span(first.key.Node).Start.Line)
			}
		} else {
			r.fail(f.key.Node, "key %q of %s is given twice, first on line %d", f.key.Value, where, r.span(first.key.Node).Start.Line)
		}
	}
	return set.fields
}

// choose keeps one of the values that a condition of a template chooses between: of a rule, each in its turn.
func (r *reader) choose(first *field, later field) {
	first.others++
	r.choices = max(r.choices, first.others+1)
	if r.choice == first.others {
		first.value = later.value
	}
}

// opened collects whether actions may add fields to what is read, and to what is in it, until the function that it returns is called.
func (r *reader) opened(open *bool) func() {
	if r.file.template == nil {
		return func() {}
	}
	outer := r.open
	r.open = false
	return func() { *open, r.open = *open || r.open, outer }
}

func isMerge(key item) bool { return key.ShortTag() == "!!merge" }

// merged adds to fields what the merge keys of a mapping bring and fields does not have yet.
func (r *reader) merged(it item, fields []field, depth int) []field {
	for i := 0; i+1 < len(it.Content) && r.aliased <= maxAliased; i += 2 {
		key := r.child(it, it.Content[i])
		if key.Kind != yaml.ScalarNode || !isMerge(key) {
			continue
		}
		if depth == maxMerges {
			r.fail(key.Node, "merge keys nest deeper than %d", maxMerges)
			return fields
		}
		from := r.child(it, it.Content[i+1])
		sources := []item{from}
		if from.Kind == yaml.SequenceNode {
			sources = sources[:0]
			for _, n := range from.Content {
				sources = append(sources, r.child(from, n))
			}
		}
		for _, source := range sources {
			if r.aliased > maxAliased {
				break
			}
			if source.Kind != yaml.MappingNode {
				r.fail(key.Node, "a merge key must name a mapping or a list of mappings, not %s", source.kind())
				continue
			}
			source.shared = true
			fields = r.merge(fields, source, depth)
		}
	}
	return fields
}

func (r *reader) merge(fields []field, source item, depth int) []field {
	set := fieldSet{fields: fields}
	for _, f := range r.merged(source, r.own(source, "a merged mapping"), depth+1) {
		if r.aliased > maxAliased {
			break
		}
		r.aliased++
		set.add(f)
	}
	return set.fields
}

// fieldSet is a list of fields with different keys.
type fieldSet struct {
	fields []field
	index  map[string]int // of the keys, for long lists
}

// add adds a field. If the set has its key already, add returns the field that has it.
func (s *fieldSet) add(f field) *field {
	const long = 16
	if len(s.fields) < long {
		for i := range s.fields {
			if s.fields[i].key.Value == f.key.Value {
				return &s.fields[i]
			}
		}
	} else {
		if s.index == nil {
			s.index = make(map[string]int, 2*len(s.fields))
			for i, old := range s.fields {
				s.index[old.key.Value] = i
			}
		}
		if i, ok := s.index[f.key.Value]; ok {
			return &s.fields[i]
		}
		s.index[f.key.Value] = len(s.fields)
	}
	s.fields = append(s.fields, f)
	return nil
}

func (r *reader) fail(n *yaml.Node, format string, args ...any) {
	r.file.fail(r.span(n), format, args...)
}

// unknown reports a key that a mapping may not have.
func (r *reader) unknown(key item, where string, allowed []string) {
	hint := ""
	if near := nearest.Name(key.Value, allowed); near != "" {
		hint = fmt.Sprintf(" did you mean %q?", near)
	}
	r.file.add(&Error{
		File: r.file.Name, Span: r.span(key.Node), UnknownField: true,
		Message: fmt.Sprintf("unknown field %q in %s:%s allowed are %s", key.Value, where, hint, strings.Join(allowed, ", ")),
	})
}
