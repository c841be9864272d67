package promql

import (
	"errors"
	"fmt"
	"slices"

	"github.com/prometheus/prometheus/promql/parser"
)

// maxNodes is how many nodes an expression may hold: far more than anyone can read, few enough that printing,
// which recurses, stays cheap. `e = e.Add(e)` reaches it after 13 rounds.
const maxNodes = 10_000

// A node is an expression as built so far: its tree, or what went wrong on the way. Nodes and the trees they hold are
// never modified once made, so that expressions may share them.
type node struct {
	tree parser.Expr // nil if errs is not empty
	errs []error     // each an *Error
	at   caller      // the call that made the expression
	text string      // as its author wrote it, for Text alone
	size int         // nodes of the tree

	thresholds map[*parser.NumberLiteral]threshold // those literals of the tree that are quantities
	declared   map[string][]string                 // labels that metrics of the tree were declared with, by metric
}

// An Error is one mistake in building an expression.
type Error struct {
	At      string // file:line of the call that is wrong; "" where unknown
	Call    string // the function or method called, "Where"
	Message string
}

// Error returns "file:line: promql: call: message".
func (e *Error) Error() string {
	s := "promql: " + e.Call + ": " + e.Message
	if e.At != "" {
		s = e.At + ": " + s
	}
	return s
}

// errorf returns the error of a call made at at.
func errorf(at caller, call, format string, args ...any) error {
	return &Error{At: at.String(), Call: call, Message: fmt.Sprintf(format, args...)}
}

// build returns the node that grow makes of its operands' trees. If an operand or an option has errors, the node
// carries all of them instead, each once.
func build(call string, operands []Expr, options []error, grow func(trees []parser.Expr) parser.Expr) *node {
	n := &node{at: here(), size: 1}
	trees := make([]parser.Expr, len(operands))
	for i, operand := range operands {
		o := nodeOf(operand)
		switch {
		case o == nil:
			n.fail(errorf(n.at, call, "%s is %s, which is no expression", ordinal(i, len(operands)), describe(operand)))
		case len(o.errs) > 0:
			n.fail(o.errs...)
		default:
			trees[i] = o.tree
			n.size += o.size
			n.inherit(o)
		}
	}
	n.fail(options...)
	if n.size > maxNodes {
		n.fail(errorf(n.at, call, "the expression holds more than %d nodes", maxNodes))
	}
	if len(n.errs) == 0 && grow != nil {
		n.tree = grow(trees)
	}
	return n
}

// fail adds errs that n does not carry yet.
func (n *node) fail(errs ...error) {
	for _, err := range errs {
		if err != nil && !slices.Contains(n.errs, err) {
			n.errs = append(n.errs, err)
		}
	}
}

// err returns the errors of n, joined.
func (n *node) err() error { return errors.Join(n.errs...) }

// ordinal names operand i of n.
func ordinal(i, n int) string {
	if n == 1 {
		return "the operand"
	}
	return [...]string{"the left operand", "the right operand"}[min(i, 1)]
}

// nodeOf returns the node of e, nil for nil, for zero values and for types that are not of this package.
func nodeOf(e Expr) *node {
	switch e := e.(type) {
	case Instant:
		return e.n
	case Gauge:
		return e.n
	case Info:
		return e.n
	case Metric:
		return e.n
	case Counter:
		return e.n
	case NativeHistogram:
		return e.n
	case Range:
		return e.n
	case CounterRange:
		return e.n
	case Scalar:
		return e.n
	case stringLiteral:
		return e.n
	}
	return nil
}

// stringLiteral is a string, which PromQL takes as an argument and nowhere else: Go strings become it.
type stringLiteral struct{ base }

// literal returns s as an argument.
func literal(s string) Expr {
	return stringLiteral{base{build("literal", nil, nil, func([]parser.Expr) parser.Expr { return &parser.StringLiteral{Val: s} })}}
}

// describe says what e is if nodeOf finds no node in it.
func describe(e Expr) string {
	switch e.(type) {
	case nil:
		return "nil"
	case Instant, Gauge, Info, Metric, Counter, NativeHistogram, Range, CounterRange, Scalar:
		return "the zero value"
	}
	return fmt.Sprintf("a foreign %T", e)
}
