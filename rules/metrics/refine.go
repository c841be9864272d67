package metrics

import "slices"

// refined returns s with what another source knows of the same series where s knows nothing, and with the narrower of the
// bounds. If the sources disagree about the type one of them means another metric, and the type is unknown. Labels are those of
// both: a snapshot has those that came up so far, and there may be others if either says so.
func (s Series) refined(other Series) Series {
	switch {
	case s.Part != other.Part:
		return s
	case s.Type == Unknown, s.Type == Gauge && other.Type == Info: // which older clients declare as gauges
		s.Type = other.Type
	case other.Type != Unknown && other.Type != s.Type:
		s.Type, s.Closed = Unknown, false
		return s
	}
	if !s.Unit.Known() {
		s.Unit = other.Unit
	}
	if !s.Observed.Known() {
		s.Observed = other.Observed
	}
	if s.PartOf == "" {
		s.PartOf = other.PartOf
	}
	s.Min, s.Max = max(s.Min, other.Min), min(s.Max, other.Max)
	s.Whole = s.Whole || other.Whole
	s.Timestamp = s.Timestamp || other.Timestamp
	s.Closed = s.Closed && other.Closed
	s.Labels = joinLabels(s.Labels, other.Labels)
	return s
}

// joinLabels returns the labels of both lists, sorted by name, with the values that either knows.
func joinLabels(a, b []Label) []Label {
	if len(b) == 0 {
		return a
	}
	joined := slices.Clone(a)
	for _, label := range b {
		i, found := slices.BinarySearchFunc(joined, label, Label.compare)
		switch {
		case !found:
			joined = slices.Insert(joined, i, label)
		case len(joined[i].Values) == 0:
			joined[i] = label
		}
	}
	return joined
}
