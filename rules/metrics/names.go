package metrics

import (
	"math"
	"strings"
)

// byName returns what the conventions of names say of a series.
func byName(name string) Series {
	s := Nothing(name)
	base := name
	if strings.Contains(name, ":") {
		return s // recorded: what it is, its rule says
	}
	switch {
	case strings.HasSuffix(name, "_total"):
		s.Type, s.Min, s.Unit = Counter, 0, Things
		base = strings.TrimSuffix(name, "_total")
	case strings.HasSuffix(name, "_bucket"):
		s.Type, s.Part, s.Min, s.Unit = Histogram, Bucket, 0, Things
		s.Metric = strings.TrimSuffix(name, "_bucket")
		s.Source = Source{Kind: Names}
		return s
	}
	for _, suffix := range []string{"seconds", "milliseconds", "bytes", "ratio", "percent", "celsius", "volts"} {
		if strings.HasSuffix(base, "_"+suffix) {
			s.Unit, _ = ParseUnit(suffix)
		}
	}
	if s.Type != Unknown || s.Unit.Known() {
		s.Source = Source{Kind: Names}
	}
	if s.Min > s.Max {
		s.Min, s.Max = math.Inf(-1), math.Inf(1)
	}
	return s
}
