package judge

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"
)

// prelude is what Prometheus puts before each template of an alert. It is one line.
const prelude = "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}{{$externalURL := .ExternalURL}}{{$value := .Value}}"

// kind is what a part of a pipeline yields.
type kind int

const (
	unknown kind = iota
	text
	number
	set   // of labels
	truth // of a comparison
)

// harmlessFunctions cannot fail on an argument of the kind; what they yield is text.
var harmlessFunctions = map[string]kind{
	"humanize": number, "humanize1024": number, "humanizeDuration": number, "humanizePercentage": number,
	"title": text, "toUpper": text, "toLower": text, "stripPort": text, "stripDomain": text, "urlQueryEscape": text,
}

// isHarmless tells of a template, or one action, whether it only prints and compares labels and values, in ways that cannot
// fail whatever the data.
func isHarmless(text string) bool {
	trees, err := parse.Parse("", prelude+text, open, closing, functions)
	if err != nil || len(trees) != 1 {
		return false
	}
	nodes := trees[""].Root.Nodes
	return len(nodes) >= preludeNodes && areHarmless(nodes[preludeNodes:])
}

// areHarmless tells whether all nodes are.
func areHarmless(nodes []parse.Node) bool {
	for _, node := range nodes {
		switch n := node.(type) {
		case *parse.TextNode, *parse.CommentNode:
		case *parse.ActionNode:
			if pipe(n.Pipe) == unknown {
				return false
			}
		case *parse.IfNode:
			if pipe(n.Pipe) == unknown || !areHarmless(n.List.Nodes) || n.ElseList != nil && !areHarmless(n.ElseList.Nodes) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// pipe is what a pipeline yields.
func pipe(p *parse.PipeNode) kind {
	if len(p.Decl) > 0 {
		return unknown
	}
	yields := unknown
	for i, command := range p.Cmds {
		if i == 0 && len(command.Args) == 1 {
			yields = kindOf(command.Args[0])
		} else {
			yields = call(command.Args, i > 0, yields)
		}
		if yields == unknown {
			return unknown
		}
	}
	return yields
}

// preludeNodes is the number of actions in the prelude.
const preludeNodes = 4

// kindOf is what a label, the value or a constant is.
func kindOf(node parse.Node) kind {
	switch n := node.(type) {
	case *parse.StringNode:
		return text
	case *parse.NumberNode:
		if n.IsFloat && strings.Contains(n.Text, ".") { // others are whole numbers, which is another type
			return number
		}
	case *parse.VariableNode:
		switch name := n.Ident[0]; {
		case (name == "$labels" || name == "$externalLabels") && len(n.Ident) == 1:
			return set
		case (name == "$labels" || name == "$externalLabels") && len(n.Ident) == 2, name == "$externalURL" && len(n.Ident) == 1:
			return text
		case name == "$value" && len(n.Ident) == 1:
			return number
		}
	}
	return unknown
}

// call is what a call yields; piped is what the command before it yields, if there is one.
func call(command []parse.Node, isPiped bool, piped kind) kind {
	function, ok := command[0].(*parse.IdentifierNode)
	if !ok {
		return unknown
	}
	var kinds []kind
	for _, argument := range command[1:] {
		kinds = append(kinds, kindOf(argument))
	}
	if isPiped {
		kinds = append(kinds, piped)
	}
	if function.Ident == "printf" && len(command) > 1 {
		if format, ok := command[1].(*parse.StringNode); ok && printsCleanly(format.Text, kinds[1:]) {
			return text
		}
		return unknown
	}
	if slices.Contains(comparisons, function.Ident) && len(kinds) == 2 && kinds[0] == kinds[1] && (kinds[0] == text || kinds[0] == number) {
		return truth
	}
	if takes, known := harmlessFunctions[function.Ident]; known && len(kinds) == 1 && kinds[0] == takes {
		return text
	}
	return unknown
}

// comparisons cannot fail on two texts or two floats.
var comparisons = []string{"eq", "ne", "lt", "le", "gt", "ge"}

// printsCleanly tries a format on arguments of the kinds.
func printsCleanly(format string, kinds []kind) bool {
	arguments := make([]any, len(kinds))
	for i, k := range kinds {
		switch k {
		case text:
			arguments[i] = "a"
		case number:
			arguments[i] = 1.0
		default:
			return false
		}
	}
	return !isGarbled(fmt.Sprintf(format, arguments...))
}

// isGarbled tells whether printf complains in what it printed.
func isGarbled(printed string) bool { return strings.Contains(printed, "%!") }

// quote shows text in a message.
func quote(text string) string { return strconv.Quote(text) }
