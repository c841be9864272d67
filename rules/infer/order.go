package infer

import (
	"slices"

	"github.com/promwright/promwright/rules/rulefile"
)

// order collects the definitions of files, marks cycles (Tarjan's strongly connected components), and returns the definitions by
// rank: each reads only those of lower ranks, and of its own cycle. What before, an earlier version of the project, knows of
// selectors is taken from there; it may be nil.
func (r *Rules) order(files []*rulefile.File, before *Rules) [][]*definition {
	var declared []*definition
	for _, f := range files {
		for rule := range f.Rules() {
			k := ruleKey(rule)
			if r.definitions[k] == nil {
				r.definitions[k] = &definition{key: k}
				declared = append(declared, r.definitions[k])
			}
			d := r.definitions[k]
			r.slots[rule] = slot{d, len(d.rules)}
			d.rules = append(d.rules, rule)
		}
	}
	for _, d := range declared {
		d.selected = before.selected(d)
	}
	t := &tarjan{definitions: r.definitions}
	for _, d := range declared {
		if d.visit == 0 {
			t.walk(d)
		}
	}
	return ranked(t.done)
}

// selected returns the keys of the definitions that the rules of d may read, each once, in order of appearance.
func (r *Rules) selected(d *definition) []string {
	if r != nil {
		if old := r.definitions[d.key]; old != nil && slices.Equal(old.rules, d.rules) {
			return old.selected
		}
	}
	var keys []string
	seen := map[string]bool{}
	for _, rule := range d.rules {
		for e := range selectors(rule) {
			if k := key(e); k != "" && !seen[k] {
				seen[k] = true
				keys = append(keys, k)
			}
		}
	}
	return keys
}

// tarjan is the state of one walk over the definitions. A definition on the stack has no cycle yet.
type tarjan struct {
	definitions map[string]*definition
	visits      int
	stack, done []*definition
}

func (t *tarjan) walk(d *definition) {
	t.visits++
	d.visit, d.low = t.visits, t.visits
	t.stack = append(t.stack, d)
	for _, k := range d.selected {
		read := t.definitions[k]
		if read == nil {
			continue
		}
		d.reads = append(d.reads, read)
		read.read = true
		switch {
		case read.visit == 0:
			t.walk(read)
			d.low = min(d.low, read.low)
		case read.cycle == 0:
			d.low = min(d.low, read.visit)
		}
	}
	if d.low < d.visit {
		return
	}
	for {
		last := t.stack[len(t.stack)-1]
		t.stack = t.stack[:len(t.stack)-1]
		last.cycle = d.visit
		t.done = append(t.done, last)
		if last == d {
			return
		}
	}
}

// ranked returns definitions, each of which comes after those it reads, by rank. Those of a cycle do not wait for each other.
func ranked(all []*definition) [][]*definition {
	var ranks [][]*definition
	for _, d := range all {
		for _, read := range d.reads {
			if read.cycle != d.cycle {
				d.rank = max(d.rank, read.rank+1)
			}
		}
		for len(ranks) <= d.rank {
			ranks = append(ranks, nil)
		}
		ranks[d.rank] = append(ranks[d.rank], d)
	}
	return ranks
}
