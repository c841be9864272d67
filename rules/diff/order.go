package diff

import (
	"fmt"
	"slices"
	"strings"
)

// shown is how many of the rules that moved are named.
const shown = 3

// order returns which rules stand at another place among those that were in the group before and after, if any do: rules of a group are
// evaluated in turn. They are the fewest whose moving makes the new order of the old one.
func (d *differ) order(g *groupPair) []Field {
	var kept []*rule // in the new order
	for _, r := range g.newRules {
		if was := d.was[r]; was != nil && was.group == g {
			kept = append(kept, r)
		}
	}
	stay := rising(kept, func(r *rule) int { return d.was[r].index })
	var moved []string
	for _, r := range kept {
		if !stay[r] {
			moved = append(moved, r.Name())
		}
	}
	if len(moved) == 0 {
		return nil
	}
	if len(moved) > shown+1 {
		moved = append(moved[:shown], fmt.Sprintf("%d more", len(moved)-shown))
	}
	return []Field{{Name: "order", New: strings.Join(moved, ", ")}}
}

// rising returns the longest selection of items whose values rise.
func rising[T comparable](items []T, value func(T) int) map[T]bool {
	var ends []int // of the best selection of each length, as an index of items
	before := make([]int, len(items))
	for i, item := range items {
		at, _ := slices.BinarySearchFunc(ends, value(item), func(end, v int) int { return value(items[end]) - v })
		before[i] = -1
		if at > 0 {
			before[i] = ends[at-1]
		}
		if at == len(ends) {
			ends = append(ends, i)
		} else {
			ends[at] = i
		}
	}
	selection := map[T]bool{}
	if len(ends) > 0 {
		for i := ends[len(ends)-1]; i >= 0; i = before[i] {
			selection[items[i]] = true
		}
	}
	return selection
}
