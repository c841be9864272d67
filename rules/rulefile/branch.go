package rulefile

import "sort"

// branch is the branch of a condition that holds from an offset on; 0 outside of all.
type branch struct{ from, id int }

// enter, turn and leave keep account of the branches.
func (r *rendering) enter(i int) { r.open = append(r.open, 0); r.turn(i) }

func (r *rendering) turn(i int) {
	id := len(r.branches) + 1
	r.open[len(r.open)-1] = id
	r.branch(i, id)
}

func (r *rendering) leave(i int) {
	r.open = r.open[:len(r.open)-1]
	outer := 0
	if n := len(r.open); n > 0 {
		outer = r.open[n-1]
	}
	r.branch(i, outer)
}

func (r *rendering) branch(i, id int) {
	p := r.pieces[i]
	r.branches = append(r.branches, branch{p.end, id})
	r.actions = append(r.actions, extent{p.start, p.end})
}

// branchAt returns the branch of a condition that an offset of the template is in; 0 outside of all.
func (r *rendering) branchAt(offset int) int {
	n := sort.Search(len(r.branches), func(n int) bool { return r.branches[n].from > offset })
	if n == 0 {
		return 0
	}
	return r.branches[n-1].id
}

// unknown says whether what the template prints from start up to end, or whether it does, it does not tell alone.
func (r *rendering) unknown(start, end int) bool {
	n := sort.Search(len(r.actions), func(n int) bool { return r.actions[n].end > start })
	return n < len(r.actions) && r.actions[n].start < max(end, start+1)
}
