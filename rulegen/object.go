package rulegen

import (
	"encoding/json"
	"fmt"

	"github.com/prometheus/common/model"

	"github.com/promwright/promwright/rules"
)

// object is an object of Kubernetes that holds rules, as YAML and as the JSON that kubectl apply keeps in an annotation.
type object struct {
	APIVersion text          `yaml:"apiVersion" json:"apiVersion"`
	Kind       text          `yaml:"kind" json:"kind"`
	Metadata   metadata      `yaml:"metadata" json:"metadata"`
	Spec       any           `yaml:"spec,omitempty" json:"spec,omitempty"`
	Data       map[text]text `yaml:"data,omitempty" json:"data,omitempty"`
}

type metadata struct {
	Name        text          `yaml:"name" json:"name"`
	Namespace   text          `yaml:"namespace,omitempty" json:"namespace,omitempty"`
	Labels      map[text]text `yaml:"labels,omitempty" json:"labels,omitempty"`
	Annotations map[text]text `yaml:"annotations,omitempty" json:"annotations"` // kubectl writes an empty one, too
}

// document is a rule file, and the spec of a PrometheusRule or VMRule.
type document struct {
	Namespace text    `yaml:"namespace,omitempty" json:"namespace,omitempty"`
	Groups    []group `yaml:"groups" json:"groups"`
}

type group struct {
	Name        text            `yaml:"name" json:"name"`
	Interval    model.Duration  `yaml:"interval,omitempty" json:"interval,omitzero"`
	QueryOffset *model.Duration `yaml:"query_offset,omitempty" json:"query_offset,omitempty"`
	EvalDelay   *model.Duration `yaml:"eval_delay,omitempty" json:"eval_delay,omitempty"` // of VictoriaMetrics
	Limit       int             `yaml:"limit,omitempty" json:"limit,omitzero"`
	Strategy    text            `yaml:"partial_response_strategy,omitempty" json:"partial_response_strategy,omitempty"`
	Tenants     []text          `yaml:"source_tenants,omitempty" json:"source_tenants,omitempty"`
	Labels      map[text]text   `yaml:"labels,omitempty" json:"labels,omitempty"`
	Rules       []rule          `yaml:"rules" json:"rules"`
}

type rule struct {
	Alert         text           `yaml:"alert,omitempty" json:"alert,omitempty"`
	Record        text           `yaml:"record,omitempty" json:"record,omitempty"`
	Expr          text           `yaml:"expr" json:"expr"`
	For           model.Duration `yaml:"for,omitempty" json:"for,omitzero"`
	KeepFiringFor model.Duration `yaml:"keep_firing_for,omitempty" json:"keep_firing_for,omitzero"`
	Labels        map[text]text  `yaml:"labels,omitempty" json:"labels,omitempty"`
	Annotations   map[text]text  `yaml:"annotations,omitempty" json:"annotations,omitempty"`
}

// newDocument returns groups as they are written.
func newDocument(groups []rules.PlainGroup) document {
	out := document{Groups: make([]group, len(groups))}
	for i, g := range groups {
		out.Groups[i] = group{
			Name:        text(g.Name),
			Interval:    model.Duration(g.Interval),
			QueryOffset: (*model.Duration)(g.QueryOffset),
			Limit:       g.Limit,
			Strategy:    text(g.PartialResponseStrategy),
			Tenants:     list(g.SourceTenants),
			Labels:      texts(g.Labels),
			Rules:       make([]rule, len(g.Rules)),
		}
		for j, r := range g.Rules {
			out.Groups[i].Rules[j] = rule{
				Alert:         text(r.Alert),
				Record:        text(r.Record),
				Expr:          text(r.Expr),
				For:           model.Duration(r.For),
				KeepFiringFor: model.Duration(r.KeepFiringFor),
				Labels:        texts(r.Labels),
				Annotations:   texts(r.Annotations),
			}
		}
	}
	return out
}

// texts returns m as it is written.
func texts(m map[string]string) map[text]text {
	out := make(map[text]text, len(m))
	for key, value := range m {
		out[text(key)] = text(value)
	}
	return out
}

// list returns texts as they are written.
func list(texts []string) []text {
	var out []text
	for _, t := range texts {
		out = append(out, text(t))
	}
	return out
}

// held returns the bytes of rules, or of data, that the object holds.
func (o object) held() (int, error) {
	if o.Spec != nil {
		spec, err := encode(o.Spec)
		return len(spec), err
	}
	size := 0
	for key, value := range o.Data {
		size += len(key) + len(value)
	}
	return size, nil
}

// applied returns the bytes of annotations that the object has after kubectl apply.
func (o object) applied() (int, error) {
	whole, err := json.Marshal(o)
	if err != nil {
		return 0, fmt.Errorf("rulegen: %w", err)
	}
	size := len("kubectl.kubernetes.io/last-applied-configuration") + len(whole)
	for key, value := range o.Metadata.Annotations {
		size += len(key) + len(value)
	}
	return size, nil
}
