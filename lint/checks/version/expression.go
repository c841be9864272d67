package version

import (
	"slices"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
)

// functions are those that are younger than Prometheus 2.20, with the release that brought them, switched on or not.
var functions = map[string]release{
	"last_over_time": {2, 26}, "sgn": {2, 26}, "clamp": {2, 26}, "present_over_time": {2, 29},
	"acos": {2, 31}, "acosh": {2, 31}, "asin": {2, 31}, "asinh": {2, 31}, "atan": {2, 31}, "atanh": {2, 31}, "cos": {2, 31}, "cosh": {2, 31},
	"sin": {2, 31}, "sinh": {2, 31}, "tan": {2, 31}, "tanh": {2, 31}, "deg": {2, 31}, "rad": {2, 31}, "pi": {2, 31},
	"histogram_count": {2, 40}, "histogram_sum": {2, 40}, "histogram_fraction": {2, 40}, "histogram_stddev": {2, 47}, "histogram_stdvar": {2, 47},
	"mad_over_time": {2, 49}, "sort_by_label": {2, 49}, "sort_by_label_desc": {2, 49}, "histogram_avg": {2, 51}, "info": {2, 55},
	"double_exponential_smoothing": {3, 0}, "ts_of_min_over_time": {3, 5}, "ts_of_max_over_time": {3, 5}, "ts_of_last_over_time": {3, 5},
	"first_over_time": {3, 7}, "ts_of_first_over_time": {3, 7}, "histogram_quantiles": {3, 11},
	"start": {3, 12}, "end": {3, 12}, "range": {3, 12}, "step": {3, 12}, "min_of": {3, 13}, "max_of": {3, 13}, "start_timestamp": {3, 14}, "integral": {3, 16},
}

// aggregations are those that are younger than Prometheus 2.20.
var aggregations = map[parser.ItemType]release{parser.LIMITK: {2, 54}, parser.LIMIT_RATIO: {2, 54}}

// operators are those that are younger than Prometheus 2.20.
var operators = map[parser.ItemType]release{parser.ATAN2: {2, 31}, parser.TRIM_UPPER: {3, 11}, parser.TRIM_LOWER: {3, 11}}

// expression reports what an expression has that the target does not know, each thing once.
func expression(pass *lint.Pass, a *infer.Analysis, target release) {
	var said []string
	for _, node := range a.Nodes {
		what, since := newest(a, node, target)
		if what == "" || slices.Contains(said, what) {
			continue
		}
		said = append(said, what)
		report(pass, a.Rule.File, a.Span(node), what, since, target, refuses)
	}
}

// newest returns what a node itself, without those below it, has that the target does not know; "" if there is nothing.
func newest(a *infer.Analysis, node parser.Node, target release) (what string, since release) {
	check := func(has bool, name string, from release) {
		if has && from != (release{}) && target.before(from) && since.before(from) {
			what, since = name, from
		}
	}
	switch n := node.(type) {
	case *parser.Call:
		check(true, "function "+n.Func.Name, functions[n.Func.Name])
	case *parser.AggregateExpr:
		check(true, "aggregation "+n.Op.String(), aggregations[n.Op])
	case *parser.BinaryExpr:
		check(true, "operator "+n.Op.String(), operators[n.Op])
		check(n.VectorMatching != nil && (n.VectorMatching.FillValues.LHS != nil || n.VectorMatching.FillValues.RHS != nil), "modifier fill", release{3, 10})
	case *parser.VectorSelector:
		check(n.Timestamp != nil || n.StartOrEnd != 0, "modifier @", release{2, 33})
		check(n.OriginalOffset < 0, "an offset into the future", release{2, 33})
		check(n.Anchored, "modifier anchored", release{3, 7})
		check(n.Smoothed, "modifier smoothed", release{3, 7})
		check(quotes(n, a.Text(n)), "names in quotes", release{3, 0})
	case *parser.MatrixSelector:
		check(n.RangeExpr != nil, "a range that is calculated", release{3, 4})
		check(n.RangeExpr == nil && secondsAlone(a.Text(n)), "a range without a unit", release{2, 54})
	case *parser.SubqueryExpr:
		check(n.Timestamp != nil || n.StartOrEnd != 0, "modifier @", release{2, 33})
		check(n.OriginalOffset < 0, "an offset into the future", release{2, 33})
		check(n.RangeExpr != nil || n.StepExpr != nil, "a range that is calculated", release{3, 4})
	case *parser.NumberLiteral:
		check(n.Duration, "a duration as a number", release{2, 54})
		check(strings.Contains(a.Text(n), "_"), "_ in a number", release{2, 54})
	}
	return what, since
}

// quotes tells whether a selector has names that must be quoted.
func quotes(n *parser.VectorSelector, text string) bool {
	for _, m := range n.LabelMatchers {
		if !model.LegacyValidation.IsValidLabelName(m.Name) {
			return true
		}
		if m.Name == model.MetricNameLabel && m.Type == labels.MatchEqual && !model.LegacyValidation.IsValidMetricName(m.Value) {
			return !strings.Contains(text, model.MetricNameLabel)
		}
	}
	return false
}

// secondsAlone tells whether the range of a selector is a number.
func secondsAlone(selector string) bool {
	inside := selector[strings.LastIndexByte(selector, '[')+1:]
	inside, _, ok := strings.Cut(inside, "]")
	inside = strings.TrimSpace(inside)
	return ok && inside != "" && strings.Trim(inside, "0123456789.") == ""
}
