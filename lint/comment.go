package lint

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/promwright/promwright/rules/rulefile"
)

// comment is a comment that speaks to the linter: "# rulelint:ignore NAME -- reason".
type comment struct {
	file *rulefile.File
	raw  string                           // from # to the end, as written
	span func(from, to int) rulefile.Span // of raw[from:to] in the file
	from int                              // offset of the first byte of the file that it is about
	to   int                              // and of the last
	own  rulefile.Span                    // what to delete to be rid of it: the comment, or its line if it stands alone
	edit bool                             // the file reads raw as it is, so that own may be deleted

	verb   string       // "ignore", "ignore-file"
	names  []namedCheck // in order
	reason string
	rest   string // what stands between the names and the reason and is neither
}

// namedCheck is the name of a check in a comment, with where it stands in raw.
type namedCheck struct {
	name     string
	from, to int
	used     bool // it silenced a finding
}

const prefix = "rulelint:"

// form takes a comment apart: verb, names, what is neither, reason.
var form = regexp.MustCompile(`^#[#\s]*rulelint:([\w-]*)[ \t]*(\w[\w-]*(?:[ \t]*,[ \t]*\w[\w-]*)*)?[ \t]*(.*?)[ \t]*(?:--(.*))?$`)

// name finds the names in the list that form found.
var name = regexp.MustCompile(`\w[\w-]*`)

// parse fills in what the comment says. It returns false if the comment is not for the linter.
func (c *comment) parse() bool {
	c.raw = strings.TrimRight(c.raw, " \t\r")
	if !strings.HasPrefix(strings.TrimLeft(c.raw, "# \t"), prefix) {
		return false
	}
	m := form.FindStringSubmatchIndex(c.raw)
	if m == nil {
		return false
	}
	part := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return c.raw[m[2*i]:m[2*i+1]]
	}
	c.verb, c.rest, c.reason = part(1), part(3), strings.TrimSpace(part(4))
	for _, at := range name.FindAllStringIndex(part(2), -1) {
		c.names = append(c.names, namedCheck{name: part(2)[at[0]:at[1]], from: m[4] + at[0], to: m[4] + at[1]})
	}
	return true
}

// comments returns the linter's comments of a file: those of YAML and those inside expressions.
func comments(file *rulefile.File) []*comment {
	if !bytes.Contains(file.Source, []byte(prefix)) {
		return nil
	}
	source := string(file.Source)
	var found []*comment
	for _, c := range file.Comments {
		if c := yamlComment(file, source, c.Span); c.parse() {
			found = append(found, c)
		}
	}
	extend(file, source, found)
	for rule := range file.Rules() {
		for _, c := range promqlComments(file, source, rule.Expr) {
			if c.parse() {
				found = append(found, c)
			}
		}
	}
	return found
}

// yamlComment is about its own line if something stands before it, and otherwise about the next line that is no comment.
func yamlComment(file *rulefile.File, source string, span rulefile.Span) *comment {
	begin, end := span.Start.Offset, span.End.Offset
	c := &comment{file: file, raw: source[begin:end], own: withSpace(source, span), edit: true}
	c.span = func(from, to int) rulefile.Span {
		return rulefile.Span{Start: along(span.Start, c.raw[:from]), End: along(span.Start, c.raw[:to])}
	}
	first, next := line(source, begin)
	if strings.TrimSpace(source[first:begin]) == "" {
		first, next = below(source, next)
	}
	c.from, c.to = first, next
	return c
}

// withSpace widens the span of a comment by the space before it; if nothing else is in the line, to the whole line.
func withSpace(source string, span rulefile.Span) rulefile.Span {
	first, next := line(source, span.Start.Offset)
	start := rulefile.Pos{Offset: first, Line: span.Start.Line, Column: 1}
	before := strings.TrimRight(source[first:span.Start.Offset], " \t")
	if before == "" && span.End.Line == span.Start.Line && next < len(source) && strings.TrimSpace(source[span.End.Offset:next]) == "" {
		return rulefile.Span{Start: start, End: rulefile.Pos{Offset: next + 1, Line: start.Line + 1, Column: 1}}
	}
	return rulefile.Span{Start: along(start, before), End: span.End}
}

// promqlComments returns every comment inside an expression; what such a comment is about are lines of the expression.
func promqlComments(file *rulefile.File, source string, expr rulefile.Scalar) []*comment {
	if !strings.Contains(expr.Value, prefix) {
		return nil
	}
	var found []*comment
	text := expr.Value
	for begin := nextComment(text, 0); begin >= 0; begin = nextComment(text, begin) {
		first, next := line(text, begin)
		at := begin
		span := expr.Span(begin, next)
		c := &comment{file: file, raw: text[begin:next], own: withSpace(source, span)}
		c.edit = source[span.Start.Offset:span.End.Offset] == c.raw
		c.span = func(from, to int) rulefile.Span { return expr.Span(at+from, at+to) }
		begin = next
		if strings.TrimSpace(text[first:at]) == "" {
			first, next = below(text, next)
		}
		c.from, c.to = expr.Pos(first).Offset, expr.Pos(next).Offset
		found = append(found, c)
	}
	return found
}

// nextComment returns the index of the next # of expr, from from on, that is not inside a string, or -1.
func nextComment(expr string, from int) int {
	for i := from; i < len(expr); i++ {
		switch quote := expr[i]; quote {
		case '#':
			return i
		case '"', '\'', '`':
			for i++; i < len(expr) && expr[i] != quote; i++ {
				if expr[i] == '\\' && quote != '`' {
					i++
				}
			}
		}
	}
	return -1
}

// line returns where the line around byte i of text begins, and where it ends (at its line feed or at the end of text).
func line(text string, i int) (begin, end int) {
	begin = strings.LastIndexByte(text[:i], '\n') + 1
	if n := strings.IndexByte(text[i:], '\n'); n >= 0 {
		return begin, i + n
	}
	return begin, len(text)
}

// below returns the first line below the line that ends at end, comments passed over. At the end of text it is empty.
func below(text string, end int) (int, int) {
	for end < len(text) {
		begin, next := line(text, end+1)
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
