package infer

import (
	"slices"
	"strings"

	"github.com/prometheus/common/model"
)

// maxNames bounds the labels that a set tells apart, so that the cost of a node does not grow with the expression.
const maxNames = 128

// metadata are the labels that go where Prometheus drops the metric name.
var metadata = []string{model.MetricNameLabel, model.MetricTypeLabel, model.MetricUnitLabel}

// labelSet knows the presence of every possible label: that of some by name, that of all others at once.
// Sets are values: methods return a changed copy.
type labelSet struct {
	named []namedLabel // sorted by name; few, so that a list is smaller and faster than a map
	rest  Label
}

type namedLabel struct {
	name string
	Label
}

func gone(loss *Loss) Label { return Label{Presence: Gone, Loss: loss} }

// certain is a label that is there, with a value if that is known.
func certain(value string) Label { return Label{Presence: Certain, Value: value} }

// noLabels is the set of a series without labels.
func noLabels(loss *Loss) labelSet {
	return labelSet{rest: gone(loss)}
}

// find returns where a name is, or would be.
func (s labelSet) find(name string) (int, bool) {
	return slices.BinarySearchFunc(s.named, name, func(l namedLabel, name string) int { return strings.Compare(l.name, name) })
}

func (s labelSet) get(name string) Label {
	if i, ok := s.find(name); ok {
		return s.named[i].Label
	}
	return s.rest
}

// copy returns s with a list of its own that may be changed, and has room for more names.
func (s labelSet) copy(more int) labelSet {
	named := make([]namedLabel, len(s.named), len(s.named)+more)
	copy(named, s.named)
	return labelSet{named, s.rest}
}

// put changes a label of a set with a list of its own.
func (s *labelSet) put(name string, label Label) {
	i, ok := s.find(name)
	if !ok {
		s.named = slices.Insert(s.named, i, namedLabel{name: name})
	}
	s.named[i].Label = label
}

// bound forgets what s knows by name where that has become too much: first why labels are gone, then all.
func (s labelSet) bound() labelSet {
	if len(s.named) <= maxNames {
		return s
	}
	s.named = slices.DeleteFunc(s.named, func(l namedLabel) bool { return l.Presence == s.rest.Presence })
	if len(s.named) > maxNames {
		return labelSet{}
	}
	return s
}

func (s labelSet) set(name string, label Label) labelSet {
	if s.get(name) == label {
		return s
	}
	s = s.copy(1)
	s.put(name, label)
	return s.bound()
}

// drop returns s without names. A label that was gone before keeps its loss.
func (s labelSet) drop(names []string, loss *Loss) labelSet {
	if s.rest.Presence == Gone && !slices.ContainsFunc(names, func(name string) bool { return s.get(name).Presence != Gone }) {
		return s
	}
	out := s.copy(len(names))
	for _, name := range names {
		out.put(name, s.get(name).drop(loss))
	}
	return out.bound()
}

// keep returns s with names alone.
func (s labelSet) keep(names []string, loss *Loss) labelSet {
	out := labelSet{named: make([]namedLabel, len(s.named), len(s.named)+len(names)), rest: s.rest.drop(loss)}
	for i, label := range s.named {
		out.named[i] = namedLabel{label.name, label.drop(loss)}
	}
	for _, name := range names {
		out.put(name, s.get(name))
	}
	return out.bound()
}

// dropMetadata returns s without the metric name.
func (s labelSet) dropMetadata(loss *Loss) labelSet { return s.drop(metadata, loss) }

// join returns what holds of series from either set.
func (s labelSet) join(other labelSet) labelSet {
	return s.merge(other, Label.join)
}

// merge returns the set that combine makes, label by label, of two.
func (s labelSet) merge(other labelSet, combine func(Label, Label) Label) labelSet {
	out := labelSet{
		named: make([]namedLabel, 0, len(s.named)+len(other.named)),
		rest:  combine(s.rest, other.rest),
	}
	i, j := 0, 0
	for i < len(s.named) || j < len(other.named) {
		switch {
		case j == len(other.named) || i < len(s.named) && s.named[i].name < other.named[j].name:
			out.named = append(out.named, namedLabel{s.named[i].name, combine(s.named[i].Label, other.rest)})
			i++
		case i == len(s.named) || s.named[i].name > other.named[j].name:
			out.named = append(out.named, namedLabel{other.named[j].name, combine(s.rest, other.named[j].Label)})
			j++
		default:
			out.named = append(out.named, namedLabel{s.named[i].name, combine(s.named[i].Label, other.named[j].Label)})
			i++
			j++
		}
	}
	return out.bound()
}

// drop returns the label after something dropped it.
func (l Label) drop(loss *Loss) Label {
	if l.Presence == Gone {
		return l
	}
	return gone(loss)
}

// join returns what holds of a label that is l on some series and other on the rest.
func (l Label) join(other Label) Label {
	if l.Presence != other.Presence {
		return Label{}
	}
	if l.Value != other.Value {
		l.Value = ""
	}
	return l
}

// agree returns what holds of a label that has equal values on both sides, or is on neither.
func (l Label) agree(other Label, lost func(*Loss) *Loss) Label {
	switch {
	case l.Presence == Certain && l.Value == "" && other.Presence == Certain:
		return other
	case l.Presence != Possible:
		return l
	case other.Presence == Gone:
		return gone(lost(other.Loss))
	default:
		return other
	}
}
