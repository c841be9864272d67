package differential

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/storage"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/internal/engine"
	"github.com/promwright/promwright/internal/engine/enginetest"
)

func TestPrometheusAgrees(t *testing.T) {
	first, seeds := number("DIFFERENTIAL_SEED", 0), number("DIFFERENTIAL_SEEDS", 300)
	for seed := first; seed < first+seeds; seed++ {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { compare(t, uint64(seed)) })
	}
}

func number(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
}

func compare(t *testing.T, seed uint64) {
	c := enginetest.Random(seed, unordered)
	c.Config.GroupOrder = nil
	for _, g := range c.Groups {
		c.Config.GroupOrder = append(c.Config.GroupOrder, g.Name)
	}
	c.Config.Compat = true
	o := newOracle(t, c)
	o.run()
	run, err := engine.Evaluate(t.Context(), c.Groups, c.Series, c.Config)
	require.NoError(t, err)
	if diff := cmp.Diff(sorted(o.facts), sorted(facts(t, run, c))); diff != "" {
		t.Fatalf("(-prometheus +engine):\n%s\n%s", diff, c)
	}
	// Half a step after each step shows where stale markers are.
	for at := time.Duration(0); at <= c.Config.End; at += c.Config.Interval / 2 {
		if diff := cmp.Diff(o.everything(run.Time(0).Add(at)), everything(t, run, at)); diff != "" {
			t.Fatalf("samples at %v (-prometheus +engine):\n%s\n%s", at, diff, c)
		}
	}
}

// unordered accepts expressions whose value does not depend on the storage: on the order in which series came into it, or, with two
// matchers of one label under absent, on whether it holds anything at all.
func unordered(e parser.Expr) bool {
	ok := true
	parser.Inspect(e, func(node parser.Node, _ []parser.Node) error {
		switch n := node.(type) {
		case *parser.AggregateExpr:
			switch n.Op {
			case parser.TOPK, parser.BOTTOMK, parser.LIMITK, parser.STDDEV:
				ok = false
			}
		case *parser.VectorSelector:
			seen := map[string]bool{}
			for _, m := range n.LabelMatchers {
				ok = ok && !seen[m.Name]
				seen[m.Name] = true
			}
		}
		return nil
	})
	return ok
}

// facts are what the oracle notes, of a run of ours.
func facts(t *testing.T, run *engine.Run, c enginetest.Case) []string {
	var all []string
	place := map[any]string{}
	index := map[any]int{}
	for i := range c.Groups {
		for j := range c.Groups[i].Rules {
			place[&c.Groups[i].Rules[j]], index[&c.Groups[i].Rules[j]] = c.Groups[i].Name, j
		}
	}
	for _, err := range run.RuleErrors() {
		e := err.(*engine.RuleError)
		for k := range e.Count {
			at := e.After + time.Duration(k)*c.Config.Interval
			all = append(all, failure(at, e.Group.Name, index[e.Rule], e.Err))
		}
	}
	for _, a := range run.Alerts() {
		for step := range run.Steps() {
			if a.State(step) == engine.Inactive {
				continue
			}
			annotations, err := a.Annotations(step)
			require.NoError(t, err)
			all = append(all, active(time.Duration(step)*c.Config.Interval, place[a.Rule], index[a.Rule], a.Labels, a.State(step).String(), annotations))
		}
	}
	return all
}

func sorted(lines []string) []string {
	slices.Sort(lines)
	return lines
}

const all = `{__name__=~".+"}`

func (o *oracle) everything(at time.Time) []string {
	q, err := o.engine.NewInstantQuery(o.t.Context(), storage.Queryable(o.storage), nil, all, at)
	require.NoError(o.t, err)
	result := q.Exec(o.t.Context())
	require.NoError(o.t, result.Err)
	return lines(result.Value)
}

func everything(t *testing.T, run *engine.Run, at time.Duration) []string {
	v, err := run.Query(t.Context(), all, at)
	require.NoError(t, err)
	return lines(v)
}

// lines writes a vector with values of ten digits and without the sign of zero: both depend on the order of series.
func lines(v parser.Value) []string {
	var all []string
	for _, s := range v.(promql.Vector) {
		text := fmt.Sprintf("%s %.10g", s.Metric, s.F+0)
		if s.H != nil {
			text = fmt.Sprintf("%s %s hint %d", s.Metric, s.H, s.H.CounterResetHint)
		}
		all = append(all, text)
	}
	return sorted(all)
}
