package redundant

import (
	"math/rand"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint/checks/internal/matcher/matchertest"
)

// Where a matcher is said to imply another one, every value that meets it meets the other.
func TestWhatIsImpliedHolds(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	found := 0
	for range 6_000 {
		a, b := matchertest.Pair(r)
		if !implies(a, b) {
			continue
		}
		found++
		for _, value := range matchertest.Values {
			require.False(t, a.Matches(value) && !b.Matches(value), "%s, %s: %q", a, b, value)
		}
	}
	require.Greater(t, found, 300)
}
