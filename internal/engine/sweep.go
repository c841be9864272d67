package engine

import (
	"cmp"
	"slices"
)

// sweep visits things that begin and end at different steps, step by step: at each step only those that have begun and not ended, so
// that a thousand short ones cost what a few long ones do.
type sweep struct {
	waiting []int // by first step
	begins  []int // of each thing
	present []int // ascending
}

// newSweep returns a sweep of things numbered from 0 that begin at the given steps.
func newSweep(begins []int) *sweep {
	s := &sweep{begins: begins, waiting: make([]int, len(begins))}
	for i := range s.waiting {
		s.waiting[i] = i
	}
	slices.SortStableFunc(s.waiting, func(a, b int) int { return cmp.Compare(begins[a], begins[b]) })
	return s
}

// visit calls f for everything present at the step, in the order of the numbers. What f says has ended is not visited again.
func (s *sweep) visit(step int, f func(i int) (ended bool)) {
	begun := 0
	for begun < len(s.waiting) && s.begins[s.waiting[begun]] <= step {
		begun++
	}
	if begun > 0 {
		s.present = append(s.present, s.waiting[:begun]...)
		s.waiting = s.waiting[begun:]
		slices.Sort(s.present)
	}
	s.present = slices.DeleteFunc(s.present, f)
}
