// Package infer tells what a PromQL expression can yield, without evaluating it. Branch by branch: which labels are on every
// series that comes out, which may be, which cannot, and which bytes of which rule took them away; what kind of number the
// values are, in which unit, and within which bounds; what tells the series apart; and whether anything can come out at all.
//
//	result := infer.Expr(expr) // of sum by (job) (rate(errors_total{job="api"}[5m]))
//	result.Label("job").Presence      // Certain
//	result.Label("instance").Presence // Gone
//	result.Label("instance").Loss     // "only job is kept here", at the bytes `sum by (job)`
//
//	result.Value().Kind               // Rate
//	result.Value().Min                // 0
//
// [Rules] carries the answers through the recording rules of a whole project.
//
// Answers are sound: a label called [Certain] is on every series the expression yields, a label called [Gone] on none, no
// value lies outside its bounds, and what is said to yield nothing does not; whatever is not known is [Possible], or any value.
// Taken for granted are: metrics that a rule of the project records come from the rules of the project alone, metrics are what
// [metrics.DB] knows of them, native histograms carry no label le, time is not before 1970, and Prometheus removes metric
// names at once (the feature delayed-name-removal is off). Kinds and units are what the names and the types of metrics say.
package infer

import (
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/metrics"
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
	Value    string // that it has on every series; "" if it is not known or not Certain
	Loss     *Loss  // why it is gone; nil unless Presence is Gone
}

// Loss is the place where a label went, or where it turned out that nothing can come out; Span tells the bytes.
type Loss struct {
	Node    parser.Node    // of Rule's Query() that dropped the label
	Rule    *rulefile.Rule // whose expression it is, perhaps a recording rule that the asked rule reads; nil for [Expr]
	Message string         // says what Node does, such as "only instance is kept here"
	Because *Loss          // what Node cannot do anything about: where the label went that it needs; nil if there is nothing
}

// Expr returns what is known of an expression alone. Scalars yield one series without labels, as they do in a rule;
// range vectors yield those of their selector.
func Expr(e parser.Expr) Result {
	return (&walker{metrics: metrics.Default()}).result(e)
}
