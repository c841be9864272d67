package differential

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/value"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/internal/engine"
	"github.com/promwright/promwright/internal/engine/enginetest"
)

// testFile is a random test file of promtool, and the rule file it names.
type testFile struct{ rules, tests []byte }

// newTestFile returns the test file of a seed, which expects what our evaluator says; half of the files then have mistakes.
func newTestFile(t *testing.T, seed uint64) testFile {
	r := rand.New(rand.NewPCG(seed, 3))
	c := enginetest.Random(seed, portable)
	if r.IntN(10) > 0 {
		mendTemplates(c)
	}
	c.Config.Parser, c.Config.Compat = parser.Options{}, true
	c.Config.Interval = max(c.Config.Interval, 30*time.Second)
	c.Config.End = time.Duration(r.IntN(25))*c.Config.Interval + []time.Duration{0, 0, 7 * time.Second}[r.IntN(3)]
	c.Config.GroupOrder = nil
	for _, g := range c.Groups {
		c.Config.GroupOrder = append(c.Config.GroupOrder, g.Name)
	}
	scrape := []time.Duration{c.Config.Interval, c.Config.Interval, time.Minute, 15 * time.Second, 2 * time.Minute}[r.IntN(5)]
	notes := gridded(&c, scrape)
	run, err := engine.Evaluate(t.Context(), c.Groups, c.Series, c.Config)
	require.NoError(t, err, c)

	w := expectations{t: t, Rand: r, run: run, c: c, wrong: r.IntN(2) == 0}
	group := map[string]any{
		"interval": spell(scrape), "input_series": notes, "alert_rule_test": w.alerts(), "promql_expr_test": w.samples(),
		"external_labels": c.Config.ExternalLabels.Map(),
	}
	if !c.Config.Start.IsZero() {
		group["start_timestamp"] = c.Config.Start.UTC().Format(time.RFC3339Nano)
	}
	return testFile{
		rules: ruleFile(t, c),
		tests: marshal(t, map[string]any{
			"rule_files": []string{fmt.Sprintf("%d.rules.yaml", seed)}, "evaluation_interval": spell(c.Config.Interval),
			"group_eval_order": c.Config.GroupOrder, "tests": []any{group},
		}),
	}
}

// mendTemplates replaces the function that no template has, for which a rule file is refused, and the verb that shows the empty buckets
// of a histogram.
func mendTemplates(c enginetest.Case) {
	for _, g := range c.Groups {
		for _, r := range g.Rules {
			for _, texts := range []map[string]string{r.Labels, r.Annotations} {
				for name, text := range texts {
					texts[name] = mended.Replace(text)
				}
			}
		}
	}
}

var mended = strings.NewReplacer("nonsense", "humanize1024", `printf "%.1f" $value`, "$value | humanizePercentage")

func spell(d time.Duration) string { return model.Duration(d).String() }

func marshal(t *testing.T, v any) []byte {
	out, err := yaml.Marshal(v)
	require.NoError(t, err)
	return out
}

// portable accepts what both evaluators decide the same way every time: promtool knows no order of series, and no features unless
// asked; the buckets of a histogram that others have filled show in comparisons.
func portable(e parser.Expr) bool {
	if _, err := parser.NewParser(parser.Options{}).ParseExpr(e.String()); err != nil || !unordered(e) {
		return false
	}
	ok := true
	parser.Inspect(e, func(node parser.Node, _ []parser.Node) error {
		switch n := node.(type) {
		case *parser.AggregateExpr:
			ok = ok && !slices.Contains([]parser.ItemType{parser.TOPK, parser.BOTTOMK, parser.STDDEV, parser.STDVAR}, n.Op)
		case *parser.Call:
			ok = ok && n.Func.Name != "changes"
		}
		return nil
	})
	return ok
}

func ruleFile(t *testing.T, c enginetest.Case) []byte {
	var groups []any
	for _, g := range c.Groups {
		var list []any
		for _, r := range g.Rules {
			rule := map[string]any{"expr": r.Expr, "labels": r.Labels}
			if r.Record != "" {
				rule["record"] = r.Record
			} else {
				rule["alert"], rule["annotations"] = r.Alert, r.Annotations
				rule["for"], rule["keep_firing_for"] = spell(r.For), spell(r.KeepFiringFor)
			}
			list = append(list, rule)
		}
		group := map[string]any{"name": g.Name, "limit": g.Limit, "labels": g.Labels, "rules": list}
		if g.QueryOffset != nil {
			group["query_offset"] = spell(*g.QueryOffset)
		}
		groups = append(groups, group)
	}
	return marshal(t, map[string]any{"groups": groups})
}

// gridded brings the series of a case on a grid, as the notation of promtool has them, and returns that notation.
func gridded(c *enginetest.Case, scrape time.Duration) []map[string]string {
	start := int64(0)
	if !c.Config.Start.IsZero() {
		start = c.Config.Start.UnixMilli()
	}
	var notes []map[string]string
	for i, s := range c.Series {
		var on []engine.Sample
		var text []string
		next := start
		for sample := range s.Samples {
			// A stale marker before a histogram is lost where promtool loads both at once.
			if sample.T < start || value.IsStaleNaN(sample.V) && strings.HasPrefix(s.Labels.Get("__name__"), "h") || s.Labels.Get("__name__") == "mixed" && sample.H != nil {
				continue
			}
			for ; sample.T > next; next += scrape.Milliseconds() {
				text = append(text, "_")
			}
			if next > start+(c.Config.End+scrape).Milliseconds() {
				break
			}
			sample.T = next
			next += scrape.Milliseconds()
			on = append(on, sample)
			text = append(text, noted(sample))
		}
		c.Series[i].Samples = slices.Values(on)
		notes = append(notes, map[string]string{"series": s.Labels.String(), "values": strings.Join(text, " ")})
	}
	return notes
}

func noted(s engine.Sample) string {
	switch {
	case s.H != nil:
		return s.H.TestExpression()
	case value.IsStaleNaN(s.V):
		return "stale"
	}
	return strconv.FormatFloat(s.V, 'g', -1, 64)
}

// expectations writes what a run shows, sometimes with a mistake.
type expectations struct {
	*rand.Rand
	t     *testing.T
	run   *engine.Run
	c     enginetest.Case
	wrong bool
}

// at returns a time of the run, one in four between two steps.
func (w expectations) at() time.Duration {
	at := time.Duration(w.IntN(w.run.Steps())) * w.c.Config.Interval
	if w.IntN(4) == 0 {
		at += 11 * time.Second
	}
	return min(at, w.c.Config.End)
}

func (w expectations) mistake() bool { return w.wrong && w.IntN(4) == 0 }

func (w expectations) alerts() []any {
	var all []any
	for _, g := range w.c.Groups {
		for _, r := range g.Rules {
			if r.Alert == "" {
				continue
			}
			at := w.at()
			expected := []any{}
			for _, a := range w.run.Alerts() {
				step := w.run.Step(at)
				if a.Rule.Alert != r.Alert || a.State(step) != engine.Firing || w.mistake() {
					continue
				}
				annotations, err := a.Annotations(step)
				require.NoError(w.t, err)
				expected = append(expected, map[string]any{"exp_labels": a.Labels.Map(), "exp_annotations": annotations.Map()})
			}
			all = append(all, map[string]any{"eval_time": spell(at), "alertname": r.Alert, "exp_alerts": expected})
		}
	}
	return all
}

func (w expectations) samples() []any {
	exprs := []string{`{__name__=~"r.*"}`, "ALERTS", "ALERTS_FOR_STATE", "sum by (a) (m0)", "count_over_time(m0[5m])", "sum(rate(c0[5m]))", "time()", "m1 offset -1m"}
	for _, g := range w.c.Groups {
		exprs = append(exprs, g.Rules[0].Expr)
	}
	var all []any
	for _, expr := range exprs {
		at := w.at()
		if expr == exprs[0] {
			at = w.c.Config.End // so that the test ends where the run does
		}
		test := map[string]any{"expr": expr, "eval_time": spell(at)}
		if v, err := w.run.Query(w.t.Context(), expr, at); err == nil {
			test["exp_samples"] = w.expected(v)
		}
		all = append(all, test)
	}
	return all
}

func (w expectations) expected(v parser.Value) []any {
	vector, ok := v.(promql.Vector)
	if s, scalar := v.(promql.Scalar); scalar {
		vector, ok = promql.Vector{{F: s.V, Metric: labels.EmptyLabels()}}, true
	}
	require.True(w.t, ok, "%T", v)
	all := []any{}
	for _, s := range vector {
		sample := map[string]any{"labels": s.Metric.String(), "value": s.F}
		if s.H != nil {
			sample["histogram"] = s.H.TestExpression()
		} else if w.mistake() {
			sample["value"] = s.F + math.Max(1, math.Abs(s.F))
		}
		all = append(all, sample)
	}
	return all
}
