// Package retention finds expressions that look further back than samples are kept.
package retention

import (
	_ "embed"
	"fmt"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
)

//go:embed README.md
var doc string

// Check finds expressions that look further back than samples are kept.
var Check = &lint.Check{
	Name:     "retention",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	kept := pass.Project.Target(a.Rule.File).Retention
	if kept == 0 {
		return
	}
	for _, node := range a.Nodes {
		selector, ok := node.(*parser.VectorSelector)
		if !ok {
			continue
		}
		back, widest, ok := reach(a, selector)
		if !ok || back <= kept {
			continue
		}
		pass.Report(lint.Diagnostic{
			File: a.Rule.File,
			Span: a.Span(widest),
			Message: fmt.Sprintf("this looks %s back, but Prometheus keeps samples for %s",
				model.Duration(back), model.Duration(kept)),
		})
	}
}

// reach returns how far back a selector looks: its offset and its range, and those of the subqueries around it. It is false where
// one of them is computed, or where the time is fixed. The node is the one that looks back furthest by itself.
func reach(a *infer.Analysis, selector *parser.VectorSelector) (back time.Duration, widest parser.Node, ok bool) {
	most := time.Duration(-1)
	for node := parser.Node(selector); node != nil; node = a.Parent(node) {
		own := time.Duration(0)
		switch e := node.(type) {
		case *parser.VectorSelector:
			if e.OriginalOffsetExpr != nil || e.Timestamp != nil || e.StartOrEnd != 0 {
				return 0, nil, false
			}
			own = e.OriginalOffset
		case *parser.MatrixSelector:
			if e.RangeExpr != nil {
				return 0, nil, false
			}
			own = e.Range
		case *parser.SubqueryExpr:
			if e.RangeExpr != nil || e.OriginalOffsetExpr != nil || e.Timestamp != nil || e.StartOrEnd != 0 {
				return 0, nil, false
			}
			own = e.Range + e.OriginalOffset
		}
		back += own
		if own > most {
			most, widest = own, node
		}
	}
	return back, widest, true
}
