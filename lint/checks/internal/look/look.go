// Package look helps checks to look at expressions and to say why they are what they are.
package look

import (
	"fmt"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

// Unparen returns an expression without parentheses around it.
func Unparen(e parser.Expr) parser.Expr {
	for {
		switch inner := e.(type) {
		case *parser.ParenExpr:
			e = inner.Expr
		case *parser.StepInvariantExpr:
			e = inner.Expr
		default:
			return e
		}
	}
}

// Short returns an expression as it is written, or "it" if that is too long for a message.
func Short(a *infer.Analysis, e parser.Expr) string {
	const most = 60
	if text := a.Text(e); len(text) <= most {
		return text
	}
	return "it"
}

// Series returns the first argument of a call that holds series: a vector or a range vector; nil if none does.
func Series(call *parser.Call) parser.Expr {
	for _, arg := range call.Args {
		if t := arg.Type(); t == parser.ValueTypeVector || t == parser.ValueTypeMatrix {
			return Unparen(arg)
		}
	}
	return nil
}

// Number returns the number that an expression always is.
func Number(a *infer.Analysis, e parser.Expr) (float64, bool) {
	if e.Type() != parser.ValueTypeScalar {
		return 0, false
	}
	v := a.At(e).Value()
	return v.Min, v.Min == v.Max && !v.NaN
}

// Loss returns the place where rule, or one that it reads, lost a label.
func Loss(rule *rulefile.Rule, loss *infer.Loss) lint.Related {
	return lint.Related{File: loss.Rule.File, Span: loss.Span(), Message: in(rule, loss.Rule, loss.Message)}
}

// Origin returns the place where a metric that a value of rule comes from is read, if that is another rule.
func Origin(rule *rulefile.Rule, o *infer.Origin) []lint.Related {
	if o == nil || o.Rule == nil || o.Rule == rule {
		return nil
	}
	message := in(rule, o.Rule, o.Series.Name+" is read here")
	return []lint.Related{{File: o.Rule.File, Span: o.Rule.NodeSpan(o.Selector), Message: message}}
}

// in says which rule a message is about, if it is not the one that is looked at.
func in(rule, other *rulefile.Rule, message string) string {
	if other == rule {
		return message
	}
	return fmt.Sprintf("in %s: %s", other.Name().Value, message)
}

// Rename returns the fix that calls a function by another name, or does another aggregation: node begins with name. There is none
// where the text does not read so.
func Rename(a *infer.Analysis, node parser.Node, name, to string) []lint.Fix {
	text := a.Text(node)
	if len(text) < len(name) || !strings.EqualFold(text[:len(name)], name) {
		return nil
	}
	return Replace(a, node, 0, len(name), to)
}

// Replace returns the fix that writes other text in the place of a stretch of a node's own, from byte from to byte to of it. It is
// unsafe, as all are that change what the rule means.
func Replace(a *infer.Analysis, node parser.Node, from, to int, text string) []lint.Fix {
	whole := rulefile.NodeRange(a.Rule.Expr.Value, node)
	edit, ok := a.Rule.Expr.Replace(int(whole.Start)+from, int(whole.Start)+to, text)
	if !ok {
		return nil
	}
	written := a.Text(node)
	fixed := strings.Join(strings.Fields(written[:from]+text+written[to:]), " ")
	return []lint.Fix{{Message: fixed, Edits: []rulefile.Edit{edit}, Unsafe: true}}
}
