// Package pattern reads regular expressions of matchers as they are written. Their meaning it leaves to regexp.
package pattern

import (
	"strings"

	"github.com/promwright/promwright/internal/lazyregexp"
)

// Kind is what a token of a pattern is.
type Kind int

// The kinds of tokens.
const (
	Char    Kind = iota // itself
	Escaped             // an escaped character that stands for itself: \.
	Any                 // .
	Class               // [0-9], \d, \pL
	Open                // ( with the flags or the name behind it
	Close               // )
	Bar                 // |
	Repeat              // *, +, ?, {2}, and the ? behind one
	Begin               // ^, \A
	End                 // $, \z
)

// Token is a token of a pattern: pattern[From:To].
type Token struct {
	Kind     Kind
	From, To int
}

var (
	repeat = lazyregexp.New(`^(?:[*+?]|\{\d+(?:,\d*)?\})\??`)
	group  = lazyregexp.New(`^\((?:\?:?)?`)
	class  = lazyregexp.New(`(?s)^\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\]`)
	escape = lazyregexp.New(`(?s)^\\(?:[pP](?:\{\^?\w+\}|\w)|x(?:\{[0-9a-fA-F]+\}|[0-9a-fA-F]{2})|[0-7]{1,3}|Q|E|.)`)
)

// Tokens returns the tokens of a pattern. It is false where the pattern sets flags or has what few people know, such as \Q or an
// anchor that is repeated: then it is not to be judged by its tokens.
func Tokens(pattern string) ([]Token, bool) {
	var all []Token
	for i := 0; i < len(pattern); {
		t := next(pattern, i)
		text := pattern[t.From:t.To]
		switch {
		case t.Kind == Open && text == "(?":
			return nil, false
		case t.Kind == Escaped && (len(text) < 2 || isLetter(text[1])):
			return nil, false
		case t.Kind == Repeat && len(all) > 0 && (all[len(all)-1].Kind == Begin || all[len(all)-1].Kind == End):
			return nil, false
		}
		all = append(all, t)
		i = t.To
	}
	return all, true
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' }

// next returns the token that begins at byte i.
func next(pattern string, i int) Token {
	one := func(kind Kind) Token { return Token{kind, i, i + 1} }
	long := func(kind Kind, form *lazyregexp.Regexp) Token {
		return Token{kind, i, i + max(1, len(form.FindString(pattern[i:])))}
	}
	switch pattern[i] {
	case '.':
		return one(Any)
	case ')':
		return one(Close)
	case '|':
		return one(Bar)
	case '^':
		return one(Begin)
	case '$':
		return one(End)
	case '(':
		return long(Open, group)
	case '[':
		return long(Class, class)
	case '*', '+', '?':
		return long(Repeat, repeat)
	case '{':
		if repeat.MatchString(pattern[i:]) {
			return long(Repeat, repeat)
		}
	case '\\':
		t := long(Escaped, escape)
		switch letter := pattern[min(i+1, len(pattern)-1)]; letter {
		case 'd', 'D', 'w', 'W', 's', 'S', 'p', 'P':
			t.Kind = Class
		case 'A':
			t.Kind = Begin
		case 'z':
			t.Kind = End
		}
		return t
	}
	return one(Char)
}

// Literal returns the only text that a pattern matches; false where it matches others, too, or has braces, of which few know when
// they are text.
func Literal(pattern string) (string, bool) {
	if !strings.ContainsAny(pattern, `\.+*?()|[]{}^$`) {
		return pattern, true
	}
	tokens, ok := Tokens(pattern)
	if !ok {
		return "", false
	}
	var b strings.Builder
	for _, t := range tokens {
		text := pattern[t.From:t.To]
		switch {
		case t.Kind == Char && text != "{" && text != "}":
			b.WriteString(text)
		case t.Kind == Escaped:
			b.WriteString(text[1:])
		default:
			return "", false
		}
	}
	return b.String(), true
}

// Values returns the texts that a pattern matches, in written order, if it is a choice between texts.
func Values(pattern string) ([]string, bool) {
	if text, ok := Literal(pattern); ok {
		return []string{text}, true
	}
	tokens, ok := Tokens(pattern)
	if !ok {
		return nil, false
	}
	var values []string
	for _, a := range Alternatives(tokens) {
		text, ok := Literal(pattern[a.From:a.To])
		if !ok {
			return nil, false
		}
		values = append(values, text)
	}
	return values, true
}
