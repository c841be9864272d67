package infer

import "slices"

// Identity is what tells the series of a result apart.
type Identity struct {
	// Known tells whether Labels are all that can differ between two series.
	Known  bool
	Labels []string // sorted; of those that are known to be there or asked for, where Known is false
}

// Has tells whether a label is one of those that tell series apart.
func (i Identity) Has(name string) bool {
	_, ok := slices.BinarySearch(i.Labels, name)
	return ok
}

// only returns the identity of groups by names.
func (i Identity) only(names []string) Identity {
	return Identity{true, slices.Compact(slices.Sorted(slices.Values(names)))}
}

// without returns the identity once names are gone.
func (i Identity) without(names ...string) Identity {
	if !slices.ContainsFunc(names, i.Has) {
		return i
	}
	i.Labels = slices.DeleteFunc(slices.Clone(i.Labels), func(name string) bool { return slices.Contains(names, name) })
	return i
}

// with returns the identity once names may differ, too. Where that becomes too much, all is forgotten.
func (i Identity) with(names ...string) Identity {
	if len(i.Labels)+len(names) > maxNames {
		return Identity{}
	}
	for _, name := range names {
		if at, ok := slices.BinarySearch(i.Labels, name); !ok {
			i.Labels = slices.Insert(slices.Clone(i.Labels), at, name)
		}
	}
	return i
}

// join returns what tells series apart that are told apart by i or by other.
func (i Identity) join(other Identity) Identity {
	out := i.with(other.Labels...)
	out.Known = i.Known && other.Known
	return out
}
