package scrape

import (
	"strings"

	"github.com/prometheus/prometheus/model/labels"
)

// states are names of labels that tell in which of a few states something is.
var states = map[string]bool{"mode": true, "phase": true, "state": true, "status": true, "condition": true}

// Bounds of what looks like a list of states.
const (
	fewestStates = 2
	mostStates   = 16
)

// enumerates tells whether a label of a family of flags, found with the given values, has all values that it can have:
// whatever the other labels are, there is a series for each of them, as exporters write the states of a thing. A label of
// which each thing has only the values that occurred so far, such as a status code, has others tomorrow.
func (f *family) enumerates(label string, found map[string]bool) bool {
	if f.values != (span{0, 1}) || !states[label] || len(found) < fewestStates || len(found) > mostStates {
		return false
	}
	things := map[string]int{}
	for _, series := range f.series {
		value := series.Get(label)
		if value == "" || strings.ContainsAny(value, "/:. ") {
			return false
		}
		things[labels.NewBuilder(series).Del(label).Labels().String()]++
	}
	for _, count := range things {
		if count != len(found) {
			return false
		}
	}
	return true
}
