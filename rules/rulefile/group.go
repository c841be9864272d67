package rulefile

import (
	"slices"

	"github.com/prometheus/common/model"
	"go.yaml.in/yaml/v3"
)

// groups reads the groups of one document, or of one place of Helm values.
func (r *reader) groups(it item, d *dialect) {
	r.dialect = d
	first := len(r.file.Groups)
	seen := map[string]Span{} // of each name
	for _, n := range r.elements(it, "groups") {
		if r.isHole(n.Node) {
			r.unread(r.span(n.Node), false, "groups are printed by an action")
			continue
		}
		if n.null() {
			r.fail(n.Node, "a group must be a mapping, not nothing")
			continue
		}
		if n.Kind != yaml.MappingNode {
			r.fail(n.Node, "a group must be a mapping, not %s", n.kind())
			continue
		}
		g := r.group(n)
		if g.Name.Value == "" {
			span := g.Span
			if g.Name.Present() {
				span = g.Name.Whole()
			}
			r.file.fail(span, "a group must have a name")
		} else if first, ok := seen[g.Name.Value]; !ok {
			seen[g.Name.Value] = g.Name.Whole()
		} else if !g.Name.Templated() && !r.apart(first, g.Span) {
			r.file.fail(g.Name.Whole(), "group %q is given twice, first on line %d: names are unique within a document", g.Name.Value, first.Start.Line)
		}
		r.file.Groups = append(r.file.Groups, g)
	}
	if !d.metricsQL {
		speakLogQL(r.file.Groups[first:])
	}
	if r.aliased > maxAliased {
		r.fail(it.Node, "aliases repeat more than %d nodes", maxAliased)
		r.aliased = 0
	}
}

func (r *reader) group(it item) *Group {
	g := &Group{File: r.file, Span: r.span(it.Node), Kind: r.dialect.kind, metricsQL: r.dialect.metricsQL}
	defer r.opened(&g.Open)()
	var rules item
	for _, f := range r.fields(it, "a group") {
		if !slices.Contains(r.dialect.group, f.key.Value) {
			r.unknown(f.key, "a group"+r.dialect.of, r.dialect.group)
			continue
		}
		switch f.key.Value {
		case "name":
			g.Name = r.value(f).named()
		case "interval":
			g.Interval = r.duration(f)
		case "query_offset":
			g.QueryOffset = r.duration(f)
		case "limit":
			g.Limit = r.integer(f)
		case "labels":
			g.Labels = r.labels(f)
		case "rules":
			rules = f.value
		case "partial_response_strategy":
			g.PartialResponseStrategy = partialResponseStrategy(r, f)
		case "source_tenants":
			g.SourceTenants = r.textList(f)
		default:
			g.Further = append(g.Further, r.scalar(f.key))
			if f.key.Value == "type" {
				g.language = vmLanguage[f.value.text()]
			}
			forms[f.key.Value](r, f)
		}
	}
	if rules.Node != nil {
		g.Rules = r.rules(g, rules)
	}
	return g
}

// labels returns a mapping of label names to values.
func (r *reader) labels(f field) Map {
	m := r.stringMap(f)
	for _, p := range m {
		if p.Key.Value == model.MetricNameLabel || !model.UTF8Validation.IsValidLabelName(p.Key.Value) {
			r.file.fail(p.Key.Whole(), "label name %q is not allowed: any text but %q and %q is", p.Key.Value, "", model.MetricNameLabel)
		}
	}
	return m
}

// stringMap returns a mapping of text to text.
func (r *reader) stringMap(f field) Map {
	fields := r.fields(f.value, f.key.Value)
	if len(fields) == 0 {
		return nil
	}
	m := make(Map, 0, len(fields))
	for _, entry := range fields {
		value := Scalar{}
		switch {
		case entry.value.null(): // read as ""
			value = r.scalar(entry.value)
			value.Value = ""
		case entry.value.Kind != yaml.ScalarNode:
			r.fail(entry.value.Node, "%s must be a mapping of text to text: %q is %s", f.key.Value, entry.key.Value, entry.value.kind())
			continue
		default:
			value = r.scalar(entry.value)
		}
		m = append(m, Pair{Key: r.scalar(entry.key), Value: value})
	}
	return m
}
