package rulegen

import (
	"errors"

	"github.com/prometheus/alertmanager/pkg/labels"

	"github.com/promwright/promwright/rules"
)

// InhibitRules is the [Target] of the inhibit_rules of Alertmanager's configuration: a YAML document of that one field, to
// be merged with what else the configuration has.
//
//	rulegen.File{
//		Path:   "alertmanager/node.yaml",
//		Target: rulegen.InhibitRules{Ladders: []rules.Ladder{node.Filesystem}},
//		Rules:  node.Rules,
//	}
//
// The groups that it is given are not written. Of their alerts, each side of an inhibition must match one;
// groups without alerts are not asked.
type InhibitRules struct {
	Ladders     []rules.Ladder // whose inhibitions are written, see [rules.Ladder.Inhibitions]
	Inhibitions []rules.Inhibition
}

// Format returns "inhibitrules".
func (InhibitRules) Format() string { return "inhibitrules" }

// inhibitRule is an inhibition as Alertmanager reads it since 0.22.
type inhibitRule struct {
	Source []text `yaml:"source_matchers"`
	Target []text `yaml:"target_matchers"`
	Equal  []text `yaml:"equal,omitempty"`
}

// Generate returns the inhibitions, or every reason why Alertmanager would refuse one or it could not do anything, joined.
func (r InhibitRules) Generate(groups []rules.PlainGroup) ([]byte, error) {
	read, errs := readInhibitions(r.Format(), r.Ladders, r.Inhibitions, groups)
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	var doc struct {
		InhibitRules []inhibitRule `yaml:"inhibit_rules"`
	}
	for _, in := range read {
		doc.InhibitRules = append(doc.InhibitRules, inhibitRule{printed(in.source), printed(in.target), list(in.equal)})
	}
	return encode(doc)
}

// printed returns matchers as both parsers that Alertmanager has had read them.
func printed(matchers []*labels.Matcher) []text {
	out := make([]text, len(matchers))
	for i, m := range matchers {
		out[i] = text(m.String())
	}
	return out
}
