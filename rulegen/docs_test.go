package rulegen

import (
	"fmt"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestDocs asserts that the page of targets has each of them, and each form has a golden file.
func TestDocs(t *testing.T) {
	page, err := os.ReadFile("../docs/targets.md")
	require.NoError(t, err)
	golden := map[string]bool{}
	for _, test := range goldens {
		golden[test.target.Format()] = true
		require.Contains(t, string(page), fmt.Sprintf("\n| `%s` | `%s` |", fmt.Sprintf("%T", test.target)[len("rulegen."):], test.target.Format()))
	}
	require.Len(t, golden, 10)
}
