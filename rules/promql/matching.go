package promql

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"
)

// Matching says which series of two vectors belong together: a [SetMatching], a [GroupMatching] or a [FillMatching].
type Matching interface{ matching() }

// SetMatching is made by [On] and [Ignoring]. Set operators take nothing else: And, Or and Unless cannot group.
type SetMatching struct{ m *matching }

// GroupMatching is a matching where several series of one side belong to one of the other.
type GroupMatching struct{ m *matching }

type matching struct {
	parser.VectorMatching
	errs []error
}

func (SetMatching) matching()   {}
func (GroupMatching) matching() {}

// On matches series by the labels named, and by nothing else.
func On(labels ...string) SetMatching { return matchBy("On", true, labels) }

// Ignoring matches series by all labels but those named.
func Ignoring(labels ...string) SetMatching { return matchBy("Ignoring", false, labels) }

// GroupLeft lets several series of the left side match one of the right, whose include labels they get.
//
//	cpu.MulVector(info, promql.On("instance").GroupLeft("nodename"))
func (m SetMatching) GroupLeft(include ...string) GroupMatching {
	return m.group("GroupLeft", parser.CardManyToOne, include)
}

// GroupRight lets several series of the right side match one of the left, whose include labels they get.
func (m SetMatching) GroupRight(include ...string) GroupMatching {
	return m.group("GroupRight", parser.CardOneToMany, include)
}

func matchBy(call string, on bool, labels []string) SetMatching {
	return SetMatching{&matching{
		VectorMatching: parser.VectorMatching{On: on, MatchingLabels: slices.Clone(labels)},
		errs:           checkLabels(here(), call, labels),
	}}
}

func (m SetMatching) group(call string, card parser.VectorMatchCardinality, include []string) GroupMatching {
	at := here()
	if m.m == nil {
		return GroupMatching{&matching{errs: []error{errorf(at, call, "the zero SetMatching, want one made by On or Ignoring")}}}
	}
	grouped := &matching{VectorMatching: m.m.VectorMatching, errs: slices.Concat(m.m.errs, checkLabels(at, call, include))}
	grouped.Card, grouped.Include = card, slices.Clone(include)
	for _, label := range include {
		if grouped.On && slices.Contains(grouped.MatchingLabels, label) {
			grouped.errs = append(grouped.errs, errorf(at, call, "label %q is matched on and need not be included", label))
		}
	}
	return GroupMatching{grouped}
}

// matchingOf returns what m says, or its errors.
func matchingOf(call string, m Matching) (parser.VectorMatching, []error) {
	var found *matching
	switch m := m.(type) {
	case SetMatching:
		found = m.m
	case GroupMatching:
		found = m.m
	case FillMatching:
		found = m.m
	}
	if found == nil {
		return parser.VectorMatching{}, []error{errorf(here(), call, "the matching is zero or nil, want one made by On or Ignoring")}
	}
	return found.VectorMatching, found.errs
}
