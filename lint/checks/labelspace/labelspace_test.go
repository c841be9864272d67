package labelspace

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, Check) }

func TestExamine(t *testing.T) {
	tests := map[string]struct{ text, want, fixed string }{
		"fine":                        {"critical", "", ""},
		"a blank inside":              {"SRE team", "", ""},
		"behind":                      {"critical ", "ends with a blank", "critical"},
		"before":                      {"  critical", "begins with a blank", "critical"},
		"a line break":                {"critical\n", "ends with a line break", "critical"},
		"nothing else":                {"  ", "is blank", ""},
		"a template":                  {"{{ $labels.team }}", "", ""},
		"behind a template":           {"{{ $labels.team }} ", "ends with a blank", "{{ $labels.team }}"},
		"which trims":                 {"{{ $labels.team -}} ", "", ""},
		"before one which trims":      {"\n{{- $labels.team }}", "", ""},
		"lines":                       {"{{ if a }}\ncritical\n{{ else }}\nwarning\n{{ end }}", "has a line break in it", ""},
		"lines that are trimmed":      {"{{- if a -}}\ncritical\n{{- else -}}\nwarning\n{{- end -}}\n", "", ""},
		"lines of which one is not":   {"{{- if a -}}\ncritical\n{{ else -}}\nwarning\n{{- end -}}\n", "has a line break in it", ""},
		"quotes":                      {`"critical"`, "has double quotes around it", "critical"},
		"single quotes":               {`'critical'`, "has single quotes around it", "critical"},
		"quotes around a template":    {`"{{ $labels.team }}"`, "has double quotes around it", "{{ $labels.team }}"},
		"two quoted words":            {`"a" or "b"`, "", ""},
		"an empty pair":               {`""`, "", ""},
		"a zero width space":          {"criti\u200bcal", "has the character U+200B in it", "critical"},
		"a no-break space":            {"SRE\u00a0team", "has the character U+00A0 in it", ""},
		"a no-break space at the end": {"critical\u00a0", "ends with a blank", "critical"},
		"a tab":                       {"a\tb", "has the character U+0009 in it", ""},
		"other scripts":               {"größe 重要", "", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			found, ok := examine(test.text, true)
			require.Equal(t, test.want, found.what)
			require.Equal(t, test.want != "", ok)
			if ok && isClean(test.text) {
				t.Error("it is not looked at")
			}
			if fixed, ok := found.fixed(test.text); ok || test.fixed != "" {
				require.Equal(t, test.fixed, fixed)
			}
		})
	}
}

// FuzzExamine looks at anything, and at what the fix makes of it.
func FuzzExamine(f *testing.F) {
	for _, text := range []string{"a ", "\n{{- a -}}\n", "{{ a }}\n{{ b", `"a"`, "\u200b", " \"a\" "} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if text == "" {
			return
		}
		found, ok := examine(text, true)
		if ok && (found.at < 0 || found.length < 0 || found.at+found.length > len(text)) {
			t.Errorf("%q: %+v is not in it", text, found)
		}
		if fixed, ok := found.fixed(text); ok && len(fixed) >= len(text) {
			t.Errorf("%q: the fix leaves %q", text, fixed)
		}
	})
}
