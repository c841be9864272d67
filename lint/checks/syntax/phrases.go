package syntax

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/promwright/promwright/internal/lazyregexp"
)

// phrase is something the parser says, and how we say it.
type phrase struct {
	said *lazyregexp.Regexp
	say  func(f *fault, m []string) // m: what said matched
}

// phrases are tried in order.
var phrases = []phrase{
	// What the lexer says.
	plain(`^no expression found`, "the expression is empty"),
	unclosed(`^unclosed left parenthesis`, '(', ')'),
	unclosed(`^unclosed left bracket|^unexpected end of input in duration expression`, '[', ']'),
	unclosed(`^unexpected end of input inside braces`, '{', '}'),
	unopened(`^unexpected right (?:parenthesis|bracket) '(.)'`),
	{lazyregexp.New(`^unterminated (?:quoted|raw) string`), (*fault).unclosedString},
	{lazyregexp.New(`^unexpected left brace`), (*fault).leftBrace},
	{lazyregexp.New(`^unexpected character(?: inside braces| in duration expression)?: '(.*)'$`), (*fault).character},
	{lazyregexp.New(`^unexpected character after '!'(?: inside braces)?`), func(f *fault, _ []string) {
		f.narrow(regexp.MustCompile(`!`))
		f.message = `unexpected "!": PromQL negates with !=, !~ and unless`
	}},
	{lazyregexp.New(`^unknown escape sequence U\+\w+ '(.*)'$`), func(f *fault, m []string) {
		f.narrow(regexp.MustCompile(`\\` + regexp.QuoteMeta(m[1])))
		f.message = fmt.Sprintf(`the string has the unknown escape \%s; in quotes, \ is written \\`, m[1])
	}},
	{lazyregexp.New(`^bad number or duration syntax`), func(f *fault, _ []string) {
		f.narrow(regexp.MustCompile(`[\w.]+`))
		f.message = fmt.Sprintf("%s is neither a number nor a duration", f.source())
	}},

	// What the grammar says.
	{lazyregexp.New(`^unexpected end of input(?: in .*?)?(?:, expected (.*))?$`), func(f *fault, m []string) {
		f.message = fmt.Sprintf("the expression ends where %s is expected", noun(cmp.Or(m[1], "operand")))
		if strings.HasSuffix(strings.TrimSpace(f.expr), "%") {
			f.message += ": % is the remainder of a division, not percent"
		}
	}},
	{lazyregexp.New(`^unexpected "="$`), func(f *fault, _ []string) {
		f.message, f.instead = `unexpected "=": the comparison is ==`, "=="
	}},
	{lazyregexp.New(`^unexpected .*?(?: in .*?)?, expected (.*)$`), func(f *fault, m []string) {
		f.message = fmt.Sprintf("unexpected %q: %s is expected", f.source(), noun(m[1]))
		if m[1] == "string" && word.FindString(f.source()) == f.source() && f.source() != "" {
			f.instead = strconv.Quote(f.source())
		}
	}},
	{lazyregexp.New(`^unexpected identifier "keep_metric_names"`), func(f *fault, _ []string) {
		f.message = fmt.Sprintf("unexpected %q: this is MetricsQL, which vmalert reads", f.source())
	}},
	{lazyregexp.New(`^unexpected (?:.* )?(?:<.*>|".*")(?: in .*)?$`), func(f *fault, _ []string) {
		f.message = fmt.Sprintf("unexpected %q%s", f.source(), f.aside())
	}},
	{lazyregexp.New(`^(?:unknown function with name|function) "(.*?)"`), (*fault).unknownFunction},
	plain(`^trailing commas`, "the comma has no argument behind it"),
	{lazyregexp.New(`^error parsing number`), func(f *fault, _ []string) { f.message = f.source() + " is not a number" }},
	plain(`^duration must be greater than 0`, "a range must be longer than 0s"),
	{lazyregexp.New(`^error parsing regexp: (.*)$`), func(f *fault, m []string) {
		f.message = "the regular expression is invalid: " + m[1]
	}},
	{lazyregexp.New(`^ranges only allowed for vector selectors`), func(f *fault, _ []string) {
		inner := strings.Trim(f.source(), "[] ")
		f.message = fmt.Sprintf("%s can follow a selector only; the range of an expression is a subquery, [%s:]", f.source(), inner)
	}},

	// What does not fit together.
	{lazyregexp.New(`^expected type (.*) in call to function "(.*)", got (.*)$`), func(f *fault, m []string) {
		f.message = fmt.Sprintf("%s() takes %s here, not %s", m[2], article(m[1]), article(m[3]))
	}},
	{lazyregexp.New(`^expected type (.*) in aggregation (expression|parameter), got (.*)$`), func(f *fault, m []string) {
		f.message = fmt.Sprintf("the aggregation takes %s here, not %s", article(m[1]), article(m[3]))
	}},
	{lazyregexp.New(`^wrong number of arguments for aggregate expression provided, expected (\d+), got (\d+)`), func(f *fault, m []string) {
		f.message = arguments(word.FindString(f.source()), m[1], m[2])
	}},
	{lazyregexp.New(`^no arguments for aggregate expression`), func(f *fault, _ []string) {
		f.message = word.FindString(f.source()) + "() has no argument"
	}},
	{lazyregexp.New(`^expected ((?:at (?:least|most) )?\d+) argument\(s\) in call to "(.*)", got (\d+)`), func(f *fault, m []string) {
		f.message = arguments(m[2], m[1], m[3])
	}},
	plain(`^binary expression must contain only`, "an operand must be an instant vector or a scalar"),
	{lazyregexp.New(`^unary expression only allowed on .*, got "(.*)"`), func(f *fault, m []string) {
		f.message = fmt.Sprintf("%s has no sign; an instant vector or a scalar has", article(m[1]))
	}},
	plain(`^comparisons between scalars must use BOOL`, "two scalars are compared with bool: 1 > bool 0"),
	{lazyregexp.New(`^set operator "(.*)" not allowed`), func(f *fault, m []string) {
		f.message = fmt.Sprintf("%s takes two instant vectors, and one side is a scalar", m[1])
	}},
	{lazyregexp.New(`^no grouping allowed for "(.*)" operation`), func(f *fault, m []string) {
		f.narrow(regexp.MustCompile(`\bgroup_(?:left|right)\b`))
		f.message = fmt.Sprintf("%s takes no %s: it joins many with many", m[1], f.source())
	}},
	plain(`^vector matching only allowed between instant vectors`, "on and ignoring match two instant vectors, and one side is a scalar"),
	{lazyregexp.New(`^label "(.*)" must not occur in ON and GROUP clause`), func(f *fault, m []string) {
		f.narrow(regexp.MustCompile(`\bgroup_(?:left|right)\b`))
		f.message = fmt.Sprintf("label %s is both in on() and in %s()", m[1], f.source())
	}},
	plain(`^vector selector must contain at least one non-empty matcher`,
		"the selector would select every series: at least one matcher must not match the empty string"),
	{lazyregexp.New(`^metric name must not be set twice: "(.*)" or "(.*)"`), func(f *fault, m []string) {
		f.message = fmt.Sprintf("the metric is named twice: %s and %s", m[1], m[2])
	}},
	plain(`^offset modifier must be preceded`, "offset can follow a selector or a subquery only"),
	plain(`^@ modifier must be preceded`, "@ can follow a selector or a subquery only"),
	plain(`^offset may not be set multiple times`, "there is more than one offset"),
}

// plain is a phrase that needs nothing of what was said.
func plain(said, message string) phrase {
	return phrase{lazyregexp.New(said), func(f *fault, _ []string) { f.message = message }}
}

// unclosed is a phrase about a bracket that is open at the end.
func unclosed(said string, open, closing byte) phrase {
	return phrase{lazyregexp.New(said), func(f *fault, _ []string) {
		f.opening(open, closing)
		f.message = fmt.Sprintf("%q is not closed", string(open))
	}}
}

// unopened is a phrase about a bracket, the first that said matches in parentheses, that closes nothing.
func unopened(said string) phrase {
	return phrase{lazyregexp.New(said), func(f *fault, m []string) {
		f.previous(m[1])
		f.message = fmt.Sprintf("%q closes nothing", m[1])
	}}
}
