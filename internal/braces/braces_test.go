package braces

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestMask(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"no action":            {"no { action }", "no { action }"},
		"one":                  {"a {{ $value }} b", "a ____________ b"},
		"two":                  {"{{ a }}-{{ b }}", "_______-_______"},
		"braces in a string":   {"{{ printf \"}}\" }}x", "_________________x"},
		"braces in backquotes": {"{{`{{ $labels.x }}`}}x", "_____________________x"},
		"a comment":            {"{{/* }} */}}x", "____________x"},
		"not closed":           {"a {{ b", "a ____"},
		"a brace too many":     {"{{ a }}}", "_______}"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, test.want, strings.ReplaceAll(Mask(test.text), "\x00", "_"))
		})
	}
}
