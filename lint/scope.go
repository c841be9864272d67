package lint

import (
	"strings"
	"unicode/utf8"

	"github.com/promwright/promwright/rules/rulefile"
)

// withSpace widens the span of a comment by the space before it; if nothing else is in the line, to the whole line.
func withSpace(source string, span rulefile.Span) rulefile.Span {
	first, next := line(source, span.Start.Offset)
	start := rulefile.Pos{Offset: first, Line: span.Start.Line, Column: 1}
	before := strings.TrimRight(source[first:span.Start.Offset], " \t")
	if before == "" && span.End.Line == span.Start.Line && next < len(source) && strings.TrimSpace(source[span.End.Offset:next]) == "" {
		end := rulefile.Pos{Offset: next + lineBreak(source, next), Line: start.Line + 1, Column: 1}
		return rulefile.Span{Start: start, End: end}
	}
	return rulefile.Span{Start: along(start, before), End: span.End}
}

// line returns where the line around byte i of text begins, and where it ends (at its line break or at the end of text).
// Lines end with \n, \r\n or, as on machines of old, \r.
func line(text string, i int) (begin, end int) {
	if i > 0 && i < len(text) && text[i] == '\n' && text[i-1] == '\r' {
		i-- // inside a line break
	}
	begin = strings.LastIndexAny(text[:i], "\r\n") + 1
	if n := strings.IndexAny(text[i:], "\r\n"); n >= 0 {
		return begin, i + n
	}
	return begin, len(text)
}

// lineBreak returns the length of the line break at byte i of text.
func lineBreak(text string, i int) int {
	if strings.HasPrefix(text[i:], "\r\n") {
		return 2
	}
	return 1
}

// below returns the first line below the line that ends at end, comments passed over. At the end of text it is empty.
func below(text string, end int) (int, int) {
	for end < len(text) {
		begin, next := line(text, end+lineBreak(text, end))
		if !strings.HasPrefix(strings.TrimLeft(text[begin:next], " \t"), "#") {
			return begin, next
		}
		end = next
	}
	return len(text), len(text)
}

// along returns the position behind text, which begins at start and is all on one line.
func along(start rulefile.Pos, text string) rulefile.Pos {
	start.Offset += len(text)
	start.Column += utf8.RuneCountInString(text)
	return start
}

// extend widens what YAML comments are about from a line to the whole of what begins in it.
func extend(file *rulefile.File, source string, found []*comment) {
	if len(found) == 0 {
		return
	}
	ends := map[int]int{} // by the offset where a line begins: where the last thing ends that begins in the line
	add := func(span rulefile.Span, alone bool) {
		begin, _ := line(source, span.Start.Offset)
		key := begin
		if alone {
			key = -begin - 1 // seen only by comments above the line
		}
		_, end := line(source, span.End.Offset)
		ends[key] = max(ends[key], end)
	}
	for _, group := range file.Groups {
		add(group.Span, true)
	}
	for rule := range file.Rules() {
		add(rule.Span, true)
		for _, scalar := range scalars(rule) {
			if scalar.Present() {
				add(scalar.Whole(), false)
			}
		}
	}
	for _, c := range found {
		begin, end := c.from, c.to
		if strings.HasSuffix(strings.TrimSpace(source[begin:end]), ":") { // the value of this key begins below
			begin, _ = below(source, end)
		}
		c.to = max(c.to, ends[begin])
		if c.own.Start.Offset < c.from { // above, not at the end of the line
			c.to = max(c.to, ends[-c.from-1])
		}
	}
}

// scalars returns every value of a rule, absent ones included.
func scalars(rule *rulefile.Rule) []rulefile.Scalar {
	all := []rulefile.Scalar{rule.Record, rule.Alert, rule.Expr, rule.For, rule.KeepFiringFor}
	for _, pairs := range []rulefile.Map{rule.Labels, rule.Annotations} {
		for _, pair := range pairs {
			all = append(all, pair.Value)
		}
	}
	return all
}
