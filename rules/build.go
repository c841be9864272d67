package rules

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/prometheus/common/model"

	"github.com/promwright/promwright/rules/promql"
)

// width is how long the lines of a printed expression may be, in characters, where it can be broken.
const width = 100

// A builder turns groups and rules into plain ones and collects what is wrong with them.
type builder struct {
	at      string            // file:line of what is being built, "" where unknown
	origin  string            // file:line of what the expression was made from by this package, "" if it was not
	subject string            // what is being built: "group node", "alert NodeDown"
	slos    map[string]string // which group has the SLO of a name, of those that were built before
	set     Set               // what the rules stand in
	ofGroup map[string]string // labels of the group that they stand in
	errs    []error
}

func (b *builder) errorf(format string, args ...any) {
	cause := fmt.Errorf(format, args...)
	b.errs = append(b.errs, &Error{b.at, b.subject, cause.Error(), cause})
}

func (b *builder) group(g Group) PlainGroup {
	if g.Name == "" {
		b.errorf("the name is missing")
	}
	b.duration("interval", g.Interval)
	if g.QueryOffset != nil {
		b.duration("query offset", *g.QueryOffset)
	}
	if g.Limit < 0 {
		b.errorf("the limit is %d, want 0 or more", g.Limit)
	}
	if s := g.PartialResponseStrategy; s != "" && !strings.EqualFold(s, "abort") && !strings.EqualFold(s, "warn") {
		b.errorf("the partial response strategy is %q, want abort or warn", s)
	}
	b.labels(g.Labels, "")
	plain := PlainGroup{
		Name:        g.Name,
		Interval:    g.Interval,
		QueryOffset: clone(g.QueryOffset),
		Limit:       g.Limit,
		Labels:      maps.Clone(g.Labels),

		PartialResponseStrategy: g.PartialResponseStrategy,
		SourceTenants:           slices.Clone(g.SourceTenants),
	}
	for i, rule := range g.Rules {
		r := builder{slos: b.slos, set: b.set, ofGroup: g.Labels}
		plain.Rules = append(plain.Rules, r.rule(rule, i, b.subject)...)
		b.errs = append(b.errs, r.errs...)
	}
	if len(plain.Rules) > 0 {
		plain.At = plain.Rules[0].At
	}
	b.errs = append(b.errs, outOfOrder(plain)...)
	return plain
}

// rule returns what a rule becomes: several rules if it is a ladder or an SLO.
func (b *builder) rule(rule Rule, i int, group string) []PlainRule {
	if v := reflect.ValueOf(rule); !v.IsValid() || v.Kind() == reflect.Pointer && v.IsNil() {
		b.subject = group
		b.errorf("rule %d is %T without a value, want an Alert, a Recording, a Ladder or an SLO", i+1, rule)
		return nil
	}
	return rule.build(b, i, group)
}

func (a Alert) build(b *builder, i int, group string) []PlainRule {
	b.subject = "alert " + name(a.Name, i)
	return []PlainRule{b.alert(a, group)}
}

func (r Recording) build(b *builder, i int, group string) []PlainRule {
	b.subject = "recording rule " + name(r.Name, i)
	return []PlainRule{b.recording(r, group)}
}

func (b *builder) alert(a Alert, group string) PlainRule {
	a = b.set.completed(a, b.ofGroup)
	text, at := b.expr(a.Expr, group)
	if a.wrong != "" {
		b.errorf("%s", a.wrong)
	}
	plain := PlainRule{
		Alert:         a.Name,
		Expr:          text,
		At:            at,
		For:           a.For,
		KeepFiringFor: a.KeepFiringFor,
		Labels:        b.merge("label", a.Labels, field{"severity", string(a.Severity)}),
		Annotations: b.merge("annotation", a.Annotations,
			field{"summary", a.Summary}, field{"description", a.Description}, field{"runbook_url", a.RunbookURL}),
	}
	plain.Annotations = b.withThreshold(inUnits(a.Expr), plain.Annotations)
	if a.Name == "" {
		b.errorf("the name is missing")
	} else if !model.LabelValue(a.Name).IsValid() {
		b.errorf("the name is not valid UTF-8")
	}
	b.duration("for", a.For)
	b.duration("keep firing for", a.KeepFiringFor)
	b.labels(plain.Labels, model.AlertNameLabel)
	b.templates("label", plain.Labels)
	b.annotations(plain.Annotations)
	if !a.MissingLabels && len(b.errs) == 0 {
		b.droppedLabels(a.Expr, plain.Labels, plain.Annotations)
	}
	if !a.RawCounter && len(b.errs) == 0 {
		b.rawCounter(a.Expr)
	}
	return plain
}

// annotations checks names and values.
func (b *builder) annotations(annotations map[string]string) {
	for _, key := range slices.Sorted(maps.Keys(annotations)) {
		if !model.UTF8Validation.IsValidLabelName(key) || strings.ContainsAny(key, " \t\n") {
			b.errorf("annotation name %q is not valid", key)
		}
		b.text("annotation", key, annotations[key])
	}
	b.templates("annotation", annotations)
}

func (b *builder) recording(r Recording, group string) PlainRule {
	plain := PlainRule{Record: r.Name, Labels: none(r.Labels)}
	plain.Expr, plain.At = b.expr(r.Expr, group)
	if r.Name == "" {
		b.errorf("the name is missing")
	} else if err := new(promql.Error); errors.As(promql.Err(promql.NewGauge(r.Name)), &err) {
		b.errorf("%s", err.Message)
	}
	b.labels(r.Labels, "")
	return plain
}

// expr returns the text of e and where it was made, and makes that the place of errors from now on.
func (b *builder) expr(e promql.Vector, group string) (text, at string) {
	if e == nil {
		b.subject = group + ": " + b.subject
		b.errorf("the expression is missing")
		return "", ""
	}
	b.at = cmp.Or(b.origin, promql.At(e))
	errs := mistakes(promql.Err(e))
	if len(errs) == 0 {
		e = inUnits(e)
		errs = mistakes(promql.Err(e))
	}
	if len(errs) > 0 {
		for _, err := range errs {
			b.errs = append(b.errs, exprError(b.subject, err))
		}
		return "", b.at
	}
	return e.Layout(width), b.at
}

// duration checks d, which may be 0.
func (b *builder) duration(what string, d time.Duration) {
	switch {
	case d < 0:
		b.errorf("%s is %v, want 0 or more", what, d)
	case d%time.Millisecond != 0:
		b.errorf("%s %v is not in whole milliseconds", what, d)
	}
}

// labels checks names and values. reserved is a name that Prometheus sets itself.
func (b *builder) labels(labels map[string]string, reserved string) {
	for _, key := range slices.Sorted(maps.Keys(labels)) {
		switch {
		case key == model.MetricNameLabel || !model.UTF8Validation.IsValidLabelName(key) || strings.ContainsAny(key, " \t\n"):
			b.errorf("label name %q is not valid", key)
		case key == reserved && reserved != "":
			b.errorf("label %s is set by Prometheus to the name of the alert", key)
		}
		b.text("label", key, labels[key])
	}
}

func (b *builder) text(what, key, value string) {
	if !utf8.ValidString(value) {
		b.errorf("%s %s is not valid UTF-8", what, key)
	}
}

// A field of a rule that becomes a label or an annotation.
type field struct{ key, value string }

// merge returns values and fields in one map, nil if there are none.
func (b *builder) merge(what string, values map[string]string, fields ...field) map[string]string {
	merged := none(values)
	for _, f := range fields {
		if f.value == "" {
			continue
		}
		if old, ok := values[f.key]; ok {
			b.errorf("%s %s is given twice, as %q and as %q", what, f.key, f.value, old)
		}
		if merged == nil {
			merged = map[string]string{}
		}
		merged[f.key] = f.value
	}
	return merged
}

func clone[T any](p *T) *T {
	if p == nil {
		return nil
	}
	return new(*p)
}

// none returns a copy of values, nil if there are none.
func none(values map[string]string) map[string]string {
	if len(values) == 0 {
		return nil
	}
	return maps.Clone(values)
}
