package fix

import "sort"

// shift says what edits move where in a file.
type shift struct {
	all   edits
	moved []int // by how much what follows the edits before each one moves; one more than there are edits
}

func newShift(all edits) shift {
	s := shift{all: all, moved: make([]int, len(all)+1)}
	for i, e := range all {
		s.moved[i+1] = s.moved[i] + len(e.New) - (e.Span.End.Offset - e.Span.Start.Offset)
	}
	return s
}

// forward returns the stretch of the edited file where what was at an offset can be now: one offset, unless an edit touches it.
func (s shift) forward(at int) (from, to int) {
	i := sort.Search(len(s.all), func(i int) bool { return s.all[i].Span.End.Offset >= at })
	if i < len(s.all) && s.all[i].Span.Start.Offset <= at {
		from = s.all[i].Span.Start.Offset + s.moved[i]
		return from, from + len(s.all[i].New)
	}
	return at + s.moved[i], at + s.moved[i]
}

// back returns the offset before the edits of what is at an offset after them.
func (s shift) back(at int) int {
	i := sort.Search(len(s.all), func(i int) bool { return s.all[i].Span.Start.Offset+s.moved[i]+len(s.all[i].New) > at })
	if i < len(s.all) && s.all[i].Span.Start.Offset+s.moved[i] <= at {
		return s.all[i].Span.Start.Offset
	}
	return at - s.moved[i]
}
