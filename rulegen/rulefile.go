package rulegen

import (
	"errors"

	"github.com/promwright/promwright/rules"
)

// RuleFile is the [Target] that Prometheus itself reads, named by rule_files in its configuration,
// and promtool.
type RuleFile struct {
	// Prometheus is the oldest version of Prometheus that will read the file, as "2.50"; empty: the newest.
	// What that version would refuse is an error: keep_firing_for before 2.42, limit before 2.31,
	// query_offset before 2.53, labels of a group and names beyond [a-zA-Z0-9_:] before 3.0.
	Prometheus string
}

// Format returns "rulefile".
func (RuleFile) Format() string { return "rulefile" }

// Generate returns the rule file of groups, or every reason why Prometheus would not load it, joined.
func (f RuleFile) Generate(groups []rules.PlainGroup) ([]byte, error) {
	reader, err := prometheus.at(f.Prometheus)
	if err != nil {
		return nil, &Error{Subject: f.Format(), Message: err.Error()}
	}
	return generatePlain(f.Format(), groups, reader)
}

// generatePlain returns the plain rule file of groups that a reader loads.
func generatePlain(subject string, groups []rules.PlainGroup, reader reader) ([]byte, error) {
	groups = tidyGroups(groups)
	if errs := validate(subject, groups, reader); len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return encode(newDocument(groups))
}
