package rules

// Inhibition is a rule of Alertmanager that keeps alerts from notifying while others fire: those that match Target, while
// one fires that matches Source and has the same values of the labels in Equal.
//
//	rules.Inhibition{
//		Source: []string{`alertname="NodeFilesystemAlmostOutOfSpace"`, `severity="critical"`},
//		Target: []string{`alertname="NodeFilesystemAlmostOutOfSpace"`, `severity="warning"`},
//		Equal:  []string{"instance", "mountpoint"},
//	}
//
// A label that neither of two alerts has is equal: Equal must name labels that the alerts have, and all that tell the things
// apart which they are about.
type Inhibition struct {
	Source []string // matchers of the alert that inhibits, as `severity="critical"`; all of them match
	Target []string // matchers of the alerts that it inhibits
	Equal  []string // labels
}
