package valuelabel

import (
	"slices"
	"strings"
	"text/template/parse"
)

// prelude is what Prometheus puts before each template of an alert.
const prelude = "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}{{$externalURL := .ExternalURL}}{{$value := .Value}}"

// change is an action of a template, text[from:to], that prints what changes.
type change struct {
	from, to int
	what     string // $value, the result of a query, the time
}

// changing returns the actions of a template that print what changes from one evaluation to the next. What is printed in
// branches of a condition is looked at, the condition itself is not: it chooses between what is written.
func changing(text string) []change {
	tree := parse.New("text")
	tree.Mode = parse.SkipFuncCheck
	if _, err := tree.Parse(prelude+text, "", "", map[string]*parse.Tree{}); err != nil {
		return nil
	}
	f := &finder{text: prelude + text, variables: map[string]string{}}
	f.list(tree.Root, "", true)
	return f.found
}

// finder collects changes.
type finder struct {
	text      string
	variables map[string]string // what they hold, of those that change
	found     []change
}

// list looks at nodes. dot is what the dot changes with, "" if with nothing; isData says that it is what Prometheus passes.
func (f *finder) list(list *parse.ListNode, dot string, isData bool) {
	if list == nil {
		return
	}
	for _, node := range list.Nodes {
		switch n := node.(type) {
		case *parse.ActionNode:
			if what := f.pipe(n.Pipe, dot, isData); what != "" && len(n.Pipe.Decl) == 0 {
				f.add(n, what)
			}
		case *parse.IfNode:
			f.pipe(n.Pipe, dot, isData)
			f.list(n.List, dot, isData)
			f.list(n.ElseList, dot, isData)
		case *parse.WithNode:
			f.list(n.List, f.pipe(n.Pipe, dot, isData), isData && n.Pipe.String() == ".")
			f.list(n.ElseList, dot, isData)
		case *parse.RangeNode:
			f.list(n.List, f.pipe(n.Pipe, dot, isData), false)
			f.list(n.ElseList, dot, isData)
		}
	}
}

// add records an action.
func (f *finder) add(n *parse.ActionNode, what string) {
	from := strings.LastIndex(f.text[:int(n.Pos)], "{{")
	to := strings.Index(f.text[int(n.Pos):], "}}")
	if from < len(prelude) || to < 0 {
		return
	}
	if what == sampleOfQuery {
		what = result
	}
	f.found = append(f.found, change{from - len(prelude), int(n.Pos) + to + len("}}") - len(prelude), what})
}

const (
	value         = "$value"
	sampleOfQuery = "samples" // whose value changes; their labels are taken to stay
	result        = "the result of a query"
	clock         = "the time"
)

// fixed are functions whose result says one of few things, or is not the value.
var fixed = []string{"eq", "ne", "lt", "le", "gt", "ge", "not", "match", "len", "label", "strvalue"}

// pipe returns what the result of a pipeline changes with, "" if with nothing, and has its variables hold that.
func (f *finder) pipe(pipe *parse.PipeNode, dot string, isData bool) string {
	what := ""
	for _, command := range pipe.Cmds {
		what = f.command(command, what, dot, isData)
	}
	for _, v := range pipe.Decl {
		switch {
		case what != "":
			f.variables[v.Ident[0]] = what
		case !pipe.IsAssign:
			delete(f.variables, v.Ident[0])
		}
	}
	return what
}

// command returns what the result of a command changes with, where the one before it changes with piped.
func (f *finder) command(c *parse.CommandNode, piped, dot string, isData bool) string {
	what := piped
	for i, arg := range c.Args {
		if name, ok := arg.(*parse.IdentifierNode); ok && i == 0 {
			switch {
			case slices.Contains(fixed, name.Ident):
				return ""
			case name.Ident == "now":
				return clock
			case name.Ident == "query":
				return sampleOfQuery
			}
			continue
		}
		if found := f.operand(arg, dot, isData); found != "" {
			what = found
		}
	}
	if name, ok := c.Args[0].(*parse.IdentifierNode); ok && name.Ident == "value" && what == sampleOfQuery {
		return result
	}
	return what
}

// operand returns what an operand changes with.
func (f *finder) operand(node parse.Node, dot string, isData bool) string {
	switch n := node.(type) {
	case *parse.PipeNode:
		return f.pipe(n, dot, isData)
	case *parse.DotNode:
		return dot
	case *parse.VariableNode:
		return f.variable(n.Ident)
	case *parse.FieldNode:
		switch {
		case isData && n.Ident[0] == "Value":
			return value
		case dot == sampleOfQuery && n.Ident[0] == "Value":
			return result
		}
	case *parse.ChainNode:
		if n.Field[len(n.Field)-1] == "Value" && f.operand(n.Node, dot, isData) == sampleOfQuery {
			return result
		}
	}
	return ""
}

// variable returns what a variable, or a field of it, changes with.
func (f *finder) variable(ident []string) string {
	switch name := ident[0]; {
	case name == "$" && len(ident) == 2 && ident[1] == "Value":
		return value
	case len(ident) == 1:
		return f.variables[name]
	case f.variables[name] == sampleOfQuery && ident[len(ident)-1] == "Value":
		return result
	}
	return ""
}
