package rules

import (
	"errors"
	"fmt"
	"slices"
)

// Plain returns the groups as they were changed, or every error of the files and of the changes, joined.
func (l *Loaded) Plain() ([]PlainGroup, error) {
	errs := l.errs
	if !l.broken {
		errs = slices.Concat(errs, l.doubles())
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	var groups Groups
	for _, g := range l.groups {
		group := g.Group
		for _, r := range g.rules {
			group.Rules = append(group.Rules, r.rule())
		}
		groups = append(groups, group)
	}
	plain, err := groups.Plain()
	if err != nil {
		return nil, err
	}
	for i, g := range l.groups {
		plain[i].At = g.at
		for j, r := range g.rules {
			plain[i].Rules[j].At = r.at
		}
	}
	return plain, nil
}

// doubles returns an error for each group that has the name of one before, which files of their own may have.
func (l *Loaded) doubles() (errs []error) {
	first := map[string]string{}
	for _, g := range l.groups {
		if at, ok := first[g.Name]; ok && g.Name != "" {
			errs = append(errs, fmt.Errorf("%s: rules: group %s: there is a group of that name at %s: load the files into sets of their own", g.at, g.Name, at))
			continue
		}
		first[g.Name] = g.at
	}
	return errs
}

// rule returns a copy of r.
func (r *loadedRule) rule() Rule {
	if r.alert != nil {
		return *r.alert
	}
	return *r.recording
}
