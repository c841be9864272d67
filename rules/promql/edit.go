package promql

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"
)

// A splice replaces the bytes from start to end of a text.
type splice struct {
	start, end int
	text       string
}

// edited returns e with the changes that change makes: it modifies the tree that it is given, whose positions count bytes of text, and returns
// the splices that do the same to text. So a [Text] keeps its layout and its comments. What the spliced text parses to is compared with
// the tree, so that nothing else can have changed.
func edited(call string, e Vector, change func(at caller, tree parser.Expr, text string) ([]splice, error)) Instant {
	n := build(call, []Expr{e}, nil, nil)
	if len(n.errs) > 0 {
		return instant(n)
	}
	old := nodeOf(e)
	text := e.String()
	tree, err := parse(text)
	if err != nil {
		n.fail(errorf(n.at, call, "%s", parseMessage(err, text, nil)))
		return instant(n)
	}
	splices, err := change(n.at, tree, text)
	if err != nil {
		n.fail(faults(n.at, call, err)...)
		return instant(n)
	}
	if len(splices) == 0 {
		return instant(old)
	}
	text = spliced(text, splices)
	parsed, err := parse(text)
	switch {
	case err != nil:
		n.fail(errorf(n.at, call, "%s", parseMessage(err, text, nil)))
	case printed(parsed) != printed(tree):
		n.fail(errorf(n.at, call, "the edited text says %s, want %s", printed(parsed), printed(tree)))
	default:
		n.tree, n.size = parsed, count(parsed)
		if old.text != "" {
			n.text = text
		}
		n.adopt(old, 0, len(text))
	}
	return instant(n)
}

// faults returns the errors that err joins, each as one of call.
func faults(at caller, call string, err error) []error {
	var fault *Error
	if errors.As(err, &fault) {
		return []error{err}
	}
	return []error{errorf(at, call, "%s", err)}
}

// spliced returns text with splices, which do not overlap.
func spliced(text string, splices []splice) string {
	slices.SortStableFunc(splices, func(a, b splice) int { return cmp.Compare(a.start, b.start) })
	var b strings.Builder
	end := 0
	for _, s := range splices {
		b.WriteString(text[end:s.start] + s.text)
		end = s.end
	}
	b.WriteString(text[end:])
	return b.String()
}

// appended returns the splice that adds items to the list in the brackets that open at byte open of text. Behind the comma is a blank as
// behind those of the list; if it has none, as people write it: in labels, but not in matchers.
func appended(text string, open int, items string) splice {
	s := scanner{text: text, end: open}
	last, end, comma := "", open, ","
	if text[open] == '(' {
		comma = ", "
	}
	for s.next() {
		if s.word == "}" || s.word == ")" {
			break
		}
		if last == "," {
			comma = "," + strings.Repeat(" ", min(1, s.start-end))
		}
		last, end = s.word, s.end
	}
	switch last {
	case "{", "(":
	case ",":
		items = strings.TrimPrefix(comma, ",") + items
	default:
		items = comma + items
	}
	return splice{end, end, items}
}

// nextWord returns where the next word of text begins and ends, from byte at on; both are len(text) behind the last.
func nextWord(text string, at int) (start, end int) {
	s := scanner{text: text, end: at}
	if !s.next() {
		return len(text), len(text)
	}
	return s.start, s.end
}
