// Package ring describes cycles of rules to people.
package ring

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

// most is how many steps of a cycle are shown.
const most = 10

// Names returns the way around a cycle: "a, b, c"; of a long one its first rules.
func Names(cycle infer.Cycle) string {
	text := ""
	for i, rule := range cycle.Rules {
		switch {
		case i == most:
			return text + ", ..."
		case i > 0:
			text += ", "
		}
		text += rule.Name().Value
	}
	return text
}

// Steps returns where each rule of a cycle reads the next: the first of them, and the others.
func Steps(rules *infer.Rules, cycle infer.Cycle) (rulefile.Span, []lint.Related) {
	var all []lint.Related
	for i, rule := range cycle.Rules[:min(most, len(cycle.Rules))] {
		next := cycle.Rules[(i+1)%len(cycle.Rules)]
		message := rule.Name().Value + " reads " + next.Name().Value
		all = append(all, lint.Related{File: rule.File, Span: rule.NodeSpan(reads(rules, rule, next)), Message: message})
	}
	return all[0].Span, all[1:]
}

// reads returns the selector of a rule that reads another.
func reads(rules *infer.Rules, rule, other *rulefile.Rule) parser.Node {
	expr, _ := rule.Query() // it parses: it reads the other
	var found parser.Node = expr
	parser.Inspect(expr, func(node parser.Node, _ []parser.Node) error {
		if e, ok := node.(*parser.VectorSelector); ok && found == expr && slices.Contains(rules.Recorded(e), other) {
			found = e
		}
		return nil
	})
	return found
}
