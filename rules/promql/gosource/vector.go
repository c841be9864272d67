package gosource

import (
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/promql"
)

// vector returns an instant vector: its Go type is a promql.Vector that has operators.
func (w *Writer) vector(e parser.Expr) string {
	switch e := unwrap(e).(type) {
	case *parser.AggregateExpr:
		return w.aggregate(e)
	case *parser.BinaryExpr:
		if e.LHS.Type() == parser.ValueTypeScalar {
			return w.scalar(e.LHS) + "." + w.operation(e)
		}
		return w.vector(e.LHS) + "." + w.operation(e)
	case *parser.Call:
		return w.call(e)
	case *parser.UnaryExpr:
		return w.vector(e.Expr) + ".Neg()"
	case *parser.VectorSelector:
		code, kind := w.selector(e)
		if kind == Counter {
			code += ".Raw()"
		}
		return code
	default:
		w.errorf("%T is no instant vector", e)
		return ""
	}
}

// scalar returns a promql.Scalar.
func (w *Writer) scalar(e parser.Expr) string {
	switch e := unwrap(e).(type) {
	case *parser.BinaryExpr:
		return w.scalar(e.LHS) + "." + w.operation(e)
	case *parser.Call:
		return w.call(e)
	case *parser.NumberLiteral:
		return "promql.Number(" + w.num(e.Val) + ")"
	case *parser.UnaryExpr:
		return w.scalar(e.Expr) + ".Neg()"
	default:
		w.errorf("%T is no scalar", e)
		return ""
	}
}

// aggregate returns an aggregation.
func (w *Writer) aggregate(e *parser.AggregateExpr) string {
	name := map[parser.ItemType]string{
		parser.TOPK: "TopK", parser.BOTTOMK: "BottomK", parser.LIMITK: "LimitK", parser.LIMIT_RATIO: "LimitRatio", parser.COUNT_VALUES: "CountValues",
	}[e.Op]
	if name == "" {
		op := e.Op.String()
		name = strings.ToUpper(op[:1]) + op[1:]
	}
	var args []string
	switch {
	case e.Op == parser.COUNT_VALUES:
		label := w.string(e.Param)
		w.check(promql.CountValues(label, promql.NewMetric("x")))
		args = append(args, Quote(label))
	case e.Param != nil:
		q, plain := literal(e.Param)
		if plain && (e.Op != parser.QUANTILE || q >= 0 && q <= 1) {
			args = append(args, w.num(q))
		} else {
			name += "Scalar"
			args = append(args, w.scalar(e.Param))
		}
	}
	args = append(args, w.vector(e.Expr))
	w.labels(e.Grouping)
	switch {
	case e.Without:
		args = append(args, "promql.Without("+texts(e.Grouping)+")")
	case len(e.Grouping) > 0:
		args = append(args, "promql.By("+texts(e.Grouping)+")")
	}
	if e.Op.IsExperimentalAggregator() {
		name = "Experimental." + name
	}
	return "promql." + name + "(" + strings.Join(args, ", ") + ")"
}

// labels notes what package promql says against names of labels.
func (w *Writer) labels(names []string) {
	w.check(promql.Sum(promql.NewMetric("x"), promql.By(names...)))
}
