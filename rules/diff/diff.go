// Package diff compares rules in what they mean, not in how they are written.
//
//	for _, change := range diff.Groups(old, new) {
//		fmt.Println(change)
//	}
//
// prints what somebody who reviews the rules wants to know:
//
//	alert NodeFilesystemAlmostOutOfSpace{severity="warning"}: threshold 20 to 10, for 10m to 5m; summary changed
//	recording instance:node_cpu:ratio: matcher cluster="prod" added to 3 selectors
//	alert NodeClockSkew dropped
//
// Layout, comments, parentheses, and the order of matchers and of lists of labels mean nothing.
package diff

import (
	"fmt"
	"slices"

	"github.com/promwright/promwright/rules"
)

// Kind says what became of a rule or a group.
type Kind int

// The kinds of changes.
const (
	Changed Kind = iota // it is there before and after, and its fields differ
	Added
	Dropped
)

// String returns the word that changes are told with.
func (k Kind) String() string {
	switch k {
	case Changed:
		return "changed"
	case Added:
		return "added"
	case Dropped:
		return "dropped"
	}
	return fmt.Sprintf("Kind(%d)", int(k))
}

// Change is how one rule or one group differs.
type Change struct {
	Kind    Kind
	Subject string  // "group node", "alert NodeDown", with labels where several have the name, as they were before the change
	Fields  []Field // what differs, if it is Changed
	At      string  // where it is written now; if it is Dropped, where it was
}

// Groups returns how the meaning of rules differs between old and new: in the order of new, and at the end of each group what it lost.
//
// Rules are the same if their kind and name are; those with the same labels first, and in the same group. One whose name is new but not its
// expression was renamed. Groups are the same if their names are, or else most of their rules.
func Groups(old, new []rules.PlainGroup) []Change {
	groups := pairGroups(old, new)
	d := differ{subjects: newSubjects(groups)}
	d.was, d.is = matchRules(groups)
	for _, g := range groups {
		d.group(g)
		for _, r := range g.newRules {
			d.rule(r)
		}
		for _, r := range g.oldRules {
			if d.is[r] == nil {
				d.add(Dropped, d.subjects.of(r, g.old), r.At)
			}
		}
	}
	return d.changes
}

// differ collects changes.
type differ struct {
	subjects subjects
	was, is  map[*rule]*rule // what a new rule was, what an old rule is
	changes  []Change
}

func (d *differ) add(kind Kind, subject, at string, fields ...Field) {
	if kind != Changed || len(fields) > 0 {
		d.changes = append(d.changes, Change{kind, subject, fields, at})
	}
}

// group adds what became of a group, apart from its rules.
func (d *differ) group(g *groupPair) {
	switch {
	case g.new == nil:
		d.add(Dropped, "group "+g.old.Name, g.old.At)
	case g.old == nil:
		d.add(Added, "group "+g.new.Name, g.new.At)
	default:
		d.add(Changed, "group "+g.old.Name, g.new.At, append(groupFields(*g.old, *g.new), d.order(g)...)...)
	}
}

// rule adds what is new about a rule.
func (d *differ) rule(r *rule) {
	was := d.was[r]
	if was == nil {
		d.add(Added, d.subjects.of(r, r.group.new), r.At)
		return
	}
	fields := ruleFields(was.PlainRule, r.PlainRule)
	if was.group != r.group {
		fields = slices.Insert(fields, 0, Field{Name: "group", Old: was.group.old.Name, New: r.group.new.Name})
	}
	d.add(Changed, d.subjects.of(was, was.group.old), r.At, fields...)
}
