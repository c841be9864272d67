package templatelabel

import (
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

var promqlParser = parser.NewParser(parser.Options{EnableExperimentalFunctions: true, EnableBinopFillModifiers: true})

// addToGrouping returns the fix that makes the aggregation which drops the label keep it, if that is all it takes. It is
// unsafe: the alert has other series then.
func addToGrouping(pass *lint.Pass, rule *rulefile.Rule, m *missing) []lint.Fix {
	if m.loss == nil || m.loss.Rule != rule || m.label == model.MetricNameLabel || !model.LegacyValidation.IsValidLabelName(m.label) {
		return nil
	}
	aggregate, ok := m.loss.Node.(*parser.AggregateExpr)
	if !ok || aggregate.Without || len(aggregate.Grouping) == 0 {
		return nil
	}
	text := rule.Expr.Value
	clause := m.loss.Range(text)
	open := int(clause.Start) + strings.LastIndexByte(text[clause.Start:clause.End], '(') + 1
	names := strings.TrimRight(text[open:int(clause.End)-1], " \t\r\n")
	if strings.Contains(names, "#") {
		return nil
	}
	at := open + len(names)
	insert := ", " + m.label
	if strings.HasSuffix(names, ",") {
		insert = " " + m.label
	}
	expr, err := promqlParser.ParseExpr(text[:at] + insert + text[at:])
	if err != nil || pass.Project.Infer().Expr(expr).Label(m.label).Presence == infer.Gone {
		return nil
	}
	edit, ok := rule.Expr.Replace(at, at, insert)
	if !ok {
		return nil
	}
	kept := strings.Join(strings.Fields(names+insert), " ")
	return []lint.Fix{{Message: aggregate.Op.String() + " by (" + kept + ")", Edits: []rulefile.Edit{edit}, Unsafe: true}}
}
