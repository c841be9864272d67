package rules

import (
	"strconv"
	"time"

	"github.com/promwright/promwright/rules/rulefile"
)

// FromFile returns the groups of a rule file as they are written, so that they can be tested and generated like those
// built in Go. What the file has wrong is in f.Errors: a value that could not be read is left out here. Of a Helm template
// (see [rulefile.File.IsTemplate]) they have stand-ins for what its actions print.
func FromFile(f *rulefile.File) PlainGroups {
	var groups PlainGroups
	for _, g := range f.Groups {
		plain := PlainGroup{
			Name:     g.Name.Value,
			Interval: duration(g.Interval),
			Limit:    integer(g.Limit),
			Labels:   g.Labels.Values(),
			At:       position(f, g.Span),

			PartialResponseStrategy: g.PartialResponseStrategy.Value,
		}
		if g.QueryOffset.Present() {
			plain.QueryOffset = new(duration(g.QueryOffset))
		}
		for _, tenant := range g.SourceTenants {
			plain.SourceTenants = append(plain.SourceTenants, tenant.Value)
		}
		for _, r := range g.Rules {
			plain.Rules = append(plain.Rules, fromRule(f, r))
		}
		groups = append(groups, plain)
	}
	return groups
}

func fromRule(f *rulefile.File, r *rulefile.Rule) PlainRule {
	return PlainRule{
		Record:        r.Record.Value,
		Alert:         r.Alert.Value,
		Expr:          r.Expr.Value,
		For:           duration(r.For),
		KeepFiringFor: duration(r.KeepFiringFor),
		Labels:        r.Labels.Values(),
		Annotations:   r.Annotations.Values(),
		At:            position(f, r.Span),
	}
}

func position(f *rulefile.File, s rulefile.Span) string { return f.Name + ":" + s.Start.String() }

// duration returns the duration that s spells, 0 if it spells none.
func duration(s rulefile.Scalar) time.Duration {
	d, err := s.Duration()
	if err != nil {
		return 0
	}
	return d
}

// integer returns the integer that s spells, 0 if it spells none.
func integer(s rulefile.Scalar) int {
	n, err := strconv.ParseInt(s.Value, 0, 0)
	if err != nil {
		return 0
	}
	return int(n)
}
