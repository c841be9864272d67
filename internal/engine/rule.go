package engine

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"

	"github.com/promwright/promwright/rules"
)

// Names and labels of the series that an alerting rule writes.
const (
	alertsName   = "ALERTS"
	forStateName = "ALERTS_FOR_STATE"
	stateLabel   = "alertstate"
)

// rule is a rule as it is evaluated.
type rule struct {
	group *rules.PlainGroup
	plain *rules.PlainRule

	reads  []*rule // that could write what this rule reads; possibly itself
	index  int     // place in the order of evaluation
	expr   *expr
	labels labels.Labels // of the group and the rule; templates if it is an alert
	offset int64         // query offset in milliseconds
}

func (r *rule) alerts() bool { return r.plain.Alert != "" }

// names returns the metric names that the rule can write.
func (r *rule) names() []string {
	if r.alerts() {
		return []string{alertsName, forStateName}
	}
	return []string{r.plain.Record}
}

// compile checks the groups and returns their rules, group by group.
func compile(groups []rules.PlainGroup, t trees) ([][]*rule, error) {
	var errs []error
	all := make([][]*rule, len(groups))
	for i := range groups {
		g := &groups[i]
		for j := range g.Rules {
			r, err := compileRule(g, j, t)
			if err != nil {
				errs = append(errs, err)
				continue
			}
			all[i] = append(all[i], r)
		}
	}
	return all, errors.Join(errs...)
}

func compileRule(g *rules.PlainGroup, at int, t trees) (*rule, error) {
	p := &g.Rules[at]
	fail := func(err error) (*rule, error) {
		return nil, fmt.Errorf("engine: %s%s: %w", where(p.At), title(p), err)
	}
	switch {
	case p.Alert == "" && p.Record == "":
		return fail(errors.New("neither alert nor record is set"))
	case p.Alert != "" && p.Record != "":
		return fail(errors.New("both alert and record are set"))
	case p.Record != "" && !model.UTF8Validation.IsValidMetricName(p.Record):
		return fail(errors.New("the name is not a valid metric name"))
	case p.For < 0:
		return fail(fmt.Errorf("for %v is negative", p.For))
	case p.KeepFiringFor < 0:
		return fail(fmt.Errorf("keep_firing_for %v is negative", p.KeepFiringFor))
	}
	r := &rule{group: g, plain: p}
	if g.QueryOffset != nil {
		if *g.QueryOffset < 0 {
			return fail(fmt.Errorf("query_offset %v of group %s is negative", *g.QueryOffset, g.Name))
		}
		r.offset = (*g.QueryOffset + time.Millisecond - 1).Milliseconds() // samples fall on the millisecond before
	}
	var err error
	if r.labels, err = merge(g.Labels, p.Labels); err != nil {
		return fail(err)
	}
	if r.expr = t.rule(p.Expr); r.expr.err != nil {
		return fail(fmt.Errorf("expression does not parse: %w", r.expr.err))
	}
	return r, nil
}

// merge returns the labels of a rule: its own win over those of the group.
func merge(group, own map[string]string) (labels.Labels, error) {
	all := maps.Clone(group)
	if all == nil {
		all = map[string]string{}
	}
	maps.Copy(all, own)
	for name := range all {
		if name == model.MetricNameLabel || !model.UTF8Validation.IsValidLabelName(name) {
			return labels.EmptyLabels(), fmt.Errorf("label %q is not a valid label name", name)
		}
	}
	return labels.FromMap(all), nil
}

func where(at string) string {
	if at == "" {
		return ""
	}
	return at + ": "
}

// title names a rule in messages: "alert Down", "record job:up:sum".
func title(p *rules.PlainRule) string {
	if p.Alert != "" {
		return "alert " + p.Alert
	}
	return "record " + p.Record
}

// writes reports whether the rule could write a series that the matchers accept. It says yes whenever it does not know.
func (r *rule) writes(matchers []*labels.Matcher) bool {
	return slices.ContainsFunc(r.names(), func(name string) bool { return r.couldWrite(matchers, name) })
}

// couldWrite is writes for one metric name.
func (r *rule) couldWrite(matchers []*labels.Matcher, name string) bool {
	for _, m := range matchers {
		if m.Name == model.MetricNameLabel {
			if !m.Matches(name) {
				return false
			}
			continue
		}
		if r.alerts() {
			if !r.alertCould(m, name) {
				return false
			}
			continue
		}
		if r.labels.Has(m.Name) && !m.Matches(r.labels.Get(m.Name)) {
			return false
		}
	}
	return true
}

// alertCould reports whether a series of the rule's alerts could have a label that m accepts. A template can expand to anything.
func (r *rule) alertCould(m *labels.Matcher, name string) bool {
	switch {
	case m.Name == labels.AlertName:
		return m.Matches(r.plain.Alert)
	case m.Name == stateLabel && name == alertsName:
		return m.Matches(Pending.String()) || m.Matches(Firing.String())
	}
	text := r.labels.Get(m.Name)
	return !r.labels.Has(m.Name) || strings.Contains(text, "{{") || m.Matches(text)
}

// fixed reports whether every series of the rule has the value of this label, which is not a template.
func (r *rule) fixed(name string) bool {
	return r.labels.Has(name) && !(r.alerts() && (strings.Contains(r.labels.Get(name), "{{") || name == labels.AlertName || name == stateLabel))
}

// readsAll reports whether the labels of the rule's alerts depend on queries that only their templates know.
func (r *rule) readsAll() bool {
	if !r.alerts() {
		return false
	}
	found := false
	r.labels.Range(func(l labels.Label) {
		found = found || strings.Contains(l.Value, "{{") && strings.Contains(l.Value, "query")
	})
	return found
}
