package promql

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// printed returns tree on one line, with those parentheses that the tree needs and no others.
func printed(tree parser.Expr) string {
	var p printer
	p.expr(tree)
	return p.String()
}

// A printer writes expressions on one line.
type printer struct{ strings.Builder }

func (p *printer) expr(e parser.Expr) {
	switch e := e.(type) {
	case *parser.AggregateExpr:
		p.WriteString(aggregateHead(e))
		p.args(aggregateArgs(e))
	case *parser.BinaryExpr:
		p.operand(e.LHS, parensLeft(e, e.LHS))
		p.WriteString(" " + operatorText(e) + " ")
		p.operand(e.RHS, parensRight(e, e.RHS))
	case *parser.Call:
		p.WriteString(e.Func.Name)
		p.args(e.Args)
	case *parser.MatrixSelector:
		p.WriteString(matrixText(e))
	case *parser.NumberLiteral:
		p.WriteString(numberText(e))
	case *parser.ParenExpr, *parser.StepInvariantExpr:
		p.expr(unwrap(e))
	case *parser.StringLiteral:
		p.WriteString(strconv.Quote(e.Val))
	case *parser.SubqueryExpr:
		p.operand(e.Expr, parensSubquery(e.Expr))
		p.WriteString(subqueryText(e))
	case *parser.UnaryExpr:
		p.WriteString(e.Op.String())
		p.operand(e.Expr, parensUnary(e.Expr))
	case *parser.VectorSelector:
		p.WriteString(selectorText(e) + modifierText(e))
	default:
		p.WriteString(e.String())
	}
}

func (p *printer) args(args []parser.Expr) {
	p.WriteByte('(')
	for i, arg := range args {
		if i > 0 {
			p.WriteString(", ")
		}
		p.expr(arg)
	}
	p.WriteByte(')')
}

func (p *printer) operand(e parser.Expr, parens bool) {
	if !parens {
		p.expr(e)
		return
	}
	p.WriteByte('(')
	p.expr(e)
	p.WriteByte(')')
}

// aggregateArgs returns what stands between an aggregation's parentheses.
func aggregateArgs(e *parser.AggregateExpr) []parser.Expr {
	if e.Param == nil {
		return []parser.Expr{e.Expr}
	}
	return []parser.Expr{e.Param, e.Expr}
}

// aggregateHead returns an aggregation up to its parentheses: "sum by (job) ".
func aggregateHead(e *parser.AggregateExpr) string {
	switch {
	case e.Without:
		return e.Op.String() + " without (" + labelList(e.Grouping) + ") "
	case len(e.Grouping) > 0:
		return e.Op.String() + " by (" + labelList(e.Grouping) + ") "
	}
	return e.Op.String()
}

// operatorText returns an operator with its modifiers: "/ on (job) group_left ()".
func operatorText(e *parser.BinaryExpr) string {
	s := e.Op.String()
	if e.ReturnBool {
		s += " bool"
	}
	m := e.VectorMatching
	if m == nil {
		return s
	}
	grouped := m.Card == parser.CardManyToOne || m.Card == parser.CardOneToMany
	switch {
	case m.On:
		s += " on (" + labelList(m.MatchingLabels) + ")"
	case len(m.MatchingLabels) > 0 || grouped:
		s += " ignoring (" + labelList(m.MatchingLabels) + ")"
	}
	switch m.Card {
	case parser.CardManyToOne:
		s += " group_left (" + labelList(m.Include) + ")"
	case parser.CardOneToMany:
		s += " group_right (" + labelList(m.Include) + ")"
	}
	return s + fillText(m.FillValues)
}

func fillText(f parser.VectorMatchFillValues) string {
	s := ""
	if f.LHS != nil {
		s += " fill_left (" + floatText(*f.LHS) + ")"
	}
	if f.RHS != nil {
		s += " fill_right (" + floatText(*f.RHS) + ")"
	}
	return s
}

func labelList(names []string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = name
		if !plainGrouping(name) {
			quoted[i] = strconv.Quote(name)
		}
	}
	return strings.Join(quoted, ", ")
}

// selectorText returns a selector's name and its matchers in their order, without blanks.
func selectorText(e *parser.VectorSelector) string {
	name := e.Name
	var matchers []string
	if name != "" && !plainMetric(name) {
		matchers = append(matchers, strconv.Quote(name))
		name = ""
	}
	for _, m := range e.LabelMatchers {
		switch isName := m.Name == model.MetricNameLabel && m.Type == labels.MatchEqual; {
		case isName && m.Value == e.Name && e.Name != "":
		case isName && m.Value != "" && !model.LegacyValidation.IsValidMetricName(m.Value):
			matchers = append(matchers, strconv.Quote(m.Value))
		default:
			matchers = append(matchers, matcherText(m))
		}
	}
	if len(matchers) == 0 && name != "" {
		return name
	}
	return name + "{" + strings.Join(matchers, ",") + "}"
}

func matcherText(m *labels.Matcher) string {
	name := m.Name
	if !plainLabel(name) {
		name = strconv.Quote(name)
	}
	return name + m.Type.String() + strconv.Quote(m.Value)
}

func matrixText(e *parser.MatrixSelector) string {
	selector, ok := e.VectorSelector.(*parser.VectorSelector)
	if !ok {
		return e.String()
	}
	return selectorText(selector) + "[" + spanText(e.Range, e.RangeExpr) + "]" + modifierText(selector)
}

// modifierText returns what follows a selector: " smoothed @ 10.000 offset 5m".
func modifierText(e *parser.VectorSelector) string {
	s := ""
	switch {
	case e.Anchored:
		s = " anchored"
	case e.Smoothed:
		s = " smoothed"
	}
	return s + atText(e.Timestamp, e.StartOrEnd) + offsetText(e.OriginalOffset, e.OriginalOffsetExpr)
}

func subqueryText(e *parser.SubqueryExpr) string {
	step := ""
	if e.Step != 0 || e.StepExpr != nil {
		step = spanText(e.Step, e.StepExpr)
	}
	return "[" + spanText(e.Range, e.RangeExpr) + ":" + step + "]" + atText(e.Timestamp, e.StartOrEnd) + offsetText(e.OriginalOffset, e.OriginalOffsetExpr)
}

func spanText(d time.Duration, e *parser.DurationExpr) string {
	if e != nil {
		return e.String()
	}
	return durationText(d)
}

func offsetText(d time.Duration, e *parser.DurationExpr) string {
	if d == 0 && e == nil {
		return ""
	}
	return " offset " + spanText(d, e)
}

func atText(timestamp *int64, preprocessor parser.ItemType) string {
	switch {
	case timestamp != nil:
		return " @ " + timestampText(*timestamp)
	case preprocessor == parser.START:
		return " @ start()"
	case preprocessor == parser.END:
		return " @ end()"
	}
	return ""
}

// timestampText returns milliseconds since 1970 in seconds.
func timestampText(ms int64) string { return strconv.FormatFloat(float64(ms)/1000, 'f', -1, 64) }

// numberText returns a number as short as it can be, and without an exponent as long as that can be read.
func numberText(e *parser.NumberLiteral) string {
	if e.Duration {
		d := time.Duration(math.Round(e.Val * 1e9))
		if text := durationText(d); durationSeconds(text) == math.Abs(e.Val) {
			return text
		}
	}
	return floatText(e.Val)
}

func durationSeconds(text string) float64 {
	d, err := model.ParseDuration(strings.TrimPrefix(text, "-"))
	if err != nil {
		return math.NaN()
	}
	return time.Duration(d).Seconds()
}

func floatText(v float64) string {
	switch size := math.Abs(v); {
	case math.IsInf(v, 1):
		return "Inf"
	case math.IsNaN(v) || math.IsInf(v, -1):
		return strconv.FormatFloat(v, 'g', -1, 64)
	case size != 0 && (size < 1e-6 || size >= 1e21):
		return strconv.FormatFloat(v, 'e', -1, 64)
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}
