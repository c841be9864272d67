package enginetest

import (
	"fmt"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"
)

// instant returns a random instant vector of at most the given depth.
func (g *generator) instant(depth int) string {
	if depth == 0 || g.once(6) {
		return g.selector()
	}
	sub := func() string { return g.instant(depth - 1) }
	switch g.IntN(26) {
	case 0, 1:
		return fmt.Sprintf("(%s) %s", sub(), g.threshold())
	case 2:
		return fmt.Sprintf("(%s) %s %s", sub(), pick(g, arithmetic...), g.scalar(depth-1))
	case 3, 4, 5:
		return g.binary(depth - 1)
	case 6, 7:
		return fmt.Sprintf("(%s) %s %s (%s)", sub(), pick(g, "and", "or", "unless"), g.matching(), sub())
	case 8, 9, 10, 11:
		return g.aggregation(depth - 1)
	case 12, 13, 14:
		return g.counted(depth - 1)
	case 15:
		return fmt.Sprintf("%s(%s)", pick(g, "absent", "absent", "absent_over_time"), g.selector())
	case 16:
		return g.histogram(depth - 1)
	case 17:
		return pick(g, "-", "") + "(" + sub() + ")"
	case 18:
		return "vector(" + g.scalar(depth-1) + ")"
	case 19:
		return g.relabelled(depth - 1)
	case 20:
		return fmt.Sprintf("info(%s%s)", pick(g, "m2", "m2", g.selector()), pick(g, "", "", `, {version=~".+"}`, `, {__name__="target_info"}`, `, {__name__=~"target_info|build_info"}`, `, {version="1"}`))
	}
	return g.call(pick(g, vectorFunctions...), depth-1)
}

var arithmetic = []string{"+", "-", "*", "/", "%", "^", "atan2"}

// binary returns an operation between two vectors, which come as the operators and their matching like it: often not at all.
func (g *generator) binary(depth int) string {
	left, right := g.instant(depth), g.instant(depth)
	op := pick(g, append([]string{">", "<", "==", "!=", ">=", "> bool", "== bool"}, arithmetic...)...)
	if g.once(6) {
		op = pick(g, "</", ">/")
	}
	switch g.IntN(4) {
	case 0:
		right = fmt.Sprintf("sum by (a) (%s)", right)
		return fmt.Sprintf("(%s) %s on(a) group_left(%s) %s %s", left, op, pick(g, "", "", "c", "b", "version"), g.fill(), right)
	case 1:
		left = fmt.Sprintf("max by (b) (%s)", left)
		return fmt.Sprintf("%s %s on(b) group_right(%s) %s (%s)", left, op, pick(g, "", "a"), g.fill(), right)
	case 2:
		left, right = fmt.Sprintf("sum by (a) (%s)", left), fmt.Sprintf("avg by (a) (%s)", right)
	}
	return fmt.Sprintf("(%s) %s %s %s (%s)", left, op, g.matching(), g.fill(), right)
}

func (g *generator) matching() string {
	return pick(g, "", "", "", "on(a)", "on(a, b)", "ignoring(b)", "ignoring(c, le)", "on()")
}

func (g *generator) fill() string {
	if !g.once(8) {
		return ""
	}
	return pick(g, "fill(0)", "fill_left(1)", "fill_right(2)", "fill_left(1) fill_right(NaN)")
}

// aggregation returns any aggregation over any grouping.
func (g *generator) aggregation(depth int) string {
	by := pick(g, "by (a)", "by (a)", "without (b)", "by (b)", "", "without (a, le)", "by (severity, alertname)", `by ("l.é")`, "by (__name__)")
	of := g.instant(depth)
	switch g.IntN(10) {
	case 0:
		return fmt.Sprintf("quantile %s (%s, %s)", by, pick(g, "0.5", "0.9", "0", "1", "-1", "2", g.scalar(depth)), of)
	case 1:
		return fmt.Sprintf(`count_values %s ("%s", %s)`, by, pick(g, "v", "a", "l.é"), of)
	case 2:
		return fmt.Sprintf("%s %s (%s, %s)", pick(g, "topk", "bottomk", "limitk"), by, pick(g, "1", "2", "0", g.scalar(depth)), of)
	case 3:
		return fmt.Sprintf("limit_ratio %s (%s, %s)", by, pick(g, "0.5", "-0.5", "1", "0.2"), of)
	}
	return fmt.Sprintf("%s %s (%s)", pick(g, "sum", "sum", "avg", "max", "min", "count", "stddev", "stdvar", "group"), by, of)
}

// histogram returns a function of histograms over one, classic or native.
func (g *generator) histogram(depth int) string {
	q := pick(g, "0.5", "0.9", "0", "1", "1.5", "NaN")
	native := pick(g, "h", "h", "hc", "hg", "rate(h[5m])", "rate(hc[5m])", "increase(h[3m])", "sum by (a) (h)", "sum(rate(h[4m]))", "avg(hc)", "h + h", "h / 2", "sum(hc)", "delta(hg[5m])",
		"sum_over_time(h[3m])", "last_over_time(h[5m])", "avg_over_time(hc[3m])", "h - h offset 1m", "h * -1", "h == h", g.instant(depth))
	switch g.IntN(7) {
	case 0:
		return fmt.Sprintf("histogram_quantile(%s, sum by (le%s) (rate(hb_bucket[%s])))", q, pick(g, "", ", a"), pick(g, "3m", "5m"))
	case 1:
		return fmt.Sprintf("histogram_quantile(%s, hb_bucket)", q)
	case 2:
		return fmt.Sprintf("histogram_quantile(%s, %s)", q, native)
	case 3:
		return fmt.Sprintf("histogram_fraction(%s, %s, %s)", pick(g, "0", "-Inf", "0.5"), pick(g, "2", "+Inf", "1"), pick(g, native, "hb_bucket"))
	case 4:
		return fmt.Sprintf(`histogram_quantiles(%s, "q", 0.5, %s)`, native, pick(g, "0.9", "0.99", "0.5"))
	case 5:
		return native
	}
	return fmt.Sprintf("%s(%s)", pick(g, "histogram_count", "histogram_sum", "histogram_avg", "histogram_stddev", "histogram_stdvar"), native)
}

// relabelled returns a vector under other labels, sometimes under the same for several.
func (g *generator) relabelled(depth int) string {
	of := g.instant(depth)
	switch g.IntN(3) {
	case 0:
		return fmt.Sprintf(`label_join(%s, "%s", "-", "a", "b")`, of, pick(g, "a", "c", "__name__", "l.é"))
	case 1:
		return fmt.Sprintf(`%s(%s, "a", "b")`, pick(g, "sort_by_label", "sort_by_label_desc"), of)
	}
	return fmt.Sprintf(`label_replace(%s, "%s", "%s", "%s", "(.).*")`, of, pick(g, "a", "c", "b", "__name__"), pick(g, "$1", "", "z", "r$1"), pick(g, "b", "a", "__name__"))
}

// call returns a call of a function, with arguments of the types it takes.
func (g *generator) call(f *parser.Function, depth int) string {
	var args []string
	optional := 0
	if f.Variadic > 0 {
		optional = f.Variadic
	}
	for i, kind := range f.ArgTypes {
		if i >= len(f.ArgTypes)-optional && g.once(2) {
			break
		}
		switch kind {
		case parser.ValueTypeVector:
			args = append(args, g.instant(depth))
		case parser.ValueTypeMatrix:
			args = append(args, g.window(depth))
		case parser.ValueTypeScalar:
			args = append(args, g.scalar(depth))
		}
	}
	return fmt.Sprintf("%s(%s)", f.Name, strings.Join(args, ", "))
}

// scalar returns a random scalar.
func (g *generator) scalar(depth int) string {
	number := pick(g, "1", "2.5", "0", "0.5", "3", "-1", "60", "1e3")
	if depth <= 0 || g.once(2) {
		return number
	}
	switch g.IntN(6) {
	case 0:
		return "scalar(" + g.instant(depth-1) + ")"
	case 1:
		return fmt.Sprintf("(%s %s %s)", g.scalar(depth-1), pick(g, append([]string{"> bool", "== bool"}, arithmetic...)...), g.scalar(depth-1))
	case 2:
		return pick(g, "time()", "time() % 300", "pi()", "end() - start()", "step()", "range()", "minute() > 4")
	}
	return g.call(pick(g, scalarFunctions...), depth-1)
}

// vectorFunctions are all functions of the language that take no string, by what they return; scalarFunctions the same.
var vectorFunctions, scalarFunctions = functions(parser.ValueTypeVector), functions(parser.ValueTypeScalar)
