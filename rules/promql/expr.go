package promql

import (
	"maps"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"
)

// Num is a number in an expression. Untyped constants convert to it silently, so that v.Gt(0.9) reads as PromQL does,
// while v.Gt("1") and v.Gt(20*time.Minute) do not compile.
type Num float64

// Expr is an expression of any type: a [Vector], a [RangeVector], a [Scalar], or a [Counter] or [NativeHistogram] that is none of
// them yet.
//
// An expression with errors prints as %!promql(the errors); see [Err].
type Expr interface {
	// String returns the expression on one line, or a [Text] without holes as its author wrote it.
	String() string
	// Layout returns the expression broken into lines of at most width characters where it can be broken, with set
	// operators alone on a line. A [Text] is returned as it was written.
	Layout(width int) string
	expr()
}

// Vector is what may stand where PromQL wants an instant vector: an [Instant], or a [Gauge], [Info] or [Metric]. A [Counter] may
// not: its bare value says nothing until it is made a rate ([Counter.Rate]) or asked for on purpose ([Counter.Raw]).
type Vector interface {
	Expr
	vector()
}

// Instant is an expression that yields an instant vector. The zero value is no expression: to use it is an error.
type Instant struct{ operators }

// AsInstant returns v as an Instant, for its operators: promql.AsInstant(alert.Expr).And(guard).
func AsInstant(v Vector) Instant {
	n := nodeOf(v)
	if n == nil || n.tree == nil {
		return instant(same("AsInstant", v))
	}
	return instant(n)
}

// Declared returns the labels that the metrics in e were declared with, by the names of the metrics. Those that were declared without labels,
// and those that text reads, are not among them.
func Declared(e Expr) map[string][]string {
	if n := nodeOf(e); n != nil {
		return maps.Clone(n.declared)
	}
	return nil
}

// base prints expressions; every exported type embeds it.
type base struct{ n *node }

func (base) expr() {}

// String returns the expression on one line.
func (b base) String() string {
	switch {
	case b.n == nil:
		return "%!promql(zero value)"
	case len(b.n.errs) > 0:
		return "%!promql(" + strings.ReplaceAll(b.n.err().Error(), "\n", "; ") + ")"
	case b.n.text != "":
		return b.n.text
	}
	return printed(b.n.tree)
}

// Layout returns the expression in lines of at most width characters where it can be broken.
func (b base) Layout(width int) string {
	if b.n == nil || len(b.n.errs) > 0 || b.n.text != "" {
		return b.String()
	}
	return layout(b.n.tree, width)
}

// Err returns every error made in building e, joined, or nil. Each is an [*Error] with the Go file:line of the wrong call.
// It parses what e prints, so that nothing is missed that Prometheus would refuse.
func Err(e Expr) error {
	_, err := Tree(e)
	return err
}

// Tree returns the expression as Prometheus parses it. The tree is the caller's own; positions in it count bytes of e.String().
func Tree(e Expr) (parser.Expr, error) {
	n := nodeOf(e)
	if n == nil {
		return nil, &Error{Call: "Err", Message: describe(e) + " is no expression"}
	}
	if len(n.errs) > 0 {
		return nil, n.err()
	}
	text := e.String()
	tree, err := parse(text)
	if err != nil {
		return nil, errorf(n.at, "parse", "%s", parseMessage(err, text, nil))
	}
	return tree, nil
}

// At returns the file:line of the call that made e, "" if unknown: relative to the working directory if it is below it.
func At(e Expr) string {
	if n := nodeOf(e); n != nil {
		return n.at.String()
	}
	return ""
}
