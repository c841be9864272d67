package engine

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
)

// probe returns the probe of the rule of a name.
func probe(t *testing.T, r *Run, name string) Probe {
	t.Helper()
	for p := range r.Probes() {
		if p.Rule.Name() == name {
			return p
		}
	}
	t.Fatalf("no rule %s", name)
	return Probe{}
}

func TestYields(t *testing.T) {
	offset := 3 * time.Minute
	late := rules.PlainGroup{Name: "late", QueryOffset: &offset, Rules: []rules.PlainRule{record("late", "m")}}
	gs := groups(group(record("early", "m"), record("counter", "counter + 1 or m"), record("last", "m @ end()")), late)
	series := load(t, "m 1x5 2x5")
	from := func(first int) func(int) bool { return func(step int) bool { return step >= first } }
	tests := map[string]struct {
		rule, expr string
		counts     func(int) bool
		want       bool
	}{
		"at the first step":                           {"early", "m == 1", nil, true},
		"at a step that does not count":               {"early", "m == 1", from(6), false},
		"at a step that counts":                       {"early", "m == 2", from(6), true},
		"what the input has after the end":            {"early", "m > 2", nil, false},
		"what nothing matches":                        {"early", "n > 2", nil, false},
		"later, as the group is":                      {"late", "m == 1", from(8), true},
		"but no later":                                {"late", "m == 1", from(9), false},
		"what the rule recorded itself, a step ago":   {"counter", "counter > 9", nil, true},
		"but not what it recorded at the very step":   {"counter", "counter > 10", nil, false},
		"step by step where the end is that of query": {"last", "m @ end() == 1", nil, true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			both(t, gs, series, minutes(10), func(t *testing.T, r *Run) {
				got, err := probe(t, r, test.rule).Yields(context.Background(), test.expr, test.counts)
				require.NoError(t, err)
				require.Equal(t, test.want, got)
			})
		})
	}
}

// TestYieldsDespiteErrors says that an error at some steps does not hide what is yielded at others.
func TestYieldsDespiteErrors(t *testing.T) {
	gs := groups(group(record("r", "count(m)")))
	both(t, gs, load(t, `m{a="x"} 1x10`, `m{a="y"} _x4 1x6`, "n 1x10"), minutes(10), func(t *testing.T, r *Run) {
		p := probe(t, r, "r")
		yields, err := p.Yields(context.Background(), "n * on () m", nil) // two m from 4m on
		require.NoError(t, err)
		require.True(t, yields)
		yields, err = p.Yields(context.Background(), "n * on () m > 1", nil)
		require.ErrorContains(t, err, "many-to-many matching not allowed")
		require.False(t, yields)
		_, err = p.Yields(context.Background(), "n *", nil)
		require.ErrorContains(t, err, "engine: expression does not parse")
	})
}

func TestReachedAndRecorded(t *testing.T) {
	gs := groups(group(record("a", "m"), record("b", "a > 5"), record("c", "missing"), record("d", "vector(1)"), record("e", "c + b")))
	both(t, gs, load(t, "m 1x10"), minutes(5), func(t *testing.T, r *Run) {
		var reached, recorded []string
		for p := range r.Probes() {
			if p.Reached() {
				reached = append(reached, p.Rule.Name())
			}
			if p.Recorded() {
				recorded = append(recorded, p.Rule.Name())
			}
		}
		require.Equal(t, []string{"a", "b", "d"}, reached)
		require.Equal(t, []string{"a", "d"}, recorded)
	})
}

// TestRecordedBySeveral says who wrote a series that two rules may write.
func TestRecordedBySeveral(t *testing.T) {
	gs := groups(group(record("r", "m == 1"), record("r", "m == 2"), record("r", "m == 3")))
	both(t, gs, load(t, "m 1x5 2x5"), minutes(10), func(t *testing.T, r *Run) {
		var recorded []bool
		for p := range r.Probes() {
			recorded = append(recorded, p.Recorded())
		}
		require.Equal(t, []bool{true, true, false}, recorded)
	})
}

func TestAlertSteps(t *testing.T) {
	a := alert("A", "m > 0")
	a.For, a.KeepFiringFor = time.Minute, 2*time.Minute
	both(t, groups(group(a)), load(t, "m 1 1 2 2 0 0 0 0"), minutes(7), func(t *testing.T, r *Run) {
		found := probe(t, r, "A").Alerts()
		require.Len(t, found, 1)
		states := map[int]State{}
		for step, state := range found[0].Steps() {
			states[step] = state
		}
		require.Equal(t, map[int]State{0: Pending, 1: Firing, 2: Firing, 3: Firing, 4: Firing, 5: Firing}, states)
		require.Equal(t, []int{0, 1, 2, 3}, slices.Collect(found[0].Yields()))
		require.Equal(t, []int{0, 2}, slices.Collect(found[0].Changes()))

		text, err := found[0].Expand(2, "{{ $value }}")
		require.NoError(t, err)
		require.Equal(t, "2", text)
		_, err = found[0].Expand(2, "{{ index $labels 3 }}")
		require.ErrorContains(t, err, "engine: template: error executing template __alert_A: ")
		_, err = found[0].Expand(4, "")
		require.EqualError(t, err, `engine: the expression does not yield alert {alertname="A"} at step 4`)
	})
}
