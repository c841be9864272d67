package syntax

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/internal/lazyregexp"
	"github.com/promwright/promwright/internal/nearest"
)

// unclosedString is about a string without its second quote, which the parser looks for up to the end of the expression.
func (f *fault) unclosedString([]string) {
	f.narrow(regexp.MustCompile(`.*`))
	f.message = "the string is not closed"
}

// leftBrace is about {{, which is how templates begin, or about a brace inside braces.
func (f *fault) leftBrace([]string) {
	f.from = max(f.from-1, 0)
	if f.narrow(regexp.MustCompile(`\{\{(?:.*?\}\})?`)); strings.HasPrefix(f.source(), "{{") {
		f.message = "{{ }} is not expanded in an expression, only in labels and annotations"
		return
	}
	f.narrow(regexp.MustCompile(`\{`))
	f.message = `unexpected "{"`
}

// variable is how dashboards write one.
var variable = regexp.MustCompile(`^\$\{?\w+(?::\w+)?\}?`)

// character is about a character that PromQL has no use for.
func (f *fault) character(m []string) {
	rest := f.expr[f.from:]
	switch {
	case strings.HasPrefix(rest, "&&"):
		f.meant("&&", "and")
	case strings.HasPrefix(rest, "||"):
		f.meant("||", "or")
	case strings.HasPrefix(rest, "|=") || strings.HasPrefix(rest, "|~") || strings.HasPrefix(rest, "| "):
		f.to = f.from + len(strings.TrimSpace(rest[:2]))
		f.message = fmt.Sprintf("unexpected %q: this is LogQL, which Loki reads", f.source())
	case variable.MatchString(rest):
		f.narrow(variable)
		f.message = fmt.Sprintf("%s is a variable, which dashboards replace and Prometheus does not know", f.source())
	default:
		f.to = tokenEnd(f.expr, f.from)
		if at := strings.Index(rest, m[1]); at >= 0 {
			f.from, f.to = f.from+at, f.from+at+len(m[1])
		}
		f.message = fmt.Sprintf("unexpected %q%s", f.source(), f.aside())
	}
}

// aside says what is allowed in place of the source, where that is known; it begins with a colon.
func (f *fault) aside() string {
	before := strings.TrimRight(f.expr[:f.from], " ")
	switch source := f.source(); {
	case source == "by" || source == "without":
		return fmt.Sprintf(": %s stands behind the name of an aggregation, or behind its parentheses", source)
	case strings.ContainsAny(source, "“”„‘’«»"):
		return `: strings are in " or '`
	case source != "" && '0' <= source[0] && source[0] <= '9' && (strings.HasSuffix(before, "=") || strings.HasSuffix(before, "~")):
		return ": a string in quotes is expected"
	}
	return ""
}

// meant is about the operator of another language.
func (f *fault) meant(wrong, right string) {
	f.to = f.from + len(wrong)
	f.message = fmt.Sprintf("unexpected %q: the operator is %s", wrong, right)
	f.instead = right
}

// unknownFunction names the function that was probably meant.
func (f *fault) unknownFunction(m []string) {
	names := []string{"sum", "min", "max", "avg", "count", "topk", "bottomk", "quantile", "group", "stddev", "stdvar", "count_values"}
	for name := range parser.Functions {
		names = append(names, name)
	}
	f.message = fmt.Sprintf("there is no function %s()", m[1])
	if hint := nearest.Hint(m[1], names); strings.HasPrefix(hint, "did you mean") {
		f.message += "; " + hint
	}
}

// noun is how we call what the grammar expects.
func noun(expected string) string {
	switch expected {
	case "operand", "timestamp":
		return article(expected)
	case "string":
		return "a string in quotes"
	case "label":
		return "the name of a label"
	case "label matching operator":
		return "=, !=, =~ or !~"
	case `identifier or "}"`:
		return `the name of a label or "}"`
	}
	if strings.HasPrefix(expected, "number, duration") {
		return "a duration"
	}
	return expected
}

// word finds the name that a call begins with.
var word = lazyregexp.New(`^\w+`)

// arguments says that there are too many or too few of them.
func arguments(function, want, got string) string {
	noun := "arguments"
	if strings.HasSuffix(want, "1") && !strings.HasSuffix(want, "11") {
		noun = "argument"
	}
	return fmt.Sprintf("%s() takes %s %s, not %s", function, want, noun, got)
}

// article puts a or an before the name of a type.
func article(kind string) string {
	if slices.Contains([]byte("aeiou"), kind[0]) {
		return "an " + kind
	}
	return "a " + kind
}
