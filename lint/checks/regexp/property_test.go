package regexp

import (
	"math/rand"
	"testing"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint/checks/internal/matcher"
	"github.com/promwright/promwright/lint/checks/internal/matcher/matchertest"
)

// What is proposed matches the same values as what was there.
func TestProposalsMatchTheSame(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	found := 0
	for range 6_000 {
		m, _ := matchertest.Pair(r)
		if !matcher.IsRegexp(m) {
			continue
		}
		proposal := examine(m)
		if proposal == nil {
			continue
		}
		found++
		types := map[string]labels.MatchType{"=": labels.MatchEqual, "!=": labels.MatchNotEqual, "=~": labels.MatchRegexp, "!~": labels.MatchNotRegexp}
		other := labels.MustNewMatcher(labels.MatchRegexp, "x", ".*")
		if proposal.op != "" {
			other = labels.MustNewMatcher(types[proposal.op], "x", proposal.value)
		}
		for _, value := range matchertest.Values {
			require.Equal(t, m.Matches(value), other.Matches(value), "%s, %s: %q", m, other, value)
		}
	}
	require.Greater(t, found, 300)
}
