package rulefile

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzRender asserts of every template that text outside of actions stands in what is rendered as it is written, byte by byte and in order,
// and that everything else there stands in for an action.
func FuzzRender(f *testing.F) {
	f.Add([]byte("a: {{ .Values.x }}\n{{- if .y }}\nb: |\n  {{ toYaml .z | indent 2 }}\n{{- else }}\nc: {{`{{ d }}`}} {{ \"\\n\" -}}\n  e\n{{ end }}\n"))
	f.Add([]byte("expr: |-\n  {{- if .x }}\n  a {{ range .y }}{{ . }}, {{ end }}\n  {{- end }}\nf: {{- toYaml .g | nindent 4 }}\n{{ define \"h\" }}i{{ end }}{{/* j */}}"))
	f.Fuzz(func(t *testing.T, src []byte) {
		r, err := render(src)
		if err != nil {
			require.LessOrEqual(t, err.at, len(src))
			return
		}
		done, last := 0, 0
		folded := map[int]bool{} // offsets of text that a hole stands in for
		for _, g := range r.segments {
			start, end, text := int(g.file), int(g.file+g.fileLen), string(r.out[g.value:g.value+g.valueLen])
			require.Equal(t, done, int(g.value), "no gaps")
			require.LessOrEqual(t, last, start)
			if g.verbatim {
				require.Equal(t, string(src[start:end]), text)
			} else {
				require.Equal(t, "{{", string(src[start:start+2]), "an action")
				for i := start; i < end; i++ {
					folded[i] = true
				}
			}
			done, last = int(g.value+g.valueLen), start
		}
		require.Equal(t, len(r.out), done)
		at := map[int]bool{}
		for _, g := range r.segments {
			for i := range int(g.fileLen) {
				at[int(g.file)+i] = true
			}
		}
		for _, p := range r.pieces {
			for i := p.start; p.verb == noAction && i < p.end; i++ {
				require.True(t, at[i] || folded[i], "byte %d of text is lost", i)
			}
		}
	})
}
