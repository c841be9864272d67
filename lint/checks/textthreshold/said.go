package textthreshold

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/internal/lazyregexp"
	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/compare"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/metrics"
	"github.com/promwright/promwright/rules/rulefile"
)

// percentile matches the names of quantiles, such as p99, p999 and 95th percentile.
var percentile = lazyregexp.New(`(?i)\bp(\d\d+(?:\.\d+)?)\b|\b(\d\d(?:\.\d+)?)(?:th|st|nd|rd)?[ -](?:per)?centile\b`)

// quantiles reports the quantiles that a text names where the expression computes others.
func quantiles(pass *lint.Pass, a *infer.Analysis, pair rulefile.Pair) {
	matches := percentile.FindAllStringSubmatchIndex(pair.Value.Value, -1)
	if matches == nil {
		return
	}
	computed, at := computedQuantiles(a)
	if len(computed) == 0 {
		return
	}
	for _, m := range matches {
		from, to := m[2], m[3]
		if from < 0 {
			from, to = m[4], m[5]
		}
		whole, fraction, _ := strings.Cut(pair.Value.Value[from:to], ".")
		said, err := strconv.ParseFloat("0."+whole+fraction, 64) // p999 is 0.999, and so is the 99.9th percentile
		if err != nil || slices.ContainsFunc(computed, func(q float64) bool { return math.Abs(q-said) < 1e-9 }) {
			continue
		}
		pass.Report(lint.Diagnostic{
			File:    a.Rule.File,
			Span:    pair.Value.Span(m[0], m[1]),
			Message: fmt.Sprintf("the %s says %s, the expression computes the quantile %s", pair.Key.Value, pair.Value.Value[m[0]:m[1]], compare.Text(computed[0])),
			Related: []lint.Related{{Span: a.Span(at), Message: "computed here"}},
		})
	}
}

// computedQuantiles returns the quantiles that an expression computes or selects, and the first node that does; none if some are
// not known.
func computedQuantiles(a *infer.Analysis) ([]float64, parser.Node) {
	var found []float64
	var at parser.Node
	add := func(node parser.Node, q float64, known bool) bool {
		if at == nil {
			at = node
		}
		found = append(found, q)
		return known
	}
	for _, node := range a.Nodes {
		known := true
		switch n := node.(type) {
		case *parser.Call:
			if n.Func.Name == "histogram_quantile" || n.Func.Name == "quantile_over_time" {
				q, ok := infer.Constant(n.Args[0])
				known = add(n, q, ok)
			}
		case *parser.AggregateExpr:
			if n.Op == parser.QUANTILE {
				q, ok := infer.Constant(n.Param)
				known = add(n, q, ok)
			}
		case *parser.VectorSelector:
			for _, m := range n.LabelMatchers {
				if m.Name == "quantile" {
					q, err := strconv.ParseFloat(m.Value, 64)
					known = add(n, q, err == nil)
				}
			}
		}
		if !known {
			return nil, nil
		}
	}
	return found, at
}

// lasting matches how long a text says that something lasts.
var lasting = lazyregexp.New(`(?i)\bfor\s+(?:(?:more than|over|longer than|at least|the last|the past)\s+)?(\d+)(\s?(?:seconds?|secs?|minutes?|mins?|hours?|days?)|[smhd])\b`)

// waits reports texts that say that something lasts for another time than the alert waits, or, of an age, than the expression asks for.
func waits(pass *lint.Pass, a *infer.Analysis, pair rulefile.Pair, t compare.Threshold, hasThreshold bool, unit metrics.Unit, numbers []float64) {
	wait, err := a.Rule.For.Duration()
	for _, m := range lasting.FindAllStringSubmatchIndex(pair.Value.Value, -1) {
		c := newClaim(pair.Value.Value, m[2], m[3], m[4], m[5])
		switch {
		case unit.SameDimension(metrics.Seconds):
			if hasThreshold && c.unscaled(t) && !c.fits(t, unit, numbers) {
				pass.Report(diagnostic(a, pair, c, t, a.At(t.Operand).Value()))
			}
		case err == nil && wait > 0 && !c.among(numbers) && !c.among(plus(numbers, wait.Seconds())):
			pass.Report(lint.Diagnostic{
				File:    a.Rule.File,
				Span:    pair.Value.Span(c.start, c.end),
				Message: fmt.Sprintf("the %s says for %s, the alert waits for %s", pair.Key.Value, c.text, a.Rule.For.Value),
				Related: []lint.Related{{Span: a.Rule.For.Whole(), Message: "waits here"}},
			})
		}
	}
}

// plus returns numbers with one added to each.
func plus(numbers []float64, added float64) []float64 {
	sums := slices.Clone(numbers)
	for i := range sums {
		sums[i] += added
	}
	return sums
}

// bare matches a number of things that a text names as a threshold: more than 500 messages.
var bare = lazyregexp.New(`(?i)\b(?:more than|fewer than|less than|above|below|over|exceed(?:s|ed|ing)?)\s+(\d+)\s+([a-z]{3,})`)

// things reports how many things a text names where the expression compares with another number of such.
func things(pass *lint.Pass, a *infer.Analysis, pair rulefile.Pair, t compare.Threshold, v infer.Value) {
	if t.Value < 2 || t.Value != math.Trunc(t.Value) || v.Kind == infer.Rate || v.Kind == infer.Ratio || v.Unit.Known() && !v.Unit.SameDimension(metrics.Things) {
		return // small numbers are asked for in many ways, and rates are per minute in texts
	}
	text := action.ReplaceAllStringFunc(pair.Value.Value, func(s string) string { return strings.Repeat("\x00", len(s)) })
	matches := bare.FindAllStringSubmatchIndex(text, -1)
	if len(matches) != 1 {
		return
	}
	m := matches[0]
	said, _ := strconv.ParseFloat(text[m[2]:m[3]], 64)
	if word := strings.ToLower(text[m[4]:m[5]]); unitNames[word] != "" || said < 2 || slices.Contains(numbersOf(a), said) || scaled(said, t.Value) {
		return
	}
	d := lint.Diagnostic{
		File:    a.Rule.File,
		Span:    pair.Value.Span(m[2], m[3]),
		Message: fmt.Sprintf("the %s says %s, the expression compares with %s", pair.Key.Value, text[m[2]:m[5]], a.Text(t.Number)),
		Related: []lint.Related{{Span: a.Span(t.Number), Message: "compared here"}},
	}
	if edit, ok := pair.Value.Replace(m[2], m[3], compare.Text(t.Value)); ok {
		d.Fixes = []lint.Fix{{Message: compare.Text(t.Value), Edits: []rulefile.Edit{edit}, Unsafe: true}}
	}
	pass.Report(d)
}

// scaled tells whether two numbers may be the same in different units, or that of one and of all replicas.
func scaled(a, b float64) bool {
	return slices.ContainsFunc([]float64{60, 100, 1000, 1024, 3600, 1e6, 1e9}, func(f float64) bool { return near(a*f, b) || near(b*f, a) })
}
