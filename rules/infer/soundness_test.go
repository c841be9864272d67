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
	"github.com/promwright/promwright/rules/rulefile"
)

var (
	expressions = flag.Int("expressions", 100_000, "random expressions of the soundness test")
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

// metrics are those of world and one that nothing writes.
var metrics = []string{"m", "n", "o", "h_bucket", "native", "nothing", "target_info"}

// names are the labels that answers are compared for.
var names = []string{"a", "b", "c", "d", "le", "q", "v", "data", "instance", "__name__"}

func newEngine() *promql.Engine {
	return promql.NewEngine(promql.EngineOpts{
		MaxSamples: 100_000, Timeout: time.Minute, LookbackDelta: 5 * time.Minute, Parser: promqlParser,
		EnableAtModifier: true, EnableNegativeOffset: true,
		NoStepSubqueryIntervalFn: func(int64) int64 { return 60_000 },
	})
}

// evaluate returns the label sets that an expression yields at a minute; false if it fails.
func evaluate(t *testing.T, engine *promql.Engine, storage memory, text string, minute int) ([]labels.Labels, bool) {
	query, err := engine.NewInstantQuery(context.Background(), storage, nil, text, time.Unix(int64(minute)*60, 0))
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

// contradiction returns what is wrong with a result, given the series that its expression yields; empty if nothing is.
// Each series must be one that some branch allows, and that the result as a whole allows.
func contradiction(result infer.Result, series []labels.Labels) string {
	for _, ls := range series {
		if name := disallowed(result.Label, ls); name != "" {
			return fmt.Sprintf("%s is %v: %+v", name, result.Label(name).Presence, result.Label(name).Loss)
		}
		allows := func(b infer.Branch) bool { return disallowed(b.Label, ls) == "" }
		if !slices.ContainsFunc(result.Branches, allows) {
			return fmt.Sprintf("no branch of %d yields %v", len(result.Branches), ls)
		}
	}
	return ""
}

// disallowed returns a label that is gone and there, or certain and missing.
func disallowed(label func(string) infer.Label, ls labels.Labels) string {
	for _, name := range names {
		presence := label(name).Presence
		if presence == infer.Gone && ls.Has(name) || presence == infer.Certain && !ls.Has(name) {
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
	g := generator{rand.New(rand.NewPCG(*seed, 0)), metrics}
	engine, yielded := newEngine(), 0
	for evaluated := 0; evaluated < n; {
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
		if wrong := contradiction(infer.Expr(expr), series); wrong != "" {
			t.Fatalf("%s\nyields %v\nbut %s", text, series, wrong)
		}
	}
	t.Logf("%d expressions, %d of them yield series", n, yielded)
	require.Greater(t, yielded, n/4, "most expressions yield nothing, so that they show nothing")
}

// The same through recording rules: each project records three metrics, the later ones from the earlier ones, with
// labels of the rules and of their group, over ten minutes.
func TestSoundThroughRules(t *testing.T) {
	projects := *expressions / 400
	if testing.Short() {
		projects /= 10
	}
	g := generator{rand.New(rand.NewPCG(*seed, 1)), metrics}
	engine, yielded := newEngine(), 0
	for range projects {
		file, storage := record(t, engine, g)
		project := infer.New([]*rulefile.File{file}, nil)
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
	for i, reads := range [][]string{metrics, {"r1", "m", "n"}, {"r1", "r2", "o"}} {
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
			for _, ls := range series {
				storage = storage.write(recorded(rule, ls), minute)
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
