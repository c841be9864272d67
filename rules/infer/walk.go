package infer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/metrics"
	"github.com/promwright/promwright/rules/rulefile"
)

// maxBranches bounds the branches of a result; further ones are joined with the others.
const maxBranches = 64

// walker infers the result of the expressions of one rule.
type walker struct {
	rule     *rulefile.Rule                                 // whose expression it is; nil for an expression alone
	metrics  *metrics.DB                                    // what is known of metrics that no rule records
	recorded func(selector *parser.VectorSelector) []Branch // of the rules that record the metric; nil func or slice: unknown origin
	seen     func(parser.Expr, []Branch)                    // is told the branches of every node; nil if nobody asks
	notes    notes
}

// result returns what is known of e, each branch with its expression.
func (w *walker) result(e parser.Expr) Result { return Result{named(w.expr(e), e)} }

func (w *walker) loss(node parser.Node, format string, args ...any) *Loss {
	return &Loss{Node: node, Rule: w.rule, Message: fmt.Sprintf(format, args...)}
}

// expr returns the branches of e in a slice of the caller's own. Those that no `or` inside e makes have no Expr yet.
func (w *walker) expr(e parser.Expr) []Branch {
	branches := w.node(e)
	if w.seen != nil {
		w.seen(e, branches)
	}
	return branches
}

func (w *walker) node(e parser.Expr) []Branch {
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
		return each(w.dropName(e.Expr, w.loss(e, "%s drops the metric name", e.Op)), func(b *Branch) {
			b.Value.Interval = negate(b.Value.Interval)
		})
	case *parser.AggregateExpr:
		return w.aggregation(e)
	case *parser.BinaryExpr:
		return w.binary(e)
	case *parser.Call:
		return w.call(e)
	case *parser.NumberLiteral:
		return w.single(numberOf(exactly(e.Val)), e, "a number has no labels")
	default:
		return unknownBranches()
	}
}

// unknownBranches is the result of what is not known: it can be anything.
func unknownBranches() []Branch { return []Branch{{Value: unknownValue()}} }

// single returns the branch of one series without labels.
func (w *walker) single(v Value, node parser.Node, reason string) []Branch {
	return []Branch{{labels: noLabels(w.loss(node, "%s", reason)), Value: v, Identity: Identity{Known: true}}}
}

func (w *walker) dropName(e parser.Expr, loss *Loss) []Branch {
	return each(w.expr(e), func(b *Branch) { b.labels = b.labels.dropMetadata(loss) })
}

// named gives branches that have no expression yet that of their operand.
func named(branches []Branch, operand parser.Expr) []Branch {
	return each(branches, func(b *Branch) {
		if b.Expr == nil {
			b.Expr = operand
		}
	})
}

// selector returns the branches of the rules that record the metric, or one for series of unknown origin.
func (w *walker) selector(e *parser.VectorSelector) []Branch {
	if w.recorded != nil {
		if branches := w.recorded(e); len(branches) > 0 {
			return branches
		}
	}
	b := Branch{Value: unknownValue()}
	name := metricName(e)
	if series := w.metrics.Series(name); name != "" && series.Source.Kind != metrics.Nowhere {
		origin := &Origin{Selector: e, Rule: w.rule, Series: series}
		b.Value = origin.value()
		for _, label := range series.Labels {
			b.Identity = b.Identity.with(label.Name)
		}
	}
	if b.Value.Kind == Unknown && ofSummary(e) {
		b.Value.Kind, b.Value.Histograms = Quantile, false
	}
	w.match(e, &b)
	return []Branch{b}
}

// ofSummary tells whether a selector asks for a quantile, or for one of several, as only summaries have them.
func ofSummary(e *parser.VectorSelector) bool {
	for _, m := range e.LabelMatchers {
		if m.Name != model.QuantileLabel {
			continue
		}
		levels := []string{m.Value}
		if m.Type == labels.MatchRegexp {
			levels = strings.Split(strings.ReplaceAll(m.Value, `\.`, "."), "|") // few escape the dot
		} else if m.Type != labels.MatchEqual {
			continue
		}
		return !slices.ContainsFunc(levels, func(text string) bool {
			level, err := strconv.ParseFloat(text, 64)
			return err != nil || level < 0 || level > 1
		})
	}
	return false
}

// metricName returns the name that a selector asks for; "" if it is not one.
func metricName(e *parser.VectorSelector) string {
	if e.Name != "" {
		return e.Name
	}
	for _, m := range e.LabelMatchers {
		if m.Name == model.MetricNameLabel && m.Type == labels.MatchEqual {
			return m.Value
		}
	}
	return ""
}

// match narrows b to the series that the matchers of e select.
func (w *walker) match(e *parser.VectorSelector, b *Branch) {
	switch e.Name {
	case alertsMetric:
		b.labels = b.labels.set(alertState, certain(""))
		b.Value = Value{Interval: whole(1, 1), Kind: Boolean, Unit: metrics.Things}
		fallthrough
	case forStateMetric:
		b.labels = b.labels.set(model.AlertNameLabel, certain(""))
	}
	for _, m := range e.LabelMatchers {
		before := b.labels.get(m.Name)
		switch {
		case before.Value != "" && !m.Matches(before.Value):
			w.kill(b, w.loss(e, "%s selects no series whose %s is %q", m, m.Name, before.Value))
		case m.Type == labels.MatchEqual && m.Value != "":
			b.labels = b.labels.set(m.Name, certain(m.Value))
			b.Identity = b.Identity.without(m.Name)
		case !m.Matches("") && before.Presence != Certain:
			b.labels = b.labels.set(m.Name, certain(""))
		case matchesOnlyEmpty(m) && before.Presence == Certain:
			w.kill(b, w.loss(e, "%s selects only series without %s", m, m.Name))
		case matchesOnlyEmpty(m) && before.Presence != Gone:
			b.labels = b.labels.set(m.Name, gone(w.loss(e, "%s selects only series without %s", m, m.Name)))
		}
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

// sortedNames returns names in order, each once.
func sortedNames(names []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(names)))
}
