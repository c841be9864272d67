package rulegen

import (
	"errors"

	"github.com/prometheus/alertmanager/pkg/labels"

	"github.com/promwright/promwright/rules"
)

// AlertmanagerConfig is the [Target] of inhibitions that the Prometheus operator adds to the configuration of its
// Alertmanager: an object of apiVersion monitoring.coreos.com/v1alpha1, see [InhibitRules].
//
// Unless the Alertmanager's alertmanagerConfigMatcherStrategy says otherwise, the operator adds the matcher
// namespace="<namespace of the object>" to both sides.
type AlertmanagerConfig struct {
	Name        string            // of the object: a DNS name of at most 253 bytes
	Namespace   string            // of the object; empty: the one that it is applied to
	Labels      map[string]string // of the object, by which its Alertmanager selects it
	Annotations map[string]string // of the object
	Ladders     []rules.Ladder    // whose inhibitions are written, see [rules.Ladder.Inhibitions]
	Inhibitions []rules.Inhibition
}

// Format returns "alertmanagerconfig".
func (AlertmanagerConfig) Format() string { return "alertmanagerconfig" }

// configInhibition is an inhibition as the operator reads it.
type configInhibition struct {
	Source []configMatcher `yaml:"sourceMatch" json:"sourceMatch"`
	Target []configMatcher `yaml:"targetMatch" json:"targetMatch"`
	Equal  []text          `yaml:"equal,omitempty" json:"equal,omitempty"`
}

type configMatcher struct {
	Name  text `yaml:"name" json:"name"`
	Type  text `yaml:"matchType" json:"matchType"`
	Value text `yaml:"value" json:"value"`
}

// Generate returns the object, or every reason why Kubernetes, the operator or Alertmanager would refuse it or an inhibition
// could not do anything, joined.
func (c AlertmanagerConfig) Generate(groups []rules.PlainGroup) ([]byte, error) {
	m := meta{subject(c.Format(), c.Name), c.Name, c.Namespace, c.Labels, c.Annotations}
	read, errs := readInhibitions(m.subject, c.Ladders, c.Inhibitions, groups)
	if errs = append(m.validate(), errs...); len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	var spec struct {
		InhibitRules []configInhibition `yaml:"inhibitRules" json:"inhibitRules"`
	}
	for _, in := range read {
		spec.InhibitRules = append(spec.InhibitRules, configInhibition{configMatchers(in.source), configMatchers(in.target), list(in.equal)})
	}
	return encode(object{
		APIVersion: "monitoring.coreos.com/v1alpha1",
		Kind:       "AlertmanagerConfig",
		Metadata:   metadata{text(m.name), text(m.namespace), texts(m.labels), texts(m.annotations)},
		Spec:       spec,
	})
}

func configMatchers(matchers []*labels.Matcher) []configMatcher {
	out := make([]configMatcher, len(matchers))
	for i, m := range matchers {
		out[i] = configMatcher{text(m.Name), text(m.Type.String()), text(m.Value)}
	}
	return out
}
