package diff

import (
	"maps"
	"slices"

	"github.com/promwright/promwright/rules"
)

// groupPair is a group before and after; nil where it was not there.
type groupPair struct {
	old, new           *rules.PlainGroup
	oldRules, newRules []*rule
}

// pairGroups returns the new groups in their order, each with what it was before, then the old groups that are gone.
func pairGroups(old, new []rules.PlainGroup) []*groupPair {
	was := map[int]int{} // index of the new group to that of the old
	gone, come := matchNames(old, new, was)
	matchContents(old, new, gone, come, was)
	var pairs []*groupPair
	for i := range new {
		pair := &groupPair{new: &new[i]}
		if j, ok := was[i]; ok {
			pair.old = &old[j]
		}
		pairs = append(pairs, pair)
	}
	kept := slices.Collect(maps.Values(was))
	slices.Sort(kept)
	for j := range old {
		if _, ok := slices.BinarySearch(kept, j); !ok {
			pairs = append(pairs, &groupPair{old: &old[j]})
		}
	}
	for _, pair := range pairs {
		pair.oldRules, pair.newRules = rulesOf(pair, pair.old), rulesOf(pair, pair.new)
	}
	return pairs
}

// matchNames pairs groups of the same name, several of a name in their order. It returns the indices of the others.
func matchNames(old, new []rules.PlainGroup, was map[int]int) (gone, come []int) {
	byName := map[string][]int{}
	for j, g := range old {
		byName[g.Name] = append(byName[g.Name], j)
	}
	for i, g := range new {
		if js := byName[g.Name]; len(js) > 0 {
			was[i], byName[g.Name] = js[0], js[1:]
		} else {
			come = append(come, i)
		}
	}
	for _, js := range byName {
		gone = append(gone, js...)
	}
	slices.Sort(gone)
	return gone, come
}

// matchContents pairs groups that have another name now: those that share more than half of the rules of either, by kind and name.
func matchContents(old, new []rules.PlainGroup, gone, come []int, was map[int]int) {
	holders := map[string][]int{} // the old groups that have a rule of a name
	for _, j := range gone {
		for name := range names(old[j]) {
			holders[name] = append(holders[name], j)
		}
	}
	taken := map[int]bool{}
	for _, i := range come {
		shared, own := map[int]int{}, names(new[i])
		for name := range own {
			for _, j := range holders[name] {
				shared[j]++
			}
		}
		for _, j := range slices.Sorted(maps.Keys(shared)) {
			if !taken[j] && 2*shared[j] > max(len(own), len(names(old[j]))) {
				was[i], taken[j] = j, true
				break
			}
		}
	}
}

// names returns the rules of a group by kind and name, each once.
func names(g rules.PlainGroup) map[string]bool {
	set := map[string]bool{}
	for _, r := range g.Rules {
		set[kind(r)+" "+r.Name()] = true
	}
	return set
}
