package syntax

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/internal/lazyregexp"
)

// fault is one thing that is wrong with an expression.
type fault struct {
	expr     string
	from, to int // of expr; both are the same where something is missing
	message  string
	instead  string // what surely was meant by expr[from:to]; "": nobody knows
}

// consequence matches what the parser says only because it said something else before.
var consequence = lazyregexp.New(`^no arguments for aggregate expression|^set operations must always be many-to-many`)

// newFault finds out what the parser means by an error.
func newFault(expr string, err parser.ParseErr) fault {
	from := min(max(int(err.PositionRange.Start), 0), len(expr))
	f := fault{expr: expr, from: from, to: min(max(int(err.PositionRange.End), from), len(expr))}
	text := err.Err.Error()
	for _, p := range phrases {
		if m := p.said.FindStringSubmatch(text); m != nil {
			f.settle()
			p.say(&f, m)
			return f
		}
	}
	f.settle()
	f.message = operator.ReplaceAllString(text, `"$1"`)
	return f
}

// operator is how the parser writes one.
var operator = lazyregexp.New(`<(?:op:)?(.*?)>`)

// settle makes a span of what the parser gives where it gives a point: the token that begins there, and at the end of the
// expression the point behind the last token.
func (f *fault) settle() {
	if end := lastToken(f.expr); f.from >= end {
		f.from, f.to = end, end
		return
	}
	if f.from == f.to {
		f.to = tokenEnd(f.expr, f.from)
	}
}

// source is the text that is at fault.
func (f *fault) source() string { return f.expr[f.from:f.to] }

// narrow moves the span to the first match of pattern in the expression from the start of the span on.
func (f *fault) narrow(pattern *regexp.Regexp) {
	if at := pattern.FindStringIndex(f.expr[f.from:]); at != nil {
		f.from, f.to = f.from+at[0], f.from+at[1]
	}
}

// previous moves the span to the character before the one where it begins, if that is what the parser had just read.
func (f *fault) previous(character string) {
	before := strings.TrimRight(f.expr[:f.from], " \t\r\n")
	switch {
	case strings.HasPrefix(f.expr[f.from:], character):
		f.to = f.from + len(character)
	case strings.HasSuffix(before, character):
		f.from, f.to = len(before)-len(character), len(before)
	}
}

// opening moves the span to the last bracket that is not closed before the end of the expression.
func (f *fault) opening(open, closing byte) {
	var places []int
	tokens(f.expr, func(item parser.Item) {
		at := int(item.Pos)
		switch {
		case item.Val == string(open):
			places = append(places, at)
		case item.Val == string(closing) && len(places) > 0:
			places = places[:len(places)-1]
		}
	})
	if len(places) > 0 {
		f.from = places[len(places)-1]
		f.to = f.from + 1
	}
}

// tokens calls each for every token up to the end, or up to what is no token.
func tokens(expr string, each func(parser.Item)) {
	lexer := parser.Lex(expr)
	for {
		var item parser.Item
		lexer.NextItem(&item)
		switch item.Typ {
		case parser.EOF, parser.ERROR:
			return
		case parser.COMMENT:
		default:
			each(item)
		}
	}
}

// lastToken returns where the last token ends. Where something in the expression is no token, it is where the text ends.
func lastToken(expr string) int {
	end := 0
	tokens(expr, func(item parser.Item) { end = int(item.Pos) + len(item.Val) })
	if rest := strings.TrimSpace(expr[end:]); rest == "" || strings.HasPrefix(rest, "#") {
		return end
	}
	return len(strings.TrimRight(expr, " \t\r\n"))
}

// tokenEnd returns where the token that begins at i ends; what is no token is a character.
func tokenEnd(expr string, i int) int {
	var item parser.Item
	parser.Lex(expr[i:]).NextItem(&item)
	if item.Typ == parser.ERROR || item.Typ == parser.EOF || len(item.Val) == 0 {
		_, size := utf8.DecodeRuneInString(expr[i:])
		return i + size
	}
	return i + int(item.Pos) + len(item.Val)
}
