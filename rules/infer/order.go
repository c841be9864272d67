package infer

import (
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/rulefile"
)

// order collects the definitions of files and returns them so that each comes after those it reads, and marks
// cycles (Tarjan's strongly connected components).
func (r *Rules) order(files []*rulefile.File) []*definition {
	var declared []*definition
	for _, f := range files {
		for rule := range f.Rules() {
			k := ruleKey(rule)
			if r.definitions[k] == nil {
				r.definitions[k] = &definition{key: k}
				declared = append(declared, r.definitions[k])
			}
			r.definitions[k].rules = append(r.definitions[k].rules, rule)
		}
	}
	t := &tarjan{definitions: r.definitions, index: map[*definition]int{}, low: map[*definition]int{}}
	for _, d := range declared {
		if t.index[d] == 0 {
			t.visit(d)
		}
	}
	return t.done
}

// tarjan is the state of one walk over the definitions. A definition on the stack has no cycle yet.
type tarjan struct {
	definitions map[string]*definition
	index, low  map[*definition]int // from 1, in order of visits
	stack, done []*definition
}

func (t *tarjan) visit(d *definition) {
	n := len(t.index) + 1
	t.index[d], t.low[d] = n, n
	t.stack = append(t.stack, d)
	for _, read := range reads(d, t.definitions) {
		switch {
		case t.index[read] == 0:
			t.visit(read)
			t.low[d] = min(t.low[d], t.low[read])
		case read.cycle == 0:
			t.low[d] = min(t.low[d], t.index[read])
		}
	}
	if t.low[d] < n {
		return
	}
	for {
		last := t.stack[len(t.stack)-1]
		t.stack = t.stack[:len(t.stack)-1]
		last.cycle = n
		t.done = append(t.done, last)
		if last == d {
			return
		}
	}
}

// reads returns the definitions that the rules of d select, in order of appearance.
func reads(d *definition, definitions map[string]*definition) []*definition {
	var out []*definition
	for _, rule := range d.rules {
		expr, err := rule.Query()
		if err != nil {
			continue
		}
		parser.Inspect(expr, func(node parser.Node, _ []parser.Node) error {
			if e, ok := node.(*parser.VectorSelector); ok {
				if read := definitions[key(e)]; read != nil {
					out = append(out, read)
				}
			}
			return nil
		})
	}
	return out
}
