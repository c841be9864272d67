// Package feedback finds recording rules that read each other.
package feedback

import (
	_ "embed"
	"fmt"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/ring"
	"github.com/promwright/promwright/rules/infer"
)

//go:embed README.md
var doc string

// Check finds recording rules that read each other.
var Check = &lint.Check{
	Name:     "feedback",
	Doc:      doc,
	Severity: lint.Warning,
	Run:      run,
}

func run(pass *lint.Pass) {
	rules := pass.Project.Infer()
	for _, cycle := range rules.Cycles() {
		if cycle.Starved || len(cycle.Rules) == 1 || hasAlert(cycle) {
			continue
		}
		span, related := ring.Steps(rules, cycle)
		message := fmt.Sprintf("the %d rules %s read each other in a ring: each is made of what it was itself an evaluation or more ago",
			len(cycle.Rules), ring.Names(cycle))
		pass.Report(lint.Diagnostic{File: cycle.Rules[0].File, Span: span, Message: message, Related: related})
	}
}

// hasAlert reports whether an alert is part of a cycle: what it was is how rules remember on which side of two thresholds
// they were last.
func hasAlert(cycle infer.Cycle) bool {
	for _, rule := range cycle.Rules {
		if rule.IsAlert() {
			return true
		}
	}
	return false
}
