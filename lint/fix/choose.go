package fix

import (
	"cmp"
	"slices"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// candidate is a fix of a finding, both of the file as it is now.
type candidate struct {
	finding lint.Finding
	fix     lint.Fix
}

// choose returns the fixes that can be made together, in order of their findings.
func (s *state) choose(findings []lint.Finding, options Options) []*candidate {
	var chosen []*candidate
	var taken edits
	for _, finding := range findings {
		if options.Only != nil && !options.Only(finding) {
			continue
		}
		fix, ok := s.best(finding, options.Unsafe)
		if !ok || !taken.admit(fix.Edits, chosen) {
			continue
		}
		chosen = append(chosen, &candidate{finding: finding, fix: fix})
		taken = taken.with(fix.Edits)
	}
	return chosen
}

// best returns the first safe fix of a finding that was not rejected, or else the first unsafe one.
func (s *state) best(finding lint.Finding, unsafe bool) (lint.Fix, bool) {
	for _, wantUnsafe := range []bool{false, true} {
		if wantUnsafe && !unsafe {
			break
		}
		for _, fix := range finding.Fixes {
			if fix.Unsafe == wantUnsafe && len(fix.Edits) > 0 && !s.isRejected(finding, fix) {
				return fix, true
			}
		}
	}
	return lint.Fix{}, false
}

// edits are edits of one file in its order, each once.
type edits []rulefile.Edit

// with returns the edits and some more.
func (all edits) with(more []rulefile.Edit) edits {
	for _, e := range more {
		at, found := slices.BinarySearchFunc(all, e, compare)
		if !found {
			all = slices.Insert(all, at, e)
		}
	}
	return all
}

func compare(a, b rulefile.Edit) int {
	return cmp.Or(cmp.Compare(a.Span.Start.Offset, b.Span.Start.Offset), cmp.Compare(a.Span.End.Offset, b.Span.End.Offset), cmp.Compare(a.New, b.New))
}

// admit tells whether a fix with these edits can be made beside the chosen ones: it touches none of theirs, or is part of one.
func (all edits) admit(more []rulefile.Edit, chosen []*candidate) bool {
	touches := slices.ContainsFunc(more, func(e rulefile.Edit) bool { return all.touch(e.Span) })
	if !touches {
		return true
	}
	return slices.ContainsFunc(chosen, func(c *candidate) bool {
		return !slices.ContainsFunc(more, func(e rulefile.Edit) bool { return !slices.Contains(c.fix.Edits, e) })
	})
}

// touch tells whether an edit overlaps or touches a span. The edits must not overlap each other.
func (all edits) touch(span rulefile.Span) bool {
	at, _ := slices.BinarySearchFunc(all, span.Start.Offset, func(e rulefile.Edit, start int) int {
		return cmp.Compare(e.Span.End.Offset, start)
	})
	return at < len(all) && all[at].Span.Start.Offset <= span.End.Offset
}

// union returns the edits of several fixes, those that they share once.
func union(fixes []*candidate) edits {
	n := 0
	for _, c := range fixes {
		n += len(c.fix.Edits)
	}
	all := make(edits, 0, n)
	for _, c := range fixes {
		all = append(all, c.fix.Edits...)
	}
	slices.SortFunc(all, compare)
	return slices.CompactFunc(all, func(a, b rulefile.Edit) bool { return compare(a, b) == 0 })
}
