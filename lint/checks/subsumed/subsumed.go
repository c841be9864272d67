// Package subsumed finds alerts that fire only while another one does that says the same.
package subsumed

import (
	_ "embed"
	"fmt"

	"github.com/prometheus/common/model"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/canon"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds alerts that fire only while another one does that says the same.
var Check = &lint.Check{
	Name:     "subsumed",
	Doc:      doc,
	Severity: lint.Warning,
	Run:      run,
}

func run(pass *lint.Pass) {
	for _, alerts := range canon.Related(pass.Project) {
		for i, alert := range alerts {
			for j, wider := range alerts {
				if i != j && covers(wider, alert, i < j) {
					report(pass, alert, wider)
					break
				}
			}
		}
	}
}

// covers reports whether one alert fires whenever the other does, with the same labels. Of two that fire at the same time, the
// first of the project covers the other; where they have the same name, they are duplicates and not looked at.
func covers(wider, alert canon.Alert, alertFirst bool) bool {
	if rulefile.Apart(wider.Rule, alert.Rule) || len(wider.Guards) != len(alert.Guards) || !alert.Implies(wider.Condition) || wider.For > alert.For {
		return false
	}
	if wider.Implies(alert.Condition) {
		same := wider.For == alert.For
		if alert.Rule.Name().Value == wider.Rule.Name().Value || same && alertFirst {
			return false
		}
	}
	mine, err1 := alert.Rule.KeepFiringFor.Duration()
	others, err2 := wider.Rule.KeepFiringFor.Duration()
	return err1 == nil && err2 == nil && mine <= others && alert.SameLabels(wider, "")
}

func report(pass *lint.Pass, alert, wider canon.Alert) {
	mine, others := canon.Differing(alert.Condition, wider.Condition)
	pass.Report(lint.Diagnostic{
		File:    alert.Rule.File,
		Span:    alert.Rule.NodeSpan(mine.Node),
		Message: message(alert, wider),
		Related: []lint.Related{{
			File:    wider.Rule.File,
			Span:    wider.Rule.NodeSpan(others.Node),
			Message: fmt.Sprintf("%s fires here", wider.Rule.Name().Value),
		}},
	})
}

func message(alert, wider canon.Alert) string {
	name, other := alert.Rule.Name().Value, wider.Rule.Name().Value
	if name == other {
		other = "the other one"
	}
	mine, others := canon.Differing(alert.Condition, wider.Condition)
	return fmt.Sprintf("%s (%s for %s) fires only while %s (%s for %s) does, with the same labels: it tells nobody anything new",
		name, mine, model.Duration(alert.For), other, others, model.Duration(wider.For))
}
