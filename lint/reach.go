package lint

import (
	"cmp"
	"iter"
	"slices"
)

// reaches are the comments of a file, in order of where what they are about begins.
type reaches []reach

// reach is a comment, and where the last ends of what it and those before it are about.
type reach struct {
	*comment
	last int
}

func newReaches(comments []*comment) reaches {
	slices.SortStableFunc(comments, func(a, b *comment) int { return cmp.Compare(a.from, b.from) })
	all := make(reaches, len(comments))
	last := -1
	for i, c := range comments {
		last = max(last, c.to)
		all[i] = reach{c, last}
	}
	return all
}

// about yields the comments that are about an offset.
func (r reaches) about(at int) iter.Seq[*comment] {
	behind, _ := slices.BinarySearchFunc(r, at+1, func(c reach, at int) int { return cmp.Compare(c.from, at) })
	return func(yield func(*comment) bool) {
		for _, c := range slices.Backward(r[:behind]) {
			if c.last < at || c.to >= at && !yield(c.comment) {
				return
			}
		}
	}
}
