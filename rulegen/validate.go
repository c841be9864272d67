package rulegen

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules"
)

// exprs parses what the newest Prometheus can be told to parse.
var exprs = parser.NewParser(parser.Options{
	EnableExperimentalFunctions: true,
	EnableBinopFillModifiers:    true,
})

// validate returns why a reader would not load groups, or would lose a part of them.
// The subject is what holds the groups.
func validate(subject string, groups []rules.PlainGroup, reader reader) []error {
	v := &validator{reader: reader, scheme: model.UTF8Validation}
	if !reader.knows(reader.utf8Names) {
		v.scheme = model.LegacyValidation
	}
	if len(groups) == 0 {
		v.at("", subject).errorf("there are no rule groups to write")
	}
	first := map[string]string{}
	for _, group := range groups {
		v.group(group)
		if at, ok := first[group.Name]; ok {
			v.errorf("the name is taken by another group%s; Prometheus and Kubernetes want it once", at)
		} else {
			first[group.Name] = written(group.At)
		}
	}
	return v.errs
}

// written returns ", written at at" for messages.
func written(at string) string {
	if at == "" {
		return ""
	}
	return ", written at " + at
}

// validator collects what is wrong with groups.
type validator struct {
	reader reader
	scheme model.ValidationScheme // of the names of labels and metrics
	errs   []error
	where  Error // the group or rule that is looked at, without a message
}

// at says what is looked at from now on.
func (v *validator) at(at, subject string) *validator {
	v.where = Error{At: at, Subject: subject}
	return v
}

func (v *validator) errorf(format string, args ...any) {
	err := v.where
	err.Message = fmt.Sprintf(format, args...)
	v.errs = append(v.errs, &err)
}

// since adds an error if field is used and came after the version of the reader.
func (v *validator) since(used bool, field string, since version) {
	if used && !v.reader.knows(since) {
		v.errorf("%s came with %s %v, the target is for %v", field, v.reader.name, since, v.reader.version)
	}
}

// duration adds an error if d cannot be written as a duration.
func (v *validator) duration(field string, d time.Duration) {
	switch {
	case d < 0:
		v.errorf("%s %v is negative", field, d)
	case d%time.Millisecond != 0:
		v.errorf("%s %v is no multiple of 1ms, the smallest duration of a rule file", field, d)
	}
}

// group checks group and its rules, and leaves v at the group.
func (v *validator) group(group rules.PlainGroup) {
	for i, rule := range group.Rules {
		v.rule(group, i, rule)
	}
	v.at(group.At, "group "+group.Name)
	if group.Name == "" {
		v.at(group.At, "group").errorf("the name is missing")
	}
	v.text("name", group.Name)
	v.duration("interval", group.Interval)
	if group.QueryOffset != nil {
		v.duration("query_offset", *group.QueryOffset)
	}
	if group.Limit < 0 {
		v.errorf("limit %d is negative", group.Limit)
	}
	v.since(group.Limit != 0, "limit", v.reader.limit)
	v.since(group.QueryOffset != nil, "query_offset", v.reader.queryOffset)
	v.since(len(group.Labels) > 0, "labels of a group", v.reader.groupLabels)
	v.labels("label", group.Labels)
	v.platform(group)
}

// platform checks the fields of a group that only one program reads.
func (v *validator) platform(group rules.PlainGroup) {
	switch s := group.PartialResponseStrategy; {
	case s == "":
	case !v.reader.strategies:
		v.errorf("partial_response_strategy %q is read by Thanos, the target is for %s", s, v.reader.name)
	case !strings.EqualFold(s, "abort") && !strings.EqualFold(s, "warn"):
		v.errorf("partial_response_strategy %q is neither abort nor warn", s)
	}
	if len(group.SourceTenants) > 0 && !v.reader.tenants {
		v.errorf("source_tenants %s are read by Mimir, the target is for %s", strings.Join(group.SourceTenants, ", "), v.reader.name)
	}
	for i, tenant := range group.SourceTenants {
		v.text("source tenant", tenant)
		if tenant == "" {
			v.errorf("source tenant %d has no name", i+1)
		}
	}
}

// rule checks the rule at index i of group.
func (v *validator) rule(group rules.PlainGroup, i int, rule rules.PlainRule) {
	kind := "alert "
	if rule.Alert == "" {
		kind = "recording rule "
	}
	v.at(rule.At, kind+rule.Name())
	v.text("name", rule.Name())
	switch {
	case rule.Alert == "" && rule.Record == "":
		v.at(rule.At, fmt.Sprintf("rule %d of group %s", i+1, group.Name)).errorf("both alert and record are missing")
	case rule.Alert != "" && rule.Record != "":
		v.errorf("the rule records %s too; a rule either alerts or records", rule.Record)
	case rule.Record != "":
		v.record(rule)
	}
	v.expr(rule.Expr)
	v.duration("for", rule.For)
	v.duration("keep_firing_for", rule.KeepFiringFor)
	v.since(rule.KeepFiringFor != 0, "keep_firing_for", v.reader.keepFiringFor)
	v.labels("label", rule.Labels)
	v.labels("annotation", rule.Annotations)
	if rule.Alert != "" && v.reader.templates {
		v.templates("label", rule.Labels)
		v.templates("annotation", rule.Annotations)
	}
}

// record checks what only recording rules may not have.
func (v *validator) record(rule rules.PlainRule) {
	if !v.scheme.IsValidMetricName(rule.Record) || strings.ContainsAny(rule.Record, "{}") {
		v.errorf("the name is not a metric name")
	}
	if rule.For != 0 {
		v.errorf("for %v: only alerts wait", rule.For)
	}
	if rule.KeepFiringFor != 0 {
		v.errorf("keep_firing_for %v: only alerts fire", rule.KeepFiringFor)
	}
	if len(rule.Annotations) > 0 {
		v.errorf("annotation %s: only alerts have annotations", sortedKeys(rule.Annotations)[0])
	}
}

// expr checks an expression: it parses and yields what a rule can store.
func (v *validator) expr(expr string) {
	if expr == "" {
		v.errorf("the expression is missing")
		return
	}
	if v.text("expression", expr); !utf8.ValidString(expr) {
		return
	}
	tree, err := exprs.ParseExpr(expr)
	if err != nil {
		v.errorf("expression %q does not parse: %v", expr, err)
		return
	}
	if typ := tree.Type(); typ != parser.ValueTypeVector && typ != parser.ValueTypeScalar {
		v.errorf("expression %q is a %s, a rule needs an instant vector or a scalar", expr, parser.DocumentedType(typ))
	}
}

// sortedKeys returns the keys of m in order.
func sortedKeys(m map[string]string) []string {
	return slices.Sorted(maps.Keys(m))
}
