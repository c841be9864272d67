package engine

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"
)

// Settled reports whether no part of the value of an expression is up to chance.
func Settled(tree parser.Expr) bool {
	t := trees{cache: NewCache(), step: 60_000}
	e := &expr{text: tree.String(), tree: tree}
	e.analyse()
	t.settle(e)
	return !e.loose
}

// bits tells values apart as Prometheus does, but for the sign of zero: which of two zeros is the maximum is up to chance.
func bits(v float64) string {
	if v == 0 {
		v = 0
	}
	return fmt.Sprintf("%x", math.Float64bits(v))
}

// Dump writes everything that a run found out as text, one fact per line.
func Dump(t *testing.T, r *Run) []string {
	t.Helper()
	var lines []string
	for _, err := range r.RuleErrors() {
		lines = append(lines, fmt.Sprintf("%v (%d times)", err, err.(*RuleError).Count))
	}
	for _, a := range r.Alerts() {
		for _, p := range a.points {
			note, err := a.Annotations(int(p.step))
			require.NoError(t, err)
			lines = append(lines, fmt.Sprintf("alert %s@%d %s yielded %t %v since %d %s", a.Labels, p.step, p.state, p.yielded, p.value+0, p.since, note))
		}
	}
	require.NoError(t, r.exposeAll())
	for _, columns := range r.store.byName {
		for _, c := range columns {
			for i, at := range c.times {
				text := bits(c.floats[i])
				if h := c.hist(i); h != nil {
					text = fmt.Sprint(h.CounterResetHint, h)
				}
				if c.source == nil || c.shared {
					lines = append(lines, fmt.Sprintf("series %s@%d %s", c.labels, at, text))
				}
			}
		}
	}
	slices.Sort(lines)
	return lines
}
