package engine

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestStored(t *testing.T) {
	gs := groups(group(record("twice", "x * 2"), alert("High", "twice > 2")))
	series := load(t, `x{job="a"} 1 2 _ 4`, `unread 7x9`, `none _x3`)
	both(t, gs, series, minutes(2), func(t *testing.T, run *Run) {
		all, err := run.Stored()
		require.NoError(t, err)
		var lines []string
		for _, s := range all {
			line := fmt.Sprint(s.Labels, " ", s.Recorded)
			for _, sample := range s.Samples {
				line += fmt.Sprintf(" %d=%v", sample.T/60_000, sample.V)
			}
			lines = append(lines, line)
		}
		require.Equal(t, []string{
			`{__name__="ALERTS", alertname="High", alertstate="firing", job="a"} true 1=1 2=1`,
			`{__name__="ALERTS_FOR_STATE", alertname="High", job="a"} true 1=60 2=60`,
			`{__name__="twice", job="a"} true 0=2 1=4 2=4`,
			`{__name__="unread"} false 0=7 1=7 2=7`,
			`{__name__="x", job="a"} false 0=1 1=2`,
		}, lines, "what is after the end was never there")
	})
}

func TestTimings(t *testing.T) {
	gs := groups(group(record("b", "a"), record("c", "b offset -1m")), group(record("a", "x")))
	run, err := Evaluate(context.Background(), gs, load(t, "x 1x9"), minutes(9))
	require.NoError(t, err)
	seen := map[string]int{}
	for _, timing := range run.Timings() {
		require.Less(t, timing.Took, time.Minute)
		for _, r := range timing.Rules {
			seen[r.Name()]++
		}
	}
	require.Equal(t, map[string]int{"a": 1, "b": 1, "c": 1}, seen, "every rule is timed once")
}
