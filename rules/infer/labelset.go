package infer

import (
	"maps"

	"github.com/prometheus/common/model"
)

// maxNames bounds the labels that a set tells apart, so that the cost of a node does not grow with the expression.
const maxNames = 128

// metadata are the labels that go where Prometheus drops the metric name.
var metadata = []string{model.MetricNameLabel, model.MetricTypeLabel, model.MetricUnitLabel}

// labelSet knows the presence of every possible label: that of some by name, that of all others at once.
// Sets are values: methods return a changed copy.
type labelSet struct {
	named map[string]Label
	rest  Label
}

func gone(loss *Loss) Label { return Label{Presence: Gone, Loss: loss} }

// certain is a label that is there, with a value if that is known.
func certain(value string) Label { return Label{Presence: Certain, Value: value} }

// noLabels is the set of a series without labels.
func noLabels(loss *Loss) labelSet {
	return labelSet{rest: gone(loss)}
}

func (s labelSet) get(name string) Label {
	if label, ok := s.named[name]; ok {
		return label
	}
	return s.rest
}

// copy returns s with a map of its own that may be changed.
func (s labelSet) copy() labelSet {
	named := make(map[string]Label, len(s.named)+1)
	maps.Copy(named, s.named)
	return labelSet{named, s.rest}
}

// bound forgets what s knows by name where that has become too much: first why labels are gone, then all.
func (s labelSet) bound() labelSet {
	if len(s.named) <= maxNames {
		return s
	}
	maps.DeleteFunc(s.named, func(_ string, l Label) bool { return l.Presence == s.rest.Presence })
	if len(s.named) > maxNames {
		return labelSet{}
	}
	return s
}

func (s labelSet) set(name string, label Label) labelSet {
	if s.get(name) == label {
		return s
	}
	s = s.copy()
	s.named[name] = label
	return s.bound()
}

// drop returns s without names. A label that was gone before keeps its loss.
func (s labelSet) drop(names []string, loss *Loss) labelSet {
	out := s.copy()
	for _, name := range names {
		out.named[name] = s.get(name).drop(loss)
	}
	return out.bound()
}

// keep returns s with names alone.
func (s labelSet) keep(names []string, loss *Loss) labelSet {
	out := labelSet{named: make(map[string]Label, len(s.named)+len(names)), rest: s.rest.drop(loss)}
	for name, label := range s.named {
		out.named[name] = label.drop(loss)
	}
	for _, name := range names {
		out.named[name] = s.get(name)
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
		named: make(map[string]Label, len(s.named)+len(other.named)),
		rest:  combine(s.rest, other.rest),
	}
	for name, label := range s.named {
		out.named[name] = combine(label, other.get(name))
	}
	for name, label := range other.named {
		if _, ok := s.named[name]; !ok {
			out.named[name] = combine(s.rest, label)
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
