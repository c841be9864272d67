package lazyregexp

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRegexp(t *testing.T) {
	r := New(`(\d+)m`)
	require.NotNil(t, r.compiled, "tests compile at once, so that a faulty pattern fails them")
	require.Equal(t, []string{"15m", "15"}, r.FindStringSubmatch("for 15m"))
	require.Panics(t, func() { New(`(`) })
	lazy := &Regexp{text: `a+`}
	require.True(t, lazy.MatchString("baa"))
	require.NotNil(t, lazy.compiled)
}
