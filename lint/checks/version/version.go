// Package version finds what the Prometheus that rules are for does not know yet.
package version

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"

	"github.com/prometheus/common/model"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds what the Prometheus that rules are for does not know yet.
var Check = &lint.Check{
	Name:     "version",
	Doc:      doc,
	Severity: lint.Error,
	Each:     each,
}

// release is a minor release of Prometheus.
type release struct{ major, minor int }

func (r release) String() string { return fmt.Sprintf("%d.%d", r.major, r.minor) }

func (r release) before(other release) bool {
	return r.major < other.major || r.major == other.major && r.minor < other.minor
}

// parse reads a version such as 2.53.0. It is false for anything else.
func parse(version string) (release, bool) {
	major, rest, _ := strings.Cut(strings.TrimPrefix(version, "v"), ".")
	minor, _, _ := strings.Cut(rest, ".")
	r := release{}
	var err1, err2 error
	r.major, err1 = strconv.Atoi(major)
	r.minor, err2 = strconv.Atoi(minor)
	return r, err1 == nil && err2 == nil
}

func each(pass *lint.Pass, a *infer.Analysis) {
	group := a.Rule.Group
	version := pass.Project.Target(a.Rule.File).Version
	if version == "" || group.Kind != rulefile.RuleFile && group.Kind != rulefile.PrometheusRule {
		return
	}
	target, ok := parse(version)
	if !ok {
		return
	}
	if a.Rule == group.Rules[0] {
		groupFields(pass, group, target)
	}
	if since := (release{2, 42}); a.Rule.KeepFiringFor.Present() && target.before(since) {
		report(pass, a.Rule.File, a.Rule.KeepFiringFor.Whole(), "keep_firing_for", since, target, refuses)
	}
	names(pass, a.Rule, target)
	if a.Expr != nil {
		expression(pass, a, target)
	}
}

// What becomes of what a Prometheus does not know.
const (
	refuses = "it refuses all rules of the file"
	drops   = "the operator leaves it out"
)

func groupFields(pass *lint.Pass, group *rulefile.Group, target release) {
	effect := refuses
	if group.Kind == rulefile.PrometheusRule {
		effect = drops
	}
	field := func(name string, at rulefile.Scalar, since release) {
		if at.Present() && target.before(since) {
			report(pass, group.File, at.Whole(), name, since, target, effect)
		}
	}
	field("limit", group.Limit, release{2, 31})
	field("query_offset", group.QueryOffset, release{2, 53})
	if len(group.Labels) > 0 {
		field("the field labels of a group", group.Labels[0].Key, release{3, 0})
	}
}

// names reports names of metrics and labels that need quotes.
func names(pass *lint.Pass, rule *rulefile.Rule, target release) {
	since := release{3, 0}
	if !target.before(since) {
		return
	}
	if name := rule.Record; name.Present() && !model.LegacyValidation.IsValidMetricName(name.Value) {
		report(pass, rule.File, name.Whole(), fmt.Sprintf("the name of the metric %q", name.Value), since, target, refuses)
	}
	for _, pair := range rule.Labels {
		if !model.LegacyValidation.IsValidLabelName(pair.Key.Value) {
			report(pass, rule.File, pair.Key.Whole(), fmt.Sprintf("the name of the label %q", pair.Key.Value), since, target, refuses)
		}
	}
}

func report(pass *lint.Pass, file *rulefile.File, at rulefile.Span, what string, since, target release, effect string) {
	pass.Report(lint.Diagnostic{
		File:    file,
		Span:    at,
		Message: fmt.Sprintf("%s: Prometheus knows it from %s on, and the target is %s: %s", what, since, target, effect),
	})
}
