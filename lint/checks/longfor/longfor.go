// Package longfor finds alerts that wait longer than what they look at lasts.
package longfor

import (
	_ "embed"
	"fmt"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/look"
	"github.com/promwright/promwright/rules/infer"
)

//go:embed README.md
var doc string

// Check finds alerts that wait longer than what they look at lasts.
var Check = &lint.Check{
	Name:     "longfor",
	Doc:      doc,
	Severity: lint.Warning,
	Each:     each,
}

// sight is something that an alert sees for a limited time.
type sight struct {
	node    parser.Node
	lasts   time.Duration
	what    string // such as "each reset"
	outcome string
}

func each(pass *lint.Pass, a *infer.Analysis) {
	pending, err := a.Rule.For.Duration()
	if a.Expr == nil || !a.Rule.IsAlert() || err != nil || pending == 0 {
		return
	}
	seen, ok := shortest(pass.Project.Infer(), a, a.Expr)
	if !ok || pending < seen.lasts {
		return
	}
	pass.Report(lint.Diagnostic{
		File: a.Rule.File,
		Span: a.Rule.For.Whole(),
		Message: fmt.Sprintf("%s waits for %s, but %s is seen for %s only: %s",
			a.Rule.Name().Value, model.Duration(pending), seen.what, model.Duration(seen.lasts), seen.outcome),
		Related: []lint.Related{{Span: a.Span(seen.node), Message: "it is seen here"}},
	})
}

// shortest returns what an expression sees for the shortest time, of what has to hold for it to yield anything.
func shortest(rules *infer.Rules, a *infer.Analysis, e parser.Expr) (sight, bool) {
	binary, ok := look.Unparen(e).(*parser.BinaryExpr)
	if !ok {
		return sight{}, false
	}
	if seen, ok := comeOrGone(binary); ok {
		return seen, true
	}
	if seen, ok := justStarted(rules, a, binary); ok {
		return seen, true
	}
	switch {
	case binary.Op == parser.LAND:
		left, ok1 := shortest(rules, a, binary.LHS)
		right, ok2 := shortest(rules, a, binary.RHS)
		if !ok1 || ok2 && right.lasts < left.lasts {
			return right, ok2
		}
		return left, ok1
	case binary.Op == parser.LUNLESS:
		return shortest(rules, a, binary.LHS)
	default:
		return occurrence(binary)
	}
}
