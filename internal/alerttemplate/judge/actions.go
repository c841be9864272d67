package judge

import (
	"strings"

	"github.com/promwright/promwright/internal/braces"
	"github.com/promwright/promwright/internal/lazyregexp"
)

const (
	open    = braces.Open
	closing = braces.Close
)

// action is {{...}} in a template: text[from:to].
type action struct {
	from, to int
	keyword  string // if, range, with, block, define, else, end, break, continue, template; "": a pipeline
}

// keyword finds what an action begins with.
var keyword = lazyregexp.New(`^\{\{(?:-\s)?\s*(if|range|with|block|define|else|end|break|continue|template)\b`)

// actions divides a template as its parser does. An action that is not closed ends with the text.
func actions(text string) []action {
	var all []action
	for at := 0; ; {
		begin := strings.Index(text[at:], open)
		if begin < 0 {
			return all
		}
		a := action{from: at + begin, to: braces.End(text, at+begin)}
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
