package infer

import (
	"slices"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules/rulefile"
)

// Unfed returns why a selector selects nothing of what the rules of the project record under its name: the matcher that wants
// a label which none of them leaves on its series, and where the first of them lost it. It returns nil where no rule records the
// metric, or one may feed the selector.
func (r *Rules) Unfed(e *parser.VectorSelector) (*labels.Matcher, *Loss) {
	d := r.definitions[key(e)]
	if d == nil {
		return nil, nil
	}
	written := r.series(d)
	if written.count == 0 || written.unread {
		return nil, nil
	}
	for _, m := range e.LabelMatchers {
		if loss := written.lost(m.Name); loss != nil && !m.Matches("") {
			return m, loss
		}
	}
	return nil, nil
}

// lost returns where the first rule lost a label that none of them leaves on its series; nil if one may.
func (s *series) lost(label string) *Loss {
	var first *Loss
	for _, w := range s.all {
		for _, b := range w.branches {
			l := b.Label(label)
			if l.Presence != Gone || l.Loss == nil {
				return nil
			}
			if first == nil {
				first = l.Loss
			}
		}
	}
	return first
}

// Refused returns why a selector selects nothing of what the rules of the project record under its name: a matcher of a label which
// all of them leave on their series with other values, those values, and the first of the rules. It returns nil where no rule
// records the metric, or one may feed the selector.
func (r *Rules) Refused(e *parser.VectorSelector) (m *labels.Matcher, values []string, first *rulefile.Rule) {
	d := r.definitions[key(e)]
	if d == nil || d.rules[0].IsAlert() {
		return nil, nil, nil
	}
	written := r.series(d)
	if written.count == 0 || written.unread {
		return nil, nil, nil
	}
	for _, m := range e.LabelMatchers {
		if values := written.values(m.Name); values != nil && !slices.ContainsFunc(values, m.Matches) {
			return m, values, d.rules[0]
		}
	}
	return nil, nil, nil
}

// values returns the values of a label on all that is recorded; nil if one is not known.
func (s *series) values(label string) []string {
	var values []string
	for _, w := range s.all {
		for _, b := range w.branches {
			value := b.Label(label).Value
			if value == "" {
				return nil
			}
			if !slices.Contains(values, value) {
				values = append(values, value)
			}
		}
	}
	return values
}
