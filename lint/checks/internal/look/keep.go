package look

import (
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

var promqlParser = parser.NewParser(parser.Options{EnableExperimentalFunctions: true, EnableBinopFillModifiers: true})

// Keep returns the fix that makes the aggregation of rule which drops a label keep it, if loss is one and the expression that it
// makes works. It is unsafe: the rule has other series then.
func Keep(rule *rulefile.Rule, loss *infer.Loss, label string, works func(parser.Expr) bool) []lint.Fix {
	if loss == nil || loss.Rule != rule || label == model.MetricNameLabel || !model.LegacyValidation.IsValidLabelName(label) {
		return nil
	}
	aggregate, ok := loss.Node.(*parser.AggregateExpr)
	if !ok || aggregate.Without || len(aggregate.Grouping) == 0 {
		return nil
	}
	text := rule.Expr.Value
	clause := loss.Range(text)
	open := int(clause.Start) + strings.LastIndexByte(text[clause.Start:clause.End], '(') + 1
	names := strings.TrimRight(text[open:int(clause.End)-1], " \t\r\n")
	if strings.Contains(names, "#") {
		return nil
	}
	at := open + len(names)
	insert := ", " + label
	if strings.HasSuffix(names, ",") {
		insert = " " + label
	}
	expr, err := promqlParser.ParseExpr(text[:at] + insert + text[at:])
	if err != nil || !works(expr) {
		return nil
	}
	edit, ok := rule.Expr.Replace(at, at, insert)
	if !ok {
		return nil
	}
	kept := strings.Join(strings.Fields(names+insert), " ")
	return []lint.Fix{{Message: aggregate.Op.String() + " by (" + kept + ")", Edits: []rulefile.Edit{edit}, Unsafe: true}}
}
