package helmcheck

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestTemplates asserts that templates render what their target generates, byte for byte.
func TestTemplates(t *testing.T) {
	for name, test := range map[string]struct{ values, want string }{
		"helmtemplate-node.yaml":   {"alerts: {enabled: true}", "rendered-node.yaml"},
		"helmtemplate-traps.yaml":  {"", "rendered-traps.yaml"},
		"helmtemplate-random.yaml": {"", "rendered-random.yaml"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, read(t, test.want), render(t, "node", read(t, name), test.values))
		})
	}
}

// TestCondition asserts that a template renders nothing where its condition does not hold.
func TestCondition(t *testing.T) {
	require.Empty(t, render(t, "node", read(t, "helmtemplate-node.yaml"), "alerts: {enabled: false}"))
}
