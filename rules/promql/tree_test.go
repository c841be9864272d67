package promql

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// canonical spells a tree without regard to parentheses and positions: two trees mean the same if their spellings are equal.
func canonical(e parser.Expr) string {
	switch e := e.(type) {
	case *parser.AggregateExpr:
		return fmt.Sprintf("(%s %q %v %s)", e.Op, e.Grouping, e.Without, canonicalAll(aggregateArgs(e)))
	case *parser.BinaryExpr:
		return fmt.Sprintf("(%s %v %s %s %s)", e.Op, e.ReturnBool, canonicalMatching(e.VectorMatching), canonical(e.LHS), canonical(e.RHS))
	case *parser.Call:
		return fmt.Sprintf("(%s %s)", e.Func.Name, canonicalAll(e.Args))
	case *parser.DurationExpr:
		if e == nil {
			return "-"
		}
		return e.String()
	case *parser.MatrixSelector:
		return fmt.Sprintf("(range %v %s %s)", e.Range, canonical(e.RangeExpr), canonical(e.VectorSelector))
	case *parser.NumberLiteral:
		return fmt.Sprintf("%x", math.Float64bits(e.Val))
	case *parser.ParenExpr:
		return canonical(e.Expr)
	case *parser.StepInvariantExpr:
		return canonical(e.Expr)
	case *parser.StringLiteral:
		return fmt.Sprintf("%q", e.Val)
	case *parser.SubqueryExpr:
		return fmt.Sprintf("(subquery %v %s %v %s %v %s %s %v %s)", e.Range, canonical(e.RangeExpr), e.Step, canonical(e.StepExpr),
			e.OriginalOffset, canonical(e.OriginalOffsetExpr), timestamp(e.Timestamp), e.StartOrEnd, canonical(e.Expr))
	case *parser.UnaryExpr:
		return fmt.Sprintf("(%s %s)", e.Op, canonical(e.Expr))
	case *parser.VectorSelector:
		matchers := []string{}
		for _, m := range e.LabelMatchers {
			if m.Name != model.MetricNameLabel {
				matchers = append(matchers, m.String())
			}
		}
		return fmt.Sprintf("(%s %q %v %s %s %v %v %v)", metricName(e), matchers, e.OriginalOffset, canonical(e.OriginalOffsetExpr),
			timestamp(e.Timestamp), e.StartOrEnd, e.Anchored, e.Smoothed)
	}
	panic(fmt.Sprintf("unexpected %T", e))
}

func metricName(e *parser.VectorSelector) string {
	for _, m := range e.LabelMatchers {
		if m.Name == model.MetricNameLabel {
			return m.String()
		}
	}
	if e.Name == "" {
		return ""
	}
	return labels.MustNewMatcher(labels.MatchEqual, model.MetricNameLabel, e.Name).String()
}

func timestamp(t *int64) string {
	if t == nil {
		return "-"
	}
	return fmt.Sprint(*t)
}

func canonicalMatching(m *parser.VectorMatching) string {
	if m == nil {
		return "-"
	}
	fill := func(f *float64) string {
		if f == nil {
			return "-"
		}
		return fmt.Sprint(*f)
	}
	return fmt.Sprintf("[%v %v %q %q %s %s]", m.Card, m.On, m.MatchingLabels, m.Include, fill(m.FillValues.LHS), fill(m.FillValues.RHS))
}

func canonicalAll(args []parser.Expr) string {
	all := make([]string, len(args))
	for i, arg := range args {
		all[i] = canonical(arg)
	}
	return strings.Join(all, " ")
}

// A grower grows random trees that type-check.
type grower struct{ *rand.Rand }

func oneOf[T any](g grower, options ...T) T { return options[g.IntN(len(options))] }

func (g grower) once(n int) bool { return g.IntN(n) == 0 }

var (
	arithmetic  = []parser.ItemType{parser.ADD, parser.SUB, parser.MUL, parser.DIV, parser.MOD, parser.POW, parser.ATAN2}
	comparisons = []parser.ItemType{parser.EQLC, parser.NEQ, parser.GTR, parser.GTE, parser.LSS, parser.LTE}
	setOps      = []parser.ItemType{parser.LAND, parser.LOR, parser.LUNLESS}
)

// vector grows an instant vector of at most depth levels.
func (g grower) vector(depth int) parser.Expr {
	if depth <= 0 {
		return g.selector()
	}
	switch g.IntN(12) {
	case 0, 1, 2, 3, 4:
		return g.binary(depth)
	case 5, 6:
		return g.aggregate(depth)
	case 7:
		return &parser.UnaryExpr{Op: oneOf[parser.ItemType](g, parser.SUB, parser.ADD), Expr: g.vector(depth - 1)}
	case 8, 9:
		return g.call(depth)
	case 10:
		if g.once(2) {
			return &parser.StepInvariantExpr{Expr: g.vector(depth - 1)}
		}
		return &parser.ParenExpr{Expr: g.vector(depth - 1)}
	}
	return g.selector()
}

func (g grower) scalar(depth int) parser.Expr {
	if depth <= 0 {
		return g.number()
	}
	switch g.IntN(8) {
	case 0, 1:
		return &parser.BinaryExpr{Op: oneOf(g, arithmetic...), LHS: g.scalar(depth - 1), RHS: g.scalar(depth - 1)}
	case 2:
		return &parser.BinaryExpr{Op: oneOf(g, comparisons...), ReturnBool: true, LHS: g.scalar(depth - 1), RHS: g.scalar(depth - 1)}
	case 3:
		return &parser.UnaryExpr{Op: oneOf[parser.ItemType](g, parser.SUB, parser.ADD), Expr: g.scalar(depth - 1)}
	case 4, 5:
		return g.callOf(depth, scalarFunctions)
	}
	return g.number()
}

func (g grower) matrix(depth int) parser.Expr {
	if depth <= 0 || g.once(2) {
		e := &parser.MatrixSelector{VectorSelector: g.selector()}
		e.Range, e.RangeExpr = g.span()
		return e
	}
	e := &parser.SubqueryExpr{Expr: g.vector(depth - 1)}
	e.Range, e.RangeExpr = g.span()
	if g.once(2) {
		e.Step, e.StepExpr = g.span()
	}
	e.OriginalOffset, e.OriginalOffsetExpr, e.Timestamp, e.StartOrEnd = g.modifiers()
	return e
}

func (g grower) binary(depth int) parser.Expr {
	left, right := g.IntN(depth), g.IntN(depth)
	switch g.IntN(10) {
	case 0, 1:
		return g.bool(&parser.BinaryExpr{Op: g.operator(), LHS: g.vector(left), RHS: g.scalar(right)})
	case 2:
		return g.bool(&parser.BinaryExpr{Op: g.operator(), LHS: g.scalar(left), RHS: g.vector(right)})
	case 3, 4, 5:
		m := g.matching()
		m.Card, m.Include = parser.CardManyToMany, nil
		m.FillValues = parser.VectorMatchFillValues{}
		return &parser.BinaryExpr{Op: oneOf(g, setOps...), LHS: g.vector(left), RHS: g.vector(right), VectorMatching: m}
	}
	return g.bool(&parser.BinaryExpr{Op: g.operator(), LHS: g.vector(left), RHS: g.vector(right), VectorMatching: g.matching()})
}

func (g grower) operator() parser.ItemType {
	return oneOf(g, slices.Concat(arithmetic, comparisons, []parser.ItemType{parser.TRIM_LOWER, parser.TRIM_UPPER})...)
}

func (g grower) bool(e *parser.BinaryExpr) parser.Expr {
	e.ReturnBool = e.Op.IsComparisonOperator() && g.once(3)
	return e
}

func (g grower) matching() *parser.VectorMatching {
	m := &parser.VectorMatching{Card: parser.CardOneToOne}
	switch g.IntN(4) {
	case 0:
		m.On, m.MatchingLabels = true, g.labels()
	case 1:
		m.MatchingLabels = append(g.labels(), "a")
	default:
		return m
	}
	if g.once(2) {
		m.Card = oneOf(g, parser.CardManyToOne, parser.CardOneToMany)
		for _, label := range g.labels() {
			if !m.On || !slices.Contains(m.MatchingLabels, label) {
				m.Include = append(m.Include, label)
			}
		}
	}
	if g.once(4) {
		m.FillValues.LHS = new(float64(oneOf(g, -1, 0, 2)))
	}
	if g.once(4) {
		m.FillValues.RHS = new(float64(oneOf(g, -1, 0, 2)))
	}
	return m
}

func (g grower) aggregate(depth int) parser.Expr {
	e := &parser.AggregateExpr{Op: oneOf(g, aggregators...), Expr: g.vector(depth - 1)}
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

func (g grower) call(depth int) parser.Expr { return g.callOf(depth, vectorFunctions) }

// callOf grows a call of one of functions, with as many arguments as it may have.
func (g grower) callOf(depth int, functions []*parser.Function) parser.Expr {
	f := oneOf(g, functions...)
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
		e.Args[1] = &parser.VectorSelector{LabelMatchers: g.matchers(), BypassEmptyMatcherCheck: true}
	}
	return e
}

func (g grower) argument(depth int, t parser.ValueType) parser.Expr {
	switch t {
	case parser.ValueTypeMatrix:
		return g.matrix(depth)
	case parser.ValueTypeScalar:
		return g.scalar(depth)
	case parser.ValueTypeString:
		return g.string()
	}
	return g.vector(depth)
}

func (g grower) selector() parser.Expr {
	e := &parser.VectorSelector{Name: oneOf(g, "a", "up", "job:errors:rate5m", "Inf", "nan", "sum", "by", "on", "offset", "and", "bool", "atan2",
		"fill", "group_left", "start", "step", "anchored", "http.server.duration", "größe", "a-b", "x/y", "")}
	if e.Name == "" {
		e.LabelMatchers = append(e.LabelMatchers, labels.MustNewMatcher(labels.MatchEqual, "job", "x"))
	}
	e.LabelMatchers = append(e.LabelMatchers, g.matchers()...)
	e.OriginalOffset, e.OriginalOffsetExpr, e.Timestamp, e.StartOrEnd = g.modifiers()
	switch g.IntN(30) {
	case 0:
		e.Anchored = true
	case 1:
		e.Smoothed = true
	}
	return e
}

func (g grower) matchers() []*labels.Matcher {
	var list []*labels.Matcher
	for range g.IntN(3) {
		kind := oneOf(g, labels.MatchEqual, labels.MatchNotEqual, labels.MatchRegexp, labels.MatchNotRegexp)
		value := oneOf(g, "", "a", `a\.b`, "a\"b", "a\nb", "ü", "`x'", "\\\\d+|\t")
		list = append(list, labels.MustNewMatcher(kind, oneOf(g, g.labelNames()...), value))
	}
	return list
}

func (g grower) modifiers() (offset time.Duration, expr *parser.DurationExpr, at *int64, preprocessor parser.ItemType) {
	switch g.IntN(12) {
	case 0:
		offset = oneOf(g, 5*time.Minute, -90*time.Second, time.Millisecond)
	case 1:
		offset, expr = g.offsetSpan()
	case 2:
		at = new(oneOf[int64](g, 0, 1, -1500, 1700000000123))
	case 3:
		preprocessor = oneOf[parser.ItemType](g, parser.START, parser.END)
	}
	return offset, expr, at, preprocessor
}

// span grows a duration, now and then a computed one.
func (g grower) span() (time.Duration, *parser.DurationExpr) {
	if !g.once(10) {
		return oneOf(g, time.Millisecond, 5*time.Minute, 90*time.Second, 24*time.Hour, 366*24*time.Hour+time.Millisecond), nil
	}
	computed, _ := g.duration(3).(*parser.DurationExpr)
	for computed == nil {
		computed, _ = g.duration(3).(*parser.DurationExpr)
	}
	return 0, computed
}

// offsetSpan grows a computed offset: arithmetic stands in parentheses.
func (g grower) offsetSpan() (time.Duration, *parser.DurationExpr) {
	d, computed := g.span()
	if computed == nil {
		return d, nil
	}
	if computed.LHS != nil && computed.Op != parser.MIN_OF && computed.Op != parser.MAX_OF || computed.LHS == nil && computed.RHS != nil {
		computed.Wrapped = true
	}
	if g.once(3) {
		return 0, &parser.DurationExpr{Op: parser.SUB, RHS: computed}
	}
	return 0, computed
}

// duration grows a number or duration, or what is computed of them; operands that are computed are in parentheses.
func (g grower) duration(depth int) parser.Expr {
	operand := func() parser.Expr {
		e := g.duration(depth - 1)
		if computed, ok := e.(*parser.DurationExpr); ok && computed.LHS != nil {
			computed.Wrapped = true
		}
		return e
	}
	if depth <= 0 {
		return oneOf[parser.Expr](g, &parser.NumberLiteral{Val: 60, Duration: true}, &parser.NumberLiteral{Val: 30}, &parser.NumberLiteral{Val: 0.5})
	}
	switch g.IntN(8) {
	case 0, 1:
		return &parser.DurationExpr{Op: oneOf[parser.ItemType](g, parser.STEP, parser.RANGE)}
	case 2:
		return &parser.DurationExpr{Op: oneOf[parser.ItemType](g, parser.MIN_OF, parser.MAX_OF), LHS: g.duration(depth - 1), RHS: g.duration(depth - 1)}
	case 3:
		return &parser.DurationExpr{Op: parser.SUB, RHS: &parser.DurationExpr{Op: parser.ADD, RHS: &parser.NumberLiteral{Val: 60, Duration: true}, Wrapped: true}}
	case 4, 5, 6:
		return &parser.DurationExpr{Op: oneOf(g, arithmetic[:6]...), LHS: operand(), RHS: operand()}
	}
	return g.duration(0)
}

func (g grower) labelNames() []string {
	return []string{"a", "job", "on", "by", "inf", "NaN", "bool", "offset", "step", "min_of", "k8s.pod", "größe", "__x__"}
}

func (g grower) labels() []string {
	names := []string{}
	for range g.IntN(3) {
		names = append(names, oneOf(g, g.labelNames()...))
	}
	return names
}

func (g grower) number() parser.Expr {
	if g.once(8) {
		return &parser.NumberLiteral{Duration: true, Val: oneOf(g, 300, 0.001, -90, 1e-5, 86400*365, 0)}
	}
	return &parser.NumberLiteral{Val: oneOf(g, 0, 1, -1, 20, 0.1, -2.5, 1e-7, 1e21, 1.5e300, 1e18, 9007199254740993, math.Inf(1), math.Inf(-1), math.NaN(), math.Copysign(0, -1),
		math.SmallestNonzeroFloat64, math.MaxFloat64, g.NormFloat64())}
}

func (g grower) string() parser.Expr {
	return &parser.StringLiteral{Val: oneOf(g, "", "a", `\d`, "a\"b", "line\nbreak", "ü", "$1", "# no comment", "tab\t", "\xff")}
}
