package lint

import (
	"bytes"
	"strings"
	"time"

	"github.com/promwright/promwright/internal/lazyregexp"
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
	until  until  // when it ends
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
var form = lazyregexp.New(`^#[#\s]*rulelint:([\w-]*)[ \t]*(\w[\w-]*(?:[ \t]*,[ \t]*\w[\w-]*)*)?[ \t]*(.*?)[ \t]*(?:--(.*))?$`)

// name finds the names in the list that form found.
var name = lazyregexp.New(`\w[\w-]*`)

// parse fills in what the comment says at the time now. It returns false if the comment is not for the linter.
func (c *comment) parse(now time.Time) bool {
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
	if len(c.names) == 1 && part(2) == untilWord { // the names were forgotten
		c.names, c.rest = nil, strings.TrimSpace(part(2)+" "+c.rest)
		return true
	}
	if end, ok := parseUntil(c.rest, m[6], now); ok {
		c.until, c.rest = end, ""
	}
	return true
}

// comments returns the linter's comments of a file at the time now: those of YAML and those inside expressions.
func comments(file *rulefile.File, now time.Time) []*comment {
	if !bytes.Contains(file.Source, []byte(prefix)) {
		return nil
	}
	source := string(file.Source)
	var found []*comment
	for _, c := range file.Comments {
		if !strings.Contains(source[c.Span.Start.Offset:c.Span.End.Offset], prefix) {
			continue
		}
		if c := yamlComment(file, source, c.Span); c.parse(now) {
			found = append(found, c)
		}
	}
	extend(file, source, found)
	for rule := range file.Rules() {
		if !strings.Contains(rule.Expr.Value, prefix) {
			continue
		}
		for _, c := range promqlComments(file, source, rule.Expr) {
			if c.parse(now) {
				found = append(found, c)
			}
		}
	}
	for _, c := range found {
		if c.verb == "ignore-file" {
			c.from, c.to = 0, len(source)
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

// promqlComments returns every comment inside an expression; what such a comment is about are lines of the expression.
func promqlComments(file *rulefile.File, source string, expr rulefile.Scalar) []*comment {
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
