package metrics

import "math"

// series returns what is known of the series of a name that is a part of m.
func (m *Metric) series(name string, part Part, source Source) Series {
	s := Series{
		Name: name, Metric: m.Name, Type: m.Type, Part: part, Unit: m.Unit, Labels: m.Labels, Closed: !m.Open,
		Min: m.Min, Max: m.Max, Whole: m.Whole, Source: source, Observed: m.Unit, PartOf: m.PartOf,
		Timestamp: m.Timestamp && (part == Whole || part == Quantile),
	}
	switch part {
	case Bucket, Count:
		s.Unit, s.Min, s.Max, s.Whole = Things, 0, math.Inf(1), false // recording rules may have scaled it
	case Sum:
		s.Min, s.Max = signOnly(m.Min, m.Max)
	}
	switch part {
	case Bucket:
		s.Labels = withLabel(m.Labels, "le")
	case Quantile:
		s.Labels = withLabel(m.Labels, "quantile")
	}
	return s
}

// signOnly returns the bounds of a sum of values with the given bounds.
func signOnly(lowest, highest float64) (float64, float64) {
	if lowest >= 0 {
		return 0, math.Inf(1)
	}
	return math.Inf(-1), math.Inf(1)
}

// withLabel returns labels and one more, in order.
func withLabel(all []Label, name string) []Label {
	out := make([]Label, 0, len(all)+1)
	added := false
	for _, l := range all {
		if !added && l.Name >= name {
			out, added = append(out, Label{Name: name}), true
		}
		if l.Name != name {
			out = append(out, l)
		}
	}
	if !added {
		out = append(out, Label{Name: name})
	}
	return out
}
