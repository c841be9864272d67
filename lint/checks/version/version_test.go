package version

import (
	"testing"

	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, Check) }

func TestFunctionsExist(t *testing.T) {
	for name := range functions {
		require.Contains(t, parser.Functions, name)
	}
	for name, function := range parser.Functions {
		if function.Experimental { // all of them are younger than what the table begins with
			require.Contains(t, functions, name)
		}
	}
}

func TestParse(t *testing.T) {
	for version, want := range map[string]release{"2.53.0": {2, 53}, "3.5": {3, 5}, "v2.40.7": {2, 40}} {
		got, ok := parse(version)
		require.True(t, ok)
		require.Equal(t, want, got)
	}
	for _, version := range []string{"", "latest", "3", "x.y"} {
		_, ok := parse(version)
		require.False(t, ok, version)
	}
	require.True(t, release{2, 9}.before(release{2, 10}))
	require.True(t, release{2, 55}.before(release{3, 0}))
	require.False(t, release{3, 0}.before(release{2, 55}))
	require.False(t, release{3, 0}.before(release{3, 0}))
}
