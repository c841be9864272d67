package rulefile

import (
	"slices"
	"strings"
	"sync"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"
	"go.yaml.in/yaml/v3"
)

// Rule is an alerting or a recording rule.
type Rule struct {
	File  *File
	Group *Group
	Span  Span

	Record, Alert, Expr, For, KeepFiringFor Scalar
	Labels, Annotations                     Map

	// Open says that actions of a Helm template may give the rule more fields, labels and annotations than are here.
	Open bool

	opaque bool // see Opaque
	parse  sync.Once
	query  parser.Expr
	err    error
}

// IsAlert says whether the rule is an alerting rule.
func (r *Rule) IsAlert() bool { return r.Alert.Value != "" }

// Name returns the name of the alert or of the recorded metric.
func (r *Rule) Name() Scalar {
	if r.IsAlert() {
		return r.Alert
	}
	return r.Record
}

// rules reads the rules of a group. Rules without which there is nothing to evaluate are left out.
func (r *reader) rules(g *Group, it item) []*Rule {
	elements := r.elements(it, "rules")
	rules := make([]*Rule, 0, len(elements))
	for _, n := range elements {
		if r.isHole(n.Node) {
			r.unread(r.span(n.Node), false, "rules of the group are printed by an action")
			continue
		}
		if n.Kind != yaml.MappingNode {
			r.fail(n.Node, "a rule must be a mapping, not %s", n.kind())
			continue
		}
		rules = append(rules, r.alternatives(g, n)...)
	}
	return rules
}

// rule reads a rule, and names the fields that were given a value.
func (r *reader) rule(g *Group, it item) (rule *Rule, given []string) {
	rule = &Rule{File: r.file, Group: g, Span: r.span(it.Node)}
	defer r.opened(&rule.Open)()
	for _, f := range r.fields(it, "a rule") {
		if !f.value.null() {
			given = append(given, f.key.Value)
		}
		if !slices.Contains(r.dialect.rule, f.key.Value) {
			r.unknown(f.key, "a rule"+r.dialect.of, r.dialect.rule)
			continue
		}
		switch f.key.Value {
		case "record":
			rule.Record = r.value(f).named()
		case "alert":
			rule.Alert = r.value(f).named()
		case "expr":
			rule.Expr = r.value(f)
		case "for":
			rule.For = r.duration(f)
		case "keep_firing_for":
			rule.KeepFiringFor = r.duration(f)
		case "labels":
			rule.Labels = r.labels(f)
		case "annotations":
			rule.Annotations = r.annotations(f)
		default:
			g.Further = append(g.Further, r.scalar(f.key))
			forms[f.key.Value](r, f)
		}
	}
	if rule.Record.Value != "" && rule.Alert.Value == "" {
		r.recording(rule)
	}
	return rule, given
}

func (r *reader) annotations(f field) Map {
	m := r.stringMap(f)
	for _, p := range m {
		if !model.UTF8Validation.IsValidLabelName(p.Key.Value) {
			r.file.fail(p.Key.Whole(), "annotation name %q is not allowed: any text but %q is", p.Key.Value, "")
		}
	}
	return m
}

// usable reports what a rule lacks to be one. What was given but could not be read has been reported already.
func (r *reader) usable(rule *Rule, given []string) bool {
	record, alert := rule.Record.Value, rule.Alert.Value
	if rule.Open && (record == "" && alert == "" || rule.Expr.Value == "") {
		r.unread(rule.head(), true, "actions print what %s lacks here to be a rule", rule.called())
		return false
	}
	switch {
	case record != "" && alert != "":
		r.file.fail(rule.Record.Whole(), "rule has both record %q and alert %q: one of them is allowed", record, alert)
	case record == "" && alert == "" && empty(given, "record", rule.Record) && empty(given, "alert", rule.Alert):
		r.file.fail(rule.head(), "rule has neither record nor alert: one of them is needed")
	}
	if rule.Expr.Value == "" && empty(given, "expr", rule.Expr) {
		at := rule.head()
		if rule.Expr.Present() {
			at = rule.Expr.Whole()
		}
		r.file.fail(at, "rule %q has no expr", rule.Name().Value)
	}
	if (record == "") == (alert == "") || rule.Expr.Value == "" {
		return false
	}
	return r.readable(rule)
}

// empty says whether a field without a value is that: not given, null or "".
func empty(given []string, name string, s Scalar) bool {
	return s.Present() || !slices.Contains(given, name)
}

// head returns where to point at a rule as a whole: its name if it has one, otherwise its first character.
func (r *Rule) head() Span {
	if name := r.Name(); name.Present() {
		return name.Whole()
	}
	return Span{Start: r.Span.Start, End: r.Span.Start}
}

// recording reports what a recording rule may not have.
func (r *reader) recording(rule *Rule) {
	if len(rule.Annotations) > 0 {
		r.file.fail(rule.Annotations[0].Key.Whole(), "recording rule %q has annotations: only alerts may have them", rule.Record.Value)
	}
	r.noDuration(rule, "for", rule.For)
	r.noDuration(rule, "keep_firing_for", rule.KeepFiringFor)
	switch {
	case rule.Record.Templated():
	case strings.ContainsAny(rule.Record.Value, "{}"):
		r.file.fail(rule.Record.Whole(), "record %q has braces: give labels in the field labels", rule.Record.Value)
	case !model.UTF8Validation.IsValidMetricName(rule.Record.Value):
		r.file.fail(rule.Record.Whole(), "record %q is not a metric name", rule.Record.Value)
	}
}

// noDuration reports a duration of a recording rule; like Prometheus it lets 0 pass.
func (r *reader) noDuration(rule *Rule, name string, s Scalar) {
	if d, err := s.Duration(); err == nil && d != 0 && !s.Templated() {
		r.file.fail(s.Whole(), "recording rule %q has %s %s: only alerts may have it", rule.Record.Value, name, s.Value)
	}
}
