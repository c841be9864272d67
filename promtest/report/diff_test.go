package report_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/promtest/report"
)

// TestDiffHoldsBothLists holds for any two lists: without the lines of one it is the other.
func TestDiffHoldsBothLists(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	list := func() []report.Item {
		var items []report.Item
		for i := range random.IntN(12) {
			if random.IntN(4) > 0 {
				items = append(items, report.Item{Labels: map[string]string{"instance": fmt.Sprint(i)},
					Annotations: map[string]string{"text": strings.Repeat("line\n", random.IntN(3)) + fmt.Sprint(random.IntN(2))}})
			}
		}
		return items
	}
	for range 2000 {
		l := report.Lists{Key: report.ExpAlerts, Want: list(), Got: list()}
		want, got := l.YAML(l.Want), l.YAML(l.Got)
		diff := l.Diff()
		if want == got {
			require.Empty(t, diff)
			continue
		}
		without := func(sign byte) string {
			var b strings.Builder
			for line := range strings.Lines(diff) {
				if line[0] != sign {
					b.WriteString(line[1:])
				}
			}
			return b.String()
		}
		require.Equal(t, want, without('+'), diff)
		require.Equal(t, got, without('-'), diff)
	}
}

func TestDiffOfTheSameShowsBoth(t *testing.T) {
	r := &report.Result{Failures: []report.Failure{{Message: "m", Want: []string{"{} NaN"}, Got: []string{"{} NaN"}, Lists: &report.Lists{
		Key: report.ExpSamples, Want: []report.Item{{Series: "{}", Value: math.NaN()}}, Got: []report.Item{{Series: "{}", Value: math.NaN()}},
	}}}}
	var out strings.Builder
	require.NoError(t, report.Text(&out, r, report.Options{Diff: true}))
	require.Equal(t, "m\nwant     {} NaN\ngot      {} NaN\n", out.String())
}
