// Package conflict finds recording rules that write different values to the same series.
package conflict

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/canon"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds recording rules that write different values to the same series.
var Check = &lint.Check{
	Name:     "conflict",
	Doc:      doc,
	Severity: lint.Warning,
	Run:      run,
}

// most is how many rules of one name and the same labels are compared with each other.
const most = 20

func run(pass *lint.Pass) {
	named := map[string][]*rulefile.Rule{}
	var order []string
	for rule := range pass.Rules() {
		if rule.IsAlert() {
			continue
		}
		name := rule.Record.Value
		if named[name] == nil {
			order = append(order, name)
		}
		named[name] = append(named[name], rule)
	}
	for _, name := range order {
		if len(named[name]) > 1 {
			compare(pass, named[name])
		}
	}
}

// compare reports the rules of one name that collide with an earlier one.
func compare(pass *lint.Pass, rules []*rulefile.Rule) {
	seen := map[string][]source{}
	for _, rule := range rules {
		s, ok := sourceOf(pass, rule)
		if !ok {
			continue
		}
		key := labels(rule)
		for _, first := range seen[key] {
			if !rulefile.Apart(first.rule, rule) && first.collides(s) {
				report(pass, first.rule, rule)
				break
			}
		}
		if len(seen[key]) < most {
			seen[key] = append(seen[key], s)
		}
	}
}

// labels returns what rules share that set the same labels.
func labels(rule *rulefile.Rule) string {
	set := map[string]string{}
	for _, m := range []rulefile.Map{rule.Group.Labels, rule.Labels} {
		for _, pair := range m {
			set[pair.Key.Value] = pair.Value.Value
		}
	}
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(set)) {
		fmt.Fprintf(&b, "%q=%q ", name, set[name])
	}
	return b.String()
}

func report(pass *lint.Pass, first, later *rulefile.Rule) {
	effect := "groups are evaluated apart, so that its value jumps between the two"
	if first.Group == later.Group {
		effect = "Prometheus drops what the second one yields"
	}
	pass.Report(lint.Diagnostic{
		File:    later.File,
		Span:    later.Record.Whole(),
		Message: fmt.Sprintf("%s is recorded twice with the same labels and different values: %s", later.Record.Value, effect),
		Related: []lint.Related{{File: first.File, Span: first.Record.Whole(), Message: "it is recorded here, too"}},
	})
}

// collides reports whether two rules of the same name and labels yield different values for the same series.
func (s source) collides(later source) bool {
	if s.known != later.known || !slices.Equal(s.labels, later.labels) || !s.known && (s.groups || later.groups) {
		return false
	}
	if !within(s.reads, later.reads) && !within(later.reads, s.reads) {
		return false
	}
	return !canon.Same(s.expr, later.expr, s.rule.Expr.Value, later.rule.Expr.Value)
}

// within reports whether all of some are among others.
func within(some, others []string) bool {
	return !slices.ContainsFunc(some, func(s string) bool { return !slices.Contains(others, s) })
}
