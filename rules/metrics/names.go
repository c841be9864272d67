package metrics

import (
	"math"
	"slices"
	"strings"
)

// byName returns what the conventions of names say of a series: what is known is right nearly always, and what is right only
// often is not known. Names with a colon belong to recording rules, and what those record their expressions say.
func byName(name string) Series {
	s := Nothing(name)
	if strings.Contains(name, ":") {
		return s
	}
	words := strings.Split(strings.ToLower(name), "_")
	last := words[len(words)-1]
	switch stem := words[:len(words)-1]; {
	case len(stem) == 0 || stem[0] == "" && len(stem) == 1:
		return s
	case last == "bucket":
		s.Metric = strings.TrimSuffix(name, "_bucket")
		s.Type, s.Part, s.Unit, s.Min, s.Observed = Histogram, Bucket, Things, 0, unitOf(stem)
	case (last == "count" || last == "sum") && measured(stem):
		s = partByName(name, stem, last)
	case last == "total":
		s.Type, s.Min, s.Unit = Counter, 0, totalUnit(stem)
		if isStock(stem) {
			s.Type, s.Min = Unknown, math.Inf(-1)
		}
	case last == "info":
		s.Type, s.Min, s.Max, s.Whole = Info, 0, 1, true // some exporters give 0
	default:
		gaugeByName(&s, words)
	}
	if s.Type != Unknown || s.Part != Whole || s.Unit.Known() || s.Timestamp {
		s.Source = Source{Kind: Names}
	}
	return s
}

// ByName returns what a name tells of a metric that is declared to be of a type: its unit and bounds, whether it is a time, and its type
// if that is [Unknown].
func ByName(name string, declared Type) Metric {
	s := byName(name)
	m := Metric{Name: name, Type: declared, Unit: s.Unit, Timestamp: s.Timestamp, Min: math.NaN(), Max: math.NaN()}
	if declared == Unknown && s.Part == Whole && s.Type != Info { // which some exporters give 0
		m.Type = s.Type
	}
	switch {
	case s.Part != Whole:
		m.Unit = Unit{} // a metric of its own, which is called as parts are
	case m.Type == Gauge && m.Unit == Things:
		m.Unit = Unit{} // x_total that is a gauge
	case (m.Type == Histogram || m.Type == Summary) && measured(strings.Split(name, "_")), m.Timestamp:
		m.Min = 0
	}
	m.setDefaults()
	return m
}

// partByName returns what is known of foo_seconds_count and foo_seconds_sum: nothing but a histogram or a summary is called
// so. Of a summary nothing more would be known.
func partByName(name string, stem []string, last string) Series {
	s := Nothing(name)
	s.Metric = name[:len(name)-len(last)-1]
	s.Type, s.Part, s.Unit, s.Min, s.Observed = Histogram, Sum, unitOf(stem), 0, unitOf(stem)
	if last == "count" {
		s.Part, s.Unit = Count, Things
	}
	return s
}

// measured tells whether words end in a unit of which histograms and summaries are made.
func measured(words []string) bool {
	u := unitOf(words)
	return u.SameDimension(Seconds) || u.SameDimension(Bytes)
}

// gaugeByName adds what is known of names that have a unit, which may stand before a statistic: foo_seconds_max.
func gaugeByName(s *Series, words []string) {
	if last := words[len(words)-1]; statistics[last] {
		words = words[:len(words)-1]
	}
	s.Unit = unitOf(words)
	stem := words
	if s.Unit.Known() {
		stem = words[:len(words)-1]
	}
	if isTime(stem, s.Unit) {
		s.Timestamp, s.Type = true, Gauge
	}
	if isLevel(words, s.Unit) {
		s.Type = Gauge
	}
}

// isLevel tells whether a name says how much there is at the moment: queue_depth, memory_usage_bytes, requests_in_flight.
func isLevel(words []string, unit Unit) bool {
	if unit.SameDimension(Bytes) {
		words = words[:len(words)-1]
	}
	if len(words) < 2 {
		return false
	}
	before, last := words[len(words)-2], words[len(words)-1]
	return levels[before+"_"+last] || (unit.SameDimension(Bytes) || !unit.Known()) && levels[last]
}

// isTime tells whether a name whose words before its unit are stem is that of a point in time.
func isTime(stem []string, unit Unit) bool {
	last := stem[len(stem)-1]
	switch {
	case unit.Known() && !unit.SameDimension(Seconds):
		return false
	case last == "timestamp" || last == "unixtime":
		return true
	case last == "time" && unit.Known() && len(stem) > 1:
		return moments[stem[len(stem)-2]]
	}
	return false
}

// unitOf returns the unit that words end in, as metrics spell it.
func unitOf(words []string) Unit {
	last := words[len(words)-1]
	if n := len(words) - 2; n > 0 && words[n] == "per" && strings.TrimSuffix(last, "s") == "second" {
		return unitOf(words[:n]).Div(Seconds)
	}
	if u, ok := spellings[last]; ok {
		return u
	}
	if vague[last] {
		return Unit{}
	}
	if i := unitIndex(last); i >= 0 {
		return unitNames[i].unit
	}
	return Unit{}
}

// totalUnit returns the unit of a name that ends in _total behind words: the unit that they end in, that which they count the
// transport of, or things, unless a word stands there that may have a unit which the name does not tell.
func totalUnit(words []string) Unit {
	if u := unitOf(words); u.Known() {
		return u
	}
	if last := words[len(words)-1]; vague[last] || amounts[last] {
		return Unit{}
	}
	for i, word := range words {
		if !unitOf(words[:i+1]).Known() && !vague[word] {
			continue
		}
		if word == "bytes" && transports[strings.Join(words[i+1:], "_")] {
			return Bytes
		}
		return Unit{}
	}
	return Things
}

// isStock tells whether a name that ends in _total behind words rather says how much there is in total than how much has
// happened: memory_total, disk_size_bytes_total, nodes_offline_total, pending_requests_total.
func isStock(words []string) bool {
	if slices.ContainsFunc(words, func(word string) bool { return states[word] }) {
		return true
	}
	if u := unitOf(words); u.Known() {
		if u.SameDimension(Seconds) || len(words) == 1 {
			return false
		}
		words = words[:len(words)-1]
	}
	return stocks[words[len(words)-1]]
}
