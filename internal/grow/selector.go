package grow

import (
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

func (g Grower) selector() parser.Expr {
	e := &parser.VectorSelector{Name: OneOf(g, "a", "up", "job:errors:rate5m", "Inf", "nan", "sum", "by", "on", "offset", "and", "bool", "atan2",
		"fill", "group_left", "start", "step", "anchored", "http.server.duration", "größe", "a-b", "x/y", "")}
	if e.Name == "" {
		e.LabelMatchers = append(e.LabelMatchers, labels.MustNewMatcher(labels.MatchEqual, "job", "x"))
	}
	e.LabelMatchers = append(e.LabelMatchers, g.matchers()...)
	e.OriginalOffset, e.OriginalOffsetExpr, e.Timestamp, e.StartOrEnd = g.modifiers()
	switch g.IntN(30) {
	case 0:
		e.Anchored = true
	case 1:
		e.Smoothed = true
	}
	return e
}

func (g Grower) matchers() []*labels.Matcher {
	var list []*labels.Matcher
	for range g.IntN(3) {
		kind := OneOf(g, labels.MatchEqual, labels.MatchNotEqual, labels.MatchRegexp, labels.MatchNotRegexp)
		value := OneOf(g, "", "a", `a\.b`, "a\"b", "a\nb", "ü", "`x'", "\\\\d+|\t")
		list = append(list, labels.MustNewMatcher(kind, OneOf(g, g.labelNames()...), value))
	}
	if g.Meaning && len(list) > 1 && list[0].Name == list[1].Name {
		return list[:1]
	}
	return list
}

func (g Grower) modifiers() (offset time.Duration, expr *parser.DurationExpr, at *int64, preprocessor parser.ItemType) {
	switch g.IntN(12) {
	case 0:
		offset = OneOf(g, 5*time.Minute, -90*time.Second, time.Millisecond)
	case 1:
		offset, expr = g.offsetSpan()
	case 2:
		at = new(OneOf[int64](g, 0, 1, -1500, 1700000000123))
	case 3:
		preprocessor = OneOf[parser.ItemType](g, parser.START, parser.END)
	}
	return offset, expr, at, preprocessor
}
