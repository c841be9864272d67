package valueunit

import (
	"strings"

	"github.com/promwright/promwright/internal/lazyregexp"
	"github.com/promwright/promwright/rules/metrics"
)

// printed is a place where a template prints the value of its alert: text[start:end], of which text[start:action] is the action.
type printed struct {
	start, action, end int
	function           string       // that humanizes it; "" if none does
	unit               metrics.Unit // that is written behind it
}

// action matches the usual ways to print the value, alone or through one function. What is printed in other ways is left alone.
var action = lazyregexp.New(`\{\{-?\s*(?:` +
	`(?:\$value|\.Value)(?:\s*\|\s*(humanize\w*)|\s*\|\s*printf\s+"[^"]*")?` +
	`|(humanize\w*)\s+(?:\$value|\.Value)` +
	`|printf\s+"[^"%]*%[.\d]*[fgev]"\s+(?:\$value|\.Value)` +
	`)\s*-?\}\}`)

// unitWord matches a unit that follows at once.
var unitWord = lazyregexp.New(`^(?:%| ?percent\b| ?(?:ms|milliseconds|seconds|minutes|hours|days|bytes|MiB|GiB)\b|(?:s|B)\b)`)

var unitWords = map[string]string{
	"%": "percent", "percent": "percent", "ms": "milliseconds", "milliseconds": "milliseconds", "s": "seconds", "seconds": "seconds",
	"minutes": "minutes", "hours": "hours", "days": "days", "B": "bytes", "bytes": "bytes", "MiB": "mebibytes", "GiB": "gibibytes",
}

// prints returns the places where a template prints the value in a way that is understood, in order.
func prints(text string) []printed {
	var found []printed
	for _, m := range action.FindAllStringSubmatchIndex(text, -1) {
		p := printed{start: m[0], action: m[1], end: m[1]}
		for _, group := range []int{2, 4} {
			if m[group] >= 0 {
				p.function = text[m[group]:m[group+1]]
			}
		}
		if word := unitWord.FindString(text[m[1]:]); word != "" && !strings.HasPrefix(text[m[1]+len(word):], "/") {
			p.end += len(word)
			name := word
			if name[0] == ' ' {
				name = name[1:]
			}
			p.unit, _ = metrics.ParseUnit(unitWords[name])
		}
		found = append(found, p)
	}
	return found
}
