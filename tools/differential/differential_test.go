package differential

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/internal/engine"
	"github.com/promwright/promwright/internal/engine/enginetest"
)

// TestPrometheusAgrees compares the cases of DIFFERENTIAL_SEEDS seeds from DIFFERENTIAL_SEED on; or, with DIFFERENTIAL_TIME, of as many
// as the time allows until the first difference.
func TestPrometheusAgrees(t *testing.T) {
	first, seeds := number("DIFFERENTIAL_SEED", 0), number("DIFFERENTIAL_SEEDS", 300)
	limit, _ := time.ParseDuration(os.Getenv("DIFFERENTIAL_TIME"))
	begin := time.Now()
	reported := begin
	for seed := first; limit > 0 || seed < first+seeds; seed++ {
		if limit > 0 && (t.Failed() || time.Since(begin) > limit) {
			t.Logf("%d seeds from %d in %v", seed-first, first, time.Since(begin).Round(time.Second))
			return
		}
		if time.Since(reported) > time.Minute {
			reported = time.Now()
			fmt.Printf("%v: %d seeds from %d\n", time.Since(begin).Round(time.Second), seed-first, first)
		}
		t.Run(fmt.Sprint(seed), func(t *testing.T) { agree(t, enginetest.Random(uint64(seed), unordered)) })
	}
}

func number(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
}

// agree fails if there is a difference, with the smallest case found that has one.
func agree(t *testing.T, c enginetest.Case) {
	if !differs(t, c) {
		return
	}
	small := shrink(c, func(c enginetest.Case) bool { return differs(t, c) })
	t.Errorf("(-prometheus +engine):\n%s\n%s", difference(t, small), small)
}

// differs reports whether there is a difference every time: where Prometheus writes in the order of a Go map, as it does for two
// alerts of one series ALERTS, what comes of it is up to chance.
func differs(t *testing.T, c enginetest.Case) bool {
	for range 8 {
		if difference(t, c) == "" {
			return false
		}
	}
	return true
}

// difference evaluates a case by both, and returns what is not equal.
func difference(t *testing.T, c enginetest.Case) string {
	c.Config.GroupOrder = nil
	for _, g := range c.Groups {
		c.Config.GroupOrder = append(c.Config.GroupOrder, g.Name)
	}
	c.Config.Compat = true
	o := newOracle(t, c)
	defer o.close()
	o.run()
	run, err := engine.Evaluate(t.Context(), c.Groups, c.Series, c.Config)
	require.NoError(t, err, c)
	if diff := cmp.Diff(sorted(o.facts), sorted(facts(t, run, c))); diff != "" {
		return diff
	}
	// Half a step after each step shows where stale markers are.
	for at := time.Duration(0); at <= c.Config.End; at += c.Config.Interval / 2 {
		if diff := cmp.Diff(o.everything(run.Time(0).Add(at)), everything(t, run, at), near); diff != "" {
			return fmt.Sprintf("samples at %v:\n%s", at, diff)
		}
	}
	return ""
}

// unordered accepts expressions whose value does not depend on more of the storage than what it holds: the winner of a tie
// depends on the order of what is not read from the storage as it is, and absent with two matchers of one label shows one of them, which
// one depends on whether the storage holds anything at all.
func unordered(e parser.Expr) bool {
	ok := true
	parser.Inspect(e, func(node parser.Node, path []parser.Node) error {
		switch n := node.(type) {
		case *parser.AggregateExpr:
			if n.Op == parser.TOPK || n.Op == parser.BOTTOMK || n.Op == parser.LIMITK {
				ok = ok && asStored(n.Expr)
			}
		case *parser.VectorSelector:
			ok = ok && (!within(path, "absent", "absent_over_time") || !repeats(n.LabelMatchers))
		}
		return nil
	})
	return ok
}

// asStored reports whether e yields series in the order of the storage.
func asStored(e parser.Expr) bool {
	switch n := e.(type) {
	case *parser.VectorSelector:
		return true
	case *parser.ParenExpr:
		return asStored(n.Expr)
	case *parser.Call:
		return len(n.Args) == 1 && n.Args[0].Type() == parser.ValueTypeMatrix && !strings.HasPrefix(n.Func.Name, "absent") && isSelector(n.Args[0])
	}
	return false
}

func isSelector(e parser.Expr) bool {
	_, ok := e.(*parser.MatrixSelector)
	return ok
}

func within(path []parser.Node, functions ...string) bool {
	return slices.ContainsFunc(path, func(n parser.Node) bool {
		call, ok := n.(*parser.Call)
		return ok && slices.Contains(functions, call.Func.Name)
	})
}

func repeats(matchers []*labels.Matcher) bool {
	seen := map[string]bool{}
	for _, m := range matchers {
		if seen[m.Name] {
			return true
		}
		seen[m.Name] = true
	}
	return false
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

// sorted returns the lines in order, with numbers of twelve decimals at most: stddev() rounds in the order of series, and what it yields
// can become the value of a label.
func sorted(lines []string) []string {
	for i, line := range lines {
		lines[i] = decimals.ReplaceAllString(line, "$1")
	}
	slices.Sort(lines)
	return lines
}

var decimals = regexp.MustCompile(`([0-9]\.[0-9]{12})[0-9]+`)

const all = `{__name__=~".+"}`

func (o *oracle) everything(at time.Time) []sample {
	q, err := o.engine.NewInstantQuery(o.t.Context(), o.plain, nil, all, at)
	require.NoError(o.t, err)
	result := q.Exec(o.t.Context())
	require.NoError(o.t, result.Err)
	return samples(result.Value)
}

func everything(t *testing.T, run *engine.Run, at time.Duration) []sample {
	v, err := run.Query(t.Context(), all, at)
	require.NoError(t, err)
	return samples(v)
}

// sample is an element of a vector.
type sample struct {
	Series    string
	Value     float64
	Histogram string
}

// near takes values for equal that differ in the tenth digit, or in the sign of zero: both depend on the order of series.
var near = cmp.Options{cmpopts.EquateApprox(1e-9, 0), cmpopts.EquateNaNs()}

// samples returns a vector as values that can be compared, in the order of the series.
func samples(v parser.Value) []sample {
	var all []sample
	for _, s := range v.(promql.Vector) {
		next := sample{Series: s.Metric.String(), Value: s.F}
		if s.H != nil {
			next.Histogram = decimals.ReplaceAllString(fmt.Sprintf("%s hint %d", s.H, s.H.CounterResetHint), "$1")
		}
		all = append(all, next)
	}
	slices.SortFunc(all, func(a, b sample) int { return strings.Compare(a.Series, b.Series) })
	return all
}
