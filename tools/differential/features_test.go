package differential

import (
	"flag"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/value"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/rules"
	"github.com/prometheus/prometheus/tsdb/chunkenc"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/internal/engine"
	"github.com/promwright/promwright/internal/engine/enginetest"
)

var featureSeeds = flag.Int("features", 0, "of how many seeds to count what their cases exercise")

// TestFeatures prints in how many cases each feature of the language and of rules has an effect: a function counts where a rule that
// uses it yields something.
func TestFeatures(t *testing.T) {
	if *featureSeeds == 0 {
		t.Skip("-features=1000 prints what random cases exercise")
	}
	counts := map[string]int{}
	for name := range parser.Functions {
		counts["function "+name] = 0
	}
	for seed := range *featureSeeds {
		t.Run("", func(t *testing.T) {
			c := enginetest.Random(uint64(seed), unordered)
			c.Config.GroupOrder = nil
			o := newOracle(t, c)
			defer o.close()
			o.run()
			for name := range features(o) {
				counts[name]++
			}
		})
	}
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		fmt.Printf("%6d %5.1f%%  %s\n", counts[name], 100*float64(counts[name])/float64(*featureSeeds), name)
	}
}

// found is a set of features.
type found map[string]bool

// features returns what a case exercised when it ran.
func features(o *oracle) found {
	f := found{}
	f.facts(o.facts)
	f.inputs(o)
	f["alert kept firing"] = o.kept
	stored, hists := o.names()
	alive := map[rules.Rule]bool{}
	var order []rules.Rule
	for _, g := range o.groups {
		for i, r := range g.Rules() {
			order = append(order, r)
			switch r.(type) {
			case *rules.RecordingRule:
				alive[r] = stored[r.Name()]
				f["histogram recorded"] = f["histogram recorded"] || hists[r.Name()]
			default:
				place := fmt.Sprintf(" %s/%d {", g.Name(), i)
				alive[r] = slices.ContainsFunc(o.facts, func(s string) bool { return strings.Contains(s, place) })
			}
		}
	}
	for i, r := range order {
		if alive[r] {
			f.rule(r, order[i:], f["alert firing"])
		}
	}
	f[fmt.Sprintf("chain of %d rules", depth(order, alive))] = true
	maps.DeleteFunc(f, func(_ string, yes bool) bool { return !yes })
	return f
}

var kinds = regexp.MustCompile(`[0-9]+(:[0-9]+)?|"[^"]*"|[-+]?Inf|NaN`)

// facts finds what the notes of a run show.
func (f found) facts(facts []string) {
	severities := map[string]map[string]bool{}
	for _, line := range facts {
		_, rest, _ := strings.Cut(line, " ")
		place, rest, _ := strings.Cut(rest, " ")
		if text, ok := strings.CutPrefix(rest, "failed: "); ok {
			text, _, _ = strings.Cut(text, " - not with")
			f["error: "+kinds.ReplaceAllString(text, "N")] = true
			continue
		}
		f["alert firing"] = f["alert firing"] || strings.Contains(rest, "} firing {")
		f["alert pending"] = f["alert pending"] || strings.Contains(rest, "} pending {")
		f["template fails"] = f["template fails"] || strings.Contains(rest, "<error expanding")
		if _, after, ok := strings.Cut(rest, `severity="`); ok {
			of, _, _ := strings.Cut(after, `"`)
			if severities[place] == nil {
				severities[place] = map[string]bool{}
			}
			severities[place][of] = true
			f["template changes identity"] = f["template changes identity"] || len(severities[place]) > 1
		}
	}
}

// inputs finds what the series of the case have within the time of the run.
func (f found) inputs(o *oracle) {
	for _, s := range o.c.Series {
		var last engine.Sample
		present, gone := false, false
		for sample := range s.Samples {
			if at := time.UnixMilli(sample.T).Sub(o.start()); at < 0 || at > o.c.Config.End {
				continue
			}
			f["sample between steps"] = f["sample between steps"] || time.UnixMilli(sample.T).Sub(o.start())%o.c.Config.Interval != 0
			stale := value.IsStaleNaN(sample.V)
			f["stale marker between samples"] = f["stale marker between samples"] || gone && !stale
			gone = present && stale
			if present && sample.H != nil && last.H != nil {
				f["histogram reset"] = f["histogram reset"] || sample.H.DetectReset(last.H)
				f["custom buckets change"] = f["custom buckets change"] || !slices.Equal(sample.H.CustomValues, last.H.CustomValues)
			}
			f["float after histogram"] = f["float after histogram"] || last.H != nil && sample.H == nil && !stale
			if !stale {
				last = sample
			}
			present = true
		}
	}
}

// names returns the metric names that have samples other than stale markers in the run, and those that have histograms.
func (o *oracle) names() (stored, hists map[string]bool) {
	stored, hists = map[string]bool{}, map[string]bool{}
	q, err := o.storage.Querier(o.start().Add(-time.Hour).UnixMilli(), o.start().Add(o.c.Config.End).UnixMilli())
	require.NoError(o.t, err)
	defer q.Close()
	set := q.Select(o.t.Context(), false, nil, labels.MustNewMatcher(labels.MatchRegexp, model.MetricNameLabel, ".+"))
	for set.Next() {
		name, it := set.At().Labels().Get(model.MetricNameLabel), set.At().Iterator(nil)
		for kind := it.Next(); kind != chunkenc.ValNone; kind = it.Next() {
			if kind == chunkenc.ValFloatHistogram {
				_, h := it.AtFloatHistogram(nil)
				hists[name] = hists[name] || !value.IsStaleNaN(h.Sum)
			} else if _, v := it.At(); !value.IsStaleNaN(v) {
				stored[name] = true
			}
		}
		stored[name] = stored[name] || hists[name]
	}
	require.NoError(o.t, set.Err())
	return stored, hists
}

// rule finds what an expression that yields something has; later are the rule and those after it.
func (f found) rule(r rules.Rule, later []rules.Rule, firing bool) {
	parser.Inspect(r.Query(), func(node parser.Node, path []parser.Node) error {
		switch n := node.(type) {
		case *parser.Call:
			f["function "+n.Func.Name] = true
		case *parser.AggregateExpr:
			f["aggregation "+n.Op.String()] = true
		case *parser.SubqueryExpr:
			f["subquery"] = true
			f["subquery with offset or @"] = f["subquery with offset or @"] || n.OriginalOffset != 0 || n.Timestamp != nil || n.StartOrEnd != 0
			f["subquery in subquery"] = f["subquery in subquery"] || slices.ContainsFunc(path, isSubquery)
		case *parser.MatrixSelector:
			f["computed range"] = f["computed range"] || n.RangeExpr != nil
		case *parser.BinaryExpr:
			f.binary(n)
		case *parser.VectorSelector:
			f.selector(n, path)
			f["ALERTS read while an alert fires"] = f["ALERTS read while an alert fires"] || firing && strings.HasPrefix(n.Name, "ALERTS")
			for _, w := range later {
				_, ok := w.(*rules.RecordingRule)
				f["back reference"] = f["back reference"] || ok && reads(n, w.Name())
			}
		}
		return nil
	})
}

func isSubquery(n parser.Node) bool {
	_, ok := n.(*parser.SubqueryExpr)
	return ok
}

func (f found) binary(n *parser.BinaryExpr) {
	f["operator "+n.Op.String()] = true
	f["bool"] = f["bool"] || n.ReturnBool
	if m := n.VectorMatching; m != nil {
		f["matching "+m.Card.String()] = true
		f["matching takes labels over"] = f["matching takes labels over"] || len(m.Include) > 0
		f["fill"] = f["fill"] || m.FillValues.LHS != nil || m.FillValues.RHS != nil
	}
}

func (f found) selector(n *parser.VectorSelector, path []parser.Node) {
	f["offset"] = f["offset"] || n.OriginalOffset > 0
	f["negative offset"] = f["negative offset"] || n.OriginalOffset < 0
	f["computed offset"] = f["computed offset"] || n.OriginalOffsetExpr != nil
	f["@"] = f["@"] || n.Timestamp != nil
	f["@ start() or end()"] = f["@ start() or end()"] || n.StartOrEnd != 0
	f["smoothed"] = f["smoothed"] || n.Smoothed
	f["anchored"] = f["anchored"] || n.Anchored
	f["name by regexp"] = f["name by regexp"] || n.Name == "" && len(n.LabelMatchers) > 0 && n.LabelMatchers[0].Type != labels.MatchEqual
	f["subquery over what rules record"] = f["subquery over what rules record"] || strings.HasPrefix(n.Name, "r") && slices.ContainsFunc(path, isSubquery)
	counter := n.Name == "c0" || n.Name == "hb_bucket" || n.Name == "h"
	f["rate of a counter"] = f["rate of a counter"] || counter && within(path, "rate", "increase", "irate")
}

// reads reports whether a selector accepts series of this name.
func reads(n *parser.VectorSelector, name string) bool {
	for _, m := range n.LabelMatchers {
		if m.Name == model.MetricNameLabel && m.Matches(name) {
			return true
		}
	}
	return false
}

// depth returns the number of rules of the longest chain in which each reads the one before it, and all yield something.
func depth(order []rules.Rule, alive map[rules.Rule]bool) int {
	longest, of := 0, map[rules.Rule]int{}
	for i, r := range order {
		if !alive[r] {
			continue
		}
		of[r] = 1
		for _, w := range order[:i] {
			parser.Inspect(r.Query(), func(node parser.Node, _ []parser.Node) error {
				if n, ok := node.(*parser.VectorSelector); ok && alive[w] && reads(n, w.Name()) {
					of[r] = max(of[r], of[w]+1)
				}
				return nil
			})
		}
		longest = max(longest, of[r])
	}
	return longest
}
