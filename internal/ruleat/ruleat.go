// Package ruleat finds the rule that a place of a file belongs to.
package ruleat

import (
	"cmp"
	"slices"
	"sort"

	"github.com/promwright/promwright/rules/rulefile"
)

// Index answers for any number of files; of each, the rules are sorted once. Not safe for concurrent use.
type Index struct {
	rules map[*rulefile.File][]*rulefile.Rule // by start
}

// Rule returns the rule that offset lies in, or nil. What stands behind a rule in its last line, such as a comment, counts.
func (x *Index) Rule(file *rulefile.File, offset int) *rulefile.Rule {
	rules := x.sorted(file)
	next := sort.Search(len(rules), func(i int) bool { return rules[i].Span.Start.Offset > offset })
	if next == 0 || !within(file, offset, rules[next-1].Span) {
		return nil
	}
	return rules[next-1]
}

// Group returns the group that offset lies in, or nil.
func (x *Index) Group(file *rulefile.File, offset int) *rulefile.Group {
	if rule := x.Rule(file, offset); rule != nil {
		return rule.Group
	}
	for _, group := range file.Groups {
		if group.Span.Start.Offset <= offset && within(file, offset, group.Span) {
			return group
		}
	}
	return nil
}

// within tells whether an offset behind the start of span is in it, or in the line where it ends.
func within(file *rulefile.File, offset int, span rulefile.Span) bool {
	return offset < span.End.Offset || span.End.Column > 1 && file.Pos(offset).Line == span.End.Line
}

func (x *Index) sorted(file *rulefile.File) []*rulefile.Rule {
	if rules, ok := x.rules[file]; ok {
		return rules
	}
	rules := slices.SortedStableFunc(file.Rules(), func(a, b *rulefile.Rule) int {
		return cmp.Compare(a.Span.Start.Offset, b.Span.Start.Offset)
	})
	if x.rules == nil {
		x.rules = map[*rulefile.File][]*rulefile.Rule{}
	}
	x.rules[file] = rules
	return rules
}
