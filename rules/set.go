package rules

import (
	"cmp"
	"errors"
	"maps"
	"strings"
)

// AlertName stands in [Set.RunbookURL] for the name of the alert.
const AlertName = "<alert>"

// Plain returns the groups of the set with what their alerts have in common, or every error in them, joined.
func (s Set) Plain() ([]PlainGroup, error) {
	whose := ""
	if s.Name != "" {
		whose = "set " + s.Name + ": "
	}
	b := builder{subject: "set " + cmp.Or(s.Name, "without a name")}
	b.labels(s.Labels, "alertname")
	b.templates("label", s.Labels)
	b.annotations(s.Annotations)
	b.annotations(map[string]string{"runbook_url": s.RunbookURL})
	groups, err := s.Groups.plain(whose)
	if err = errors.Join(errors.Join(b.errs...), err); err != nil {
		return nil, err
	}
	for _, g := range groups {
		for i := range g.Rules {
			if g.Rules[i].Alert != "" {
				s.complete(&g.Rules[i], g.Labels)
			}
		}
	}
	return groups, nil
}

// complete gives an alert what all have.
func (s Set) complete(r *PlainRule, ofGroup map[string]string) {
	r.Alert = s.Prefix + r.Alert
	labels := maps.Clone(s.Labels)
	for label := range ofGroup {
		delete(labels, label)
	}
	r.Labels = overlaid(labels, r.Labels)
	annotations := s.Annotations
	if s.RunbookURL != "" {
		annotations = overlaid(annotations, map[string]string{"runbook_url": strings.ReplaceAll(s.RunbookURL, AlertName, r.Alert)})
	}
	r.Annotations = overlaid(annotations, r.Annotations)
}
