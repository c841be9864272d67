package infer_test

import (
	"context"
	"flag"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/infer"
)

var (
	expressions = flag.Int("expressions", 120_000, "random expressions of the soundness test")
	seed        = flag.Uint64("seed", 1, "of the random expressions")
)

var promqlParser = parser.NewParser(parser.Options{EnableExperimentalFunctions: true, EnableBinopFillModifiers: true})

// world is what the random expressions are evaluated over: metrics that differ in the labels they carry.
var world = memory{
	minutes(labels.FromStrings("__name__", "m", "a", "1", "b", "1"), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
	minutes(labels.FromStrings("__name__", "m", "a", "x-1"), 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1),
	minutes(labels.FromStrings("__name__", "m", "b", "1"), 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
	minutes(labels.FromStrings("__name__", "n", "a", "1", "b", "1", "c", "1"), 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5),
	minutes(labels.FromStrings("__name__", "n", "a", "x-1", "b", "1"), 2, 2, 2, 2, 3, 2, 2, 2, 2, 2, 2),
	minutes(labels.FromStrings("__name__", "o"), 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1),
	minutes(labels.FromStrings("__name__", "o", "a", "1"), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, math.NaN()),
	minutes(labels.FromStrings("__name__", "h_bucket", "a", "1", "le", "1"), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
	minutes(labels.FromStrings("__name__", "h_bucket", "a", "1", "le", "+Inf"), 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20),
	native(labels.FromStrings("__name__", "native", "a", "1", "c", "x-1"), 11),
	minutes(labels.FromStrings("__name__", "target_info", "instance", "i", "job", "j", "data", "d"), 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1),
	minutes(labels.FromStrings("__name__", "m", "instance", "i", "job", "j", "a", "1"), 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3),
}

var names = []string{"a", "b", "c", "d", "le", "q", "v", "data", "instance", "__name__"}

func newEngine() *promql.Engine {
	return promql.NewEngine(promql.EngineOpts{
		MaxSamples: 100_000, Timeout: time.Minute, LookbackDelta: 5 * time.Minute, Parser: promqlParser,
		EnableAtModifier: true, EnableNegativeOffset: true,
		NoStepSubqueryIntervalFn: func(int64) int64 { return 60_000 },
	})
}

// evaluate returns the label sets that an expression yields ten minutes in; false if it fails.
func evaluate(t *testing.T, engine *promql.Engine, storage memory, text string) ([]labels.Labels, bool) {
	query, err := engine.NewInstantQuery(context.Background(), storage, nil, text, time.Unix(600, 0))
	require.NoError(t, err, text)
	defer query.Close()
	result := query.Exec(context.Background())
	if result.Err != nil {
		return nil, false
	}
	var out []labels.Labels
	switch value := result.Value.(type) {
	case promql.Vector:
		for _, s := range value {
			out = append(out, s.Metric)
		}
	case promql.Matrix:
		for _, s := range value {
			out = append(out, s.Metric)
		}
	case promql.Scalar:
		out = append(out, labels.EmptyLabels())
	}
	return out, true
}

// contradiction returns the first label about which a result is wrong; empty if there is none.
func contradiction(result infer.Result, series []labels.Labels) string {
	for _, name := range names {
		label := result.Label(name)
		for _, ls := range series {
			if label.Presence == infer.Gone && ls.Has(name) || label.Presence == infer.Certain && !ls.Has(name) {
				return name
			}
		}
	}
	return ""
}

// Whatever the engine yields, no label that is Gone is on it, and none that is Certain is missing.
func TestSound(t *testing.T) {
	n := *expressions
	if testing.Short() {
		n /= 10
	}
	engine := newEngine()
	g := generator{rand.New(rand.NewPCG(*seed, 0))}
	var evaluated, yielded, failures int
	for evaluated < n {
		text := g.vector(1 + g.IntN(3))
		expr, err := promqlParser.ParseExpr(text)
		if err != nil {
			continue
		}
		series, ok := evaluate(t, engine, world, text)
		evaluated++
		if !ok || len(series) == 0 {
			continue
		}
		yielded++
		result := infer.Expr(expr)
		if name := contradiction(result, series); name != "" {
			label := result.Label(name)
			t.Errorf("%s\nyields %v\nbut %s is %v: %+v", text, series, name, label.Presence, label.Loss)
			if failures++; failures == 5 {
				t.FailNow()
			}
		}
	}
	t.Logf("%d expressions, %d of them yield series", evaluated, yielded)
	require.Greater(t, yielded, n/4, "most expressions yield nothing, so that they show nothing")
}
