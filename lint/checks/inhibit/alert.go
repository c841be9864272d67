package inhibit

import (
	"slices"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

// answer is what is known of a question.
type answer int

const (
	maybe answer = iota
	yes
	no
)

// alert is an alert as Alertmanager sees it.
type alert struct {
	rule     *rulefile.Rule
	result   infer.Result
	external map[string]string // labels; nil: unknown
}

func alertOf(pass *lint.Pass, rule *rulefile.Rule) alert {
	return alert{rule, pass.Project.Infer().Of(rule), pass.Project.Target(rule.File).ExternalLabels}
}

// usuallyExternal are labels that Prometheus often adds to all alerts it sends.
var usuallyExternal = []string{"cluster", "dc", "datacenter", "env", "environment", "monitor", "prometheus", "prometheus_replica", "region", "replica",
	"site", "stage", "tenant", "zone"}

// value returns the value of a label, empty where the alert has no such label; and whether it is known.
func (a alert) value(name string) (string, bool) {
	if name == model.AlertNameLabel {
		return a.rule.Alert.Value, true
	}
	for _, m := range []rulefile.Map{a.rule.Labels, a.rule.Group.Labels} {
		if set, ok := m.Get(name); ok {
			return set.Value, !strings.Contains(set.Value, "{{")
		}
	}
	if value, ok := a.external[name]; ok {
		return value, a.result.Label(name).Presence == infer.Gone
	}
	unsaid := a.external == nil && slices.Contains(usuallyExternal, name)
	return "", a.result.Label(name).Presence == infer.Gone && !unsaid
}

// meets tells whether all matchers match the labels of the alert.
func (a alert) meets(matchers []*labels.Matcher) answer {
	sure := yes
	for _, m := range matchers {
		value, known := a.value(m.Name)
		switch {
		case !known:
			sure = maybe
		case !m.Matches(value):
			return no
		}
	}
	return sure
}

// lacks reports whether an alert surely has none of some labels.
func (a alert) lacks(names []string) bool {
	return !slices.ContainsFunc(names, func(name string) bool {
		value, known := a.value(name)
		return !known || value != ""
	})
}
