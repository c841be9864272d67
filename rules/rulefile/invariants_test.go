package rulefile_test

import (
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/rulefile"
)

// scalars returns every scalar of a file.
func scalars(f *rulefile.File) []rulefile.Scalar {
	var all []rulefile.Scalar
	add := func(list ...rulefile.Scalar) {
		for _, s := range list {
			if s.Present() {
				all = append(all, s)
			}
		}
	}
	addMap := func(m rulefile.Map) {
		for _, p := range m {
			add(p.Key, p.Value)
		}
	}
	for _, g := range f.Groups {
		add(g.Name, g.Interval, g.QueryOffset, g.Limit, g.PartialResponseStrategy)
		add(g.SourceTenants...)
		addMap(g.Labels)
		for _, r := range g.Rules {
			add(r.Record, r.Alert, r.Expr, r.For, r.KeepFiringFor)
			addMap(r.Labels)
			addMap(r.Annotations)
		}
	}
	return all
}

// checkFile asserts what holds of every file, broken or not.
func checkFile(t testing.TB, f *rulefile.File) {
	t.Helper()
	lines := lineStarts(f.Source)
	for _, s := range scalars(f) {
		checkScalar(t, f, s, lines)
	}
	for _, c := range f.Comments {
		checkSpan(t, f, c.Span, lines)
		require.Equal(t, byte('#'), f.Source[c.Span.Start.Offset])
	}
	for _, g := range f.Groups {
		checkSpan(t, f, g.Span, lines)
		for _, r := range g.Rules {
			checkSpan(t, f, r.Span, lines)
		}
	}
	for _, d := range f.Documents {
		checkSpan(t, f, d.Span, lines)
	}
	for _, e := range f.Errors {
		if utf8.Valid(f.Source) {
			checkSpan(t, f, e.Span, lines)
		}
	}
}

func checkScalar(t testing.TB, f *rulefile.File, s rulefile.Scalar, lines []int) {
	t.Helper()
	last := 0
	for i := 0; i <= len(s.Value); i++ {
		pos := s.Pos(i)
		if pos.Offset < last || pos.Offset > len(f.Source) {
			t.Fatalf("byte %d of %q is at offset %d, the byte before at %d of %d", i, s.Value, pos.Offset, last, len(f.Source))
		}
		if i%64 == 0 || i == len(s.Value) {
			checkPos(t, f, pos, lines)
		}
		last = pos.Offset
	}
	for _, r := range s.Runs() {
		require.Equal(t, s.Value[r.Value:r.Value+r.Len], string(f.Source[r.File:r.File+r.Len]))
		require.Equal(t, r.File, s.Pos(r.Value).Offset)
		require.Equal(t, r.File+r.Len, s.Span(r.Value, r.Value+r.Len).End.Offset)
	}
	checkSpan(t, f, s.Whole(), lines)
	checkSpan(t, f, s.Span(0, len(s.Value)), lines)
}

func checkSpan(t testing.TB, f *rulefile.File, s rulefile.Span, lines []int) {
	t.Helper()
	require.LessOrEqual(t, s.Start.Offset, s.End.Offset)
	checkPos(t, f, s.Start, lines)
	checkPos(t, f, s.End, lines)
}

// checkPos asserts that line and column say the same as the offset, counted anew.
func checkPos(t testing.TB, f *rulefile.File, p rulefile.Pos, lines []int) {
	t.Helper()
	if p.Line < 1 || p.Line > len(lines) || p.Offset > len(f.Source) || p.Offset < lines[p.Line-1] {
		t.Fatalf("%+v is outside of %d lines, %d bytes", p, len(lines), len(f.Source))
	}
	if p.Line < len(lines) && p.Offset >= lines[p.Line] {
		t.Fatalf("%+v is behind its line", p)
	}
	column := utf8.RuneCount(f.Source[lines[p.Line-1]:p.Offset]) + 1
	if column != p.Column {
		t.Fatalf("%+v is in column %d", p, column)
	}
}

// lineStarts returns the offsets of the lines, as YAML counts them, and as JSON does where src is JSON.
func lineStarts(src []byte) []int {
	f := rulefile.Parse("", src)
	var starts []int
	at := 0
	if len(src) >= 3 && string(src[:3]) == "\xef\xbb\xbf" {
		at = 3
	}
	for n := 1; ; n++ {
		starts = append(starts, at)
		at += len(f.Line(n))
		switch rest := string(src[at:]); {
		case len(rest) >= 2 && rest[:2] == "\r\n":
			at += 2
		case len(rest) >= 1 && (rest[0] == '\n' || rest[0] == '\r'):
			at++
		case len(rest) >= 2 && rest[:2] == "\u0085":
			at += 2
		case len(rest) >= 3 && (rest[:3] == "\u2028" || rest[:3] == "\u2029"):
			at += 3
		default:
			return starts
		}
	}
}
