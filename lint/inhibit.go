package lint

import (
	"github.com/prometheus/prometheus/model/labels"

	"github.com/promwright/promwright/rules/rulefile"
)

// InhibitRule is an inhibition rule of Alertmanager: an alert that Target matches does not notify while another fires that
// Source matches and whose labels of Equal have the same values, where a missing label counts as an empty one.
type InhibitRule struct {
	Name   string            // that it was given; "": none
	Source []*labels.Matcher // all of them must match
	Target []*labels.Matcher // all of them must match
	Equal  []string          // names of labels

	File string       // the configuration of Alertmanager that it stands in
	Pos  rulefile.Pos // where it begins there
}
