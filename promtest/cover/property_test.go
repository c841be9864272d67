package cover_test

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/internal/engine"
	"github.com/promwright/promwright/internal/engine/enginetest"
	"github.com/promwright/promwright/promtest/cover"
	"github.com/promwright/promwright/rules/rulefile"
)

// seeds returns the number of random cases; COVER_SEEDS sets it.
func seeds() uint64 {
	if n, err := strconv.ParseUint(os.Getenv("COVER_SEEDS"), 10, 64); err == nil {
		return n
	}
	return 60
}

// observe adds what a random case goes through to suites.
func observe(t *testing.T, c enginetest.Case, suites ...*cover.Suite) *engine.Run {
	t.Helper()
	run, err := engine.Evaluate(context.Background(), c.Groups, c.Series, c.Config)
	require.NoError(t, err)
	for _, s := range suites {
		require.NoError(t, s.Observe(context.Background(), run))
	}
	return run
}

// seen lists the branches of a suite that were seen.
func seen(s *cover.Suite) map[string]bool {
	all := map[string]bool{}
	for i, r := range s.Report().Rules {
		for j, b := range r.Branches {
			if b.Seen {
				all[fmt.Sprintf("%d.%d %s: %s %d-%d %s", i, j, r.Expr, b.Field, b.From, b.To, b.Outcome)] = true
			}
		}
	}
	return all
}

func anything(parser.Expr) bool { return true }

// TestRangeEqualsStepwise says that it makes no difference whether rules, and parts of them, are evaluated at once or step by step.
func TestRangeEqualsStepwise(t *testing.T) {
	for seed := range seeds() {
		c := enginetest.Random(seed, engineSettled)
		ranged, stepwise := cover.New(), cover.New()
		observe(t, c, ranged)
		c.Config.Stepwise = true
		observe(t, c, stepwise)
		if diff := cmp.Diff(seen(stepwise), seen(ranged)); diff != "" {
			t.Fatalf("seed %d: (-stepwise +range):\n%s\n%s", seed, diff, c)
		}
	}
}

// engineSettled accepts expressions without what is up to chance: ties and roundings inside of subqueries, and random samples.
func engineSettled(e parser.Expr) bool {
	return !strings.Contains(e.String(), "k(") || !strings.Contains(e.String(), ":")
}

// TestUnion says that two tests together cover what each of them does, in either order.
func TestUnion(t *testing.T) {
	for seed := range seeds() {
		a, b := enginetest.Random(seed, anything), enginetest.Random(seed+1_000_000, anything)
		b.Groups = a.Groups // the same rules, on other series at other times
		onlyA, onlyB, both, reverse := cover.New(), cover.New(), cover.New(), cover.New()
		observe(t, a, onlyA, both)
		observe(t, b, onlyB, both, reverse)
		observe(t, a, reverse)
		want := seen(onlyA)
		for branch := range seen(onlyB) {
			want[branch] = true
		}
		require.Equal(t, want, seen(both), "seed %d:\n%s", seed, a)
		require.Equal(t, want, seen(reverse), "seed %d:\n%s", seed, a)
	}
}

// TestComparisons holds comparisons with a number against their left side, evaluated by queries step by step and compared here.
func TestComparisons(t *testing.T) {
	checked, both := 0, 0
	for seed := range 4 * seeds() { // few have one that can be checked
		c := enginetest.Random(seed, anything)
		for i := range c.Groups {
			c.Groups[i].QueryOffset, c.Groups[i].Limit = nil, 0
		}
		suite := cover.New()
		run := observe(t, c, suite)
		for _, r := range suite.Report().Rules {
			tree, err := parser.NewParser(enginetest.Options).ParseExpr(r.Expr)
			require.NoError(t, err)
			parser.Inspect(tree, func(node parser.Node, path []parser.Node) error {
				n, left := comparison(node, path)
				if n == nil {
					return nil
				}
				isTrue, isFalse, ok := compared(run, left, n)
				if !ok || !r.Reached {
					return nil
				}
				checked++
				if isTrue && isFalse {
					both++
				}
				end := int(rulefile.NodeRange(r.Expr, n.RHS).End)
				for _, b := range r.Branches {
					if b.Field == "expr" && b.To == end && b.Problem == "" && (b.Outcome == "true" || b.Outcome == "false") {
						require.Equal(t, map[string]bool{"true": isTrue, "false": isFalse}[b.Outcome], b.Seen, "seed %d: %s of %s in\n%s", seed, b.Outcome, n, c)
					}
				}
				return nil
			})
		}
	}
	require.Greater(t, checked, 15)
	require.Greater(t, both, 2)
}

// comparison returns a comparison of a vector with a number, and the vector, if that can be evaluated by queries after the run: it reads
// nothing but input of the past, at the steps of the rule.
func comparison(node parser.Node, path []parser.Node) (*parser.BinaryExpr, string) {
	n, ok := node.(*parser.BinaryExpr)
	if !ok || !n.Op.IsComparisonOperator() || n.LHS.Type() != parser.ValueTypeVector {
		return nil, ""
	}
	if _, ok := n.RHS.(*parser.NumberLiteral); !ok {
		return nil, ""
	}
	for _, p := range path {
		if _, ok := p.(*parser.SubqueryExpr); ok {
			return nil, ""
		}
	}
	left := n.LHS.String()
	for _, other := range []string{"@", "offset -", "r0", "r1", "r2", "r3", "r4", "m1", "ALERTS", "start()", "end()", "step()", "range()", "info(", "__name__", "k("} {
		if strings.Contains(left, other) {
			return nil, ""
		}
	}
	return n, left
}

// compared evaluates the left side at every step and says how the comparison turns out; false if it cannot be evaluated.
func compared(run *engine.Run, left string, n *parser.BinaryExpr) (isTrue, isFalse, ok bool) {
	right := n.RHS.(*parser.NumberLiteral).Val
	for step := range run.Steps() {
		value, err := run.Query(context.Background(), left, run.Time(step).Sub(run.Time(0)))
		vector, isVector := value.(promql.Vector)
		if err != nil || !isVector {
			return false, false, false
		}
		for _, s := range vector {
			if s.H != nil { // drops out of a comparison with a number
				continue
			}
			holds := map[parser.ItemType]bool{
				parser.EQLC: s.F == right, parser.NEQ: s.F != right, parser.GTR: s.F > right,
				parser.LSS: s.F < right, parser.GTE: s.F >= right, parser.LTE: s.F <= right,
			}[n.Op]
			isTrue, isFalse = isTrue || holds, isFalse || !holds
		}
	}
	return isTrue, isFalse, true
}
