package infer

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/rulefile"
)

// Analysis is what is known of one rule, node by node. It costs a walk over the expression and is not kept: whoever looks at
// all rules makes one, looks, and lets it go. It is not safe for concurrent use.
type Analysis struct {
	Rule  *rulefile.Rule
	Expr  parser.Expr   // Rule.Query(); nil where it does not parse
	Nodes []parser.Node // of Expr, each before those below it, in written order

	rules   *Rules
	slot    slot
	parents map[parser.Node]parser.Node
	results map[parser.Expr]Result // of the nodes of Expr, once somebody asks
}

// Analyze returns what is known of a rule of the project.
func (r *Rules) Analyze(rule *rulefile.Rule) *Analysis {
	expr, err := rule.Query()
	if err != nil {
		return &Analysis{Rule: rule, rules: r}
	}
	a := &Analysis{Rule: rule, Expr: expr, rules: r, slot: r.slots[rule], parents: map[parser.Node]parser.Node{}}
	a.visit(expr, nil)
	return a
}

func (a *Analysis) visit(node, parent parser.Node) {
	a.Nodes = append(a.Nodes, node)
	a.parents[node] = parent
	for child := range parser.ChildrenIter(node) {
		a.visit(child, node)
	}
}

// Parent returns the node that has node as an operand or an argument, parentheses included; nil for Expr itself.
func (a *Analysis) Parent(node parser.Node) parser.Node { return a.parents[node] }

// Outer returns the nearest node above node that is no parenthesis; nil if there is none.
func (a *Analysis) Outer(node parser.Node) parser.Node {
	for parent := a.parents[node]; parent != nil; parent = a.parents[parent] {
		switch parent.(type) {
		case *parser.ParenExpr, *parser.StepInvariantExpr:
			continue
		}
		return parent
	}
	return nil
}

// Result returns what Expr can yield. It knows nothing where the rule does not parse.
func (a *Analysis) Result() Result { return a.answer().result }

// Dead tells whether some node of Expr yields nothing, whatever the series are. At tells which, and why.
func (a *Analysis) Dead() bool { return a.answer().notes.dead }

// Idle tells whether some comparison of Expr always holds. Outcome tells which.
func (a *Analysis) Idle() bool { return a.answer().notes.idle }

// Outcome returns what is known of a comparison of Nodes, and the intervals of its operands.
func (a *Analysis) Outcome(e *parser.BinaryExpr) (o Outcome, left, right Interval) {
	left, right = a.At(e.LHS).Value().Interval, a.At(e.RHS).Value().Interval
	return outcome(e.Op, left, right), left, right
}

// At returns what an expression of Nodes can yield, as an operand or argument where it stands.
func (a *Analysis) At(e parser.Expr) Result {
	a.answer()
	if a.results == nil { // the answer was known before
		w := a.rules.walker(a.Rule, a.slot.definition)
		w.seen = a.see
		w.expr(a.Expr)
	}
	return a.results[e]
}

// answer returns what is known of the rule. If that has to be worked out first, what is known of its nodes is kept, too.
func (a *Analysis) answer() *answer {
	if a.slot.definition == nil {
		return &answer{}
	}
	return a.rules.answer(a.slot, a.see)
}

// see keeps what is known of a node.
func (a *Analysis) see(e parser.Expr, branches []Branch) {
	if a.results == nil {
		a.results = make(map[parser.Expr]Result, len(a.Nodes))
	}
	a.results[e] = Result{slices.Clone(branches)}
}

// Span returns where a node of Expr stands in the file.
func (a *Analysis) Span(node parser.Node) rulefile.Span { return a.Rule.NodeSpan(node) }

// Text returns a node of Expr as it is written.
func (a *Analysis) Text(node parser.Node) string {
	at := rulefile.NodeRange(a.Rule.Expr.Value, node)
	return a.Rule.Expr.Value[at.Start:at.End]
}
