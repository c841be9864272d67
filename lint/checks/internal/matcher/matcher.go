// Package matcher knows where the matchers of a selector stand.
package matcher

import (
	"iter"
	"slices"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/util/strutil"

	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

// Range is a stretch of an expression: expr[From:To].
type Range struct{ From, To int }

// Matcher is a matcher as it is written between the braces of a selector.
type Matcher struct {
	*labels.Matcher
	Name Range // of the label, with quotes if it has some
	Op   Range // =, !=, =~ or !~
	Text Range // of the value, with its quotes

	rule *rulefile.Rule
}

// most is how many matchers a selector has that a person wrote. Looking at them in pairs takes time quadratic in their number.
const most = 64

// IsWritten reports whether a selector has few enough matchers to be looked at.
func IsWritten(s *parser.VectorSelector) bool { return len(s.LabelMatchers) <= most }

// Selectors yields the selectors of a rule, but for those with more matchers than a person would write.
func Selectors(a *infer.Analysis) iter.Seq[*parser.VectorSelector] {
	return func(yield func(*parser.VectorSelector) bool) {
		for _, node := range a.Nodes {
			if s, ok := node.(*parser.VectorSelector); ok && IsWritten(s) && !yield(s) {
				return
			}
		}
	}
}

// Patterns yields the matchers of a rule whose value is a regular expression, with their selectors.
func Patterns(a *infer.Analysis) iter.Seq2[*parser.VectorSelector, *labels.Matcher] {
	return func(yield func(*parser.VectorSelector, *labels.Matcher) bool) {
		for s := range Selectors(a) {
			for _, m := range s.LabelMatchers {
				if IsRegexp(m) && !yield(s, m) {
					return
				}
			}
		}
	}
}

// Of returns the matchers between the braces of a selector of the rule, in written order. It reads the expression again, so
// whoever looks at all rules asks for it once there is something to report.
func Of(rule *rulefile.Rule, s *parser.VectorSelector) []Matcher {
	var found []Matcher
	for _, entry := range entries(rule.Expr.Value, int(s.PosRange.Start)) {
		if m, ok := entry.matcher(rule, s, found); ok {
			found = append(found, m)
		}
	}
	return found
}

// Find returns where a matcher of the selector is written; false where it is the metric name before the braces.
func Find(rule *rulefile.Rule, s *parser.VectorSelector, m *labels.Matcher) (Matcher, bool) {
	all := Of(rule, s)
	i := slices.IndexFunc(all, func(found Matcher) bool { return found.Matcher == m })
	if i < 0 {
		return Matcher{}, false
	}
	return all[i], true
}

// Whole returns where the matcher stands.
func (m Matcher) Whole() Range { return Range{m.Name.From, m.Text.To} }

// Span returns where the matcher stands in the file.
func (m Matcher) Span() rulefile.Span { return m.span(m.Whole()) }

// NameSpan returns where the name of the label stands in the file.
func (m Matcher) NameSpan() rulefile.Span { return m.span(m.Name) }

// TextSpan returns where the value stands in the file, with its quotes.
func (m Matcher) TextSpan() rulefile.Span { return m.span(m.Text) }

func (m Matcher) span(r Range) rulefile.Span { return m.rule.Expr.Span(r.From, r.To) }

// Written returns the matcher as it is written.
func (m Matcher) Written() string { return m.rule.Expr.Value[m.Name.From:m.Text.To] }

// PartSpan returns where Value[from:to] stands in the file. It is all of the value where escapes make that unclear.
func (m Matcher) PartSpan(from, to int) rulefile.Span {
	text := m.rule.Expr.Value[m.Text.From+1 : m.Text.To-1]
	at, ok := offsets(text, m.rule.Expr.Value[m.Text.From], m.Value)
	if !ok {
		return m.TextSpan()
	}
	return m.span(Range{m.Text.From + 1 + at[from], m.Text.From + 1 + at[to]})
}

// entry is what stands between two commas of the braces.
type entry struct {
	items []parser.Item // with positions in the expression
}

// entries returns those of the braces of the selector that begins at start.
func entries(expr string, start int) []entry {
	lexer, item := parser.Lex(expr[start:]), parser.Item{}
	var all []entry
	var now entry
	for inside := false; ; {
		lexer.NextItem(&item)
		item.Pos += posOf(start)
		switch item.Typ {
		case parser.EOF, parser.ERROR:
			return nil
		case parser.COMMENT:
		case parser.LEFT_BRACE:
			inside = true
		case parser.RIGHT_BRACE, parser.COMMA:
			if len(now.items) > 0 {
				all = append(all, now)
			}
			now = entry{}
			if item.Typ == parser.RIGHT_BRACE {
				return all
			}
		default:
			if inside {
				now.items = append(now.items, item)
			} else if len(all) > 0 || int(item.Pos) > start {
				return nil // no braces
			}
		}
	}
}

// matcher returns the matcher of the selector that the entry is, one that was not found before; false where it is a metric name
// in quotes.
func (e entry) matcher(rule *rulefile.Rule, s *parser.VectorSelector, before []Matcher) (Matcher, bool) {
	if len(e.items) != 3 {
		return Matcher{}, false
	}
	name, op, text := e.items[0], e.items[1], e.items[2]
	value, err := strutil.Unquote(text.Val)
	if err != nil {
		return Matcher{}, false
	}
	label := name.Val
	if name.Typ == parser.STRING {
		if label, err = strutil.Unquote(label); err != nil {
			return Matcher{}, false
		}
	}
	for _, m := range s.LabelMatchers {
		isFound := func(found Matcher) bool { return found.Matcher == m }
		if m.Name == label && m.Type.String() == op.Val && m.Value == value && !slices.ContainsFunc(before, isFound) {
			return Matcher{m, rangeOf(name), rangeOf(op), rangeOf(text), rule}, true
		}
	}
	return Matcher{}, false
}

func rangeOf(item parser.Item) Range { return Range{int(item.Pos), int(item.Pos) + len(item.Val)} }
