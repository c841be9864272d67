package contradiction

import (
	"regexp"
	"slices"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/matcher"
	"github.com/promwright/promwright/lint/checks/internal/pattern"
	"github.com/promwright/promwright/rules/rulefile"
)

// excludesAll reports whether no series meets the matcher.
func excludesAll(m *labels.Matcher) bool {
	return m.Type == labels.MatchNotRegexp && (m.Value == ".*" || m.Value == "(.*)" || m.Value == "^.*$")
}

// clash reports whether no value meets both matchers.
func clash(a, b *labels.Matcher) bool {
	if a.Type == labels.MatchNotEqual && b.Type == labels.MatchNotEqual {
		return false
	}
	if exhausted([]*labels.Matcher{a, b}) {
		return true
	}
	switch {
	case a.Type == labels.MatchRegexp && b.Type == labels.MatchRegexp:
		return pattern.Disjoint(a.Value, b.Value)
	case a.Type == labels.MatchRegexp && b.Type == labels.MatchNotRegexp:
		return pattern.Within(a.Value, b.Value)
	case a.Type == labels.MatchNotRegexp && b.Type == labels.MatchRegexp:
		return pattern.Within(b.Value, a.Value)
	}
	return false
}

// exhausted reports whether one of the matchers selects a few values, and the others none of them.
func exhausted(all []*labels.Matcher) bool {
	for _, m := range all {
		values, ok := matcher.Selected(m)
		if !ok {
			continue
		}
		return !slices.ContainsFunc(values, func(value string) bool {
			return !slices.ContainsFunc(all, func(other *labels.Matcher) bool { return !other.Matches(value) })
		})
	}
	return false
}

// either returns the fix that makes one matcher of two positive ones, which were probably meant as a choice. It selects what
// neither did, so it is unsafe.
func either(rule *rulefile.Rule, s *parser.VectorSelector, a, b matcher.Matcher) []lint.Fix {
	first, ok1 := asPattern(a.Matcher)
	second, ok2 := asPattern(b.Matcher)
	if !ok1 || !ok2 {
		return nil
	}
	joined := a.Set("=~", first+"|"+second)
	removed := matcher.Remove(rule, s, b)
	if len(joined) == 0 || len(removed) == 0 {
		return nil
	}
	return []lint.Fix{{Message: joined[0].Message, Edits: append(joined[0].Edits, removed[0].Edits...), Unsafe: true}}
}

// asPattern returns the pattern that matches what a positive matcher does.
func asPattern(m *labels.Matcher) (string, bool) {
	switch {
	case m.Value == "" || m.Name == model.MetricNameLabel:
		return "", false
	case m.Type == labels.MatchEqual:
		return regexp.QuoteMeta(m.Value), true
	case m.Type == labels.MatchRegexp:
		tokens, ok := pattern.Tokens(m.Value)
		ok = ok && !slices.ContainsFunc(tokens, func(t pattern.Token) bool { return t.Kind == pattern.Begin || t.Kind == pattern.End })
		return m.Value, ok
	}
	return "", false
}
