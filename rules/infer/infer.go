// Package infer tells what a PromQL expression can yield, without evaluating it: branch by branch, which labels
// are on every series that comes out, which may be, which cannot, and which bytes of which rule took them away.
//
//	result := infer.Expr(expr) // of sum by (job) (rate(errors_total{job="api"}[5m]))
//	result.Label("job").Presence      // Certain
//	result.Label("instance").Presence // Gone
//	result.Label("instance").Loss     // "only job is kept here", at the bytes `sum by (job)`
//
// [Rules] carries the answers through the recording rules of a whole project.
//
// Answers are sound: a label called [Certain] is on every series the expression yields, a label called [Gone] on
// none; whatever is not known is [Possible]. Three things are taken for granted: metrics that a rule of the project
// records come from the rules of the project alone, native histograms carry no label le, and Prometheus removes
// metric names at once (the feature delayed-name-removal is off).
package infer

import (
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/rulefile"
)

// Presence says whether a label is on the series of a result.
type Presence int

const (
	Possible Presence = iota // on some series, or unknown
	Certain                  // on every series, with a value that is not empty
	Gone                     // on no series
)

// String returns possible, certain or gone.
func (p Presence) String() string {
	switch p {
	case Certain:
		return "certain"
	case Gone:
		return "gone"
	default:
		return "possible"
	}
}

// Label is what is known of one label of a result.
type Label struct {
	Presence Presence
	Loss     *Loss // why it is gone; nil unless Presence is Gone
}

// Loss is the place where a label went; Span tells the bytes.
type Loss struct {
	Node    parser.Node    // of Rule's Query() that dropped the label
	Rule    *rulefile.Rule // whose expression it is, perhaps a recording rule that the asked rule reads; nil for [Expr]
	Message string         // says what Node does, such as "only instance is kept here"
}

// Branch is one way by which series come out of an expression: an operand of its `or` operators.
type Branch struct {
	// Expr is the innermost operand of an `or` that yields the branch, or the whole expression where none does.
	Expr   parser.Expr
	labels labelSet
}

// Label returns what is known of a label, __name__ included, on the series of the branch.
func (b Branch) Label(name string) Label { return b.labels.get(name) }

// Result is what is known of the series an expression yields. The zero Result knows nothing.
type Result struct {
	Branches []Branch // at most 64; where there are more they are joined
}

// Label returns what holds of a label over all branches: it is Certain or Gone only where every branch says so.
// The loss is that of the first branch.
func (r Result) Label(name string) Label {
	if len(r.Branches) == 0 {
		return Label{}
	}
	label := r.Branches[0].Label(name)
	for _, b := range r.Branches[1:] {
		label = label.join(b.Label(name))
	}
	return label
}

// Expr returns what is known of an expression alone. Scalars yield one series without labels, as they do in a rule;
// range vectors yield those of their selector.
func Expr(e parser.Expr) Result {
	return (&walker{}).result(e)
}
