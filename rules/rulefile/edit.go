package rulefile

import (
	"cmp"
	"fmt"
	"slices"
)

// Edit replaces a stretch of a file.
type Edit struct {
	Span Span
	New  string
}

// Apply returns src with the edits made, in any order. Edits that overlap, and edits outside src, are an error.
func Apply(src []byte, edits []Edit) ([]byte, error) {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b Edit) int {
		return cmp.Or(cmp.Compare(a.Span.Start.Offset, b.Span.Start.Offset), cmp.Compare(a.Span.End.Offset, b.Span.End.Offset))
	})
	var out []byte
	done := 0
	for i, e := range edits {
		start, end := e.Span.Start.Offset, e.Span.End.Offset
		switch {
		case start < 0 || end < start || end > len(src):
			return nil, fmt.Errorf("rulefile: edit of bytes %d to %d is outside a file of %d bytes", start, end, len(src))
		case start < done:
			return nil, fmt.Errorf("rulefile: edits at %s and %s overlap", edits[i-1].Span.Start, e.Span.Start)
		}
		out = append(append(out, src[done:start]...), e.New...)
		done = end
	}
	return append(out, src[done:]...), nil
}
