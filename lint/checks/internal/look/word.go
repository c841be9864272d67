package look

import (
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

// LabelSpan returns where the clause of an aggregation or of an operator names a label, the last time if it does so twice: of
// sum by (job, instance) (x) where instance stands. Where it does not, as in other nodes, it is the span of the clause.
func LabelSpan(a *infer.Analysis, node parser.Node, label string) rulefile.Span {
	text := a.Rule.Expr.Value
	clause := (&infer.Loss{Node: node, Rule: a.Rule}).Range(text)
	start, end := int(clause.Start), int(clause.End)
	lexer, item := parser.Lex(text[start:end]), parser.Item{}
	found, length := -1, 0
	for {
		lexer.NextItem(&item)
		if item.Typ == parser.EOF || item.Typ == parser.ERROR {
			break
		}
		if item.Val == label || item.Typ == parser.STRING && len(item.Val) > 1 && item.Val[1:len(item.Val)-1] == label {
			found, length = start+int(item.Pos), len(item.Val)
		}
	}
	if found < 0 {
		return a.Rule.Expr.Span(start, end)
	}
	return a.Rule.Expr.Span(found, found+length)
}
