package promql

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/prometheus/prometheus/promql/parser"
)

// A token is a word or a sign of an expression, with the comments that belong to it.
type token struct {
	typ    parser.ItemType
	text   string   // as it is written
	before []string // comments on lines of their own before it
	after  string   // the comment behind it on its line
	blank  bool     // a blank stands before it where both are on one line
	match  int      // of a bracket: the index of its counterpart
}

// A tokenList is an expression in tokens. The last is the end of the text.
type tokenList []token

// tokens returns the tokens of text.
func tokens(text string) (tokenList, error) {
	var list tokenList
	var waiting []string // comments before the next token
	lexer, item, end := parser.Lex(text), parser.Item{Typ: parser.COMMENT}, 0
	for item.Typ != parser.EOF {
		lexer.NextItem(&item)
		switch item.Typ {
		case parser.ERROR:
			return nil, fmt.Errorf("promql: %s", item.Val)
		case parser.COMMENT:
			comment := strings.TrimRight(item.Val, " \t\r")
			sameLine := !strings.Contains(text[end:item.Pos], "\n")
			if n := len(list); n > 0 && sameLine {
				list[n-1].after = comment
			} else {
				waiting = append(waiting, comment)
			}
			continue
		}
		list = append(list, token{typ: item.Typ, text: item.Val, before: waiting})
		waiting, end = nil, int(item.Pos)+len(item.Val)
	}
	return list, list.pair()
}

var closing = map[parser.ItemType]parser.ItemType{
	parser.LEFT_PAREN: parser.RIGHT_PAREN, parser.LEFT_BRACE: parser.RIGHT_BRACE, parser.LEFT_BRACKET: parser.RIGHT_BRACKET,
}

// pair finds the counterpart of each bracket.
func (l tokenList) pair() error {
	var open []int
	for i := range l {
		l[i].match = -1
		switch l[i].typ {
		case parser.LEFT_PAREN, parser.LEFT_BRACE, parser.LEFT_BRACKET:
			open = append(open, i)
		case parser.RIGHT_PAREN, parser.RIGHT_BRACE, parser.RIGHT_BRACKET:
			n := len(open) - 1
			if n < 0 || closing[l[open[n]].typ] != l[i].typ {
				return fmt.Errorf("promql: %q closes nothing", l[i].text)
			}
			l[i].match, l[open[n]].match = open[n], i
			open = open[:n]
		}
	}
	if len(open) > 0 {
		return fmt.Errorf("promql: %q is not closed", l[open[len(open)-1]].text)
	}
	return nil
}

// comments returns all comments of the tokens.
func (l tokenList) comments() []string {
	var all []string
	for _, t := range l {
		all = append(all, t.before...)
		if t.after != "" {
			all = append(all, t.after)
		}
	}
	return all
}

// is reports whether token i is of one of the types.
func (l tokenList) is(i int, types ...parser.ItemType) bool {
	for _, typ := range types {
		if i < len(l) && l[i].typ == typ {
			return true
		}
	}
	return false
}

// bare reports whether the token has no comments.
func (t token) bare() bool { return len(t.before) == 0 && t.after == "" }

// width returns how many characters the token takes.
func (t token) width() int { return utf8.RuneCountInString(t.text) }
