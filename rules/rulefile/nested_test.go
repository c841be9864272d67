package rulefile

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestNested reads a rule file that is the value of a scalar: its places are those of the outer file, its edits too.
func TestNested(t *testing.T) {
	const inner = "groups:\n- name: g\n  rules:\n  - {record: a, expr: \"ü\\n+ b\"}\n"
	tests := map[string]struct {
		src  string
		b, e string // where b stands, and where the expression ends
	}{
		"in a literal":      {"x:\n  y: |\n    " + strings.ReplaceAll(strings.TrimSuffix(inner, "\n"), "\n", "\n    ") + "\n", "6:33", "6:35"},
		"in double quotes":  {"x: {y: \"" + strings.NewReplacer("\n", `\n`, `\`, `\\`, `"`, `\"`).Replace(inner) + "\"}\n", "1:69", "1:72"},
		"in another folded": {"x:\n  y: >\n    " + strings.ReplaceAll(strings.TrimSuffix(inner, "\n"), "\n", "\n\n    ") + "\n", "9:33", "9:35"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			outer := nestedScalar(t, test.src)
			f := nestedFile(test.src, outer)
			require.Empty(t, f.Errors)
			expr := f.Groups[0].Rules[0].Expr
			require.Equal(t, "ü\n+ b", expr.Value)
			require.Equal(t, test.b, expr.Pos(5).String())
			require.Equal(t, test.e, expr.Whole().End.String())
			for _, r := range expr.Runs() {
				require.Equal(t, expr.Value[r.Value:r.Value+r.Len], test.src[r.File:r.File+r.Len])
			}
			edit, ok := expr.Replace(5, 6, `"c"`)
			require.True(t, ok)
			edited, err := Apply([]byte(test.src), []Edit{edit})
			require.NoError(t, err)
			again := nestedFile(string(edited), nestedScalar(t, string(edited)))
			require.Equal(t, "ü\n+ \"c\"", again.Groups[0].Rules[0].Expr.Value)
		})
	}
}

// nestedScalar returns the scalar x.y of a file.
func nestedScalar(t *testing.T, src string) Scalar {
	r := &reader{file: &File{}, text: newText([]byte(src), false)}
	docs, err := documents([]byte(src))
	require.NoError(t, err)
	x, ok := r.lookup(item{Node: docs[0].Content[0]}, "x")
	require.True(t, ok)
	y, ok := r.lookup(x, "y")
	require.True(t, ok)
	return r.scalar(y)
}

// nestedFile reads the documents in a scalar of a file.
func nestedFile(src string, outer Scalar) *File {
	f := &File{Source: []byte(src)}
	text := newText([]byte(outer.Value), false)
	text.outer = outer
	r := &reader{file: f, text: text}
	for _, c := range text.chunks() {
		r.chunk(text.src, c)
	}
	return f
}
