package rules

import "time"

// PlainGroup is a rule group as rule files spell it: every default decided, every expression printed.
// Generators write it, the test engine evaluates it.
type PlainGroup struct {
	Name        string
	Interval    time.Duration  // 0: the evaluation interval of whoever loads the file
	QueryOffset *time.Duration // nil: not given
	Limit       int            // of alerts or series one rule may yield; 0: none
	Labels      map[string]string
	Rules       []PlainRule
	At          string // where the group was written, as file:line or file:line:column

	PartialResponseStrategy string   // of Thanos: "abort", "warn", or "" for not given
	SourceTenants           []string // of Mimir
}

// PlainRule is one rule of a [PlainGroup]. Either Record or Alert is set.
type PlainRule struct {
	Record        string
	Alert         string
	Expr          string
	For           time.Duration
	KeepFiringFor time.Duration
	Labels        map[string]string
	Annotations   map[string]string
	At            string // where the rule was written, as file:line or file:line:column
}

// Name returns the name of the alert or of the recorded metric.
func (r PlainRule) Name() string {
	if r.Alert != "" {
		return r.Alert
	}
	return r.Record
}

// Source is anything that yields rule groups: a [Set], a [Group], groups read from a file.
type Source interface {
	// Plain returns the groups in declared order, or every error of the source, joined.
	Plain() ([]PlainGroup, error)
}

// PlainGroups is a [Source] of groups that are plain already.
type PlainGroups []PlainGroup

// Plain returns g.
func (g PlainGroups) Plain() ([]PlainGroup, error) { return g, nil }
