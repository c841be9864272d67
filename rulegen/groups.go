package rulegen

import (
	"bytes"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/prometheus/common/model"

	"github.com/promwright/promwright/rules"
)

// writer collects the lines of a YAML document. Every indent that it is given is of spaces.
type writer struct{ bytes.Buffer }

// line writes one line.
func (w *writer) line(indent, text string) {
	w.WriteString(indent + text + "\n")
}

// field writes "name: value".
func (w *writer) field(indent, name, value string) {
	w.line(indent, key(name)+": "+scalar(indent+"  ", value))
}

// duration writes "name: 10m", and nothing for 0.
func (w *writer) duration(indent, name string, d time.Duration) {
	if d != 0 {
		w.line(indent, name+": "+model.Duration(d).String())
	}
}

// mapping writes values below name, sorted by key, and nothing if there are none.
func (w *writer) mapping(indent, name string, values map[string]string) {
	if len(values) == 0 {
		return
	}
	w.line(indent, name+":")
	for _, key := range sortedKeys(values) {
		w.field(indent+"  ", key, values[key])
	}
}

// groups writes groups as rule files and PrometheusRules spell them.
func (w *writer) groups(indent string, groups []rules.PlainGroup) {
	w.line(indent, "groups:")
	for _, group := range groups {
		w.line(indent+"- ", "name: "+scalar(indent+"    ", group.Name))
		w.group(indent+"  ", group)
	}
}

// group writes what follows the name of group.
func (w *writer) group(indent string, group rules.PlainGroup) {
	w.duration(indent, "interval", group.Interval)
	if group.QueryOffset != nil {
		w.line(indent, "query_offset: "+model.Duration(*group.QueryOffset).String())
	}
	if group.Limit != 0 {
		w.line(indent, "limit: "+strconv.Itoa(group.Limit))
	}
	w.mapping(indent, "labels", group.Labels)
	if len(group.Rules) == 0 {
		w.line(indent, "rules: []")
		return
	}
	w.line(indent, "rules:")
	for _, rule := range group.Rules {
		w.rule(indent, rule)
	}
}

// rule writes rule as an item of a list.
func (w *writer) rule(indent string, rule rules.PlainRule) {
	item, indent := indent+"- ", indent+"  "
	if rule.Alert != "" {
		w.line(item, "alert: "+scalar(indent+"  ", rule.Alert))
	} else {
		w.line(item, "record: "+scalar(indent+"  ", rule.Record))
	}
	w.field(indent, "expr", rule.Expr)
	w.duration(indent, "for", rule.For)
	w.duration(indent, "keep_firing_for", rule.KeepFiringFor)
	w.mapping(indent, "labels", rule.Labels)
	w.mapping(indent, "annotations", rule.Annotations)
}

// sortedKeys returns the keys of m in order.
func sortedKeys(m map[string]string) []string {
	return slices.Sorted(maps.Keys(m))
}
