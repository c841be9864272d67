package promtest

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/prometheus/prometheus/model/labels"
)

// pick is which instances of an alert an expectation speaks of.
type pick struct {
	alert  string // "": every alert
	labels Labels // that an instance has, among others; an empty value: that it has not
	match  []*labels.Matcher
}

// newPick compiles the patterns. Broken ones, which validation reports, are left out.
func newPick(alert string, equal, match Labels) pick {
	matchers, _ := patterns(match)
	return pick{alert, equal, matchers}
}

// patterns compiles regular expressions as PromQL does: anchored, and a dot is any character.
func patterns(match Labels) (matchers []*labels.Matcher, broken map[string]error) {
	for _, name := range slices.Sorted(maps.Keys(match)) {
		m, err := labels.NewMatcher(labels.MatchRegexp, name, match[name])
		if err != nil {
			if broken == nil {
				broken = map[string]error{}
			}
			broken[name] = err
			continue
		}
		matchers = append(matchers, m)
	}
	return matchers, broken
}

// has reports whether p speaks of an alert with these labels, alertname included.
func (p pick) has(l labels.Labels) bool {
	if p.alert != "" && l.Get(labels.AlertName) != p.alert {
		return false
	}
	for name, value := range p.labels {
		if l.Get(name) != value {
			return false
		}
	}
	for _, m := range p.match {
		if !m.Matches(l.Get(m.Name)) {
			return false
		}
	}
	return true
}

// covers reports whether p speaks of whatever other speaks of, as far as that can be said of patterns.
func (p pick) covers(other pick) bool {
	if p.alert != "" && p.alert != other.alert {
		return false
	}
	for name, value := range p.labels {
		if other.labels[name] != value {
			return false
		}
	}
	for _, m := range p.match {
		value, known := other.labels[m.Name]
		same := slices.ContainsFunc(other.match, func(o *labels.Matcher) bool { return o.Name == m.Name && o.Value == m.Value })
		if !same && (!known || !m.Matches(value)) {
			return false
		}
	}
	return true
}

// String returns the alert as a selector: Down{job="api", pod=~"api-.*"}.
func (p pick) String() string {
	var parts []string
	for name, value := range p.labels {
		parts = append(parts, name+"="+strconv.Quote(value))
	}
	for _, m := range p.match {
		parts = append(parts, m.Name+"=~"+strconv.Quote(m.Value))
	}
	if len(parts) == 0 {
		return p.alert
	}
	slices.Sort(parts)
	return p.alert + "{" + strings.Join(parts, ", ") + "}"
}
