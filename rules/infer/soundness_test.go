package infer_test

import (
	"context"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/metrics"
	"github.com/promwright/promwright/rules/rulefile"
)

var (
	expressions = flag.Int("expressions", 100_000, "random expressions of the soundness test")
	seed        = flag.Uint64("seed", 1, "of the random expressions")
	budget      = flag.Duration("budget", 0, "how long the soundness test goes on; 0: for so many expressions")
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
	minutes(labels.FromStrings("__name__", "negative", "a", "1"), -1, -2, 0, 3, -5, 7, -2, -2, 0, math.Inf(1), -1),
	minutes(labels.FromStrings("__name__", "negative", "b", "1"), 0, -0.5, math.Inf(-1), 1, 0, 0, 0, 0, 0, 0, -0.25),
	minutes(labels.FromStrings("__name__", "up", "a", "1"), 0, 1, 1, 0, 1, 1, 1, 0, 0, 1, 1),
	minutes(labels.FromStrings("__name__", "up", "a", "x-1", "b", "1"), 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0),
	minutes(labels.FromStrings("__name__", "c_total", "a", "1"), 0, 10, 20, 5, 5, 5, 9, 12, 0, 1, 100),
	minutes(labels.FromStrings("__name__", "c_total", "a", "1", "b", "1"), 3, 3, 3, 3, 4, 4, 4, 4, 8, 8, 8),
	minutes(labels.FromStrings("__name__", "size", "a", "1"), 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 0.7),
	minutes(labels.FromStrings("__name__", "size", "a", "2", "b", "1"), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
	minutes(labels.FromStrings("__name__", "part", "a", "1"), 7, 6, 5, 4, 3, 2, 1, 0, 1, 2, 0.7),
	minutes(labels.FromStrings("__name__", "part", "a", "2", "b", "1"), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
}

// known is what is known of the metrics of world.
var known = metrics.Default().With(metrics.Source{Kind: metrics.Snapshot}, []metrics.Metric{
	{Name: "up", Type: metrics.Gauge, Max: 1, Whole: true},
	{Name: "size", Type: metrics.Gauge, Unit: metrics.Bytes, Max: math.Inf(1), Labels: []metrics.Label{{Name: "a"}}},
	{Name: "part", Type: metrics.Gauge, Unit: metrics.Bytes, Max: math.Inf(1), PartOf: "size", Labels: []metrics.Label{{Name: "a"}}},
	{Name: "native", Type: metrics.Histogram, Min: math.Inf(-1), Max: math.Inf(1)},
})

// metricNames are those of world and one that nothing writes.
var metricNames = []string{"m", "n", "o", "h_bucket", "native", "nothing", "target_info", "negative", "up", "c_total", "size", "part"}

// names are the labels that answers are compared for.
var names = []string{"a", "b", "c", "d", "le", "q", "v", "data", "instance", "__name__"}

func newEngine() *promql.Engine {
	return promql.NewEngine(promql.EngineOpts{
		MaxSamples: 100_000, Timeout: time.Minute, LookbackDelta: 5 * time.Minute, Parser: promqlParser,
		EnableAtModifier: true, EnableNegativeOffset: true,
		NoStepSubqueryIntervalFn: func(int64) int64 { return 60_000 },
	})
}

// evaluate returns what an expression yields at a minute; false if it fails.
func evaluate(t *testing.T, engine *promql.Engine, storage memory, text string, minute int) ([]promql.Sample, bool) {
	query, err := engine.NewInstantQuery(context.Background(), storage, nil, text, time.Unix(int64(minute)*60, 0))
	require.NoError(t, err, text)
	defer query.Close()
	result := query.Exec(context.Background())
	if result.Err != nil {
		return nil, false
	}
	switch value := result.Value.(type) {
	case promql.Vector:
		return value, true
	case promql.Scalar:
		return []promql.Sample{{F: value.V}}, true
	}
	t.Fatalf("%s yields a %T", text, result.Value)
	return nil, false
}

// contradiction returns what is wrong with a result, given the series that its expression yields; empty if nothing is.
// Each series must be one that some branch allows, and that the result as a whole allows.
func contradiction(result infer.Result, series []promql.Sample) string {
	for _, s := range series {
		if name := disallowed(result.Label, s.Metric); name != "" {
			return fmt.Sprintf("%s is %+v: %+v", name, result.Label(name), result.Label(name).Loss)
		}
		if !allows(result.Value(), s) {
			return fmt.Sprintf("values are %v (NaN %v, whole %v, histograms %v)", result.Value().Interval, result.Value().NaN, result.Value().Whole, result.Value().Histograms)
		}
		fits := func(b infer.Branch) bool {
			return b.Never() == nil && disallowed(b.Label, s.Metric) == "" && allows(b.Value, s)
		}
		if !slices.ContainsFunc(result.Branches, fits) {
			return fmt.Sprintf("no branch of %d yields %v: %v", len(result.Branches), s, result.Never())
		}
	}
	return apart(result, series)
}

// apart returns what is wrong with what is said to tell series apart.
func apart(result infer.Result, series []promql.Sample) string {
	if len(result.Branches) != 1 || !result.Branches[0].Identity.Known {
		return ""
	}
	identity := result.Branches[0].Identity.Labels
	seen := map[string]labels.Labels{}
	for _, s := range series {
		key := labels.NewBuilder(s.Metric).Keep(identity...).Labels().String()
		if other, ok := seen[key]; ok {
			return fmt.Sprintf("%v do not tell apart %v and %v", identity, other, s.Metric)
		}
		seen[key] = s.Metric
	}
	return ""
}

// allows tells whether a value is possible, up to rounding.
func allows(v infer.Value, s promql.Sample) bool {
	if s.H != nil {
		return v.Histograms
	}
	slack := 1e-9 * math.Abs(s.F)
	return v.Contains(s.F) || v.Contains(s.F+slack) || v.Contains(s.F-slack) || v.Whole && math.Abs(s.F) > 1<<53
}

// disallowed returns a label that is gone and there, or certain and missing.
func disallowed(label func(string) infer.Label, ls labels.Labels) string {
	for _, name := range names {
		l := label(name)
		if l.Presence == infer.Gone && ls.Has(name) || l.Presence == infer.Certain && !ls.Has(name) || l.Value != "" && l.Value != ls.Get(name) {
			return name
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
	g := generator{rand.New(rand.NewPCG(*seed, 0)), metricNames}
	engine, yielded := newEngine(), 0
	rules := infer.New(nil, known)
	evaluated, start := 0, time.Now()
	for *budget > 0 && time.Since(start) < *budget || *budget == 0 && evaluated < n {
		text := g.vector(1 + g.IntN(3))
		expr, err := promqlParser.ParseExpr(text)
		if err != nil {
			continue
		}
		evaluated++
		series, ok := evaluate(t, engine, world, text, 10)
		if !ok || len(series) == 0 {
			continue
		}
		yielded++
		if wrong := contradiction(rules.Expr(expr), series); wrong != "" {
			t.Fatalf("%s\nyields %v\nbut %s", text, series, wrong)
		}
	}
	t.Logf("%d expressions, %d of them yield series", evaluated, yielded)
	require.Greater(t, yielded, evaluated/4, "most expressions yield nothing, so that they show nothing")
}

// The same through recording rules: each project records three metrics, the later ones from the earlier ones, with
// labels of the rules and of their group, over ten minutes.
func TestSoundThroughRules(t *testing.T) {
	projects := *expressions / 400
	if testing.Short() {
		projects /= 10
	}
	g := generator{rand.New(rand.NewPCG(*seed, 1)), metricNames}
	engine, yielded := newEngine(), 0
	for range projects {
		file, storage := record(t, engine, g)
		project := infer.New([]*rulefile.File{file}, known)
		reader := generator{g.Rand, []string{"r1", "r2", "r3", "m"}}
		for range 20 {
			text := reader.vector(g.IntN(3))
			expr, err := promqlParser.ParseExpr(text)
			if err != nil {
				continue
			}
			series, _ := evaluate(t, engine, storage, text, 10)
			if len(series) > 0 {
				yielded++
			}
			if wrong := contradiction(project.Expr(expr), series); wrong != "" {
				t.Fatalf("%s\n%s\nyields %v\nbut %s", file.Source, text, series, wrong)
			}
		}
	}
	t.Logf("%d projects, %d expressions that yield series", projects, yielded)
	require.Greater(t, yielded, projects)
}

// record returns a file of random recording rules and the world with what they record.
func record(t *testing.T, engine *promql.Engine, g generator) (*rulefile.File, memory) {
	groupLabel := g.pick("", "a", "1")
	source := fmt.Sprintf("groups:\n- name: g\n  labels: {d: %q}\n  rules:\n", groupLabel)
	for i, reads := range [][]string{metricNames, {"r1", "m", "n"}, {"r1", "r2", "o"}} {
		text := generator{g.Rand, reads}.vector(g.IntN(3))
		if _, err := promqlParser.ParseExpr(text); err != nil {
			text = "m"
		}
		static := g.pick("{}", "{a: x}", `{a: ""}`, `{b: "1", c: ""}`, `{d: ""}`)
		name := g.pick(fmt.Sprintf("r%d", i+1), "r1")
		source += fmt.Sprintf("  - {record: %s, expr: %q, labels: %s}\n", name, text, static)
	}
	file := rulefile.Parse("rules.yaml", []byte(source))
	require.Empty(t, file.Errors)
	storage := slices.Clone(world)
	for minute := range 11 {
		for rule := range file.Rules() {
			series, _ := evaluate(t, engine, storage, rule.Expr.Value, minute)
			for _, s := range series {
				storage = storage.write(recorded(rule, s.Metric), minute, s)
			}
		}
	}
	return file, storage
}

// recorded returns the labels of a series that a rule records.
func recorded(rule *rulefile.Rule, ls labels.Labels) labels.Labels {
	b := labels.NewBuilder(ls).Set("__name__", rule.Record.Value)
	for _, m := range []rulefile.Map{rule.Group.Labels, rule.Labels} {
		for _, pair := range m {
			b.Set(pair.Key.Value, pair.Value.Value)
		}
	}
	return b.Labels()
}
