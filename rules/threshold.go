package rules

import (
	"strings"

	"github.com/promwright/promwright/rules/promql"
)

// Threshold stands in the summary, the description and the other annotations of an [Alert] for the one number that its expression is compared
// with, and in those of a [Ladder] for that of the step: "less than <threshold>% left". So a text cannot say another number than the expression.
const Threshold = "<threshold>"

// withThreshold returns annotations with the threshold of e where they ask for it.
func (b *builder) withThreshold(e promql.Vector, annotations map[string]string) map[string]string {
	asked := false
	for _, text := range annotations {
		asked = asked || strings.Contains(text, Threshold)
	}
	if !asked {
		return annotations
	}
	found, err := promql.Thresholds(e)
	switch {
	case err != nil:
		return annotations // an error of the expression
	case len(found) != 1:
		b.errorf("a text says %s, and the expression has %d thresholds, want 1", Threshold, len(found))
		return annotations
	}
	told := map[string]string{}
	for key, text := range annotations {
		told[key] = strings.ReplaceAll(text, Threshold, decimal(found[0].With))
	}
	return told
}
