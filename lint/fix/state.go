package fix

import (
	"bytes"
	"slices"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// state is a file and what has become of it.
type state struct {
	original *rulefile.File
	now      *rulefile.File
	steps    []step // that lead from original to now
	rejected []rejection
	refused  []Rejected // the same, for people
}

// step is what one pass has made of a file.
type step struct {
	before   *rulefile.File
	pass     int
	fixes    []*candidate
	moves    shift
	rejected []rejection // before
}

// rejection is a fix that is not to be tried again.
type rejection struct {
	check, message, fix string
	at                  int // where its finding begins in the file as it is now
}

// isRejected tells whether a fix was tried before.
func (s *state) isRejected(finding lint.Finding, fix lint.Fix) bool {
	return slices.Contains(s.rejected, rejection{finding.Check, finding.Message, fix.Message, finding.Span.Start.Offset})
}

// reject keeps a fix of the file as it is now from being tried again.
func (s *state) reject(c *candidate, reason string) {
	at := c.finding.Span.Start.Offset
	s.rejected = append(s.rejected, rejection{c.finding.Check, c.finding.Message, c.fix.Message, at})
	refused := Rejected{File: s.original.Name, Check: c.finding.Check, Fix: c.fix.Message, Pos: s.origin(at, len(s.steps)), Reason: reason}
	if !slices.Contains(s.refused, refused) {
		s.refused = append(s.refused, refused)
	}
}

// origin returns the place in the original of an offset of the file as it was before a step.
func (s *state) origin(at, step int) rulefile.Pos {
	for _, done := range slices.Backward(s.steps[:step]) {
		at = done.moves.back(at)
	}
	return s.original.Pos(at)
}

// apply returns the file with the fixes made, or the reason why they cannot be.
func (s *state) apply(fixes []*candidate) (*rulefile.File, string) {
	if len(fixes) == 0 {
		return s.now, ""
	}
	all := union(fixes)
	source, err := rulefile.Apply(s.now.Source, all)
	switch {
	case err != nil:
		return nil, err.Error()
	case bytes.Equal(source, s.now.Source):
		return nil, "it changes nothing"
	}
	file := rulefile.Parse(s.now.Name, source)
	return file, differs(s.now, file, all)
}

// fit returns as many of the fixes as can be made together with those that are known to fit, in order. Those that cannot are
// rejected.
func (s *state) fit(known, more []*candidate) []*candidate {
	together := slices.Concat(known, more)
	if len(more) == 0 {
		return together
	}
	_, reason := s.apply(together)
	switch {
	case reason == "":
		return together
	case len(more) == 1:
		s.reject(more[0], reason)
		return known
	}
	half := len(more) / 2
	return s.fit(s.fit(known, more[:half]), more[half:])
}

// commit makes the file that the fixes have led to the one that is.
func (s *state) commit(file *rulefile.File, fixes []*candidate, pass int) {
	if s.undo(file) {
		return
	}
	moves := newShift(union(fixes))
	s.steps = append(s.steps, step{s.now, pass, fixes, moves, s.rejected})
	kept := make([]rejection, len(s.rejected))
	for i, r := range s.rejected {
		r.at, _ = moves.forward(r.at)
		kept[i] = r
	}
	s.rejected, s.now = kept, file
}

// undo forgets the fixes that have led away from a file and back to it: they are not tried again.
func (s *state) undo(file *rulefile.File) bool {
	first := slices.IndexFunc(s.steps, func(done step) bool { return bytes.Equal(done.before.Source, file.Source) })
	if first < 0 {
		return false
	}
	away := s.steps[first]
	s.steps, s.rejected, s.now = s.steps[:first], away.rejected, file
	for _, c := range away.fixes {
		s.reject(c, "another fix takes it back")
	}
	return true
}
