package alerttemplate

import (
	"strings"
	"text/template/parse"
)

// Reference is a label of the alert that a template prints, text[Start:End].
type Reference struct {
	Label      string
	Start, End int
}

// References returns the labels that a template prints, in order. One that an if, a with, an or or an and looks at may be
// missing on purpose, there and in what the condition guards. A template that does not parse has none.
func References(text string) []Reference {
	tree := parse.New("text")
	tree.Mode = parse.SkipFuncCheck
	if _, err := tree.Parse(prelude+text, "", "", map[string]*parse.Tree{}); err != nil {
		return nil
	}
	f := &finder{text: prelude + text}
	f.list(tree.Root, scope{dot: data})
	for i := range f.found {
		f.found[i].Start -= len(prelude)
		f.found[i].End -= len(prelude)
	}
	if f.reassigned {
		return nil
	}
	return f.found
}

// dot is what the dot of a template stands for.
type dot int

const (
	unknown dot = iota
	data        // what Prometheus passes: .Labels, .Value, ...
	labels      // the labels of the alert
)

// scope is what holds at a place of a template.
type scope struct {
	dot     dot
	guarded map[string]bool // labels that a condition around it looks at
}

// guard returns the scope inside a condition that looks at the labels.
func (s scope) guard(refs []Reference) scope {
	guarded := make(map[string]bool, len(s.guarded)+len(refs))
	for label := range s.guarded {
		guarded[label] = true
	}
	for _, r := range refs {
		guarded[r.Label] = true
	}
	return scope{s.dot, guarded}
}

// finder collects references.
type finder struct {
	text       string
	found      []Reference
	reassigned bool // $labels stands for something else
}

func (f *finder) list(list *parse.ListNode, s scope) {
	if list == nil {
		return
	}
	for _, node := range list.Nodes {
		switch n := node.(type) {
		case *parse.ActionNode:
			f.pipe(n.Pipe, s)
		case *parse.TemplateNode:
			f.pipe(n.Pipe, s)
		case *parse.IfNode:
			f.branch(&n.BranchNode, s, s.dot)
		case *parse.WithNode:
			f.branch(&n.BranchNode, s, f.dotOf(n.Pipe, s))
		case *parse.RangeNode:
			f.branch(&n.BranchNode, s, unknown)
		}
	}
}

// branch looks into the lists of an if, a with or a range, where inside stands for the dot of the first.
func (f *finder) branch(n *parse.BranchNode, s scope, inside dot) {
	condition := &finder{text: f.text}
	condition.pipe(n.Pipe, s)
	f.reassigned = f.reassigned || condition.reassigned
	s = s.guard(condition.found)
	f.list(n.ElseList, s)
	s.dot = inside
	f.list(n.List, s)
}

// dotOf returns what a with on the pipe makes of the dot.
func (f *finder) dotOf(pipe *parse.PipeNode, s scope) dot {
	if len(pipe.Cmds) != 1 || len(pipe.Cmds[0].Args) != 1 {
		return unknown
	}
	switch n := pipe.Cmds[0].Args[0].(type) {
	case *parse.DotNode:
		return s.dot
	default:
		if path, ok := pathOf(n, s); ok && len(path) == 0 {
			return labels
		}
	}
	return unknown
}

func (f *finder) pipe(pipe *parse.PipeNode, s scope) {
	if pipe == nil {
		return
	}
	for _, v := range pipe.Decl {
		f.reassigned = f.reassigned || len(v.Ident) > 0 && v.Ident[0] == "$labels" && int(v.Pos) > len(prelude)
	}
	for _, command := range pipe.Cmds {
		f.command(command, s)
	}
}

func (f *finder) command(c *parse.CommandNode, s scope) {
	if len(c.Args) == 0 {
		return
	}
	name, ok := c.Args[0].(*parse.IdentifierNode)
	if ok && (name.Ident == "or" || name.Ident == "and") {
		return // asks whether the label is there
	}
	if ok && name.Ident == "index" && len(c.Args) == 3 {
		path, isLabels := pathOf(c.Args[1], s)
		key, isString := c.Args[2].(*parse.StringNode)
		if isLabels && len(path) == 0 && isString {
			f.add(Reference{key.Text, int(name.Pos), int(key.Pos) + len(key.Quoted)}, s)
			return
		}
	}
	for _, arg := range c.Args {
		switch n := arg.(type) {
		case *parse.PipeNode:
			f.pipe(n, s)
		default:
			if path, ok := pathOf(n, s); ok && len(path) == 1 {
				if start, end, ok := f.extent(n); ok {
					f.add(Reference{path[0], start, end}, s)
				}
			}
		}
	}
}

// add records a reference unless a condition guards it.
func (f *finder) add(r Reference, s scope) {
	if !s.guarded[r.Label] {
		f.found = append(f.found, r)
	}
}

// extent returns where a variable or field with its fields stands. Nodes of several fields know the place of the
// second alone.
func (f *finder) extent(node parse.Node) (start, end int, ok bool) {
	written := node.String()
	first := written
	if i := strings.IndexByte(written[1:], '.'); i >= 0 {
		first = written[:i+1]
	}
	for _, start := range []int{int(node.Position()) - len(first), int(node.Position())} {
		if start >= 0 && strings.HasPrefix(f.text[start:], written) {
			return start, start + len(written), true
		}
	}
	return 0, 0, false
}

// pathOf returns the fields below the labels of the alert that a node reads, such as instance of $labels.instance.
func pathOf(node parse.Node, s scope) ([]string, bool) {
	switch n := node.(type) {
	case *parse.VariableNode:
		switch {
		case n.Ident[0] == "$labels":
			return n.Ident[1:], true
		case n.Ident[0] == "$" && len(n.Ident) > 1 && n.Ident[1] == "Labels":
			return n.Ident[2:], true
		}
	case *parse.FieldNode:
		switch {
		case s.dot == data && n.Ident[0] == "Labels":
			return n.Ident[1:], true
		case s.dot == labels:
			return n.Ident, true
		}
	case *parse.DotNode:
		return nil, s.dot == labels
	}
	return nil, false
}
