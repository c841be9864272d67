package infer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/rulefile"
)

// maxBranches bounds the branches of a result; further ones are joined with the others.
const maxBranches = 64

// walker infers the result of the expressions of one rule.
type walker struct {
	rule     *rulefile.Rule                                 // whose expression it is; nil for an expression alone
	recorded func(selector *parser.VectorSelector) []Branch // of the rules that record the metric; nil func or slice: unknown origin
}

// result returns what is known of e, each branch with its expression.
func (w *walker) result(e parser.Expr) Result {
	branches := w.expr(e)
	for i := range branches {
		if branches[i].Expr == nil {
			branches[i].Expr = e
		}
	}
	return Result{branches}
}

func (w *walker) loss(node parser.Node, format string, args ...any) *Loss {
	return &Loss{Node: node, Rule: w.rule, Message: fmt.Sprintf(format, args...)}
}

// expr returns the branches of e in a slice of the caller's own. Those that no `or` inside e makes have no Expr yet.
func (w *walker) expr(e parser.Expr) []Branch {
	switch e := e.(type) {
	case *parser.ParenExpr:
		return w.expr(e.Expr)
	case *parser.StepInvariantExpr:
		return w.expr(e.Expr)
	case *parser.SubqueryExpr:
		return w.expr(e.Expr)
	case *parser.MatrixSelector:
		return w.expr(e.VectorSelector)
	case *parser.VectorSelector:
		return w.selector(e)
	case *parser.UnaryExpr:
		if e.Op == parser.ADD {
			return w.expr(e.Expr)
		}
		return w.dropName(e.Expr, w.loss(e, "%s drops the metric name", e.Op))
	case *parser.AggregateExpr:
		return each(w.expr(e.Expr), func(s labelSet) labelSet { return w.aggregate(e, s) })
	case *parser.BinaryExpr:
		return w.binary(e)
	case *parser.Call:
		return w.call(e)
	case *parser.NumberLiteral:
		return one(noLabels(w.loss(e, "a number has no labels")))
	default:
		return one(labelSet{})
	}
}

func one(s labelSet) []Branch { return []Branch{{labels: s}} }

// each applies change to every branch, in place.
func each(branches []Branch, change func(labelSet) labelSet) []Branch {
	for i := range branches {
		branches[i].labels = change(branches[i].labels)
	}
	return branches
}

// joined returns what holds of the series of all branches.
func joined(branches []Branch) labelSet {
	if len(branches) == 0 {
		return labelSet{}
	}
	s := branches[0].labels
	for _, b := range branches[1:] {
		s = s.join(b.labels)
	}
	return s
}

// capped returns branches, or their join where there are too many of them.
func capped(branches []Branch) []Branch {
	if len(branches) <= maxBranches {
		return branches
	}
	return one(joined(branches))
}

func (w *walker) dropName(e parser.Expr, loss *Loss) []Branch {
	return each(w.expr(e), func(s labelSet) labelSet { return s.dropMetadata(loss) })
}

// selector returns the branches of the rules that record the metric, or one for series of unknown origin.
func (w *walker) selector(e *parser.VectorSelector) []Branch {
	if w.recorded != nil {
		if branches := w.recorded(e); len(branches) > 0 {
			return branches
		}
	}
	return one(w.match(e, labelSet{}))
}

// match narrows s to the series that the matchers of e select.
func (w *walker) match(e *parser.VectorSelector, s labelSet) labelSet {
	switch e.Name {
	case alertsMetric:
		s = s.set(alertState, Label{Presence: Certain})
		fallthrough
	case forStateMetric:
		s = s.set(model.AlertNameLabel, Label{Presence: Certain})
	}
	for _, m := range e.LabelMatchers {
		switch {
		case !m.Matches(""):
			s = s.set(m.Name, Label{Presence: Certain})
		case matchesOnlyEmpty(m) && s.get(m.Name).Presence != Gone:
			s = s.set(m.Name, Label{Gone, w.loss(e, "%s selects only series without %s", m, m.Name)})
		}
	}
	return s
}

// aggregate returns the labels of the groups of e.
func (w *walker) aggregate(e *parser.AggregateExpr, s labelSet) labelSet {
	switch e.Op {
	case parser.TOPK, parser.BOTTOMK, parser.LIMITK, parser.LIMIT_RATIO:
		return s
	}
	grouping := e.Grouping
	if e.Op == parser.COUNT_VALUES {
		param, ok := unparen(e.Param).(*parser.StringLiteral)
		if !ok {
			return labelSet{}
		}
		s = s.set(param.Val, Label{Presence: Certain})
		if !e.Without {
			grouping = append(slices.Clone(grouping), param.Val)
		}
	}
	switch {
	case e.Without:
		s = s.drop(grouping, w.loss(e, "without (%s) drops it", strings.Join(grouping, ", ")))
		return s.dropMetadata(w.loss(e, "%s drops the metric name", e.Op))
	case len(grouping) == 0:
		return s.keep(nil, w.loss(e, "%s drops every label", e.Op))
	default:
		return s.keep(grouping, w.loss(e, "only %s %s kept here", list(grouping), are(grouping)))
	}
}

func unparen(e parser.Expr) parser.Expr {
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

// list returns "a", "a and b" or "a, b and c".
func list(names []string) string {
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// are returns the verb for a list of names.
func are(names []string) string {
	if len(names) == 1 {
		return "is"
	}
	return "are"
}
