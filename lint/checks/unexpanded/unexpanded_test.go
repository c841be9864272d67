package unexpanded

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, Check) }

func TestPrinted(t *testing.T) {
	tests := map[string]struct{ at, fixed string }{
		"Instance $labels.instance is down":         {"$labels.instance", "Instance {{ $labels.instance }} is down"},
		"has $value left":                           {"$value", "has {{ $value }} left"},
		"{ $labels.instance } is down":              {"{ $labels.instance }", "{{ $labels.instance }} is down"},
		"{$value}":                                  {"{$value}", "{{ $value }}"},
		"{ $value | humanize } left":                {"{ $value | humanize }", "{{ $value | humanize }} left"},
		"${value} left":                             {"", ""},
		"$labels":                                   {"$labels", ""},
		"[[ $labels.job ]] is down":                 {"$labels.job", ""},
		"$externalURL/graph":                        {"$externalURL", "{{ $externalURL }}/graph"},
		"above %(threshold)d":                       {"%(threshold)d", ""},
		"above %(threshold).2f%%":                   {"%(threshold).2f", ""},
		"{{ $labels.job }}} is down":                {"}", "{{ $labels.job }} is down"},
		"{{`{{ $labels.job }}`}} is down":           {"{{`{{ $labels.job }}`}}", "{{ $labels.job }} is down"},
		`{{ "{{" }} $labels.job {{ "}}" }} is down`: {`{{ "{{" }}`, ""},
		`{{ "{{ $labels.job }}" }} is down`:         {`{{ "{{ $labels.job }}" }}`, ""},
	}
	for text, want := range tests {
		found := printed(text)
		if want.at == "" {
			require.Empty(t, found, text)
			continue
		}
		require.Len(t, found, 1, text)
		p := found[0]
		require.Equal(t, want.at, text[p.from:p.to])
		require.Equal(t, want.fixed != "", p.fixable, text)
		if p.fixable {
			require.Equal(t, want.fixed, text[:p.from]+p.fix+text[p.to:])
			require.Empty(t, printed(want.fixed))
		}
	}
	for _, text := range []string{
		"{{ $labels.instance }} has {{ $value | humanize }}% left", "costs $5", "$valuation", "$labelsets", `rate(x{job="{{ $labels.job }}"}[5m])`, "{ {{ $value }} }",
		`{"a": {"b": "{{ $value }}"}}`, "{{ range query `x{a=\"b\"}` }}{{ . }}{{ end }}", "50%(of it)", "100% (all)", "a } b", "{{ printf `%.2f` $value }}", "{{/* {{ */}}x",
		"{{ $value }} }", "{{ with $labels }}{{ .job }}{{ end }}", "value: {{ printf \"}}%s\" $labels.job }}",
	} {
		require.Empty(t, printed(text), text)
	}
}

// FuzzPrinted looks at anything, and at what the fixes make of it.
func FuzzPrinted(f *testing.F) {
	for _, text := range []string{"$value", "{ $value | humanize }", "{{ a }}}", "{{`{{ a }}`}}", "%(a)d", "[[ $labels.a ]]", "{{ \"{{\" }} $labels.a"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, p := range printed(text) {
			if p.from < 0 || p.from >= p.to || p.to > len(text) || p.what == "" {
				t.Errorf("%q: %+v is not in it", text, p)
			}
		}
	})
}
