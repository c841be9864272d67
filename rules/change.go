package rules

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"

	"github.com/promwright/promwright/internal/nearest"
	"github.com/promwright/promwright/rules/promql"
)

// groupLabel is the label by which matchers select rules of a group.
const groupLabel = "__group__"

// Selection is those rules of a [Loaded] that a change is about. Its methods change them and return it, so that changes can follow
// each other. What cannot be done is an error of the set.
type Selection struct {
	set   *Loaded
	what  string // as it was selected, for messages
	rules []*loadedRule
}

// Alert selects the one alert of that name which the matchers match, if any are given: `severity="critical"`. Matchers see
// the labels of the rule and of its group, and the name of the group as __group__. None or several such alerts are an error that says
// which there are.
func (l *Loaded) Alert(name string, matchers ...string) *Selection {
	named := l.those(func(r *loadedRule) bool { return r.alert != nil && r.alert.Name == name })
	return l.one("alert", name, named, matchers)
}

// Recording selects the one rule that records the metric name, as [Loaded.Alert] does.
func (l *Loaded) Recording(name string, matchers ...string) *Selection {
	named := l.those(func(r *loadedRule) bool { return r.recording != nil && r.recording.Name == name })
	return l.one("recording rule", name, named, matchers)
}

// Alerts selects all alerts that the matchers match: `alertname=~"Kube.*", severity="info"`, or all alerts. They see what those
// of [Loaded.Alert] see. If there are none, that is an error.
func (l *Loaded) Alerts(matchers ...string) *Selection {
	return l.all("alert", l.those(func(r *loadedRule) bool { return r.alert != nil }), matchers)
}

// Rules selects alerts and recording rules, as [Loaded.Alerts] does. Matchers see the name that a rule records as __name__.
func (l *Loaded) Rules(matchers ...string) *Selection {
	return l.all("rule", l.those(func(*loadedRule) bool { return true }), matchers)
}

// those returns the rules that are wanted.
func (l *Loaded) those(wanted func(*loadedRule) bool) []*loadedRule {
	var found []*loadedRule
	for _, g := range l.groups {
		for _, r := range g.rules {
			if wanted(r) {
				found = append(found, r)
			}
		}
	}
	return found
}

// one selects the one of named that matchers match.
func (l *Loaded) one(kind, name string, named []*loadedRule, matchers []string) *Selection {
	s := &Selection{set: l, what: strings.Join(append([]string{kind + " " + name}, matchers...), " with ")}
	if l.broken {
		return s
	}
	if len(named) == 0 {
		l.fail("no %s %s%s", kind, name, l.hint(kind, name))
		return s
	}
	matched, err := match(named, matchers)
	switch {
	case err != nil:
		l.fail("%s: %w", s.what, err)
	case len(matched) == 0:
		l.fail("no %s; there is %s", s.what, list(named))
	case len(matched) > 1:
		l.fail("%d rules match %s, want 1: %s", len(matched), s.what, list(matched))
	default:
		s.rules = matched
	}
	return s
}

// all selects those of rules that matchers match.
func (l *Loaded) all(kind string, rules []*loadedRule, matchers []string) *Selection {
	s := &Selection{set: l, what: strings.Join(append([]string{kind + "s"}, matchers...), " with ")}
	if l.broken {
		return s
	}
	matched, err := match(rules, matchers)
	switch {
	case err != nil:
		l.fail("%s: %w", s.what, err)
	case len(matched) == 0 && len(matchers) == 0:
		l.fail("there are no %ss", kind)
	case len(matched) == 0:
		l.fail("no %s of %d has %s", kind, len(rules), strings.Join(matchers, ", "))
	}
	s.rules = matched
	return s
}

// match returns those rules that all matchers match.
func match(rules []*loadedRule, texts []string) ([]*loadedRule, error) {
	var matchers []*labels.Matcher
	for _, text := range texts {
		parsed, err := promqlParser.ParseMetricSelector("{" + text + "\n}")
		if err != nil {
			return nil, fmt.Errorf("%s are no matchers, want such as severity=\"critical\": %w", text, err)
		}
		matchers = append(matchers, parsed...)
	}
	var matched []*loadedRule
	for _, r := range rules {
		seen := r.labels()
		if !slices.ContainsFunc(matchers, func(m *labels.Matcher) bool { return !m.Matches(seen[m.Name]) }) {
			matched = append(matched, r)
		}
	}
	return matched, nil
}

// labels returns what matchers see.
func (r *loadedRule) labels() map[string]string {
	seen := map[string]string{}
	maps.Copy(seen, r.group.Labels)
	if r.alert != nil {
		maps.Copy(seen, r.alert.Labels)
		if r.alert.Severity != "" {
			seen["severity"] = string(r.alert.Severity)
		}
		seen[model.AlertNameLabel] = r.alert.Name
	} else {
		maps.Copy(seen, r.recording.Labels)
		seen[model.MetricNameLabel] = r.recording.Name
	}
	seen[groupLabel] = r.group.Name
	return seen
}

// subject returns what messages call r.
func (r *loadedRule) subject() string {
	if r.alert != nil {
		return "alert " + r.alert.Name
	}
	return "recording rule " + r.recording.Name
}

// most is how many rules a message lists.
const most = 5

// list says what tells rules apart: their labels, or if those are the same the places where they were read.
func list(rules []*loadedRule) string {
	var texts []string
	for _, r := range rules {
		seen := r.labels()
		delete(seen, model.AlertNameLabel)
		delete(seen, model.MetricNameLabel)
		var pairs []string
		for _, key := range slices.Sorted(maps.Keys(seen)) {
			pairs = append(pairs, key+"="+strconv.Quote(seen[key]))
		}
		texts = append(texts, "{"+strings.Join(pairs, ", ")+"} at "+r.at)
	}
	rest := ""
	if more := len(texts) - most; more > 0 {
		texts, rest = texts[:most], fmt.Sprintf(" and %d more", more)
	}
	return strings.Join(texts, "; ") + rest
}

// hint says what was probably meant by the name of a rule that is not there.
func (l *Loaded) hint(kind, name string) string {
	var names []string
	for _, r := range l.those(func(r *loadedRule) bool { return true }) {
		if own, ok := strings.CutPrefix(r.subject(), kind+" "); ok {
			names = append(names, own)
		}
	}
	if near := nearest.Name(name, names); near != "" {
		return "; did you mean " + near + "?"
	}
	return fmt.Sprintf(" among %d", len(names))
}

// fail adds an error of the call that someone outside this library made.
func (l *Loaded) fail(format string, args ...any) {
	err := fmt.Errorf("rules: "+format, args...)
	if at := promql.At(promql.NewGauge("at")); at != "" { // any expression knows where it was made
		err = fmt.Errorf("%s: %w", at, err)
	}
	l.errs = append(l.errs, err)
}
