package pattern

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDisjointAndWithin(t *testing.T) {
	tests := []struct {
		a, b             string
		disjoint, within bool
	}{
		{"5..", "4..", true, false},
		{"5..", "[45]..", false, true},
		{"[45]..", "5..", false, false},
		{"5..|4..", "5.*", false, false},
		{"5..|503", "5.+", false, true},
		{"api-.*", ".*-api", false, false},
		{"api.*", "web.*", true, false},
		{".*", ".+", false, false},
		{".+", ".*", false, true},
		{"", ".+", true, false},
		{"", "x?", false, true},
		{"^(a|b)$", "[a-c]", false, true},
		{"[^a]+", "a", true, false},
		{`\d+`, `[0-9]+`, false, true},
		{`\d{3}`, `.{4}`, true, false},
		{"(?i)a", "b", false, false},           // not compared
		{`a\bb`, "c", false, false},            // nor this
		{".*a.{12}", ".*b.{12}", false, false}, // too much
		{"a|^b", "b", false, false},
	}
	for _, test := range tests {
		require.Equal(t, test.disjoint, Disjoint(test.a, test.b), "%s and %s", test.a, test.b)
		require.Equal(t, test.within, Within(test.a, test.b), "%s within %s", test.a, test.b)
	}
}

// FuzzLanguage looks for texts that prove one of the two wrong.
func FuzzLanguage(f *testing.F) {
	f.Add("5..", "[45]..", "500")
	f.Add("a|", ".+", "")
	f.Add("[^\n]", ".", "\n")
	f.Fuzz(func(t *testing.T, a, b, text string) {
		first, err1 := regexp.Compile("^(?s:" + a + ")$")
		second, err2 := regexp.Compile("^(?s:" + b + ")$")
		if err1 != nil || err2 != nil || len(a)+len(b) > 30 {
			return
		}
		one, other := first.MatchString(text), second.MatchString(text)
		if one && other && Disjoint(a, b) {
			t.Errorf("%q and %q both match %q", a, b, text)
		}
		if one && !other && Within(a, b) {
			t.Errorf("%q matches %q, and %q does not", a, text, b)
		}
	})
}
