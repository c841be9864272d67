package rulegen

import (
	"github.com/prometheus/common/model"

	"github.com/promwright/promwright/rules"
)

// The groups of a PrometheusRule as kubectl writes them into its annotation.
type (
	jsonGroup struct {
		Name        string            `json:"name"`
		Interval    model.Duration    `json:"interval,omitzero"`
		QueryOffset *model.Duration   `json:"query_offset,omitempty"`
		Limit       int               `json:"limit,omitzero"`
		Labels      map[string]string `json:"labels,omitempty"`
		Rules       []jsonRule        `json:"rules"`
	}
	jsonRule struct {
		Record        string            `json:"record,omitempty"`
		Alert         string            `json:"alert,omitempty"`
		Expr          string            `json:"expr"`
		For           model.Duration    `json:"for,omitzero"`
		KeepFiringFor model.Duration    `json:"keep_firing_for,omitzero"`
		Labels        map[string]string `json:"labels,omitempty"`
		Annotations   map[string]string `json:"annotations,omitempty"`
	}
)

// jsonGroups returns groups as encoding/json writes them.
func jsonGroups(groups []rules.PlainGroup) []jsonGroup {
	out := make([]jsonGroup, len(groups))
	for i, group := range groups {
		out[i] = jsonGroup{
			Name:        group.Name,
			Interval:    model.Duration(group.Interval),
			QueryOffset: (*model.Duration)(group.QueryOffset),
			Limit:       group.Limit,
			Labels:      group.Labels,
			Rules:       make([]jsonRule, len(group.Rules)),
		}
		for j, rule := range group.Rules {
			out[i].Rules[j] = jsonRule{
				Record:        rule.Record,
				Alert:         rule.Alert,
				Expr:          rule.Expr,
				For:           model.Duration(rule.For),
				KeepFiringFor: model.Duration(rule.KeepFiringFor),
				Labels:        rule.Labels,
				Annotations:   rule.Annotations,
			}
		}
	}
	return out
}
