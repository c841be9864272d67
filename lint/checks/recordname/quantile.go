package recordname

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/internal/lazyregexp"
	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

// percentile finds a quantile in a name: p99, 99quantile, quantile99, 99p.
var percentile = lazyregexp.New(`(?:^|[:_])(?:p|q|quantile_?)([0-9]{2,4})(?:$|[:_])|(?:^|[:_])([0-9]{2,4})(?:quantile|p|th)(?:$|[:_])`)

// quantile reports a name or a label that says another quantile than the one that is computed.
func quantile(pass *lint.Pass, a *infer.Analysis) {
	at, said := a.Rule.Record, ""
	if label, ok := a.Rule.Labels.Get("quantile"); ok {
		at, said = label, label.Value
	}
	var computed parser.Node
	value := 0.0
	for _, node := range a.Nodes {
		arg := quantileOf(node)
		if arg == nil {
			continue
		}
		if computed != nil && arg.Val != value {
			return // several
		}
		computed, value = arg, arg.Val
	}
	if computed == nil {
		return
	}
	if said == "" {
		m := percentile.FindStringSubmatch(a.Rule.Record.Value)
		if m == nil {
			return
		}
		said = "0." + m[1] + m[2]
	}
	wanted, err := strconv.ParseFloat(strings.TrimPrefix(said, "p"), 64)
	if err != nil || same(wanted, value) || same(wanted, value*100) || said == "0.100" && value == 1 {
		return
	}
	message := fmt.Sprintf("%s says quantile %s, but %s is computed", subject(a.Rule, at), said, a.Text(computed))
	report(pass, a.Rule, at, message, lint.Related{Span: a.Span(computed), Message: "this is the quantile"})
}

func same(a, b float64) bool { return a-b < 1e-9 && b-a < 1e-9 }

func subject(rule *rulefile.Rule, at rulefile.Scalar) string {
	if at.Value == rule.Record.Value {
		return "the name " + at.Value
	}
	return "the label quantile of " + rule.Record.Value
}

// quantileOf returns the quantile that a node computes; nil if it does not or if that is no number.
func quantileOf(node parser.Node) *parser.NumberLiteral {
	var arg parser.Expr
	switch e := node.(type) {
	case *parser.AggregateExpr:
		if e.Op == parser.QUANTILE {
			arg = e.Param
		}
	case *parser.Call:
		if e.Func.Name == "histogram_quantile" || e.Func.Name == "quantile_over_time" {
			arg = e.Args[0]
		}
	}
	for {
		paren, ok := arg.(*parser.ParenExpr)
		if !ok {
			break
		}
		arg = paren.Expr
	}
	number, _ := arg.(*parser.NumberLiteral)
	return number
}
