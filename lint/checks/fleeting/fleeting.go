// Package fleeting finds alerts that wait for what changes from one evaluation to the next.
package fleeting

import (
	_ "embed"
	"fmt"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/look"
	"github.com/promwright/promwright/rules/infer"
)

//go:embed README.md
var doc string

// Check finds alerts that wait for what changes from one evaluation to the next.
var Check = &lint.Check{
	Name:     "fleeting",
	Doc:      doc,
	Severity: lint.Info,
	Each:     each,
}

func each(pass *lint.Pass, a *infer.Analysis) {
	wait, err := a.Rule.For.Duration()
	if !a.Rule.IsAlert() || err != nil || wait == 0 {
		return
	}
	for _, node := range a.Nodes {
		why := fleeting(a, node)
		if why == "" {
			continue
		}
		d := lint.Diagnostic{
			File:    a.Rule.File,
			Span:    a.Span(node),
			Message: fmt.Sprintf("%s begin the %s anew that %s waits", why, a.Rule.For.Value, a.Rule.Name().Value),
		}
		if call, ok := node.(*parser.Call); ok {
			d.Fixes = look.Rename(a, call, "irate", "rate")
		}
		pass.Report(d)
		return // there is one wait
	}
}

// fleeting says why what a node yields comes and goes; "" if it does not.
func fleeting(a *infer.Analysis, node parser.Node) string {
	switch e := node.(type) {
	case *parser.Call:
		if e.Func.Name == "irate" {
			return "irate looks at the last two samples alone: two quiet ones"
		}
	case *parser.AggregateExpr:
		switch e.Op {
		case parser.TOPK, parser.BOTTOMK, parser.LIMITK, parser.LIMIT_RATIO:
			if summarised(a, e) {
				return ""
			}
			if number, known := look.Number(a, e.Param); known && number == 1 && len(e.Grouping) > 0 && !e.Without {
				return "" // one of several that say the same
			}
			return fmt.Sprintf("%s selects other series whenever their order changes: new ones", e.Op)
		}
	}
	return ""
}

// summarised tells whether an aggregation makes one series of those that e selects.
func summarised(a *infer.Analysis, e parser.Node) bool {
	for parent := a.Parent(e); parent != nil; parent = a.Parent(parent) {
		if outer, ok := parent.(*parser.AggregateExpr); ok && outer.Op != parser.TOPK && outer.Op != parser.BOTTOMK {
			return true
		}
	}
	return false
}
