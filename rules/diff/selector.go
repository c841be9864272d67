package diff

import (
	"strconv"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

func (c *comparison) selectors(old, new *parser.VectorSelector) bool {
	was, is := matchersByLabel(old), matchersByLabel(new)
	c.metric(was[model.MetricNameLabel], is[model.MetricNameLabel])
	for _, label := range matcherLabels(old, new) {
		c.matchers(was[label], is[label])
	}
	c.add("offset", span(old.OriginalOffset, old.OriginalOffsetExpr), span(new.OriginalOffset, new.OriginalOffsetExpr))
	c.add("@", at(old.Timestamp, old.StartOrEnd), at(new.Timestamp, new.StartOrEnd))
	c.add("modifier", modifier(old.Anchored, "anchored"), modifier(new.Anchored, "anchored"))
	c.add("modifier", modifier(old.Smoothed, "smoothed"), modifier(new.Smoothed, "smoothed"))
	return true
}

// metric compares the names of metrics. Where a selector has none, or a pattern, it is compared as any other label.
func (c *comparison) metric(old, new []*labels.Matcher) {
	if len(old) == 1 && len(new) == 1 && old[0].Type == labels.MatchEqual && new[0].Type == labels.MatchEqual {
		c.add("metric", old[0].Value, new[0].Value)
		return
	}
	c.matchers(old, new)
}

// matchers compares what two selectors want of one label.
func (c *comparison) matchers(old, new []*labels.Matcher) {
	old, new = without(old, new), without(new, old)
	if len(old) == 1 && len(new) == 1 {
		c.add("matcher", old[0].String(), new[0].String())
		return
	}
	for _, m := range old {
		c.add("matcher", m.String(), "")
	}
	for _, m := range new {
		c.add("matcher", "", m.String())
	}
}

// without returns the matchers that are not among others.
func without(matchers, others []*labels.Matcher) []*labels.Matcher {
	var rest []*labels.Matcher
	for _, m := range matchers {
		found := false
		for _, o := range others {
			found = found || m.Type == o.Type && m.Value == o.Value
		}
		if !found {
			rest = append(rest, m)
		}
	}
	return rest
}

func matchersByLabel(s *parser.VectorSelector) map[string][]*labels.Matcher {
	byLabel := map[string][]*labels.Matcher{}
	for _, m := range s.LabelMatchers {
		byLabel[m.Name] = append(byLabel[m.Name], m)
	}
	return byLabel
}

// matcherLabels returns the labels that two selectors have matchers of, but for the metric's name, each once and in their order.
func matcherLabels(old, new *parser.VectorSelector) []string {
	seen := map[string]bool{model.MetricNameLabel: true}
	var names []string
	for _, s := range []*parser.VectorSelector{old, new} {
		for _, m := range s.LabelMatchers {
			if !seen[m.Name] {
				seen[m.Name] = true
				names = append(names, m.Name)
			}
		}
	}
	return names
}

func (c *comparison) ranges(old, new *parser.MatrixSelector) bool {
	c.add("range", "["+span(old.Range, old.RangeExpr)+"]", "["+span(new.Range, new.RangeExpr)+"]")
	return c.nodes(old.VectorSelector, new.VectorSelector)
}

func (c *comparison) subqueries(old, new *parser.SubqueryExpr) bool {
	c.add("range", window(old), window(new))
	c.add("offset", span(old.OriginalOffset, old.OriginalOffsetExpr), span(new.OriginalOffset, new.OriginalOffsetExpr))
	c.add("@", at(old.Timestamp, old.StartOrEnd), at(new.Timestamp, new.StartOrEnd))
	return c.nodes(old.Expr, new.Expr)
}

// window returns the range and the step of a subquery: "[1h:5m]".
func window(s *parser.SubqueryExpr) string {
	return "[" + span(s.Range, s.RangeExpr) + ":" + span(s.Step, s.StepExpr) + "]"
}

// span returns a duration as PromQL spells it, or its expression, "" for 0.
func span(d time.Duration, expr *parser.DurationExpr) string {
	switch {
	case expr != nil:
		return expr.String()
	case d < 0:
		return "-" + span(-d, nil)
	}
	return duration(d)
}

// at returns the time of an @ modifier in seconds, start() or end(), "" without one.
func at(timestamp *int64, startOrEnd parser.ItemType) string {
	switch {
	case timestamp != nil:
		return strconv.FormatFloat(float64(*timestamp)/1000, 'f', -1, 64)
	case startOrEnd != 0:
		return startOrEnd.String() + "()"
	}
	return ""
}
