package rules

import (
	"cmp"
	"errors"
	"net/url"
	"strings"
)

// AlertName stands in [Set.RunbookURL] for the name of the alert, as URLs have it.
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
	if len(b.errs) > 0 { // each alert would have them, too
		return nil, errors.Join(b.errs...)
	}
	return s.Groups.plain(whose, s)
}

// completed returns an alert with what all of the set have and it has not, neither itself nor from its group.
func (s Set) completed(a Alert, ofGroup map[string]string) Alert {
	a.Name = s.Prefix + a.Name
	labels := overlaid(s.Labels, a.Labels)
	for label := range ofGroup {
		if _, own := a.Labels[label]; !own {
			delete(labels, label)
		}
	}
	if a.Severity != "" {
		if _, own := a.Labels["severity"]; !own {
			delete(labels, "severity")
		}
	}
	a.Labels = labels
	annotations := overlaid(s.Annotations, a.Annotations)
	for _, key := range []string{"summary", "description", "runbook_url"} {
		if _, own := a.Annotations[key]; !own && *a.annotation(key) != "" {
			delete(annotations, key)
		}
	}
	a.Annotations = annotations
	if a.RunbookURL == "" && annotations["runbook_url"] == "" {
		a.RunbookURL = strings.ReplaceAll(s.RunbookURL, AlertName, url.PathEscape(a.Name))
	}
	return a
}
