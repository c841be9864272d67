package infer

import "github.com/prometheus/prometheus/model/labels"

// matchesOnlyEmpty reports whether m surely matches no value but the empty one.
func matchesOnlyEmpty(m *labels.Matcher) bool {
	switch m.Type {
	case labels.MatchEqual:
		return m.Value == ""
	case labels.MatchNotRegexp:
		return m.Value == ".+" || m.Value == "(.+)"
	case labels.MatchRegexp:
		if m.Value == "" {
			return true
		}
		values := m.SetMatches()
		for _, v := range values {
			if v != "" {
				return false
			}
		}
		return len(values) > 0
	}
	return false
}
