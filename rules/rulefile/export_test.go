package rulefile

// Exact says whether the text of the file was reconciled with the value of the scalar.
func (s Scalar) Exact() bool { return s.layout().exact }
