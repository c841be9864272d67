package matcher

import (
	"github.com/prometheus/prometheus/model/labels"

	"github.com/promwright/promwright/lint/checks/internal/pattern"
)

// Selected returns the values that a matcher selects, if those are few and known; "" is a label that is missing.
func Selected(m *labels.Matcher) ([]string, bool) {
	switch m.Type {
	case labels.MatchEqual:
		return []string{m.Value}, true
	case labels.MatchRegexp:
		return pattern.Values(m.Value)
	case labels.MatchNotRegexp:
		return []string{""}, isAnyText(m.Value)
	}
	return nil, false
}

// Excluded returns the only values that a matcher does not select, if those are few and known.
func Excluded(m *labels.Matcher) ([]string, bool) {
	switch m.Type {
	case labels.MatchNotEqual:
		return []string{m.Value}, true
	case labels.MatchNotRegexp:
		return pattern.Values(m.Value)
	case labels.MatchRegexp:
		return []string{""}, isAnyText(m.Value)
	}
	return nil, false
}

// isAnyText reports whether a pattern matches every text but the empty one.
func isAnyText(pattern string) bool { return pattern == ".+" || pattern == "(.+)" || pattern == "^.+$" }

// IsRegexp reports whether the value of the matcher is a regular expression.
func IsRegexp(m *labels.Matcher) bool {
	return m.Type == labels.MatchRegexp || m.Type == labels.MatchNotRegexp
}
