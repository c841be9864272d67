package alerttemplate

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
		for _, r := range References(text) {
			require.True(t, 0 <= r.Start && r.Start < r.End && r.End <= len(text), "%q: %v", text, r)
			written := text[r.Start:r.End]
			if !strings.HasPrefix(written, "index") {
				require.True(t, strings.HasSuffix(written, "."+r.Label), "%q: %v", written, r)
			}
		}
	})
}
