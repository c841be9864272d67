package templatelabel

import (
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

var promqlParser = parser.NewParser(parser.Options{EnableExperimentalFunctions: true, EnableBinopFillModifiers: true})

// addToGrouping returns the fix that makes the aggregation which drops the label keep it, if that is all it takes. It is
// unsafe: the alert has other series then.
func addToGrouping(pass *lint.Pass, rule *rulefile.Rule, m *missing) []lint.Fix {
	if m.loss == nil || m.loss.Rule != rule || !plain(m.label) {
		return nil
	}
	aggregate, ok := m.loss.Node.(*parser.AggregateExpr)
	if !ok || aggregate.Without || len(aggregate.Grouping) == 0 {
		return nil
	}
	text := rule.Expr.Value
	open, end, ok := grouping(text, rulefile.NodeRange(text, aggregate).Start, rulefile.NodeRange(text, aggregate).End)
	if !ok {
		return nil
	}
	insert := ", " + m.label
	if strings.HasSuffix(strings.TrimSpace(text[open:end]), ",") {
		insert = " " + m.label
	}
	at := open + len(strings.TrimRight(text[open:end], " \t\r\n"))
	expr, err := promqlParser.ParseExpr(text[:at] + insert + text[at:])
	if err != nil || pass.Project.Infer().Expr(expr).Label(m.label).Presence == infer.Gone {
		return nil
	}
	edit, ok := rule.Expr.Replace(at, at, insert)
	if !ok {
		return nil
	}
	names := strings.Join(strings.Fields(text[open:at]+insert), " ")
	return []lint.Fix{{Message: aggregate.Op.String() + " by (" + names + ")", Edits: []rulefile.Edit{edit}, Unsafe: true}}
}

// plain reports whether a label needs no quotes in PromQL.
func plain(label string) bool {
	for i, c := range label {
		letter := c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
		if !letter && (i == 0 || c < '0' || '9' < c) {
			return false
		}
	}
	return label != "" && label != "__name__"
}

// grouping returns what stands between the parentheses of the by clause of the aggregation text[from:to]: the clause
// may come before or after the arguments.
func grouping[P ~int | ~int32 | ~int64](text string, from, to P) (start, end int, ok bool) {
	lexer := parser.Lex(text[from:to])
	depth, by := 0, false
	for {
		var item parser.Item
		lexer.NextItem(&item)
		pos := int(from) + int(item.Pos)
		switch item.Typ {
		case parser.EOF, parser.ERROR:
			return 0, 0, false
		case parser.COMMENT:
			if start > 0 {
				return 0, 0, false
			}
		case parser.BY:
			by = depth == 0
		case parser.LEFT_PAREN:
			if by && depth == 0 {
				start = pos + 1
			}
			depth++
		case parser.RIGHT_PAREN:
			if depth--; depth == 0 && start > 0 {
				return start, pos, true
			}
		}
	}
}
