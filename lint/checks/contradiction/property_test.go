package contradiction

import (
	"math/rand"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint/checks/internal/matcher/matchertest"
)

// Where two matchers are said to contradict each other, no value meets both.
func TestNoValueMeetsAContradiction(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	found := 0
	for range 6_000 {
		a, b := matchertest.Pair(r)
		if !clash(a, b) && !excludesAll(a) {
			continue
		}
		found++
		for _, value := range matchertest.Values {
			require.False(t, a.Matches(value) && (excludesAll(a) || b.Matches(value)), "%s, %s: %q", a, b, value)
		}
	}
	require.Greater(t, found, 300)
}
