package diff

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/common/model"

	"github.com/promwright/promwright/rules"
)

// Field is one thing that differs between a rule or a group before and after.
type Field struct {
	// Name is that of the field of rule files: "for", "keep_firing_for", "interval", "limit", "query_offset",
	// "partial_response_strategy", "source_tenants"; "severity", or "label " and the
	// name of any other label; "annotation " and the name of an annotation; "name"; "group" where a rule moved to another; "order" where rules
	// of a group did.
	//
	// Of expressions it is what differs in the tree: "threshold" for a number that is compared with, "number" for any other, "range", "offset",
	// "matcher", "metric", "function", "by" and the like; "expression" where the trees differ otherwise.
	Name string

	Old, New string // as rule files spell it; "" where it was not there
	Times    int    // in how many places of an expression it differs; 0 elsewhere
}

// fields collects what differs.
type fields []Field

func (f *fields) add(name, old, new string) {
	if old != new {
		*f = append(*f, Field{Name: name, Old: old, New: new})
	}
}

// ruleFields returns what differs between a rule before and after.
func ruleFields(old, new rules.PlainRule) []Field {
	var f fields
	f.add("name", old.Name(), new.Name())
	f = append(f, exprFields(old.Expr, new.Expr)...)
	f.add("for", duration(old.For), duration(new.For))
	f.add("keep_firing_for", duration(old.KeepFiringFor), duration(new.KeepFiringFor))
	f.add("severity", old.Labels["severity"], new.Labels["severity"])
	f.maps("label ", old.Labels, new.Labels, "severity")
	f.maps("annotation ", old.Annotations, new.Annotations, "")
	return f
}

// groupFields returns what differs between a group before and after, apart from its rules.
func groupFields(old, new rules.PlainGroup) []Field {
	var f fields
	f.add("name", old.Name, new.Name)
	f.add("interval", duration(old.Interval), duration(new.Interval))
	f.add("query_offset", optional(old.QueryOffset), optional(new.QueryOffset))
	f.add("limit", number(old.Limit), number(new.Limit))
	f.maps("label ", old.Labels, new.Labels, "")
	f.add("partial_response_strategy", old.PartialResponseStrategy, new.PartialResponseStrategy)
	f.add("source_tenants", list(old.SourceTenants), list(new.SourceTenants))
	return f
}

// list returns names in a row, for their order means nothing.
func list(names []string) string { return strings.Join(slices.Sorted(slices.Values(names)), ", ") }

// maps adds what differs between labels or annotations, but for one that is told otherwise.
func (f *fields) maps(prefix string, old, new map[string]string, but string) {
	all := maps.Clone(old)
	if all == nil {
		all = map[string]string{}
	}
	maps.Copy(all, new)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if name != but {
			f.add(prefix+name, quoted(old, name), quoted(new, name))
		}
	}
}

// quoted returns a value in quotes, "" where there is none.
func quoted(values map[string]string, name string) string {
	value, ok := values[name]
	if !ok {
		return ""
	}
	return strconv.Quote(value)
}

// duration returns d as rule files spell it, "" for 0, which is as good as nothing there.
func duration(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return optional(&d)
}

// optional returns d as rule files spell it, "" for nil.
func optional(d *time.Duration) string {
	switch {
	case d == nil:
		return ""
	case *d%time.Millisecond != 0 || *d < 0: // which no file can hold
		return d.String()
	}
	return model.Duration(*d).String()
}

// number returns n in digits, "" for 0, which is as good as nothing there.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
