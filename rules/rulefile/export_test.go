package rulefile

// Exact says whether the text of the file was reconciled with the value of the scalar.
func (s Scalar) Exact() bool { return s.layout().exact }

// Judgements returns what is thought of a change, by its surroundings and by the whole scalar; false where it cannot be written.
func (s Scalar) Judgements(from, to int, replacement string) (near, whole, ok bool) {
	p, ok := s.splice(from, to, replacement)
	return ok && s.reads(p), ok && s.wholeReads(p), ok
}
