package fix

import (
	"fmt"
	"slices"

	"github.com/promwright/promwright/rules/rulefile"
)

// differs says what reads otherwise in the edited file although no edit is about it; "" where nothing does.
func differs(before, after *rulefile.File, all edits) string {
	known := map[string]int{}
	for _, e := range before.Errors {
		known[e.Message]++
	}
	for _, e := range after.Errors {
		if known[e.Message]--; known[e.Message] < 0 {
			return "the file cannot be read after it: " + e.Message
		}
	}
	sameKind := func(a, b rulefile.Document) bool {
		return a.Kind == b.Kind && a.Name == b.Name && a.Namespace == b.Namespace
	}
	switch {
	case !slices.EqualFunc(before.Documents, after.Documents, sameKind):
		return "the file holds other documents after it"
	case len(before.Groups) != len(after.Groups):
		return fmt.Sprintf("the file has %d groups after it and not %d", len(after.Groups), len(before.Groups))
	}
	for i, group := range before.Groups {
		if reason := groupDiffers(group, after.Groups[i], all); reason != "" {
			return reason
		}
	}
	return ""
}

func groupDiffers(before, after *rulefile.Group, all edits) string {
	if len(before.Rules) != len(after.Rules) {
		return fmt.Sprintf("group %q has %d rules after it and not %d", before.Name.Value, len(after.Rules), len(before.Rules))
	}
	if field := changed(all, groupFields(before), groupFields(after)); field != "" {
		return fmt.Sprintf("it changes the %s of group %q", field, before.Name.Value)
	}
	for i, rule := range before.Rules {
		if field := changed(all, ruleFields(rule), ruleFields(after.Rules[i])); field != "" {
			return fmt.Sprintf("it changes the %s of %s", field, rule.Name().Value)
		}
	}
	return ""
}

// field is a value in a file with what it is called.
type field struct {
	name  string
	value rulefile.Scalar
	key   rulefile.Scalar // of a map; absent otherwise
}

func groupFields(g *rulefile.Group) []field {
	fields := []field{{name: "name", value: g.Name}, {name: "interval", value: g.Interval}, {name: "query_offset", value: g.QueryOffset}, {name: "limit", value: g.Limit}}
	return pairs(fields, "label", g.Labels)
}

func ruleFields(r *rulefile.Rule) []field {
	fields := []field{
		{name: "name", value: r.Record}, {name: "name", value: r.Alert}, {name: "expression", value: r.Expr},
		{name: "for", value: r.For}, {name: "keep_firing_for", value: r.KeepFiringFor},
	}
	return pairs(pairs(fields, "label", r.Labels), "annotation", r.Annotations)
}

// pairs adds the values of a map.
func pairs(fields []field, kind string, all rulefile.Map) []field {
	for _, pair := range all {
		fields = append(fields, field{kind + " " + pair.Key.Value, pair.Value, pair.Key})
	}
	return fields
}

// changed names the first field that has another value, or none, although no edit is inside it or its key.
func changed(all edits, before, after []field) string {
	type key struct {
		name string
		n    int // of the fields of that name
	}
	seen, values := map[string]int{}, map[key]rulefile.Scalar{}
	for _, f := range after {
		values[key{f.name, seen[f.name]}] = f.value
		seen[f.name]++
	}
	clear(seen)
	for _, f := range before {
		k := key{f.name, seen[f.name]}
		seen[f.name]++
		if f.value.Present() && all.touch(f.value.Whole()) || f.key.Present() && all.touch(f.key.Whole()) {
			continue
		}
		now, ok := values[k]
		if !ok || now.Value != f.value.Value || now.Present() != f.value.Present() {
			return f.name
		}
	}
	return ""
}
