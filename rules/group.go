package rules

import (
	"errors"
	"fmt"
	"time"
)

// Group is a list of rules that Prometheus evaluates one after the other, at the same time. It is a [Source].
type Group struct {
	Name        string
	Interval    time.Duration     // between evaluations, in whole milliseconds; 0: what the Prometheus is configured with
	QueryOffset *time.Duration    // by how much evaluations lag behind, for samples that come late; nil: as configured. new(time.Minute)
	Limit       int               // of alerts or series that one rule may yield, else it fails; 0: none
	Labels      map[string]string // added to all rules that do not set them
	Rules       []Rule            // in the order of their evaluation

	// PartialResponseStrategy is what Thanos Ruler does where a store does not answer: "abort" the evaluation, or "warn"
	// and go on with what others answered; empty: abort. Nothing else reads it.
	PartialResponseStrategy string

	// SourceTenants are the tenants whose series the rules read together, where Mimir federates rules; none: the tenant
	// that the rules belong to. Nothing else reads it.
	SourceTenants []string
}

// Groups is a list of groups, a [Source].
type Groups []Group

// Set is the groups that belong in one file or one PrometheusRule, and what all of their alerts have. It is a [Source].
//
//	rules.Set{
//		Groups:     slices.Concat(node.Groups(), checkout.Groups()),
//		Labels:     map[string]string{"team": "infra"},
//		RunbookURL: "https://runbooks.example.com/<alert>",
//	}
//
// Sets for several environments are what a Go function returns for each.
type Set struct {
	Name   string // of the file or the object; its users say what it may hold
	Groups Groups

	Labels      map[string]string // of alerts that do not have them, neither themselves nor from their group
	Annotations map[string]string // of alerts that do not have them
	RunbookURL  string            // of alerts that have none; <alert> in it is the name of the alert, see [AlertName]
	Prefix      string            // before the names of alerts. Inhibitions of a [Ladder] do not know of it
}

var (
	_ Source = Group{}
	_ Source = Groups{}
	_ Source = Set{}
)

// Plain returns the group, or every error in it, joined. Each error begins with the Go file:line where it was made, if
// that is known.
func (g Group) Plain() ([]PlainGroup, error) { return Groups{g}.Plain() }

// Plain returns the groups, or every error in them, joined. No two groups may have one name.
func (g Groups) Plain() ([]PlainGroup, error) { return g.plain("", Set{}) }

// plain returns the groups, which stand in set; whose begins how errors name them.
func (g Groups) plain(whose string, set Set) ([]PlainGroup, error) {
	var errs []error
	plain := make([]PlainGroup, 0, len(g))
	seen, slos := map[string]bool{}, map[string]string{}
	for i, group := range g {
		b := builder{subject: whose + "group " + name(group.Name, i), set: set, slos: slos}
		plain = append(plain, b.group(group))
		if seen[group.Name] && group.Name != "" {
			b.errorf("the name is given to two groups")
		}
		seen[group.Name] = true
		errs = append(errs, b.errs...)
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return plain, nil
}

// name returns what to call the thing with index i: its name, or its number if it has none.
func name(name string, i int) string {
	if name == "" {
		return fmt.Sprintf("number %d", i+1)
	}
	return name
}
