package link

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, Check) }

func TestExamine(t *testing.T) {
	tests := map[string]struct{ what, fixed string }{
		"http:/wiki.acme.io/a":          {"it begins with http:/", "http://wiki.acme.io/a"},
		"https//wiki.acme.io/a":         {"it begins with https//", "https://wiki.acme.io/a"},
		"https:wiki.acme.io/a":          {"it begins with https:", "https://wiki.acme.io/a"},
		"https:///wiki.acme.io/a":       {"it begins with https:///", "https://wiki.acme.io/a"},
		"HTTP:\\\\wiki.acme.io":         {"it begins with HTTP:\\\\", "http://wiki.acme.io"},
		"htps://wiki.acme.io/a":         {"it begins with htps://", "https://wiki.acme.io/a"},
		"htttp://wiki.acme.io/a":        {"it begins with htttp://", "http://wiki.acme.io/a"},
		"ttps://wiki.acme.io/a":         {"it begins with ttps://", "https://wiki.acme.io/a"},
		"https://https://wiki.acme.io":  {"it begins twice", "https://wiki.acme.io"},
		"http://https://wiki.acme.io":   {"it begins twice", "https://wiki.acme.io"},
		"wiki.acme.io/a":                {"it lacks https://", ""},
		"www.acme.io":                   {"it lacks https://", ""},
		"https://wiki.acme.io/a b":      {"it ends at the blank", ""},
		"https://a.io https://b.io":     {"it ends at the blank", ""},
		"https://":                      {"it has no host", ""},
		"https://:8080/a":               {"it has no host", ""},
		"https://acme.io:80a/":          {`invalid port ":80a" after host`, ""},
		"https://acme.io/%zz":           {`invalid URL escape "%zz"`, ""},
		"http://localhost:3000/d/x":     {"localhost is another machine for each reader", ""},
		"https://wiki.your-company.com": {"wiki.your-company.com stands for a name of your own", ""},
		"see the wiki":                  {"it is words", ""},
	}
	for text, want := range tests {
		f, ok := examine(text)
		require.True(t, ok, text)
		require.Equal(t, want.what, f.what, text)
		if want.fixed != "" {
			require.Equal(t, want.fixed, text[:f.from]+f.fix+text[f.to:])
			_, ok = examine(want.fixed)
			require.False(t, ok, want.fixed)
		} else {
			require.Empty(t, f.fix, text)
		}
	}
	for _, text := range []string{
		"https://wiki.acme.io/a", "http://wiki/a", "HTTPS://wiki.acme.io", "{{ $externalURL }}/graph", "https://{{ $labels.host }}/{{ $labels.path }}", " https://acme.io\n",
		"https://acme.io/{{ if eq $labels.a \"b c\" }}x{{ end }}", "${GRAFANA}/d/x", "https://$HOST/x", "", "TBD", "none", "N/A", "DiskFull", "/runbooks/disk", "docs/disk.md",
		"runbooks/disk.html", "go/disk", "slack://channel?id=1", "mailto:sre@acme.io", "ftp://acme.io/a", "smtp://acme.io", "tcp://acme.io:1", "https://grafana.<domain>/a", "https://acme.io/?q=a|b", "disk.md",
		"https://acme.io/d/x?var-node=$node", "https://127.acme.io", "https://10.0.0.1/a", "httpd", "http", "https://exampleshop.com", "https://runbooks.example.com/", "see: the wiki",
	} {
		f, ok := examine(text)
		require.False(t, ok, "%s: %s", text, f.what)
	}
}

// FuzzExamine looks at anything.
func FuzzExamine(f *testing.F) {
	for _, text := range []string{"http:/a", "https://a b", "htps://a", " {{ x }}://", "https://{{", "wiki.acme.io/a"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if found, ok := examine(text); ok && (found.from < 0 || found.from >= found.to || found.to > len(text) || found.what == "") {
			t.Errorf("%q: %+v is not in it", text, found)
		}
	})
}
