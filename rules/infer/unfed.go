package infer

import (
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
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
