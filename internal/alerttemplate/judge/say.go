package judge

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/promwright/promwright/internal/lazyregexp"
	"github.com/promwright/promwright/internal/nearest"
)

// variables are those of the prelude.
var variables = []string{"$labels", "$value", "$externalLabels", "$externalURL"}

// fields are those of the data, which is rarely used but by the prelude.
var fields = []string{".Labels", ".Value", ".ExternalLabels", ".ExternalURL"}

// indexed says how to read a label that has no name of the usual letters.
const indexed = `a label with other characters in its name is {{ index $labels "name" }}`

// phrase is something the library of templates says, and how we say it.
type phrase struct {
	said *lazyregexp.Regexp
	say  func(f *Fault, source string, m []string) // source: of the action; m: what said matched
}

// phrases are tried in order.
var phrases = []phrase{
	{lazyregexp.New(`^function "(.*)" not defined`), unknownFunction},
	{lazyregexp.New(`^undefined variable:? "?(\$\w*)"?`), unknownVariable},
	{lazyregexp.New(`^wrong number of args for (\w+): want (?:at least )?(\d+) got (\d+)`), wrongNumber},
	{lazyregexp.New(`^wrong type for value; expected (.*); got (.*)`), func(f *Fault, source string, m []string) {
		f.Message = fmt.Sprintf("%s takes %s, not %s", caller(source), typeName(m[1]), typeName(m[2]))
	}},
	{lazyregexp.New(`^can't evaluate field (\w+) in type struct`), func(f *Fault, _ string, m []string) {
		f.Message = fmt.Sprintf("there is no .%s; %s", m[1], nearest.Hint("."+m[1], fields))
	}},
	{lazyregexp.New(`^can't evaluate field (\w+) in type (.*)`), func(f *Fault, source string, m []string) {
		f.Message = fmt.Sprintf("%s has no field %s", typeName(m[2]), m[1])
		if strings.Contains(source, "$labels.") {
			f.Message += "; " + indexed
		}
	}},
	{lazyregexp.New(`^error calling (\w+): incompatible types for comparison: (.*) and (.*)`), func(f *Fault, source string, m []string) {
		switch kinds := m[2] + m[3]; kinds {
		case "float64int", "intfloat64":
			f.Message = m[1] + " compares the value, a float, with a whole number: write 5.0, not 5"
			if len(whole.FindAllString(source, 2)) == 1 {
				f.Instead = whole.ReplaceAllString(source, "$0.0")
			}
		case "stringint", "intstring", "stringfloat64", "float64string":
			f.Message = m[1] + ` compares a text with a number; a text stands in double quotes`
		default:
			f.Message = fmt.Sprintf("%s compares %s with %s", m[1], typeName(m[2]), typeName(m[3]))
		}
	}},
	{lazyregexp.New(`^(?:can't give argument to non-function|(\w+) is not a method but has arguments)`), func(f *Fault, source string, _ []string) {
		f.Message = "a function stands before its arguments, or behind | : {{ $value | humanize }}"
	}},
	{lazyregexp.New(`^unclosed (?:action|comment)`), func(f *Fault, _ string, _ []string) { f.Message = "{{ is not closed" }},
	{lazyregexp.New(`^unclosed left paren`), func(f *Fault, _ string, _ []string) { f.Message = `"(" is not closed` }},
	{lazyregexp.New(`^unterminated `), func(f *Fault, _ string, _ []string) { f.Message = "the string is not closed" }},
	{lazyregexp.New(`^unexpected "}" in`), func(f *Fault, _ string, _ []string) {
		f.Message = "{{ is closed by }}, not by }"
	}},
	{lazyregexp.New(`^unexpected "([-+*/<>=&]+)" in`), func(f *Fault, _ string, m []string) {
		f.Message = fmt.Sprintf("unexpected %q: templates do not calculate, and compare with eq, ne, lt, le, gt and ge", m[1])
	}},
	{lazyregexp.New(`^bad character U\+\w+ '(.*)'`), func(f *Fault, source string, m []string) {
		f.Message = fmt.Sprintf("unexpected %q", m[1])
		if strings.Contains(source, "$labels") {
			f.Message += "; " + indexed
		}
	}},
	{lazyregexp.New(`^unexpected \{\{(end|else)\}\}`), func(f *Fault, _ string, m []string) {
		f.Message = fmt.Sprintf("{{ %s }} belongs to nothing", m[1])
	}},
	{lazyregexp.New(`^missing value for command`), func(f *Fault, _ string, _ []string) { f.Message = "{{ }} is empty" }},
	{lazyregexp.New(`(?s)^error calling (\w+): (.*)$`), func(f *Fault, _ string, m []string) {
		f.Message = m[1] + ": " + m[2]
	}},
}

// say puts the message in our words.
func (f *Fault) say(text string) *Fault {
	for _, p := range phrases {
		if m := p.said.FindStringSubmatch(f.Message); m != nil {
			p.say(f, text[f.From:f.To], m)
			break
		}
	}
	return f
}

// unknownFunction knows that people forget the $ of variables.
func unknownFunction(f *Fault, source string, m []string) {
	isMeant := func(variable string) bool { return strings.EqualFold(variable, "$"+m[1]) }
	if i := slices.IndexFunc(variables, isMeant); i >= 0 {
		f.Message = fmt.Sprintf("there is no function %s; did you mean %s?", m[1], variables[i])
		f.replace(source, m[1], variables[i])
		return
	}
	f.Message = fmt.Sprintf("there is no function %s", m[1])
	if hint := nearest.Hint(m[1], slices.Collect(maps.Keys(functions))); strings.HasPrefix(hint, "did you mean") {
		f.Message += "; " + hint
	}
}

// unknownVariable names the variables that there are.
func unknownVariable(f *Fault, source string, m []string) {
	hint := nearest.Hint(m[1], variables)
	f.Message = fmt.Sprintf("there is no variable %s; %s", m[1], hint)
	if meant, ok := strings.CutPrefix(hint, "did you mean "); ok {
		f.replace(source, m[1], strings.TrimSuffix(meant, "?"))
	}
}

// wrongNumber is about too many or too few arguments; of the function value, it is the $ that is missing.
func wrongNumber(f *Fault, source string, m []string) {
	noun := "arguments"
	if m[2] == "1" {
		noun = "argument"
	}
	f.Message = fmt.Sprintf("%s takes %s %s, not %s", m[1], m[2], noun, m[3])
	if m[1] == "value" && m[3] == "0" {
		f.Message += "; did you mean $value?"
		f.replace(source, "value", "$value")
	}
}

// whole finds whole numbers.
var whole = lazyregexp.New(`\s-?\d+\b`)

// replace proposes the action with one word replaced, if that word stands in it once.
func (f *Fault) replace(source, wrong, right string) {
	alone := regexp.MustCompile(`(^|[^\w$.])` + regexp.QuoteMeta(wrong) + `\b`)
	if len(alone.FindAllString(source, 2)) == 1 {
		f.Instead = alone.ReplaceAllString(source, "${1}"+strings.ReplaceAll(right, "$", "$$"))
	}
}

// word finds the name of a function.
var word = lazyregexp.New(`\w+`)

// caller is the last function of an action: the one that the others feed.
func caller(source string) string {
	last := source[strings.LastIndexByte(source, '|')+1:]
	return word.FindString(last)
}

// typeName is how people call a type of Go.
func typeName(goType string) string {
	switch goType {
	case "string":
		return "a text"
	case "float64", "int":
		return "a number"
	case "map[string]string":
		return "a set of labels"
	case "template.queryResult":
		return "the result of a query"
	case "*template.sample":
		return "a sample"
	}
	return goType
}
