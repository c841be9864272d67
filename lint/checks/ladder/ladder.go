// Package ladder finds alerts whose severities are upside down.
package ladder

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/prometheus/common/model"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/canon"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds alerts whose severities are upside down.
var Check = &lint.Check{
	Name:     "ladder",
	Doc:      doc,
	Severity: lint.Warning,
	Options: &Options{Label: "severity", Severities: []string{
		"none", "debug", "info/notice/low/p5/p4", "warning/warn/minor/medium/ticket/p3", "error/major/high/p2",
		"critical/crit/page/severe/emergency/fatal/p1/p0"}},
	Run: run,
}

// Options configures the check.
type Options struct {
	Label      string   // that has the severity
	Severities []string // from the least to the most serious; names of equal rank are separated by /
}

// step is an alert with its place on the ladder.
type step struct {
	canon.Alert
	severity string
	rank     int
}

func (s step) name() string { return s.Rule.Name().Value }

func run(pass *lint.Pass) {
	for _, alerts := range canon.Related(pass.Project) {
		steps := make([]step, 0, len(alerts))
		for _, alert := range alerts {
			if s, ok := stepOf(pass, alert); ok {
				steps = append(steps, s)
			}
		}
		for _, high := range steps {
			label := pass.OptionsFor(high.Rule.File).(*Options).Label
			for _, low := range steps {
				if low.rank < high.rank && low.SameLabels(high.Alert, label) && report(pass, low, high) {
					break
				}
			}
		}
	}
}

// stepOf returns the step of an alert. It is false where the severity is not known.
func stepOf(pass *lint.Pass, alert canon.Alert) (step, bool) {
	options := pass.OptionsFor(alert.Rule.File).(*Options)
	severity := alert.Labels()[options.Label]
	rank := slices.IndexFunc(options.Severities, func(names string) bool {
		return slices.Contains(strings.Split(names, "/"), strings.ToLower(severity))
	})
	return step{alert, severity, rank}, rank >= 0
}

// longer is how many times as long as the lower one the higher step may wait and still be taken for one that is upside down. Who waits
// longer than that means another thing: a little for long.
const longer = 3

// report reports the higher of two steps if its threshold is easier to reach, or the same and reached no later, and tells whether it is.
func report(pass *lint.Pass, low, high step) bool {
	if rulefile.Apart(low.Rule, high.Rule) || len(low.Guards) != len(high.Guards) || !low.Implies(high.Condition) {
		return false
	}
	if high.For > low.For && (high.Implies(low.Condition) || high.For > longer*low.For) {
		return false
	}
	mine, others := canon.Differing(high.Condition, low.Condition)
	span := high.Rule.NodeSpan(mine.Node)
	if high.For < low.For && high.Implies(low.Condition) && high.Rule.For.Present() {
		span = high.Rule.For.Whole()
	}
	pass.Report(lint.Diagnostic{
		File:    high.Rule.File,
		Span:    span,
		Message: message(low, high),
		Related: []lint.Related{{
			File:    low.Rule.File,
			Span:    low.Rule.NodeSpan(others.Node),
			Message: fmt.Sprintf("the %s alert is here", low.severity),
		}},
	})
	return true
}

func message(low, high step) string {
	other := low.severity
	if low.name() != high.name() {
		other = low.name() + " is " + low.severity
	}
	first := fmt.Sprintf("the %s alert fires first", high.severity)
	switch {
	case high.Implies(low.Condition) && high.For == low.For:
		return fmt.Sprintf("%s is %s at %s after %s, and %s at the same time: the %s alert never fires alone",
			high.name(), high.severity, high.Main, model.Duration(high.For), other, low.severity)
	case high.Implies(low.Condition):
		return fmt.Sprintf("%s is %s after %s, but %s only after %s, under the same condition: %s",
			high.name(), high.severity, model.Duration(high.For), other, model.Duration(low.For), first)
	case high.For > low.For:
		mine, others := canon.Differing(high.Condition, low.Condition)
		return fmt.Sprintf("%s is %s at %s after %s, but %s only at %s after %s: the lower severity has the threshold that is harder to reach",
			high.name(), high.severity, mine, model.Duration(high.For), other, others, model.Duration(low.For))
	default:
		mine, others := canon.Differing(high.Condition, low.Condition)
		return fmt.Sprintf("%s is %s at %s already, but %s only at %s: %s", high.name(), high.severity, mine, other, others, first)
	}
}
