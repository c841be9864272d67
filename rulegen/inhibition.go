package rulegen

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	matchers "github.com/prometheus/alertmanager/matcher/parse"
	"github.com/prometheus/alertmanager/pkg/labels"
	"github.com/prometheus/common/model"

	"github.com/promwright/promwright/internal/joined"
	"github.com/promwright/promwright/rules"
)

// inhibition is an inhibition whose matchers have been read.
type inhibition struct {
	source, target []*labels.Matcher
	equal          []string // sorted, each once
}

// readInhibitions returns inhibitions, those of ladders first, or every reason why Alertmanager would refuse one or it could not do anything for the
// alerts of groups. If there are no alerts, they are not asked for.
func readInhibitions(subject string, ladders []rules.Ladder, others []rules.Inhibition, groups []rules.PlainGroup) ([]inhibition, []error) {
	v := &validator{where: Error{Subject: subject}}
	var all []rules.Inhibition
	for _, ladder := range ladders {
		of, err := ladder.Inhibitions()
		if err != nil {
			return nil, joined.Errors(err)
		}
		all = append(all, of...)
	}
	all = append(all, others...)
	if len(all) == 0 {
		v.errorf("there are no inhibitions to write")
	}
	read := make([]inhibition, len(all))
	for i, in := range all {
		v.at("", fmt.Sprintf("%s: inhibition %d", subject, i+1))
		read[i] = inhibition{v.matchers("source", in.Source, groups), v.matchers("target", in.Target, groups), v.equal(in.Equal)}
	}
	return read, v.errs
}

// matchers reads the matchers of one side.
func (v *validator) matchers(side string, texts []string, groups []rules.PlainGroup) []*labels.Matcher {
	if len(texts) == 0 {
		v.errorf("%s has no matchers", side)
		return nil
	}
	read := make([]*labels.Matcher, len(texts))
	for i, text := range texts {
		m, err := matchers.Matcher(text)
		if err != nil {
			v.errorf("matcher %q of %s does not parse: %v", text, side, err)
			return nil
		}
		read[i] = m
	}
	if alerts, could := couldMatch(read, groups); alerts > 0 && !could {
		v.errorf("%s %s matches none of the alerts that are given with it", side, strings.Join(texts, ", "))
	}
	return read
}

// couldMatch returns how many alerts there are, and whether one of them could match. A label that is a template or that no
// rule sets could have any value.
func couldMatch(matchers []*labels.Matcher, groups []rules.PlainGroup) (alerts int, could bool) {
	for _, group := range groups {
		for _, rule := range group.Rules {
			if rule.Alert == "" {
				continue
			}
			alerts++
			set := maps.Clone(group.Labels)
			if set == nil {
				set = map[string]string{}
			}
			maps.Copy(set, rule.Labels)
			set[model.AlertNameLabel] = rule.Alert
			could = could || !slices.ContainsFunc(matchers, func(m *labels.Matcher) bool {
				value, known := set[m.Name]
				return known && !strings.Contains(value, "{{") && !m.Matches(value)
			})
		}
	}
	return alerts, could
}

// equal returns the labels that must be equal.
func (v *validator) equal(names []string) []string {
	for _, name := range names {
		if !model.UTF8Validation.IsValidLabelName(name) {
			v.errorf("equal %q is not a label name", name)
		}
	}
	return slices.Compact(slices.Sorted(slices.Values(names)))
}
