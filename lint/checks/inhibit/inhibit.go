// Package inhibit finds inhibition rules of Alertmanager that do not fit the alerts.
package inhibit

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/canon"
)

//go:embed README.md
var doc string

// Check finds inhibition rules of Alertmanager that do not fit the alerts.
var Check = &lint.Check{
	Name:     "inhibit",
	Doc:      doc,
	Severity: lint.Warning,
	Run:      run,
}

func run(pass *lint.Pass) {
	if pass.Project.Inhibit == nil {
		return
	}
	ladders(pass)
	for _, rule := range pass.Project.Inhibit {
		void(pass, rule)
	}
}

// ladders reports alerts on the same value that fire together and do not silence each other.
func ladders(pass *lint.Pass) {
	for _, related := range canon.Related(pass.Project) {
		for _, low := range related {
			for _, high := range related {
				if worse(high, low) && !inhibited(pass, high, low) {
					reportLadder(pass, high, low)
					break
				}
			}
		}
	}
}

// worse reports whether one alert is the next step of another: it is harder to meet, and one label tells them apart.
func worse(high, low canon.Alert) bool {
	if !high.Implies(low.Condition) || low.Implies(high.Condition) {
		return false
	}
	mine, others := high.Labels(), low.Labels()
	differing := 0
	for name, value := range mine {
		if other, ok := others[name]; !ok || other != value {
			differing++
		}
	}
	return differing == 1 && len(mine) == len(others)
}

// inhibited reports whether one of two alerts may silence the other.
func inhibited(pass *lint.Pass, high, low canon.Alert) bool {
	a, b := alertOf(pass, high.Rule), alertOf(pass, low.Rule)
	return slices.ContainsFunc(pass.Project.Inhibit, func(rule lint.InhibitRule) bool {
		return silences(rule, a, b) || silences(rule, b, a)
	})
}

// silences reports whether an inhibition rule may let one alert silence the other, both of the same series.
func silences(rule lint.InhibitRule, source, target alert) bool {
	if source.meets(rule.Source) == no || target.meets(rule.Target) == no {
		return false
	}
	return !slices.ContainsFunc(rule.Equal, func(label string) bool {
		a, aKnown := source.value(label)
		b, bKnown := target.value(label)
		return aKnown && bKnown && a != b
	})
}

func reportLadder(pass *lint.Pass, high, low canon.Alert) {
	mine, others := canon.Differing(low.Condition, high.Condition)
	pass.Report(lint.Diagnostic{
		File: low.Rule.File,
		Span: low.Rule.Alert.Whole(),
		Message: fmt.Sprintf("%s (%s) goes on notifying while %s (%s) fires: no inhibition rule of Alertmanager covers the two",
			low.Rule.Alert.Value, mine, high.Rule.Alert.Value, others),
		Related: []lint.Related{{File: high.Rule.File, Span: high.Rule.Alert.Whole(), Message: "this one is worse"}},
	})
}

// void reports the alerts that an inhibition rule silences for nothing: neither they nor an alert that silences them have any of the
// labels that should be equal.
func void(pass *lint.Pass, rule lint.InhibitRule) {
	if len(rule.Equal) == 0 {
		return
	}
	var sources, targets []alert
	for r := range pass.Rules() {
		if !r.IsAlert() || r.Alert.Value == "" {
			continue
		}
		a := alertOf(pass, r)
		if !a.lacks(rule.Equal) {
			continue
		}
		if a.meets(rule.Source) == yes && len(sources) < 2 {
			sources = append(sources, a)
		}
		if a.meets(rule.Target) == yes {
			targets = append(targets, a)
		}
	}
	for _, target := range targets {
		i := slices.IndexFunc(sources, func(source alert) bool { return source.rule.Alert.Value != target.rule.Alert.Value })
		if i < 0 || target.meets(rule.Source) == yes { // Alertmanager lets no alert silence another where both match both sides
			continue
		}
		source := sources[i].rule
		pass.Report(lint.Diagnostic{
			File: target.rule.File,
			Span: target.rule.Alert.Whole(),
			Message: fmt.Sprintf("%s silences %s whatever they are about: the inhibition rule at %s:%s wants %s to be equal, and both have no such label",
				source.Alert.Value, target.rule.Alert.Value, rule.File, rule.Pos, strings.Join(rule.Equal, ", ")),
			Related: []lint.Related{{File: source.File, Span: source.Alert.Whole(), Message: "this one silences it"}},
		})
	}
}
