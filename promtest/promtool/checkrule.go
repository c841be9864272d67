package promtool

import (
	"fmt"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/promtest"
	"github.com/promwright/promwright/rules/rulefile"
)

// checkRule returns what Prometheus would refuse in a rule beyond its form: PromQL and templates that do not parse, and what needs a
// feature that is off.
func checkRule(r *rulefile.Rule, features promtest.Features) []error {
	var errs []error
	if err := checkExpr(r, features); err != nil {
		errs = append(errs, err)
	}
	if !r.IsAlert() {
		return errs
	}
	for _, m := range []rulefile.Map{r.Labels, r.Annotations} {
		for _, pair := range m {
			if err := checkTemplate(r.Alert.Value, pair.Value.Value); err != nil {
				errs = append(errs, at(r, pair.Value.Pos(0), "template of "+pair.Key.Value+": "+err.Error()))
			}
		}
	}
	return errs
}

func checkExpr(r *rulefile.Rule, features promtest.Features) error {
	if !r.Expr.Present() {
		return nil // told by rulefile
	}
	tree, err := r.Query()
	if err != nil && features.UnquotedUTF8Names { // which rulefile does not read
		tree, err = parser.NewParser(features.ParserOptions()).ParseExpr(r.Expr.Value)
	}
	if err != nil {
		return exprError(r, err)
	}
	var missing error
	parser.Inspect(tree, func(n parser.Node, _ []parser.Node) error {
		if what, feature := needs(n, features); what != "" && missing == nil {
			missing = at(r, r.Expr.Pos(int(n.PositionRange().Start)), fmt.Sprintf("expression: %s needs --enable-feature=%s", what, feature))
		}
		return nil
	})
	return missing
}

// needs returns what of a node needs a feature that is off, and the feature's name; "" if nothing does.
func needs(n parser.Node, on promtest.Features) (what, feature string) {
	switch n := n.(type) {
	case *parser.Call:
		if n.Func.Experimental && !on.ExperimentalFunctions {
			return n.Func.Name + "()", "promql-experimental-functions"
		}
	case *parser.AggregateExpr:
		if n.Op.IsExperimentalAggregator() && !on.ExperimentalFunctions {
			return n.Op.String() + "()", "promql-experimental-functions"
		}
	case *parser.BinaryExpr:
		if m := n.VectorMatching; m != nil && (m.FillValues.LHS != nil || m.FillValues.RHS != nil) && !on.BinopFillModifiers {
			return "fill", "promql-binop-fill-modifiers"
		}
	}
	return "", ""
}

// exprError points at the byte at which an expression stops to parse.
func exprError(r *rulefile.Rule, err error) error {
	offset, text := 0, err.Error()
	if parse, ok := err.(parser.ParseErrors); ok && len(parse) > 0 {
		offset, text = int(parse[0].PositionRange.Start), parse[0].Err.Error()
	}
	offset = min(max(offset, 0), len(r.Expr.Value))
	return at(r, r.Expr.Pos(offset), "expression: "+text)
}

func at(r *rulefile.Rule, p rulefile.Pos, message string) error {
	return &Error{File: r.File.Name, Line: p.Line, Column: p.Column, Message: message}
}
