package rules

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/promql"
)

// Absent returns the companion of an alert that fires when what the alert needs has been gone for d. Without it nobody learns that an alert cannot
// fire any more:
//
//	rules.Absent(Down, 15*time.Minute) // absent(up{job="node"})
//
// What stands behind unless, or within absent(), is not needed, and of the sides of or it is enough that one is there. An alert that needs nothing
// has no companion: it is an error of the build.
//
// It is called as the alert with Absent behind it, and has its severity and labels, those apart that are templates. Of the matchers only those for
// one value count: of others absent() could not tell what is missing.
func Absent(a Alert, d time.Duration) Alert {
	absent := Alert{
		Name:        a.Name + "Absent",
		Expr:        a.Expr,
		For:         d,
		Severity:    a.Severity,
		Labels:      maps.Clone(a.Labels),
		Summary:     "What " + a.Name + " needs is not there, so that it cannot fire.",
		Description: "There are no series of ",
	}
	maps.DeleteFunc(absent.Labels, func(_, value string) bool { return strings.Contains(value, "{{") })
	if a.Expr == nil {
		return absent // with the same mistake
	}
	tree, err := promql.Tree(a.Expr)
	if err != nil {
		return absent
	}
	gone := absence(tree)
	if gone == nil {
		absent.wrong = a.Name + " needs no series, so that none can be absent"
		return absent
	}
	absent.Expr = promql.Text(gone.expr)
	absent.Description += strings.ReplaceAll(gone.said, "{{", "{ {") + "."
	return absent
}

// gone is what it takes for an expression to have nothing to read.
type gone struct {
	expr string // yields something then
	said string // which series are not there
	or   bool   // expr is an or, which binds less than an and
}

// absence returns what it takes for an expression to have nothing to read, nil if it needs nothing.
func absence(e parser.Expr) *gone {
	switch n := e.(type) {
	case *parser.VectorSelector:
		metric := certain(n).String()
		return &gone{expr: "absent(" + metric + ")", said: metric}
	case *parser.Call:
		if n.Func.Name == "absent" || n.Func.Name == "absent_over_time" {
			return nil
		}
	case *parser.BinaryExpr:
		switch n.Op {
		case parser.LUNLESS:
			return absence(n.LHS)
		case parser.LOR:
			left, right := absence(n.LHS), absence(n.RHS)
			if left == nil || right == nil {
				return nil
			}
			return &gone{expr: left.operand() + " and on () " + right.operand(), said: left.said + " and of " + right.said}
		}
	}
	var all []gone
	for child := range parser.ChildrenIter(e) {
		if g := absence(child.(parser.Expr)); g != nil && !slices.Contains(all, *g) {
			all = append(all, *g)
		}
	}
	if len(all) == 0 {
		return nil
	}
	any := all[0]
	for _, g := range all[1:] {
		any = gone{any.expr + " or " + g.expr, any.said + ", or of " + g.said, true}
	}
	return &any
}

// operand returns the expression as an operand of and.
func (g gone) operand() string {
	if g.or {
		return "(" + g.expr + ")"
	}
	return g.expr
}

// selectors returns the selectors of a tree in their order.
func selectors(tree parser.Expr) []*parser.VectorSelector {
	var all []*parser.VectorSelector
	parser.Inspect(tree, func(node parser.Node, _ []parser.Node) error {
		if s, ok := node.(*parser.VectorSelector); ok {
			all = append(all, s)
		}
		return nil
	})
	return all
}

// certain returns a selector with those matchers that ask for one value.
func certain(s *parser.VectorSelector) promql.Metric {
	var matchers []promql.Matcher
	var seen []string
	name := ""
	for _, m := range s.LabelMatchers {
		switch {
		case m.Type != labels.MatchEqual || slices.Contains(seen, m.Name):
		case m.Name == model.MetricNameLabel:
			name = m.Value
		case m.Value != "":
			seen = append(seen, m.Name)
			matchers = append(matchers, promql.Eq(m.Name, m.Value))
		}
	}
	if name == "" {
		return promql.Select(matchersOf(s))
	}
	return promql.NewMetric(name).With(matchers...)
}

// matchersOf returns all matchers of a selector without a name.
func matchersOf(s *parser.VectorSelector) string {
	texts := make([]string, len(s.LabelMatchers))
	for i, m := range s.LabelMatchers {
		texts[i] = m.String()
	}
	return strings.Join(texts, ", ")
}

// Deadman returns the alert that always fires, so that something outside can notice when it no longer arrives: that Prometheus, Alertmanager or
// the way to the receiver is broken. Its severity is "none", so that routes can send it there alone.
//
//	rules.Deadman("Watchdog")
func Deadman(name string) Alert {
	return Alert{
		Name:        name,
		Expr:        promql.VectorOf(1),
		Severity:    "none",
		Summary:     "Alerts arrive.",
		Description: "This alert always fires. Whoever receives it raises an alarm when it stops.",
	}
}
