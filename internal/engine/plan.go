package engine

import (
	"slices"

	"github.com/prometheus/prometheus/model/labels"
)

// plan splits the rules into parts, each after the parts it reads. A part of one rule may be evaluated as a range query, if
// rangeable says so; the rules of a larger part depend on each other's past.
func (r *Run) plan() [][]*rule {
	edges := make([][]int, len(r.rules))
	for i, ru := range r.rules {
		for _, w := range ru.reads {
			edges[i] = append(edges[i], w.index)
		}
	}
	r.tieEdges(edges)
	var parts [][]*rule
	for _, component := range components(edges) {
		slices.Sort(component)
		part := make([]*rule, len(component))
		for i, index := range component {
			part[i] = r.rules[index]
		}
		parts = append(parts, part)
	}
	return parts
}

// tieEdges binds the rules that may write the same series of a tied name.
func (r *Run) tieEdges(edges [][]int) {
	for name := range r.tied {
		var writers []*rule
		for _, ru := range r.rules {
			if slices.Contains(ru.names(), name) {
				writers = append(writers, ru)
			}
		}
		for _, a := range writers {
			for _, b := range writers {
				if a != b && a.overlaps(b) {
					edges[a.index] = append(edges[a.index], b.index)
				}
			}
		}
	}
}

// overlaps reports whether the labels that two rules set allow them to write the same series.
func (r *rule) overlaps(other *rule) bool {
	if r.alerts() && other.alerts() && r.plain.Alert != other.plain.Alert {
		return false
	}
	disjoint := false
	r.labels.Range(func(l labels.Label) {
		if r.fixed(l.Name) && other.fixed(l.Name) && l.Value != other.labels.Get(l.Name) {
			disjoint = true
		}
	})
	return !disjoint
}

// rangeable reports whether a range query over all steps gives what queries step by step would: whatever the rule can select
// up to the time of a step has been written when the rule runs at that step.
func (r *Run) rangeable(ru *rule) bool {
	if r.clock.steps == 1 || ru.expr.stepwise != "" || ru.readsAll() || slices.Contains(ru.reads, ru) || r.tiedToInput(ru) {
		return false
	}
	for _, s := range ru.expr.selectors {
		for _, w := range ru.reads {
			late := s.reach - ru.offset + w.offset
			if (late > 0 || late == 0 && w.index > ru.index) && w.writes(s.matchers) {
				return false
			}
		}
	}
	return true
}

// tiedToInput reports whether the rule may write an input series.
func (r *Run) tiedToInput(ru *rule) bool { return len(r.sharedInput([]*rule{ru})) > 0 }
