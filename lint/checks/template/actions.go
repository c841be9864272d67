package template

import (
	"regexp"
	"strings"
)

const (
	open    = "{{"
	closing = "}}"
)

// action is {{...}} in a template: text[from:to].
type action struct {
	from, to int
	keyword  string // if, range, with, block, define, else, end, break, continue, template; "": a pipeline
}

// keyword finds what an action begins with.
var keyword = regexp.MustCompile(`^\{\{(?:-\s)?\s*(if|range|with|block|define|else|end|break|continue|template)\b`)

// actions divides a template as its parser does. An action that is not closed ends with the text.
func actions(text string) []action {
	var all []action
	for at := 0; ; {
		begin := strings.Index(text[at:], open)
		if begin < 0 {
			return all
		}
		a := action{from: at + begin, to: actionEnd(text, at+begin)}
		if m := keyword.FindStringSubmatch(text[a.from:a.to]); m != nil {
			a.keyword = m[1]
		}
		all = append(all, a)
		at = a.to
	}
}

// isExplosive tells whether it could take forever to expand a template: loops in loops in loops, or templates that call
// templates. Such templates are only parsed.
func isExplosive(text string) bool {
	const mostLoops = 2
	var opened []string
	loops, definitions := 0, 0 // around the action
	count := func(keyword string, n int) {
		switch keyword {
		case "range":
			loops += n
		case "define", "block":
			definitions += n
		}
	}
	for _, a := range actions(text) {
		if definitions > 0 && (a.keyword == "template" || a.keyword == "block") {
			return true
		}
		switch a.keyword {
		case "if", "range", "with", "block", "define":
			opened = append(opened, a.keyword)
			count(a.keyword, 1)
		case "end":
			if n := len(opened); n > 0 {
				count(opened[n-1], -1)
				opened = opened[:n-1]
			}
		}
		if loops > mostLoops {
			return true
		}
	}
	return false
}

// comment finds the beginning of an action that is a comment.
var comment = regexp.MustCompile(`^\{\{(?:-\s+)?/\*`)

// actionEnd returns where the action that begins at from ends: behind the first }} that is not in a string or comment.
func actionEnd(text string, from int) int {
	if m := comment.FindString(text[from:]); m != "" {
		end := strings.Index(text[from+len(m):], "*/")
		if end < 0 {
			return len(text)
		}
		from += len(m) + end
	}
	for i := from + len(open); i < len(text); i++ {
		switch quote := text[i]; quote {
		case '"', '\'', '`':
			end := stringEnd(text, i)
			if end < 0 {
				continue // not closed: the parser stops here, wherever the action ends
			}
			i = end
		case '}':
			if strings.HasPrefix(text[i:], closing) {
				return i + len(closing)
			}
		}
	}
	return len(text)
}

// stringEnd returns where the second quote is of the string that begins at from, or -1. Only `...` may hold a line feed.
func stringEnd(text string, from int) int {
	quote := text[from]
	for i := from + 1; i < len(text); i++ {
		switch {
		case text[i] == quote:
			return i
		case quote == '`':
		case text[i] == '\\':
			i++
		case text[i] == '\n':
			return -1
		}
	}
	return -1
}
