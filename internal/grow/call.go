package grow

import (
	"maps"
	"slices"

	"github.com/prometheus/prometheus/promql/parser"
)

func (g Grower) aggregate(depth int) parser.Expr {
	e := &parser.AggregateExpr{Op: OneOf(g, aggregators...), Expr: g.Vector(depth - 1)}
	switch e.Op {
	case parser.TOPK, parser.BOTTOMK, parser.QUANTILE, parser.LIMITK, parser.LIMIT_RATIO:
		e.Param = g.scalar(depth - 1)
	case parser.COUNT_VALUES:
		e.Param = g.string()
	}
	switch g.IntN(3) {
	case 0:
		e.Without, e.Grouping = true, g.labels()
	case 1:
		e.Grouping = g.labels()
	}
	return e
}

var (
	vectorFunctions = functionsOf(parser.ValueTypeVector)
	scalarFunctions = functionsOf(parser.ValueTypeScalar)
	aggregators     = aggregations()
)

// functionsOf returns PromQL's functions that yield t, in the order of their names.
func functionsOf(t parser.ValueType) []*parser.Function {
	var list []*parser.Function
	for _, name := range slices.Sorted(maps.Keys(parser.Functions)) {
		if parser.Functions[name].ReturnType == t {
			list = append(list, parser.Functions[name])
		}
	}
	return list
}

func aggregations() []parser.ItemType {
	var list []parser.ItemType
	for _, item := range slices.Sorted(maps.Keys(parser.ItemTypeStr)) {
		if item.IsAggregator() {
			list = append(list, item)
		}
	}
	return list
}

func (g Grower) call(depth int) parser.Expr { return g.callOf(depth, vectorFunctions) }

// callOf grows a call of one of functions, with as many arguments as it may have.
func (g Grower) callOf(depth int, functions []*parser.Function) parser.Expr {
	f := OneOf(g, functions...)
	n := len(f.ArgTypes)
	switch {
	case f.Variadic > 0:
		n += g.IntN(f.Variadic+1) - 1
	case f.Variadic < 0:
		n += g.IntN(4) - 1
	}
	e := &parser.Call{Func: f, Args: parser.Expressions{}}
	for i := range n {
		e.Args = append(e.Args, g.argument(depth-1, f.ArgTypes[min(i, len(f.ArgTypes)-1)]))
	}
	if f.Name == "info" && n > 1 {
		matchers := g.matchers()
		e.Args[1] = &parser.VectorSelector{LabelMatchers: matchers, BypassEmptyMatcherCheck: true}
		if g.Meaning && len(matchers) == 0 {
			e.Args = e.Args[:1]
		}
	}
	return e
}

func (g Grower) argument(depth int, t parser.ValueType) parser.Expr {
	switch t {
	case parser.ValueTypeMatrix:
		return g.matrix(depth)
	case parser.ValueTypeScalar:
		return g.scalar(depth)
	case parser.ValueTypeString:
		return g.string()
	}
	return g.Vector(depth)
}
