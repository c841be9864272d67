package promtool

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/common/model"
	"go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/promtest"
	"github.com/promwright/promwright/rules"
)

// unknownNames finds names of alerts and groups that no rule file has.
func (r *reader) unknownNames(s *suite, groups rules.PlainGroups) {
	alerts, names := map[string]bool{}, map[string]bool{}
	of := map[string]map[string]bool{} // alerts by group
	for _, g := range groups {
		names[g.Name] = true
		if of[g.Name] == nil {
			of[g.Name] = map[string]bool{}
		}
		for _, rule := range g.Rules {
			if rule.Alert != "" {
				alerts[rule.Alert], of[g.Name][rule.Alert] = true, true
			}
		}
	}
	for _, g := range s.order {
		if !names[g.name] {
			r.quirk(g.node, "no rule file has the group %q (allowed: %s)", g.name, list(names))
		}
	}
	for _, g := range s.groups {
		for _, use := range g.used {
			if use.group.name == "" {
				r.unknownAlert(use, alerts, "rule of rule_files")
				continue
			}
			if !names[use.group.name] {
				r.fail(use.group.node, "no rule file has the group %q (allowed: %s)", use.group.name, list(names))
				continue
			}
			r.unknownAlert(use, of[use.group.name], "rule of group "+use.group.name)
		}
	}
}

// unknownAlert says that no rule defines an alert. It is an error to expect that one not to fire, which proves nothing; one that is
// expected to fire fails the test anyway.
func (r *reader) unknownAlert(use alertUse, defined map[string]bool, rule string) {
	switch {
	case defined[use.name] || use.name == "":
	case use.fires:
		r.warn(use.node, "no %s defines the alert %q", rule, use.name)
	default:
		r.quirk(use.node, "no %s defines the alert %q: that it does not fire proves nothing (allowed: %s)", rule, use.name, list(defined))
	}
}

func list(names map[string]bool) string {
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(slices.Sorted(maps.Keys(names)), ", ")
}

// asserts finds tests that expect nothing.
func (r *reader) asserts(g group) {
	if len(g.test.Want) == 0 && !g.broken {
		r.quirk(g.node, "the test expects nothing: it can only pass")
	}
}

// otherNames finds expected labels that say another alertname than the test: promtool overwrites it.
func (r *reader) otherNames(want promtest.AlertsAt, items []*yaml.Node) {
	for i, e := range want.Want {
		if name, ok := e.Labels[model.AlertNameLabel]; ok && name != want.Alert && i < len(items) {
			r.quirk(items[i], "exp_labels: alertname is %q, that of the alert is %q and replaces it", name, want.Alert)
		}
	}
}

// offGrid finds times of alerts at which nothing is evaluated: promtool looks at the evaluation before.
func (r *reader) offGrid(g group, interval time.Duration) {
	for _, t := range g.times {
		if before := t.at.Truncate(interval); before != t.at {
			r.quirk(t.node, "eval_time %s: nothing is evaluated then, promtool looks at %s, the evaluation before (evaluation_interval: %s)",
				model.Duration(t.at), model.Duration(before), model.Duration(interval))
		}
	}
}
