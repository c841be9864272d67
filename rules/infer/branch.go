package infer

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"
)

// Branch is one way by which series come out of an expression: an operand of its `or` operators.
type Branch struct {
	// Expr is the innermost operand of an `or` that yields the branch, or the whole expression where none does.
	Expr parser.Expr

	// Value is what is known of the numbers.
	Value Value

	// Identity is what tells the series apart.
	Identity Identity

	labels labelSet
	never  *Loss
}

// Label returns what is known of a label, __name__ included, on the series of the branch.
func (b Branch) Label(name string) Label { return b.labels.get(name) }

// Never returns why the branch yields nothing, whatever the series are; nil if it may yield something.
func (b Branch) Never() *Loss { return b.never }

// Result is what is known of the series an expression yields. The zero Result knows nothing.
type Result struct {
	Branches []Branch // at most 64; where there are more they are joined
}

// Label returns what holds of a label over all branches that can yield something: it is Certain or Gone only where each of
// them says so. The loss is that of the first.
func (r Result) Label(name string) Label {
	branches := live(r.Branches)
	if len(branches) == 0 {
		return Label{}
	}
	label := branches[0].Label(name)
	for _, b := range branches[1:] {
		label = label.join(b.Label(name))
	}
	return label
}

// Value returns what holds of the numbers of all branches that can yield something.
func (r Result) Value() Value {
	branches := live(r.Branches)
	if len(branches) == 0 {
		return unknownValue()
	}
	v := branches[0].Value
	for _, b := range branches[1:] {
		v = v.join(b.Value)
	}
	return v
}

// Never returns why the expression yields nothing, whatever the series are: why its first branch does not. It is nil if some
// branch may yield something.
func (r Result) Never() *Loss {
	for _, b := range r.Branches {
		if b.never == nil {
			return nil
		}
	}
	if len(r.Branches) == 0 {
		return nil
	}
	return r.Branches[0].never
}

// live returns the branches that can yield something, or all if none can.
func live(branches []Branch) []Branch {
	if !slices.ContainsFunc(branches, func(b Branch) bool { return b.never != nil }) {
		return branches
	}
	var out []Branch
	for _, b := range branches {
		if b.never == nil {
			out = append(out, b)
		}
	}
	if len(out) == 0 {
		return branches
	}
	return out
}

// joined returns what holds of the series of all branches that can yield something.
func joined(branches []Branch) Branch {
	if len(branches) == 0 {
		return Branch{Value: unknownValue()}
	}
	all := live(branches)
	out := all[0]
	for _, b := range all[1:] {
		out.labels = out.labels.join(b.labels)
		out.Value = out.Value.join(b.Value)
		out.Identity = out.Identity.join(b.Identity)
	}
	return out
}

// capped returns branches, or their join where there are too many of them.
func capped(branches []Branch) []Branch {
	if len(branches) <= maxBranches {
		return branches
	}
	out := joined(branches)
	out.Expr = nil
	return []Branch{out}
}

// each applies change to every branch, in place.
func each(branches []Branch, change func(*Branch)) []Branch {
	for i := range branches {
		change(&branches[i])
	}
	return branches
}

// kill marks b as a branch that yields nothing from here on.
func (w *walker) kill(b *Branch, reason *Loss) {
	w.notes.dead = true
	b.kill(reason)
}

// kill marks the branch as one that yields nothing, for a reason if there is one. The first reason stays.
func (b *Branch) kill(reason *Loss) {
	if b.never == nil {
		b.never = reason
	}
}
