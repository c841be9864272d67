package recordname

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
)

// window reports a name with a duration that no range of the expression has.
func window(pass *lint.Pass, a *infer.Analysis, n name) {
	named := durations(n.operation)
	if len(named) == 0 {
		return
	}
	var ranges []time.Duration
	var first parser.Node
	for _, node := range a.Nodes {
		found, ok := rangesOf(node)
		if !ok || slices.ContainsFunc(found, func(d time.Duration) bool { return slices.Contains(named, d) }) {
			return
		}
		if first == nil && len(found) > 0 {
			first = node
		}
		ranges = append(ranges, found...)
	}
	if first == nil {
		return
	}
	slices.Sort(ranges)
	message := fmt.Sprintf("%s is named for %s, but computed over %s", n.rule.Record.Value, print(named), print(slices.Compact(ranges)))
	report(pass, n.rule, n.rule.Record, message, lint.Related{Span: a.Span(first), Message: "this is what it is computed over"})
}

// rangesOf returns the ranges of a node: its own, and those that are in the name of a recorded metric. It is false where one is
// computed.
func rangesOf(node parser.Node) ([]time.Duration, bool) {
	switch e := node.(type) {
	case *parser.MatrixSelector:
		return []time.Duration{e.Range}, e.RangeExpr == nil
	case *parser.SubqueryExpr:
		return []time.Duration{e.Range}, e.RangeExpr == nil
	case *parser.VectorSelector:
		if i := strings.LastIndexByte(e.Name, ':'); i >= 0 {
			return durations(e.Name[i+1:]), true
		}
	}
	return nil, true
}

// durations returns the durations that stand at the end of words: of ratio_rate5m, 5m.
func durations(operation string) []time.Duration {
	var found []time.Duration
	for word := range strings.SplitSeq(operation, "_") {
		i := strings.IndexAny(word, "0123456789")
		if i < 0 || word[i] == '0' {
			continue
		}
		if d, err := model.ParseDuration(word[i:]); err == nil {
			found = append(found, time.Duration(d))
		}
	}
	return found
}

// print lists durations.
func print(all []time.Duration) string {
	texts := make([]string, len(all))
	for i, d := range all {
		texts[i] = model.Duration(d).String()
	}
	return strings.Join(texts, " and ")
}
