package rulegen

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/promwright/promwright/internal/alerttemplate/judge"
	"github.com/promwright/promwright/rules"
)

// checkTemplates expands the labels and annotations of alerts, as Prometheus does, on samples that have every label, and returns what fails
// whatever the data: of such an alert people read an error in place of the text.
func checkTemplates(groups []rules.PlainGroup) error {
	judged := judge.New()
	var errs []error
	for _, group := range groups {
		for _, rule := range group.Rules {
			if rule.Alert == "" {
				continue
			}
			check := func(what string, values map[string]string) {
				for _, key := range slices.Sorted(maps.Keys(values)) {
					for _, f := range judged.Of(values[key]) {
						errs = append(errs, &Error{
							At:      rule.At,
							Subject: "alert " + rule.Alert,
							Message: fmt.Sprintf("%s %s: %s %s: %s", what, key, values[key][f.From:f.To], f.Problem, f.Message),
						})
					}
				}
			}
			check("label", rule.Labels)
			check("annotation", rule.Annotations)
		}
	}
	return errors.Join(errs...)
}
