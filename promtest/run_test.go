package promtest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/promtest"
)

// recorder is a testing.TB that keeps what a test says.
type recorder struct {
	testing.TB
	logs, errors, fatal []string
}

func (r *recorder) Helper() {}

func (r *recorder) Logf(format string, args ...any) {
	r.logs = append(r.logs, fmt.Sprintf(format, args...))
}

func (r *recorder) Errorf(format string, args ...any) {
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}

func (r *recorder) Fatal(args ...any) { r.fatal = append(r.fatal, fmt.Sprint(args...)); panic(r) }

// ran returns what a run of the test said.
func ran(t *testing.T, test promtest.Test) *recorder {
	r := &recorder{TB: t}
	func() {
		defer func() {
			if p := recover(); p != nil && p != any(r) {
				panic(p)
			}
		}()
		test.Run(r)
	}()
	return r
}

func TestRunSaysNothingOfATestThatPasses(t *testing.T) {
	r := ran(t, with(all...))
	require.Empty(t, r.errors)
	require.Empty(t, r.fatal)
}

func TestRunDrawsTheTimelinesWhenVerbose(t *testing.T) {
	r := ran(t, with(all...))
	if !testing.Verbose() {
		require.Empty(t, r.logs)
		return
	}
	require.Len(t, r.logs, 1)
	require.Equal(t, 1, strings.Count(r.logs[0], `Down{job="a", severity="page"}`))
}

func TestRunDrawsAllFailuresAtOnce(t *testing.T) {
	r := ran(t, with(
		promtest.Firing{Alert: "Down", From: 10 * minute, To: 30 * minute, Labels: promtest.Labels{"job": "a"}},
		promtest.Firing{Alert: "Never", From: minute, To: 2 * minute},
	))
	require.Len(t, r.errors, 1)
	require.Equal(t, `
Down{job="a", severity="page"}
         0m             30m            1h
want          ██████████                     firing 10m to 30m
got      ·····▒▒████████················     firing 15m to 30m   (for: 5m)
         at 10m     0 == 0
         at 15m     0 == 0, since 10m

Never
         0m             30m            1h
want     █                                   firing 1m to 2m
got      ·······························     never
         at 1m      absent(up) has no value
`, r.errors[0])
}

func TestRunStopsAtATestThatSaysNothing(t *testing.T) {
	r := ran(t, with(promtest.Quiet{Alert: "Donw"}))
	require.Equal(t, []string{`promtest: test without a name: Quiet: no rule defines alert "Donw" (alerts: Down, Never)`}, r.fatal)
}
