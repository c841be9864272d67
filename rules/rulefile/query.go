package rulefile

import (
	"github.com/prometheus/prometheus/promql/parser"
)

var promqlParser = parser.NewParser(parser.Options{EnableExperimentalFunctions: true, EnableBinopFillModifiers: true})

// Query returns the parsed expression of the rule. It is parsed once; do not modify the tree. An error is [parser.ParseErrors].
//
// Experimental functions and modifiers parse: whether a server has them switched on is another question.
func (r *Rule) Query() (parser.Expr, error) {
	r.parse.Do(func() { r.query, r.err = promqlParser.ParseExpr(r.Expr.Value) })
	return r.query, r.err
}

// NodeSpan returns where a node of Query stands in the file.
func (r *Rule) NodeSpan(n parser.Node) Span {
	p := NodeRange(r.Expr.Value, n)
	return r.Expr.Span(int(p.Start), int(p.End))
}
