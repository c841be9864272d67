package rules

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"
)

// A passage is a part of a text that says a number which changes, and what it has to say then.
type passage struct {
	start, end int
	text       string
	err        error // why nobody can tell
}

// follow changes those passages of the alert's annotations that find finds, unless the text was given by whoever changes the alert. A text of
// which several are found stays, and is an error.
func (r *loadedRule) follow(find func(text string) []passage) error {
	var errs []error
	followed := func(name, text string) string {
		if text == "" || text != r.texts[name] {
			return text
		}
		found := find(text)
		unclear := slices.IndexFunc(found, func(p passage) bool { return p.err != nil })
		switch {
		case len(found) == 0:
		case unclear >= 0:
			errs = append(errs, fmt.Errorf("annotation %s: %w: give the text with Annotation before", name, found[unclear].err))
		case len(found) > 1:
			errs = append(errs, fmt.Errorf("annotation %s says it %d times, in %q: give the text with Annotation before", name, len(found), text))
		default:
			text = text[:found[0].start] + found[0].text + text[found[0].end:]
			r.texts[name] = text
		}
		return text
	}
	a := r.alert
	a.Summary, a.Description = followed("summary", a.Summary), followed("description", a.Description)
	for _, name := range slices.Sorted(maps.Keys(a.Annotations)) {
		a.Annotations[name] = followed(name, a.Annotations[name])
	}
	return errors.Join(errs...)
}

// forTexts finds where a text says for how long a is pending. What is said of "the last 5 minutes" may be that, unless it is
// a range of the expression.
func (a *Alert) forTexts(d time.Duration) func(string) []passage {
	spans, _ := spansOf(a.Expr.String())
	return func(text string) []passage {
		var found []passage
		if a.For == 0 || a.For == d {
			return nil
		}
		for _, q := range quantities(text) {
			if q.unit.seconds == 0 || !near(q.value*q.unit.seconds, a.For.Seconds()) || q.behind("next", "within", "every") {
				continue
			}
			if q.behind("last", "past", "previous", "in", "during") && q.in(spans) {
				continue
			}
			p := q.duration(d)
			if from := a.thresholds(); slices.ContainsFunc(from, func(v float64) bool { return near(v, a.For.Seconds()) }) {
				p.err = fmt.Errorf("%q is both the threshold and for how long the alert is pending", text[p.start:p.end])
			}
			found = append(found, p)
		}
		return found
	}
}

// spansOf returns the ranges and offsets in expr, and its numbers.
func spansOf(expr string) (spans []time.Duration, literals []float64) {
	tree, err := promqlParser.ParseExpr(expr)
	if err != nil {
		return nil, nil
	}
	parser.Inspect(tree, func(node parser.Node, _ []parser.Node) error {
		switch e := node.(type) {
		case *parser.MatrixSelector:
			spans = append(spans, e.Range)
		case *parser.SubqueryExpr:
			spans = append(spans, e.Range)
		case *parser.VectorSelector:
			spans = append(spans, e.OriginalOffset)
		case *parser.NumberLiteral:
			literals = append(literals, e.Val)
		}
		return nil
	})
	return spans, literals
}

// in reports whether q is one of spans.
func (q quantity) in(spans []time.Duration) bool {
	return slices.ContainsFunc(spans, func(d time.Duration) bool { return near(q.value*q.unit.seconds, d.Seconds()) })
}

// near reports whether a and b are the same number but for how it was computed.
func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*math.Max(math.Abs(a), math.Abs(b)) }

// duration returns the passage of q with d instead, in the unit of q or in one that d has a whole number of.
func (q quantity) duration(d time.Duration) passage {
	if q.unit.word == "" {
		return passage{start: q.start, end: q.end, text: model.Duration(d).String()}
	}
	unit := q.unit
	if n := d.Seconds() / unit.seconds; n != math.Trunc(n) || n == 0 {
		for _, word := range []string{"hour", "minute", "second"} {
			if unit = units[word]; d.Seconds()/unit.seconds == math.Trunc(d.Seconds()/unit.seconds) {
				break
			}
		}
	}
	n := d.Seconds() / unit.seconds
	return passage{start: q.start, end: q.end, text: decimal(n) + q.blank + plural(unit.word, n)}
}

// plural returns a word for n of what it names.
func plural(word string, n float64) string {
	if n == 1 {
		return word
	}
	return strings.TrimSuffix(word, "s") + "s"
}
