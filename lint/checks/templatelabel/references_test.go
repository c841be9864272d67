package templatelabel

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Whatever the template, what is found stands in it, in order of its parse, and names the label.
func FuzzReferences(f *testing.F) {
	for _, seed := range []string{
		`{{ $labels.a }} {{ .Labels.b | toUpper }} {{ index $labels "c" }}`,
		`{{ with $labels }}{{ .d }}{{ else }}{{ $.Labels.e }}{{ end }}`,
		`{{ if $labels.f }}{{ range query "x" }}{{ .Labels.g }}{{ $labels.h }}{{ end }}{{ end }}`,
		`{{ define "x" }}{{ .Labels.i }}{{ end }}{{ template "x" . }}`,
		`{{ ($labels).j.k }} {{ $labels := 1 }} {{/* .Labels.l */}}`,
		"{{ printf `%s` (or $labels.m .Labels.n) }}",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, r := range references(text) {
			require.True(t, 0 <= r.start && r.start < r.end && r.end <= len(text), "%q: %v", text, r)
			written := text[r.start:r.end]
			if !strings.HasPrefix(written, "index") {
				require.True(t, strings.HasSuffix(written, "."+r.label), "%q: %v", written, r)
			}
		}
	})
}
