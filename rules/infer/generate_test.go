package infer_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// generator writes random PromQL over the few metrics and labels of the soundness test.
type generator struct {
	*rand.Rand
	metrics []string
}

func (g generator) pick(words ...string) string { return words[g.IntN(len(words))] }

// some returns up to n of the words, each at most once.
func (g generator) some(n int, words ...string) []string {
	var out []string
	for _, i := range g.Perm(len(words))[:g.IntN(n+1)] {
		out = append(out, words[i])
	}
	return out
}

func (g generator) label() string { return g.pick("a", "b", "c", "le") }

func (g generator) labels(n int) string {
	return strings.Join(g.some(n, "a", "b", "c", "le", "__name__"), ", ")
}

func (g generator) selector() string {
	var matchers []string
	for range g.IntN(3) {
		matchers = append(matchers, g.label()+g.pick(`="1"`, `="x-1"`, `=""`, `!=""`, `=~".+"`, `!~".+"`, `=~".*"`, `=~"|1"`, `=~""`, `!="1"`, `=~"1|x-1"`))
	}
	name := g.pick(g.metrics...)
	if g.IntN(12) == 0 {
		name, matchers = "", append(matchers, g.pick(`__name__=~"m|n"`, `__name__!=""`, `a!=""`))
	}
	if len(matchers) > 0 {
		name += "{" + strings.Join(matchers, ", ") + "}"
	}
	return name
}

func (g generator) modifier() string {
	return g.pick("", "", "", "", " offset 1m", " @ 300", " @ end()")
}

func (g generator) vector(depth int) string {
	if depth == 0 {
		return g.selector() + g.modifier()
	}
	switch g.IntN(15) {
	case 0:
		return g.selector() + g.modifier()
	case 12:
		return g.contradiction(depth - 1)
	case 13:
		return g.part(depth - 1)
	case 14:
		return g.bounded(depth - 1)
	case 1, 2:
		return g.aggregation(depth - 1)
	case 3, 4, 5, 6:
		return g.operator(depth - 1)
	case 7:
		return fmt.Sprintf("(%s)", g.vector(depth-1))
	case 8:
		return g.withScalar(depth - 1)
	case 9:
		return g.overRange(depth - 1)
	default:
		return g.call(depth - 1)
	}
}

// number returns one that the values of the world are near to.
func (g generator) number() string {
	return g.pick("0", "1", "2", "0.5", "-1", "5", "10", "1.5", "100", "NaN", "Inf", "-Inf", "1 - 1", "-0")
}

func (g generator) comparison() string { return g.pick(">", "<", ">=", "<=", "==", "!=") }

// contradiction returns set operators between comparisons of the same series.
func (g generator) contradiction(depth int) string {
	v := g.vector(depth)
	other := v
	if g.IntN(4) == 0 {
		other = g.vector(depth)
	}
	condition := func(v string) string {
		if g.IntN(4) == 0 {
			return fmt.Sprintf("(%s %s (%s))", g.number(), g.comparison(), v)
		}
		return fmt.Sprintf("((%s) %s %s)", v, g.comparison(), g.number())
	}
	left := condition(v)
	if g.IntN(3) == 0 {
		left = condition(left)
	}
	return fmt.Sprintf("%s %s %s", left, g.pick("and", "unless", "or"), condition(other))
}

// part returns quotients of a part and its whole, and what looks like them.
func (g generator) part(depth int) string {
	part, all := g.selector(), g.selector()
	if g.IntN(4) > 0 {
		name := g.pick(g.metrics...)
		part, all = name+g.pick("", `{a="1"}`, `{b!=""}`, `{a=~"1|x-1"}`), name+g.pick("", "", `{b!=""}`)
	}
	if g.IntN(3) == 0 {
		f := g.pick("rate", "increase", "count_over_time", "avg_over_time")
		part, all = fmt.Sprintf("%s(%s[5m])", f, part), fmt.Sprintf("%s(%s[5m])", f, all)
	}
	switch g.IntN(6) {
	case 0:
		part = fmt.Sprintf("(%s - %s)", all, part)
	case 1:
		part = fmt.Sprintf("(%s %s %s)", part, g.comparison(), g.number())
	case 2:
		part = fmt.Sprintf("(%s %s %s)", part, g.pick("and", "unless"), g.vector(depth))
	}
	matching := g.pick("", "", "on (a) ", "ignoring (b) ", "on (a) group_left ", "ignoring (b) group_left ")
	if g.IntN(3) == 0 {
		return fmt.Sprintf("%s(%s) / (%s)", g.pick("", "2 * ", "-1 * "), part, all)
	}
	op := g.pick("sum", "count", "count", "sum", "max")
	by := g.pick("", "by (a) ", "by (a, b) ", "without (a) ")
	other := by
	if g.IntN(3) == 0 {
		other = g.pick("", "by (a) ", "without (b) ")
	}
	return fmt.Sprintf("%s %s(%s) / %s%s %s(%s)", op, by, part, matching, op, other, all)
}

// bounded returns what has bounds of its own.
func (g generator) bounded(depth int) string {
	v := g.vector(depth)
	v = g.pick(
		fmt.Sprintf("clamp(%s, %s, %s)", v, g.number(), g.number()),
		fmt.Sprintf("clamp_min(%s, %s)", v, g.number()),
		fmt.Sprintf("count(%s)", v),
		fmt.Sprintf("quantile(%s, %s)", g.pick("0.5", "1", "0", "-1", "2"), v),
		fmt.Sprintf("%s(%s)", g.pick("sgn", "sqrt", "ln", "exp", "hour", "month", "floor", "round", "abs", "log2", "cos", "deg"), v),
		fmt.Sprintf("round(%s, %s)", v, g.number()),
		fmt.Sprintf("avg(%s)", v),
		fmt.Sprintf("stddev by (a) (%s)", v),
		fmt.Sprintf("(%s) > bool %s", v, g.number()),
		fmt.Sprintf("%s %s (%s)", g.number(), g.pick("/", "*", "-", "%", "^", "+"), v),
		fmt.Sprintf("(%s) %s %s", v, g.pick("/", "*", "-", "%", "^", "+"), g.number()),
		fmt.Sprintf("absent(%s)", g.selector()),
		g.pick("up", "c_total", "size", "part / size", "sum(part) / sum(size)", "1 - part / size", "rate(c_total[5m])", "avg(up)", "group(up)"),
	)
	return fmt.Sprintf("(%s) %s %s", v, g.comparison(), g.number())
}

func (g generator) matrix(depth int) string {
	if depth == 0 || g.IntN(2) == 0 {
		return g.selector() + g.pick("[2m]", "[5m]") + g.modifier()
	}
	return fmt.Sprintf("(%s)[4m:1m]%s", g.vector(depth-1), g.modifier())
}

func (g generator) scalar(depth int) string {
	if depth == 0 {
		return g.pick("1", "0.5", "2", "time()")
	}
	return g.pick("1", "0.5", "-1", "time()", fmt.Sprintf("scalar(%s)", g.vector(depth-1)), "(1 + 2)", "1 > bool 0")
}

func (g generator) aggregation(depth int) string {
	clause := ""
	switch g.IntN(4) {
	case 0, 1:
		clause = fmt.Sprintf("by (%s) ", g.labels(2))
	case 2:
		clause = fmt.Sprintf("without (%s) ", g.labels(2))
	}
	op := g.pick("sum", "min", "max", "avg", "count", "group", "stddev", "stdvar",
		"topk(2, ", "bottomk(1, ", "limitk(1, ", "limit_ratio(0.7, ", "quantile(0.5, ", "count_values(")
	switch {
	case op == "count_values(":
		op += fmt.Sprintf("%q, ", g.pick("a", "c", "v"))
	case !strings.HasSuffix(op, ", "):
		op += "("
	}
	name, param, _ := strings.Cut(op, "(")
	return fmt.Sprintf("%s %s(%s%s)", name, clause, param, g.vector(depth))
}

func (g generator) operator(depth int) string {
	left, right := g.vector(depth), g.vector(depth)
	op := g.pick("+", "-", "/", "*", "%", "^", "atan2", "==", "!=", ">", "<", ">=", "<=", "> bool", "== bool", "and", "or", "unless", "or", "and")
	matching := ""
	switch g.IntN(3) {
	case 0:
		matching = fmt.Sprintf("on (%s) ", g.labels(2))
	case 1:
		matching = fmt.Sprintf("ignoring (%s) ", strings.Join(g.some(2, "a", "b", "c", "le"), ", "))
	}
	if op != "and" && op != "or" && op != "unless" {
		if matching != "" && g.IntN(3) == 0 {
			matching += fmt.Sprintf("%s (%s) ", g.pick("group_left", "group_right"), g.labels(2))
		}
		matching += g.pick("", "", "", "", "fill (0) ", "fill_left (1) ", "fill_right (2) ")
	}
	return fmt.Sprintf("(%s) %s %s(%s)", left, op, matching, right)
}

func (g generator) withScalar(depth int) string {
	vector, scalar := g.vector(depth), g.scalar(depth)
	op := g.pick("+", "*", "%", "^", "==", "!=", ">", "<", "> bool")
	switch g.IntN(4) {
	case 0:
		return fmt.Sprintf("(%s) %s (%s)", scalar, op, vector)
	case 1:
		return fmt.Sprintf("%s(%s)", g.pick("-", "+"), vector)
	default:
		return fmt.Sprintf("(%s) %s (%s)", vector, op, scalar)
	}
}

func (g generator) overRange(depth int) string {
	fn := g.pick("rate", "increase", "delta", "deriv", "changes", "resets", "sum_over_time", "count_over_time", "last_over_time",
		"first_over_time", "present_over_time", "absent_over_time", "absent_over_time", "quantile_over_time", "predict_linear", "ts_of_max_over_time")
	switch fn {
	case "quantile_over_time":
		return fmt.Sprintf("quantile_over_time(0.5, %s)", g.matrix(depth))
	case "predict_linear":
		return fmt.Sprintf("predict_linear(%s, 60)", g.matrix(depth))
	}
	return fmt.Sprintf("%s(%s)", fn, g.matrix(depth))
}

func (g generator) call(depth int) string {
	v := g.vector(depth)
	switch g.IntN(13) {
	case 0:
		return fmt.Sprintf("absent(%s)", g.pick(g.selector(), v))
	case 1:
		return fmt.Sprintf("%s(%s)", g.pick("abs", "ceil", "hour", "timestamp", "sgn", "day_of_week"), v)
	case 2:
		return fmt.Sprintf("%s(%s)", g.pick("sort", "sort_desc"), v)
	case 3:
		return fmt.Sprintf("sort_by_label(%s, %q)", v, g.label())
	case 4:
		return fmt.Sprintf("clamp_max(%s, %s)", v, g.scalar(depth))
	case 5:
		return fmt.Sprintf("histogram_quantile(0.9, %s)", g.pick("h_bucket", v))
	case 6:
		return fmt.Sprintf("histogram_quantiles(%s, %q, 0.5, 0.9)", g.pick("h_bucket", v), g.pick("a", "q", "le"))
	case 7, 8, 9:
		return fmt.Sprintf("label_replace(%s, %q, %q, %q, %q)", v, g.pick("a", "b", "d", "__name__"),
			g.pick("$1", "${1}", "$2", "x$1", "", "$0", "$$", "lit", "$1$2"), g.pick("a", "b", "c", "d", "__name__"),
			g.pick("(.*)", "(.+)", ".*", "x-(.*)", "(x)-(.+)", "", "(x)?.*", "(a|)(.*)", "((.+))", "(1)|(x-1)", "(.+)?"))
	case 10:
		return fmt.Sprintf("label_join(%s, %q, %q%s)", v, g.pick("a", "d", "__name__"), g.pick("", "-"), g.quoted("a", "b", "c", "d"))
	case 11:
		return g.pick("vector(1)", "hour()", "vector(scalar("+v+"))", "histogram_count(native)", "histogram_fraction(0, 1, h_bucket)")
	default:
		return g.pick("info("+v+")", "info("+v+`, {data=~".+"})`, "info("+v+`, {__name__="target_info", b=""})`)
	}
}

func (g generator) quoted(words ...string) string {
	out := ""
	for _, word := range g.some(3, words...) {
		out += fmt.Sprintf(", %q", word)
	}
	return out
}
