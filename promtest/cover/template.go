package cover

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"

	"github.com/promwright/promwright/internal/engine"
)

// prelude declares the variables that Prometheus gives to the templates of alerts.
const prelude = "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}{{$externalURL := .ExternalURL}}{{$value := .Value}}"

// template is a label or an annotation with actions. In its text every branch of an if, a with or a range leaves a mark in what
// the template expands to.
type template struct {
	text  string
	marks int  // in text
	moody bool // it looks at more than the element that it is expanded for
}

// trace is what came of a template in one test.
type trace struct {
	executed bool
	marks    []bool
	err      error // of the first execution that failed
}

// templateBranches returns the branches of the templates in maps of labels or annotations, of which later ones win.
func templateBranches(field string, outer, own map[string]string) []branch {
	texts := maps.Clone(own)
	for name, text := range outer {
		if _, hidden := own[name]; !hidden {
			if texts == nil {
				texts = map[string]string{}
			}
			texts[name] = text
		}
	}
	var all []branch
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		if strings.Contains(texts[name], "{{") {
			all = append(all, branchesIn(field+"."+name, texts[name])...)
		}
	}
	return all
}

// branchesIn returns the branches of one template: one for its execution, two for each if, with and range.
func branchesIn(field, text string) []branch {
	t := &template{text: text, moody: strings.Contains(text, "query") || strings.Contains(text, "now")}
	all := []branch{{Branch{Field: field, Outcome: "executed"}, func(v *visit) (bool, error) {
		trace := v.trace(t)
		return trace.executed, trace.err
	}}}
	trees := map[string]*parse.Tree{}
	tree := parse.New("")
	tree.Mode = parse.SkipFuncCheck
	if _, err := tree.Parse(prelude+text, "{{", "}}", trees); err != nil {
		return all // it fails when it is executed
	}
	add := func(control *parse.BranchNode, outcome string, list **parse.ListNode) {
		mark := t.mark(list)
		from, to := action(prelude+text, int(control.Pos))
		all = append(all, branch{
			Branch{Field: field, From: from - len(prelude), To: to - len(prelude), Outcome: outcome},
			func(v *visit) (bool, error) { return v.trace(t).marks[mark], nil },
		})
	}
	for _, name := range slices.Sorted(maps.Keys(trees)) {
		instrument(trees[name].Root, add)
	}
	t.text = print(tree, trees)
	return all
}

// instrument gives every branch below a list to add.
func instrument(list *parse.ListNode, add func(*parse.BranchNode, string, **parse.ListNode)) {
	if list == nil {
		return
	}
	for _, n := range slices.Clone(list.Nodes) {
		var control *parse.BranchNode
		yes, no := "true", "false"
		switch n := n.(type) {
		case *parse.IfNode:
			control = &n.BranchNode
		case *parse.WithNode:
			control = &n.BranchNode
		case *parse.RangeNode:
			control, yes, no = &n.BranchNode, "entered", "empty"
		default:
			continue
		}
		body, other := control.List, control.ElseList
		add(control, yes, &control.List)
		add(control, no, &control.ElseList)
		instrument(body, add)
		instrument(other, add)
	}
}

// mark puts the next mark at the beginning of a list.
func (t *template) mark(list **parse.ListNode) int {
	n := &parse.TextNode{NodeType: parse.NodeText, Text: []byte(markText(t.marks))}
	marked := &parse.ListNode{NodeType: parse.NodeList, Nodes: []parse.Node{n}}
	if *list != nil {
		marked.Nodes = append(marked.Nodes, (*list).Nodes...)
	}
	*list = marked
	t.marks++
	return t.marks - 1
}

// markText is what a mark prints. It begins and ends with control characters that no template has, two different ones, so that
// what stands between two marks is none.
func markText(i int) string { return "\x01" + strconv.Itoa(i) + "\x02" }

// print returns the text of a template without the prelude, with those that it defines.
func print(tree *parse.Tree, trees map[string]*parse.Tree) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(trees)) {
		if name != tree.Name {
			b.WriteString("{{define " + strconv.Quote(name) + "}}" + trees[name].Root.String() + "{{end}}")
		}
	}
	for _, n := range tree.Root.Nodes[strings.Count(prelude, "{{"):] {
		b.WriteString(n.String())
	}
	return b.String()
}

// action returns where the action around a byte of a template stands, braces included.
func action(text string, at int) (from, to int) {
	from = strings.LastIndex(text[:at], "{{")
	to = len(text)
	if i := strings.Index(text[at:], "}}"); i >= 0 {
		to = at + i + len("}}")
	}
	return from, to
}

// trace executes a template for every alert that looks different to it, until all of its branches were taken.
func (v *visit) trace(t *template) trace {
	if known, ok := v.traces[t]; ok {
		return known
	}
	found := trace{marks: make([]bool, t.marks)}
	for _, a := range v.alerts {
		if v.execute(t, a, &found) {
			break
		}
	}
	v.traces[t] = found
	return found
}

// execute executes a template for one alert, and reports whether there is nothing left to find out.
func (v *visit) execute(t *template, a *engine.Alert, found *trace) bool {
	steps := a.Changes()
	if t.moody {
		steps = a.Yields()
	}
	for step := range steps {
		text, err := a.Expand(step, t.text)
		if err != nil {
			if found.err == nil {
				found.err = err
			}
			continue
		}
		found.executed = true
		for i := range found.marks {
			found.marks[i] = found.marks[i] || strings.Contains(text, markText(i))
		}
		if !slices.Contains(found.marks, false) || v.ctx.Err() != nil {
			return true
		}
	}
	return false
}
