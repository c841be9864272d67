package diff

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/promwright/promwright/rules"
)

// subjects knows how often rules share a name, and so how much it takes to tell them apart.
type subjects struct{ names, labelled map[string]int } // the more often of before and after

// newSubjects counts the rules of groups.
func newSubjects(groups []*groupPair) subjects {
	s := subjects{map[string]int{}, map[string]int{}}
	count := func(rules func(*groupPair) []*rule) {
		names, labelled := map[string]int{}, map[string]int{}
		for _, g := range groups {
			for _, r := range rules(g) {
				names[short(r)]++
				labelled[long(r)]++
				s.names[short(r)] = max(s.names[short(r)], names[short(r)])
				s.labelled[long(r)] = max(s.labelled[long(r)], labelled[long(r)])
			}
		}
	}
	count(func(g *groupPair) []*rule { return g.oldRules })
	count(func(g *groupPair) []*rule { return g.newRules })
	return s
}

// of returns what to call a rule of group.
func (s subjects) of(r *rule, group *rules.PlainGroup) string {
	switch {
	case s.names[short(r)] == 1:
		return short(r)
	case s.labelled[long(r)] == 1:
		return long(r)
	}
	return long(r) + " of group " + group.Name
}

// short returns the kind and the name of a rule.
func short(r *rule) string { return kind(r.PlainRule) + " " + r.Name() }

// long returns the kind, the name and the labels of a rule.
func long(r *rule) string {
	var labels []string
	for _, name := range slices.Sorted(maps.Keys(r.Labels)) {
		labels = append(labels, fmt.Sprintf("%s=%q", name, r.Labels[name]))
	}
	if len(labels) == 0 {
		return short(r)
	}
	return short(r) + "{" + strings.Join(labels, ", ") + "}"
}
