package rulefile

import (
	"bytes"
	"errors"
	"strconv"
	"strings"

	"github.com/promwright/promwright/internal/lazyregexp"
)

// piece is a stretch of a Helm template: text, or an action in its braces.
type piece struct {
	start, end int    // of an action, with braces; of text, without what trim markers around it remove
	verb       verb   // text: none
	body       string // of an action, without braces and trim markers; what a literal prints
	defines    bool   // ends what is printed somewhere else
	branches   []int  // of what opens a block: the indexes of the pieces that end its branches, the last of which ends the block
}

// verb says what an action does.
type verb int

const (
	noAction verb = iota // no action
	prints               // something that the template alone does not tell
	literal              // a text that stands in the action
	silent               // a comment, an assignment: nothing
	opens                // a block: if, range, with
	defines              // a block that is printed somewhere else
	turns                // to another branch of a block: else
	ends                 // a block
)

// pieces takes a template apart. Its errors are those that Helm would stop at, too.
func pieces(src []byte) ([]piece, *templateError) {
	var all []piece
	var open []int
	trim := false
	for at := 0; at < len(src); {
		n := bytes.Index(src[at:], openBraces)
		if n < 0 {
			n = len(src) - at
		}
		all = appendText(all, src, at, at+n, trim)
		if at += n; at == len(src) {
			break
		}
		end := actionEnd(src, at)
		if end < 0 {
			return nil, &templateError{at, errors.New("the action is not closed")}
		}
		body := src[at+2 : end-2]
		if trimsBefore(body) {
			if k := len(all) - 1; k >= 0 && all[k].verb == noAction {
				all[k].end = all[k].start + len(bytes.TrimRight(src[all[k].start:all[k].end], " \t\r\n"))
			}
			body = body[1:]
		}
		if trim = trimsBehind(body); trim {
			body = body[:len(body)-1]
		}
		all = append(all, newPiece(at, end, strings.TrimSpace(string(body))))
		var err error
		if open, err = nest(all, open); err != nil {
			return nil, &templateError{at, err}
		}
		at = end
	}
	if len(open) > 0 {
		return nil, &templateError{all[open[len(open)-1]].start, errors.New("the action has no {{ end }}")}
	}
	return all, nil
}

// templateError is why a template cannot be taken apart.
type templateError struct {
	at  int
	err error
}

var openBraces = []byte("{{")

func appendText(all []piece, src []byte, start, end int, trim bool) []piece {
	if trim {
		start = end - len(bytes.TrimLeft(src[start:end], " \t\r\n"))
	}
	if start == end {
		return all
	}
	return append(all, piece{start: start, end: end})
}

func trimsBefore(body []byte) bool {
	return len(body) > 1 && body[0] == '-' && isSpace(body[1])
}

func trimsBehind(body []byte) bool {
	n := len(body)
	return n > 1 && body[n-1] == '-' && isSpace(body[n-2])
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// actionEnd returns the offset behind the braces that close the action at offset at, -1 where none do: braces in strings and in comments
// do not.
func actionEnd(src []byte, at int) int {
	i := at + 2
	if trimsBefore(src[i:]) {
		i += 2
	}
	if bytes.HasPrefix(src[i:], []byte("/*")) {
		n := bytes.Index(src[i:], []byte("*/"))
		if n < 0 {
			return -1
		}
		i += n + 2
	}
	for i < len(src) {
		switch c := src[i]; {
		case c == '}' && i+1 < len(src) && src[i+1] == '}':
			return i + 2
		case c == '"' || c == '\'' || c == '`':
			if i = stringEnd(src, i); i < 0 {
				return -1
			}
		default:
			i++
		}
	}
	return -1
}

// stringEnd returns the offset behind the string that starts at offset i, -1 where it is not closed.
func stringEnd(src []byte, i int) int {
	quote := src[i]
	for i++; i < len(src); i++ {
		switch {
		case src[i] == quote:
			return i + 1
		case src[i] == '\\' && quote != '`':
			i++
		case src[i] == '\n' && quote != '`':
			return -1
		}
	}
	return -1
}

var (
	assigns   = lazyregexp.New(`^\$\w*\s*(?:,\s*\$\w+\s*)?:?=`)
	firstWord = lazyregexp.New(`^[a-z]+`)
	verbs     = map[string]verb{"if": opens, "range": opens, "with": opens, "block": opens, "define": defines, "else": turns, "end": ends, "break": silent, "continue": silent}
)

func newPiece(start, end int, body string) piece {
	p := piece{start: start, end: end, verb: prints, body: body}
	if strings.HasPrefix(body, "/*") || assigns.MatchString(body) {
		p.verb = silent
	} else if v, ok := verbs[firstWord.FindString(body)]; ok {
		p.verb = v
	} else if s, ok := stringLiteral(body); ok {
		p.verb, p.body = literal, s
	}
	return p
}

// stringLiteral returns the text of an action that is a string and nothing else.
func stringLiteral(body string) (string, bool) {
	if body == "" || body[0] != '"' && body[0] != '`' || stringEnd([]byte(body), 0) != len(body) {
		return "", false
	}
	s, err := strconv.Unquote(body)
	return s, err == nil
}

// nest pairs the last piece with the blocks that are open, outer ones first.
func nest(all []piece, open []int) ([]int, error) {
	last := len(all) - 1
	switch p := all[last]; p.verb {
	case opens, defines:
		return append(open, last), nil
	case turns, ends:
		if len(open) == 0 {
			return nil, errors.New("nothing is open here that the action could be part of")
		}
		block := &all[open[len(open)-1]]
		block.branches = append(block.branches, last)
		if p.verb == ends {
			all[last].defines = block.verb == defines
			open = open[:len(open)-1]
		}
	}
	return open, nil
}
