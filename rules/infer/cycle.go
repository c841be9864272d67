package infer

import (
	"cmp"
	"slices"

	"github.com/promwright/promwright/rules/rulefile"
)

// Cycle is rules that read each other.
type Cycle struct {
	Rules   []*rulefile.Rule // each reads the next, the last reads the first; a single one reads itself
	Starved bool             // none of them can ever yield a series, because it would have to have one first
}

// Cycles returns the cycles of the project, one of each set of rules that are tied together by cycles, and from its first rule
// on in the order of the files. Where a set has rules that starve, the cycle is one of those; otherwise one of several rules is
// preferred to a rule that reads itself.
func (r *Rules) Cycles() []Cycle {
	g := r.graph()
	place := map[*rulefile.Rule]int{}
	for i, rule := range g.rules {
		place[rule] = i
	}
	var cycles []Cycle
	for _, tied := range g.tied {
		tied := slices.SortedFunc(slices.Values(tied), func(a, b *rulefile.Rule) int { return cmp.Compare(place[a], place[b]) })
		starved := g.starved(tied)
		among := starved
		if len(starved) == 0 {
			among = set(tied)
		}
		if ring := g.ring(tied, among); ring != nil {
			first := slices.Index(ring, slices.MinFunc(ring, func(a, b *rulefile.Rule) int { return cmp.Compare(place[a], place[b]) }))
			cycles = append(cycles, Cycle{Rules: slices.Concat(ring[first:], ring[:first]), Starved: len(starved) > 0})
		}
	}
	slices.SortFunc(cycles, func(a, b Cycle) int { return cmp.Compare(place[a.Rules[0]], place[b.Rules[0]]) })
	return cycles
}

func set(rules []*rulefile.Rule) map[*rulefile.Rule]bool {
	s := map[*rulefile.Rule]bool{}
	for _, rule := range rules {
		s[rule] = true
	}
	return s
}

// ring follows who reads whom among some of the rules until it comes to one for the second time; nil if it does not.
func (g *graph) ring(tied []*rulefile.Rule, among map[*rulefile.Rule]bool) []*rulefile.Rule {
	at := map[*rulefile.Rule]int{}
	var path []*rulefile.Rule
	i := slices.IndexFunc(tied, func(rule *rulefile.Rule) bool { return among[rule] })
	for rule := tied[i]; rule != nil; rule = g.next(rule, among) {
		if start, ok := at[rule]; ok {
			return path[start:]
		}
		at[rule] = len(path)
		path = append(path, rule)
	}
	return nil
}

// next returns a rule among some that a rule reads, another one if there is any.
func (g *graph) next(rule *rulefile.Rule, among map[*rulefile.Rule]bool) *rulefile.Rule {
	var self *rulefile.Rule
	for _, read := range g.reads[rule] {
		for _, writer := range read.rules {
			switch {
			case writer == rule:
				self = rule
			case among[writer]:
				return writer
			}
		}
	}
	return self
}

// component is the state of a search for what is tied together (Tarjan's strongly connected components). Its nodes are rules
// and readings: a rule leads to what it reads, and that to the rules that write it.
type component struct {
	graph *graph
	index map[any]int // from 1, in order of visits
	low   map[any]int
	done  map[any]bool
	stack []any
	found [][]*rulefile.Rule
}

// components returns the sets of rules that read each other, directly or not.
func (g *graph) components() [][]*rulefile.Rule {
	c := &component{graph: g, index: map[any]int{}, low: map[any]int{}, done: map[any]bool{}}
	for _, rule := range g.rules {
		if c.index[rule] == 0 && len(g.reads[rule]) > 0 {
			c.visit(rule)
		}
	}
	return c.found
}

func (c *component) visit(node any) {
	n := len(c.index) + 1
	c.index[node], c.low[node] = n, n
	c.stack = append(c.stack, node)
	switch node := node.(type) {
	case *rulefile.Rule:
		for _, read := range c.graph.reads[node] {
			c.follow(node, read)
		}
	case *reading:
		for _, rule := range node.rules {
			c.follow(node, rule)
		}
	}
	if c.low[node] == n {
		c.close(node)
	}
}

func (c *component) follow(from, to any) {
	switch {
	case c.index[to] == 0:
		c.visit(to)
		c.low[from] = min(c.low[from], c.low[to])
	case !c.done[to]:
		c.low[from] = min(c.low[from], c.index[to])
	}
}

// close takes what is tied to a node from the stack. A rule that is tied to nothing reads no cycle; one that reads itself is tied
// to its reading.
func (c *component) close(node any) {
	start := len(c.stack) - 1
	for c.stack[start] != node {
		start--
	}
	tied := c.stack[start:]
	c.stack = c.stack[:start:start]
	var rules []*rulefile.Rule
	for _, member := range tied {
		c.done[member] = true
		if rule, ok := member.(*rulefile.Rule); ok {
			rules = append(rules, rule)
		}
	}
	if len(tied) > 1 {
		c.found = append(c.found, rules)
	}
}
