package infer_test

import (
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/metrics"
	"github.com/promwright/promwright/rules/rulefile"
)

// corpus is real rules, where they are at hand.
const corpus = "../../../shared/corpus/rules"

// tries is how many worlds each rule is evaluated in; those that are said to yield nothing, more.
const (
	tries      = 4
	neverTries = 400
)

// Real rules are evaluated over series that are made up to pass their matchers. Nothing may come out that infer says cannot, and
// what is said never to yield anything must not, however often it is tried.
func TestSoundOnCorpus(t *testing.T) {
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("the corpus is not there")
	}
	engine, db := newEngine(), metrics.Default()
	yielded, never := 0, 0
	require.NoError(t, filepath.WalkDir(corpus, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		file := rulefile.ReadFile(path)
		rules := infer.New([]*rulefile.File{file}, db)
		for rule := range file.Rules() {
			expr, err := rule.Query()
			if err != nil || readsRecorded(rules, expr) {
				continue
			}
			n := tries
			if rules.Of(rule).Never() != nil {
				never++
				n = neverTries
				t.Logf("%s: %s: %s", filepath.Base(path), rule.Name().Value, rules.Of(rule).Never().Message)
			}
			for i := range n {
				m := maker{rand.New(rand.NewPCG(*seed, uint64(i))), db}
				samples, ok := evaluate(t, engine, m.world(expr), rule.Expr.Value, 60)
				if ok && len(samples) > 0 {
					yielded++
				}
				if wrong := contradiction(rules.Of(rule), samples); wrong != "" {
					t.Errorf("%s: %s\n%s\nyields %v\nbut %s", path, rule.Name().Value, rule.Expr.Value, samples, wrong)
					break
				}
			}
		}
		return nil
	}))
	t.Logf("%d evaluations yield series; %d rules are said to yield nothing", yielded, never)
	require.Greater(t, yielded, 500)
}

// readsRecorded tells whether an expression reads what other rules record: made-up series would not be what those do.
func readsRecorded(rules *infer.Rules, expr parser.Expr) bool {
	found := false
	parser.Inspect(expr, func(node parser.Node, _ []parser.Node) error {
		if selector, ok := node.(*parser.VectorSelector); ok {
			found = found || len(rules.Recorded(selector)) > 0
		}
		return nil
	})
	return found
}

// maker makes up series.
type maker struct {
	*rand.Rand
	db *metrics.DB
}

func (m maker) pick(values ...string) string { return values[m.IntN(len(values))] }

// world returns series that the selectors of an expression select, with the labels that it groups and matches by.
func (m maker) world(expr parser.Expr) memory {
	var names []string
	parser.Inspect(expr, func(node parser.Node, _ []parser.Node) error {
		switch n := node.(type) {
		case *parser.AggregateExpr:
			names = append(names, n.Grouping...)
		case *parser.BinaryExpr:
			if n.VectorMatching != nil {
				names = append(append(names, n.VectorMatching.MatchingLabels...), n.VectorMatching.Include...)
			}
		}
		return nil
	})
	var out memory
	parser.Inspect(expr, func(node parser.Node, _ []parser.Node) error {
		selector, ok := node.(*parser.VectorSelector)
		if !ok || selector.Name == "" {
			return nil
		}
		for range 1 + m.IntN(3) {
			if ls, ok := m.labels(selector, names); ok && !slices.ContainsFunc(out, func(s promql.Series) bool { return labels.Equal(s.Metric, ls) }) {
				out = append(out, m.series(ls))
			}
		}
		return nil
	})
	m.fit(out)
	return out
}

// fit lowers the values of parts to those of their wholes.
func (m maker) fit(world memory) {
	for _, part := range world {
		for _, all := range world {
			if name := m.db.Series(part.Metric.Get(model.MetricNameLabel)).PartOf; name == "" || name != all.Metric.Get(model.MetricNameLabel) {
				continue
			}
			for i := range part.Floats {
				part.Floats[i].F = min(part.Floats[i].F, all.Floats[i].F)
			}
		}
	}
}

// labels returns labels that a selector matches; false if none is found.
func (m maker) labels(selector *parser.VectorSelector, names []string) (labels.Labels, bool) {
	b := labels.NewBuilder(labels.EmptyLabels())
	series := m.db.Series(selector.Name)
	for _, name := range names {
		if m.IntN(4) > 0 {
			b.Set(name, m.pick("x", "x", "y"))
		}
	}
	if series.Part == metrics.Bucket {
		b.Set("le", m.pick("0.1", "1", "+Inf"))
	}
	b.Set(model.MetricNameLabel, selector.Name)
	for _, matcher := range selector.LabelMatchers {
		candidates := append([]string{b.Get(matcher.Name), matcher.Value, "", "x", "500", "404", "/", "prod", "a-b"}, matcher.SetMatches()...)
		candidates = append(candidates, strings.Split(strings.Trim(matcher.Value, "^$()"), "|")...)
		candidates = append(candidates, strings.NewReplacer(".*", "", ".+", "x", `\`, "", "[0-9]", "1", "..", "00").Replace(matcher.Value))
		i := slices.IndexFunc(candidates, matcher.Matches)
		if i < 0 {
			return labels.EmptyLabels(), false
		}
		b.Set(matcher.Name, candidates[i])
	}
	ls := b.Labels()
	for _, matcher := range selector.LabelMatchers {
		if !matcher.Matches(ls.Get(matcher.Name)) {
			return ls, false
		}
	}
	return ls, true
}

// series returns an hour of samples of a metric, within what is known of it.
func (m maker) series(ls labels.Labels) promql.Series {
	known := m.db.Series(ls.Get(model.MetricNameLabel))
	values := make([]float64, 61)
	level, step := m.value(known), m.value(known)
	for i := range values {
		switch {
		case known.Monotonic():
			level += math.Abs(step) * float64(m.IntN(2))
		case m.IntN(5) == 0:
			level = m.value(known)
		}
		values[i] = level
	}
	return minutes(ls, values...)
}

// value returns a value of a metric: often one of those that rules compare with, or near to them.
func (m maker) value(known metrics.Series) float64 {
	candidates := []float64{0, 1, 0.01, 0.5, 0.95, 2, 5, 80, 99, 101, 3600, 86400, 1e6, 1e9, 1e12, -1, -3600, known.Min, known.Max}
	for range 50 {
		v := candidates[m.IntN(len(candidates))]
		if known.Whole {
			v = math.Trunc(v)
		}
		if v >= known.Min && v <= known.Max && !math.IsInf(v, 0) {
			return v
		}
	}
	return max(known.Min, min(known.Max, 0))
}
