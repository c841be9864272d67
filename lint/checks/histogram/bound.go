package histogram

import (
	"strconv"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// cutOff returns a matcher in e that leaves out the bucket of all observations, or all others; nil if there is none.
func cutOff(e parser.Expr) *labels.Matcher {
	return boundMatcher(e, func(m *labels.Matcher) bool { return !m.Matches("+Inf") || m.Type == labels.MatchEqual })
}

// oneBound tells whether a selector in e asks for one bucket: of several spellings, as 1 and 1.0 are, or by a regular expression
// that may be such.
func oneBound(e parser.Expr) bool {
	return boundMatcher(e, func(m *labels.Matcher) bool { return m.Type == labels.MatchRegexp && !several(m) }) != nil
}

// boundMatcher returns the first matcher on le in e that is as asked.
func boundMatcher(e parser.Expr, is func(*labels.Matcher) bool) *labels.Matcher {
	var found *labels.Matcher
	parser.Inspect(e, func(node parser.Node, _ []parser.Node) error {
		if selector, ok := node.(*parser.VectorSelector); ok {
			for _, m := range selector.LabelMatchers {
				if found == nil && m.Name == model.BucketLabel && is(m) {
					found = m
				}
			}
		}
		return nil
	})
	return found
}

// several tells whether a matcher surely asks for buckets with different bounds.
func several(m *labels.Matcher) bool {
	if m.Value == ".+" || m.Value == ".*" {
		return true
	}
	alternatives := strings.Split(strings.ReplaceAll(m.Value, `\.`, "."), "|")
	first, err := strconv.ParseFloat(alternatives[0], 64)
	for _, other := range alternatives {
		bound, errOther := strconv.ParseFloat(other, 64)
		if err == nil && errOther == nil && bound != first {
			return true
		}
	}
	return false
}
