package rulegen

import "github.com/promwright/promwright/rules"

// Thanos is the [Target] that Thanos Ruler reads: a rule file whose groups may say what happens where a store does not
// answer, see [rules.Group.PartialResponseStrategy]. Prometheus and promtool refuse such a file.
type Thanos struct {
	// Version is the oldest version of Thanos that will read the file, as "0.34"; empty: the newest.
	// What that version would refuse is an error: keep_firing_for before 0.34, limit before 0.24,
	// query_offset before 0.38, labels of a group and names beyond [a-zA-Z0-9_:] before 0.39.
	Version string
}

// Format returns "thanos".
func (Thanos) Format() string { return "thanos" }

// Generate returns the rule file of groups, or every reason why Thanos Ruler would not load it, joined.
func (t Thanos) Generate(groups []rules.PlainGroup) ([]byte, error) {
	reader, err := thanos.at(t.Version)
	if err != nil {
		return nil, &Error{Subject: t.Format(), Message: err.Error()}
	}
	return generatePlain(t.Format(), groups, reader)
}
