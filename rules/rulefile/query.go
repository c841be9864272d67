package rulefile

import (
	"fmt"

	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/promql/parser/posrange"
)

// The largest expressions that are parsed. The PromQL parser takes time quadratic in the depth of the tree, and whoever walks the tree
// recurses; parentheses and operators are what makes it deep.
const (
	maxExprSize  = 1 << 20 // bytes
	maxExprDepth = 5000    // parentheses and operators
)

var promqlParser = parser.NewParser(parser.Options{EnableExperimentalFunctions: true, EnableBinopFillModifiers: true})

// Query returns the parsed expression of the rule. It is parsed once; do not modify the tree. It is nil where there is
// an error, which is [parser.ParseErrors]. Where the [Rule.Language] of the group is another than PromQL, that is the error, though the
// expression may happen to parse.
//
// Experimental functions and modifiers parse: whether a server has them switched on is another question. Expressions above 1 MiB, or with
// more than 5000 parentheses and operators, are an error.
func (r *Rule) Query() (parser.Expr, error) {
	if l := r.groupLanguage(); l != "" {
		return nil, r.otherLanguage(l)
	}
	r.parse.Do(func() {
		r.query, r.err = ParseExpr(r.Expr.Value)
	})
	return r.query, r.err
}

// ParseExpr parses an expression as [Rule.Query] does one of a file.
func ParseExpr(text string) (parser.Expr, error) {
	if err := tooLarge(text); err != nil {
		return nil, err
	}
	expr, err := promqlParser.ParseExpr(text)
	if err != nil {
		return nil, err // without what the parser has all the same
	}
	return expr, nil
}

// tooLarge returns an error for an expression that is not worth parsing, nil for any other.
func tooLarge(expr string) error {
	if len(expr) <= maxExprDepth {
		return nil
	}
	if len(expr) > maxExprSize {
		return refused(expr, maxExprSize, fmt.Errorf("the expression has %d bytes, at most %d are parsed", len(expr), maxExprSize))
	}
	lexer, item, depth := parser.Lex(expr), parser.Item{}, 0
	for item.Typ != parser.EOF && item.Typ != parser.ERROR {
		lexer.NextItem(&item)
		if item.Typ == parser.LEFT_PAREN || item.Typ.IsOperator() {
			depth++
		}
		if depth > maxExprDepth {
			return refused(expr, int(item.Pos), fmt.Errorf("the expression has more than %d parentheses and operators", maxExprDepth))
		}
	}
	return nil
}

func refused(expr string, at int, err error) error {
	place := posrange.PositionRange{Start: posrange.Pos(at), End: posrange.Pos(at)}
	return parser.ParseErrors{{PositionRange: place, Err: err, Query: expr}}
}

// NodeSpan returns where a node of Query stands in the file.
func (r *Rule) NodeSpan(n parser.Node) Span {
	p := NodeRange(r.Expr.Value, n)
	return r.Expr.Span(int(p.Start), int(p.End))
}
