// Package gonelabel finds groupings, joins and matchers that read a label which no series has any more.
package gonelabel

import (
	_ "embed"
	"fmt"
	"slices"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/look"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

//go:embed README.md
var doc string

// Check finds groupings, joins and matchers that read a label which no series has any more.
var Check = &lint.Check{
	Name:     "gonelabel",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	for _, node := range a.Nodes {
		switch e := node.(type) {
		case *parser.AggregateExpr:
			grouping(pass, a, e)
		case *parser.BinaryExpr:
			if e.VectorMatching != nil {
				matching(pass, a, e)
			}
		case *parser.VectorSelector:
			selector(pass, a, e)
		case *parser.Call:
			source(pass, a, e)
		}
	}
}

// report reports a label that is read at a place where it is gone.
func report(pass *lint.Pass, a *infer.Analysis, at rulefile.Span, loss *infer.Loss, format string, args ...any) {
	pass.Report(lint.Diagnostic{
		File:    a.Rule.File,
		Span:    at,
		Message: fmt.Sprintf(format, args...),
		Related: []lint.Related{look.Loss(a.Rule, loss)},
	})
}

// foreign reports a label that a metric never had.
func foreign(pass *lint.Pass, a *infer.Analysis, at rulefile.Span, format string, args ...any) {
	pass.Report(lint.Diagnostic{File: a.Rule.File, Span: at, Message: fmt.Sprintf(format, args...)})
}

// lost returns why a label is surely gone from what e yields; nil if it may be there, or if whoever wrote the expression asked for
// series without it.
func lost(a *infer.Analysis, e parser.Expr, label string) *infer.Loss {
	l := a.At(e).Label(label)
	if l.Presence != infer.Gone || l.Loss == nil || l.Loss.Rule == nil || label == model.MetricNameLabel {
		return nil
	}
	if _, asked := l.Loss.Node.(*parser.VectorSelector); asked {
		return nil
	}
	return l.Loss
}

func grouping(pass *lint.Pass, a *infer.Analysis, e *parser.AggregateExpr) {
	if e.Without {
		return
	}
	for _, label := range e.Grouping {
		if loss := lost(a, e.Expr, label); loss != nil {
			report(pass, a, look.LabelSpan(a, e, label), loss, "%s groups by %s, which no series has here", e.Op, label)
		} else if has := look.Foreign(pass, e.Expr, label); has != "" {
			foreign(pass, a, look.LabelSpan(a, e, label), "%s groups by %s, but %s", e.Op, label, has)
		}
	}
}

// matching reports the labels of on and of group_left that are gone on the side they are read from. What can find no match at all
// is another check's.
func matching(pass *lint.Pass, a *infer.Analysis, e *parser.BinaryExpr) {
	m := e.VectorMatching
	if e.Op == parser.LOR || !m.On && len(m.Include) == 0 || a.At(e).Never() != nil {
		return
	}
	if m.On {
		idle := !slices.ContainsFunc(m.MatchingLabels, func(label string) bool {
			return lost(a, e.LHS, label) == nil || lost(a, e.RHS, label) == nil || external(pass, a, label)
		})
		for _, label := range m.MatchingLabels {
			left, right := lost(a, e.LHS, label), lost(a, e.RHS, label)
			if idle {
				report(pass, a, look.LabelSpan(a, e, label), left, "%s matches on %s, which neither side has: it tells no series apart", e.Op, label)
			}
			if left == nil == (right == nil) {
				continue
			}
			side, loss := "left", left
			if loss == nil {
				side, loss = "right", right
			}
			report(pass, a, look.LabelSpan(a, e, label), loss, "%s matches on %s, which is gone on the %s: series that have it find no match", e.Op, label, side)
		}
	}
	one, modifier, side := e.RHS, "group_left", "right"
	if m.Card == parser.CardOneToMany {
		one, modifier, side = e.LHS, "group_right", "left"
	}
	for _, label := range m.Include {
		if loss := lost(a, one, label); loss != nil {
			report(pass, a, look.LabelSpan(a, e, label), loss, "%s (%s) takes %s from the %s side, which has lost it: it takes the label away", modifier, label, label, side)
		} else if has := look.Foreign(pass, one, label); has != "" {
			foreign(pass, a, look.LabelSpan(a, e, label), "%s (%s) takes %s from the %s side, but %s", modifier, label, label, side, has)
		}
	}
}

// selector reports a matcher that nothing can meet which the project records under the name.
func selector(pass *lint.Pass, a *infer.Analysis, e *parser.VectorSelector) {
	for _, m := range e.LabelMatchers {
		if m.Name == model.MetricNameLabel || m.Matches("") {
			continue
		}
		if has := look.Foreign(pass, e, m.Name); has != "" {
			foreign(pass, a, a.Span(e), "%s matches nothing: %s", m, has)
		}
	}
	m, loss := pass.Project.Infer().Unfed(e)
	if m == nil || loss.Rule == nil || external(pass, a, m.Name) {
		return
	}
	report(pass, a, a.Span(e), loss, "%s matches nothing: no series that %s records has the label %s", m, e.Name, m.Name)
}

// external tells whether a label may come from elsewhere: Prometheus adds it when it sends series to where the rule runs.
func external(pass *lint.Pass, a *infer.Analysis, label string) bool {
	_, added := pass.Project.Target(a.Rule.File).ExternalLabels[label]
	return added || common[label]
}

// common are labels that people make external labels.
var common = map[string]bool{"cluster": true, "prometheus": true, "prometheus_replica": true, "replica": true, "region": true, "tenant": true,
	"env": true, "environment": true, "datacenter": true, "dc": true, "stage": true, "zone": true, "receive": true, "tenant_id": true}

// source reports a label_replace or label_join that reads a label which is gone.
func source(pass *lint.Pass, a *infer.Analysis, call *parser.Call) {
	first := map[string]int{"label_replace": 3, "label_join": 3}[call.Func.Name]
	if first == 0 || len(call.Args) <= first {
		return
	}
	args := call.Args[first:]
	if call.Func.Name == "label_replace" {
		replacement, ok := look.Unparen(call.Args[2]).(*parser.StringLiteral)
		if !ok || !usesGroup(replacement.Val) {
			return
		}
		args = args[:1]
	}
	for _, arg := range args {
		label, ok := look.Unparen(arg).(*parser.StringLiteral)
		if !ok || label.Val == "" {
			continue
		}
		if loss := lost(a, call.Args[0], label.Val); loss != nil {
			report(pass, a, a.Span(arg), loss, "%s reads %s, which no series has here", call.Func.Name, label.Val)
		}
	}
}

// usesGroup tells whether a replacement holds a part of what is replaced.
func usesGroup(replacement string) bool {
	for i := 0; i+1 < len(replacement); i++ {
		if replacement[i] == '$' && replacement[i+1] != '$' {
			return true
		}
	}
	return false
}
