// Package cycle finds rules that can never yield anything because they read only each other.
package cycle

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/ring"
	"github.com/promwright/promwright/rules/infer"
)

//go:embed README.md
var doc string

// Check finds rules that can never yield anything because they read only each other.
var Check = &lint.Check{
	Name:     "cycle",
	Doc:      doc,
	Severity: lint.Error,
	Run:      run,
}

func run(pass *lint.Pass) {
	rules := pass.Project.Infer()
	for _, cycle := range rules.Cycles() {
		if !cycle.Starved || scraped(cycle) {
			continue
		}
		span, related := ring.Steps(rules, cycle)
		pass.Report(lint.Diagnostic{File: cycle.Rules[0].File, Span: span, Message: message(cycle), Related: related})
	}
}

// scraped reports whether what a rule reads may come from targets instead of itself: recording rules have colons in their
// names, and metrics of targets have none.
func scraped(cycle infer.Cycle) bool {
	return len(cycle.Rules) == 1 && !cycle.Rules[0].IsAlert() && !strings.Contains(cycle.Rules[0].Name().Value, ":")
}

func message(cycle infer.Cycle) string {
	if len(cycle.Rules) == 1 {
		return fmt.Sprintf("%s needs a value of its own to yield one, so that it never has a first one", ring.Names(cycle))
	}
	return fmt.Sprintf("the %d rules %s read each other in a ring and need a value of each other to yield one, so that none has a first one",
		len(cycle.Rules), ring.Names(cycle))
}
