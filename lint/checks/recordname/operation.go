package recordname

import (
	"fmt"
	"slices"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
)

// kinds are operations that exclude each other: a name has one of a kind where the expression has another.
var kinds = [][]string{
	{"sum", "avg", "min", "max"},
	{"rate", "irate", "increase", "delta", "idelta", "deriv"},
}

// operation reports a name with an operation that the expression does not use, while it uses another one of the kind.
func operation(pass *lint.Pass, a *infer.Analysis, n name) {
	for word := range strings.SplitSeq(n.operation, "_") {
		if i := strings.IndexAny(word, "0123456789"); i > 0 {
			word = word[:i] // without its duration
		}
		for i, kind := range kinds {
			if !slices.Contains(kind, word) {
				continue
			}
			if node := other(a, kind, word, i == 0); node != nil {
				message := fmt.Sprintf("%s is named for %s, but computed by %s", n.rule.Record.Value, word, called(node))
				report(pass, n.rule, n.rule.Record, message, lint.Related{Span: a.Span(node), Message: "this is how it is computed"})
				return
			}
		}
	}
}

// other returns the first node that does another operation of a kind, if no node does the one that is named. Where outermost is
// set, only what is done last counts.
func other(a *infer.Analysis, kind []string, word string, outermost bool) parser.Node {
	var found parser.Node
	for _, node := range a.Nodes {
		name := called(node)
		switch {
		case name == word, strings.HasPrefix(name, word+"_over_time"):
			return nil
		case found == nil && slices.Contains(kind, name) && !(outermost && a.Outer(node) != nil):
			found = node
		}
		if e, ok := node.(*parser.VectorSelector); ok && strings.Contains(e.Name, word) {
			return nil // the metric has the operation in its name
		}
	}
	return found
}

// called returns the name of the aggregation or function of a node.
func called(node parser.Node) string {
	switch e := node.(type) {
	case *parser.AggregateExpr:
		return e.Op.String()
	case *parser.Call:
		return e.Func.Name
	}
	return ""
}
