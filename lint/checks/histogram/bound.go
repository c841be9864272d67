package histogram

import (
	"strconv"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// oneBound tells whether a selector in e asks for one bucket: of several spellings, as 1 and 1.0 are, or by a regular expression
// that may be such.
func oneBound(e parser.Expr) bool {
	one := false
	parser.Inspect(e, func(node parser.Node, _ []parser.Node) error {
		if selector, ok := node.(*parser.VectorSelector); ok {
			for _, m := range selector.LabelMatchers {
				one = one || m.Name == model.BucketLabel && m.Type == labels.MatchRegexp && !several(m)
			}
		}
		return nil
	})
	return one
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
