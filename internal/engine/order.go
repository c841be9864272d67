package engine

import (
	"slices"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
)

// arrange returns the rules in the order of their evaluation at each step: groups as named in first, then groups after those
// they read, then as declared; within a group as declared. Every rule must know what it reads.
func arrange(groups [][]*rule, names []string, first []string) []*rule {
	rank := map[string]int{}
	for i, name := range first {
		if _, ok := rank[name]; !ok {
			rank[name] = i
		}
	}
	byRank := make([][]int, len(first)+1)
	for i, name := range names {
		r, ok := rank[name]
		if !ok {
			r = len(first)
		}
		byRank[r] = append(byRank[r], i)
	}
	edges := groupEdges(groups)
	var order []*rule
	for _, members := range byRank {
		for _, i := range byDependency(edges, members) {
			order = append(order, groups[i]...)
		}
	}
	for i, r := range order {
		r.index = i
	}
	return order
}

// groupEdges returns for each group the groups that it reads.
func groupEdges(groups [][]*rule) [][]int {
	of := map[*rule]int{}
	for i, g := range groups {
		for _, r := range g {
			of[r] = i
		}
	}
	edges := make([][]int, len(groups))
	for i, g := range groups {
		for _, r := range g {
			for _, w := range r.reads {
				if j := of[w]; j != i {
					edges[i] = append(edges[i], j)
				}
			}
		}
		slices.Sort(edges[i])
		edges[i] = slices.Compact(edges[i])
	}
	return edges
}

// byDependency sorts members so that a group comes after those it reads; groups that read each other stay together, as declared.
func byDependency(edges [][]int, members []int) []int {
	place := map[int]int{}
	for i, m := range members {
		place[m] = i
	}
	reads := make([][]int, len(members))
	for i, m := range members {
		for _, to := range edges[m] {
			if j, ok := place[to]; ok {
				reads[i] = append(reads[i], j)
			}
		}
	}
	var order []int
	for _, part := range components(reads) {
		slices.Sort(part)
		for _, i := range part {
			order = append(order, members[i])
		}
	}
	return order
}

// link finds out which rules each rule reads: those that could write a series that one of its selectors accepts.
func link(groups [][]*rule) {
	writers := map[string][]*rule{}
	var all []*rule
	for _, g := range groups {
		for _, r := range g {
			all = append(all, r)
			for _, name := range r.names() {
				writers[name] = append(writers[name], r)
			}
		}
	}
	for _, r := range all {
		if r.readsAll() {
			r.reads = all
			continue
		}
		seen := map[*rule]bool{}
		for _, s := range r.expr.selectors {
			candidates := all
			if name, ok := nameOf(s.matchers); ok {
				candidates = writers[name]
			}
			for _, w := range candidates {
				if !seen[w] && w.writes(s.matchers) {
					seen[w] = true
					r.reads = append(r.reads, w)
				}
			}
		}
	}
}

// nameOf returns the metric name that the matchers ask for, if they ask for one.
func nameOf(matchers []*labels.Matcher) (string, bool) {
	for _, m := range matchers {
		if m.Name == model.MetricNameLabel && m.Type == labels.MatchEqual {
			return m.Value, true
		}
	}
	return "", false
}

// components returns the strongly connected components of a graph, each after those its edges lead to, and otherwise in the
// order of the nodes.
func components(edges [][]int) [][]int {
	t := tarjan{edges: edges, index: make([]int, len(edges)), low: make([]int, len(edges)), on: make([]bool, len(edges))}
	for node := range edges {
		if t.index[node] == 0 {
			t.visit(node)
		}
	}
	return t.found
}

// tarjan is the state of Tarjan's algorithm, without recursion: chains of rules may be thousands long.
type tarjan struct {
	edges      [][]int
	index, low []int // 0: not visited
	on         []bool
	stack      []int
	count      int
	found      [][]int
}

func (t *tarjan) visit(root int) {
	type frame struct{ node, edge int }
	frames := []frame{{root, 0}}
	t.enter(root)
	for len(frames) > 0 {
		f := &frames[len(frames)-1]
		if f.edge < len(t.edges[f.node]) {
			next := t.edges[f.node][f.edge]
			f.edge++
			switch {
			case t.index[next] == 0:
				t.enter(next)
				frames = append(frames, frame{next, 0})
			case t.on[next]:
				t.low[f.node] = min(t.low[f.node], t.index[next])
			}
			continue
		}
		node := f.node
		frames = frames[:len(frames)-1]
		if len(frames) > 0 {
			parent := frames[len(frames)-1].node
			t.low[parent] = min(t.low[parent], t.low[node])
		}
		if t.low[node] == t.index[node] {
			t.leave(node)
		}
	}
}

func (t *tarjan) enter(node int) {
	t.count++
	t.index[node], t.low[node], t.on[node] = t.count, t.count, true
	t.stack = append(t.stack, node)
}

func (t *tarjan) leave(root int) {
	var part []int
	for {
		node := t.stack[len(t.stack)-1]
		t.stack = t.stack[:len(t.stack)-1]
		t.on[node] = false
		part = append(part, node)
		if node == root {
			t.found = append(t.found, part)
			return
		}
	}
}
