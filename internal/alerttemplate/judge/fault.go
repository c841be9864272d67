package judge

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"

	"github.com/promwright/promwright/internal/lazyregexp"
)

// Fault is what is wrong with a template, and where: text[From:To].
type Fault struct {
	From, To int
	Problem  string // "does not parse", "cannot be expanded" or "is garbled": it prints a complaint
	Message  string
	Instead  string // what surely was meant by text[From:To]; "": nobody knows
}

// What a template does that has a [Fault].
const (
	unparsed   = "does not parse"
	unexpanded = "cannot be expanded"
	garbles    = "is garbled"
)

// most is the number of faults of one template that are looked for.
const most = 10

// examine expands a template and returns what is wrong with it, from the front to the back. What is wrong with a printing
// action does not hide what is wrong behind it.
func examine(text string) []Fault {
	var all []Fault
	for len(all) < most {
		f := firstFault(text)
		if f == nil {
			break
		}
		all = append(all, *f)
		i := slices.IndexFunc(actions(text), func(a action) bool { return a.from == f.From && a.to == f.To && a.keyword == "" })
		if i < 0 || !strings.HasSuffix(text[:f.To], closing) {
			break
		}
		rest := []byte(text)
		blank(rest[f.From:f.To])
		text = string(rest)
	}
	slices.SortFunc(all, func(a, b Fault) int { return cmp.Compare(a.From, b.From) })
	return all
}

// firstFault expands a template and returns what goes wrong first, or nil.
func firstFault(text string) *Fault {
	if err := parses(text); err != nil {
		return parseFault(text, err)
	}
	if isExplosive(text) {
		return nil
	}
	if err := expand(text); err != nil {
		return executionFault(text, err)
	}
	if all := everyBranch(text); all != text && parses(all) == nil {
		if err := expand(all); err != nil {
			return executionFault(all, err)
		}
	}
	return nil
}

// blank makes spaces of everything but line feeds.
func blank(text []byte) {
	for i := range text {
		if text[i] != '\n' {
			text[i] = ' '
		}
	}
}

// parses returns the error of the parser of templates, if any.
func parses(text string) error {
	_, err := parse.Parse(templateName, prelude+text, open, closing, functions)
	return err
}

// parseError takes an error of the parser apart: the message.
var parseError = lazyregexp.New(`(?s)^template: ` + templateName + `:\d+: (.*)$`)

// parseFault finds the action that does not parse: the parser tells the line only.
func parseFault(text string, err error) *Fault {
	message := err.Error()
	if m := parseError.FindStringSubmatch(message); m != nil {
		message = m[1]
	}
	all := actions(text)
	f := &Fault{To: len(text), Problem: unparsed, Message: message}
	var opened []action // if, range, ... without end so far
	for _, a := range all {
		f.From, f.To = a.from, a.to
		if err := parses(text[:a.to]); err != nil && !isUnfinished(err) || !strings.HasSuffix(text[:a.to], closing) {
			return f.say(text)
		}
		switch a.keyword {
		case "if", "range", "with", "block", "define":
			opened = append(opened, a)
		case "end":
			opened = opened[:max(0, len(opened)-1)]
		}
	}
	if len(opened) > 0 {
		a := opened[len(opened)-1]
		f.From, f.To = a.from, a.to
		f.Message = a.keyword + " has no {{ end }}"
	}
	return f.say(text)
}

// isUnfinished tells of an error whether the parser wanted more.
func isUnfinished(err error) bool { return strings.HasSuffix(err.Error(), "unexpected EOF") }

// executionError takes an error of an execution apart: line, column in bytes, and message.
var executionError = lazyregexp.New(`(?s)template: ` + templateName + `:(\d+):(\d+): executing "[^"]*" at <.*?>: (.*)$`)

// executionFault finds the action that failed.
func executionFault(text string, err error) *Fault {
	f := &Fault{To: len(text), Problem: unexpanded, Message: err.Error()}
	var printed garbled
	if errors.As(err, &printed) {
		f.Problem = garbles
	}
	m := executionError.FindStringSubmatch(err.Error())
	if m == nil {
		return f
	}
	f.Message = m[3]
	if f.Problem == garbles {
		f.Message = printed.Error()
	}
	at := offset(prelude+text, m[1], m[2]) - len(prelude)
	for _, a := range actions(text) {
		if a.from <= at && at < a.to {
			f.From, f.To = a.from, a.to
		}
	}
	return f.say(text)
}

// offset returns the byte at a line, counted from 1, and a column, counted from 0.
func offset(text, line, column string) int {
	n, _ := strconv.Atoi(line) // digits, as matched
	at, _ := strconv.Atoi(column)
	begin := 0
	for ; n > 1; n-- {
		begin += strings.IndexByte(text[begin:], '\n') + 1
	}
	return begin + at
}

// everyBranch returns the text without its if, else and end of if, so that all branches are executed, whatever the data.
// Spaces keep everything else at its place.
func everyBranch(text string) string {
	out := []byte(text)
	var opened []string
	for _, a := range actions(text) {
		inner := ""
		if len(opened) > 0 {
			inner = opened[len(opened)-1]
		}
		switch a.keyword {
		case "if", "range", "with", "block", "define":
			opened = append(opened, a.keyword)
			inner = a.keyword
		case "end":
			opened = opened[:max(0, len(opened)-1)]
		case "else":
		default:
			continue
		}
		if inner == "if" {
			blank(out[a.from:a.to])
		}
	}
	return string(out)
}
