package rulegen

import (
	"errors"

	"github.com/promwright/promwright/rules"
)

// Mimir is the [Target] that mimirtool loads into the ruler of Grafana Mimir, or of Cortex: the rule file of one namespace.
// Groups may read several tenants, see [rules.Group.SourceTenants]. Prometheus and promtool refuse such a file.
//
//	rulegen.Mimir{Namespace: "node"}
type Mimir struct {
	// Namespace is where Mimir keeps the groups. No two files that are loaded together may have one:
	// mimirtool takes a repeated namespace for an error, and when it syncs, deletes the groups of a namespace that the
	// file does not have.
	Namespace string
}

// Format returns "mimir".
func (Mimir) Format() string { return "mimir" }

// Generate returns the namespace of groups, or every reason why Mimir would not load it, joined.
func (m Mimir) Generate(groups []rules.PlainGroup) ([]byte, error) {
	var errs []error
	subject := subject(m.Format(), m.Namespace)
	if m.Namespace == "" {
		errs = append(errs, &Error{Subject: subject, Message: "the namespace is missing: mimirtool would take the name of the file for it"})
	}
	if message := checkText(m.Namespace); message != "" {
		errs = append(errs, &Error{Subject: m.Format(), Message: "namespace " + message})
	}
	groups = tidyGroups(groups)
	if errs = append(errs, validate(subject, groups, mimir.newest())...); len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	doc := newDocument(groups)
	doc.Namespace = text(m.Namespace)
	return encode(doc)
}
