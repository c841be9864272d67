// Package shortfor finds alerts that wait for less than the time between two evaluations.
package shortfor

import (
	_ "embed"
	"fmt"

	"github.com/prometheus/common/model"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/timing"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds alerts that wait for less than the time between two evaluations.
var Check = &lint.Check{
	Name:     "shortfor",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	if !a.Rule.IsAlert() {
		return
	}
	look(pass, a.Rule, "for", a.Rule.For, "the alert fires after %s at the earliest")
	look(pass, a.Rule, "keep_firing_for", a.Rule.KeepFiringFor, "the alert is kept for %s")
}

// look reports a duration that is shorter than the interval of the rule's group; effect says what it does instead.
func look(pass *lint.Pass, rule *rulefile.Rule, field string, written rulefile.Scalar, effect string) {
	duration, err := written.Duration()
	if err != nil || duration == 0 {
		return
	}
	interval := timing.Interval(pass.Project, rule.Group)
	if duration >= interval {
		return
	}
	phrase := timing.Phrase(pass.Project, rule.Group)
	needed := model.Duration(interval).String()
	d := lint.Diagnostic{
		File:    rule.File,
		Span:    written.Whole(),
		Message: fmt.Sprintf("%s %s is shorter than %s: %s", field, written.Value, phrase, fmt.Sprintf(effect, needed)),
	}
	if rule.Group.Interval.Present() {
		d.Related = []lint.Related{{Span: rule.Group.Interval.Whole(), Message: "the group is evaluated every " + needed}}
	}
	if edit, ok := written.Replace(0, len(written.Value), needed); ok {
		d.Fixes = []lint.Fix{{Message: field + ": " + needed, Edits: []rulefile.Edit{edit}}}
	}
	pass.Report(d)
}
