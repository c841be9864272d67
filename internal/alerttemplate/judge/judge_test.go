package judge

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestHarmless(t *testing.T) {
	tests := map[string]bool{
		"{{ $labels.instance }}":                  true,
		"{{- $labels.instance -}}":                true,
		"{{ $value }}":                            true,
		"{{ $externalLabels.cluster }}":           true,
		"{{ $externalURL }}":                      true,
		"{{ $value | humanize }}":                 true,
		"{{ humanizePercentage $value }}":         true,
		`{{ printf "%.2f" $value }}`:              true,
		`{{ $value | printf "%.0f" }}`:            true,
		`{{ $labels.x | toUpper | printf "%s" }}`: true,
		`{{ printf "%.2f" $value | humanize }}`:   false, // fine, but not known to be
		`{{ printf "%d" $value }}`:                false,
		`{{ printf $labels.format $value }}`:      false,
		`{{ "}}" }}`:                              true,
		"{{ $labels.x | humanize }}":              false,
		"{{ $value | toUpper }}":                  false,
		"{{ $labels.x.y }}":                       false,
		"{{ $labels }}":                           true,
		"{{ $x := $value }}":                      false,
		`{{ if eq $labels.a "b" }}{{ $value }}{{ else if gt $value 5.0 }}b{{ end }}`: true,
		`{{ if $labels.a }}{{ value }}{{ end }}`:                                     false,
		`{{ if gt $value 5 }}{{ end }}`:                                              false,
		`{{ if gt $value 0x5.p1 }}{{ end }}`:                                         true,
		`{{ if eq $labels.a 1.0 }}{{ end }}`:                                         false,
		`{{ if $labels.a }}{{ else }}{{ foo }}{{ end }}`:                             false,
		"{{ if $value }}":                                                            false,
		"{{ end }}":                                                                  false,
		"{{ value }}":                                                                false,
		"{{ . }}":                                                                    false,
		"{{ humanize }}":                                                             false,
		"{{ humanize $value $value }}":                                               false,
		"{{ (humanize $value) }}":                                                    false,
	}
	for action, want := range tests {
		t.Run(action, func(t *testing.T) {
			require.Equal(t, want, isHarmless(action))
			require.False(t, !want && New().areHarmless(action))
			if want {
				require.Empty(t, examine(action), "harmless, but it fails")
			}
		})
	}
}

func TestActions(t *testing.T) {
	tests := map[string]struct {
		text string
		want []string
	}{
		"between text":        {"a {{ b }} c {{d}}", []string{"{{ b }}", "{{d}}"}},
		"braces in strings":   {"{{ \"}}\\\"}}\" }}{{ `}}\n\"` }}{{ '}' }}", []string{"{{ \"}}\\\"}}\" }}", "{{ `}}\n\"` }}", "{{ '}' }}"}},
		"comments":            {"{{/* it's }} */}}{{- /* \" */ -}}x", []string{"{{/* it's }} */}}", "{{- /* \" */ -}}"}},
		"one is not closed":   {"{{ a }} {{ b", []string{"{{ a }}", "{{ b"}},
		"a string is not":     {"{{ \"a }} b\n{{ c }}", []string{"{{ \"a }}", "{{ c }}"}},
		"a comment is not":    {"{{/* a }}", []string{"{{/* a }}"}},
		"nothing":             {"a } } {", nil},
		"keywords of actions": {"{{if x}}{{- else if y}}{{ end -}}", []string{"{{if x}}", "{{- else if y}}", "{{ end -}}"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, a := range actions(test.text) {
				got = append(got, test.text[a.from:a.to])
			}
			require.Equal(t, test.want, got)
		})
	}
	all := actions("{{if x}}{{- else if y}}{{ end -}}{{ ending }}{{- range}}")
	var keywords []string
	for _, a := range all {
		keywords = append(keywords, a.keyword)
	}
	require.Equal(t, []string{"if", "else", "end", "", "range"}, keywords)
}

func TestATemplateThatWouldTakeForever(t *testing.T) {
	var laughs strings.Builder
	for i := range 40 {
		next := string(rune('a'+i%26)) + strings.Repeat("x", i/26)
		after := string(rune('a'+(i+1)%26)) + strings.Repeat("x", (i+1)/26)
		laughs.WriteString(`{{ define "` + next + `" }}{{ template "` + after + `" }}{{ template "` + after + `" }}{{ end }}`)
	}
	for name, text := range map[string]string{
		"loops in loops":         strings.Repeat(`{{ range query "up" }}`, 40) + strings.Repeat("{{ end }}", 40),
		"templates of templates": laughs.String() + `{{ template "a" }}`,
		"recursion":              `{{ define "a" }}{{ template "a" }}{{ end }}{{ template "a" }}`,
	} {
		t.Run(name, func(t *testing.T) { examine(text) })
	}
	require.NotEmpty(t, examine(strings.Repeat(`{{ range query "up" }}`, 40)), "it does not parse")
}

// FuzzTemplate looks for templates that are passed without expanding them although they fail, and for faults that are
// not in the template.
func FuzzTemplate(f *testing.F) {
	for _, seed := range []string{
		"{{ $labels.x }} {{ $value | humanize }}", "{{ value }}", "{{ if gt $value 5 }}a{{ else }}b{{ end }}", "{{ \"}}\" }}",
		"{{/* }} */}}{{ `", "{{ range query \"up\" }}{{ .Value }}{{ end }}", "{{ printf \"%d\" $value }}", "ü {{ ü\n}}", "{{ define \"x\" }}",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 500 {
			return
		}
		faults := examine(text)
		for _, fault := range faults {
			require.True(t, 0 <= fault.From && fault.From <= fault.To && fault.To <= len(text), "%d:%d of %q", fault.From, fault.To, text)
			require.NotEmpty(t, fault.Message)
		}
		if strings.Contains(text, open) && (New().areHarmless(text) || isHarmless(text)) {
			require.Empty(t, faults, "%q", text)
		}
	})
}

func BenchmarkExamine(b *testing.B) {
	for b.Loop() {
		examine("{{ if $value }}{{ $labels.instance }} of {{ $labels.job }} has {{ $value | humanize }}{{ end }}")
	}
}
