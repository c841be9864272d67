package engine

import (
	"cmp"
	"slices"

	"github.com/prometheus/prometheus/model/labels"

	"github.com/promwright/promwright/rules"
)

// Collision is an input series that a rule writes as well. Where both have a sample at the same time and the values differ it is
// also among the [Run.RuleErrors].
type Collision struct {
	Series labels.Labels
	Rule   *rules.PlainRule
	Step   int // the first at which the rule wrote the series

	index int // of the rule, in the order of evaluation
}

// Collisions returns every pair of an input series and a rule that wrote it, by series and then in the order of evaluation.
func (r *Run) Collisions() []Collision {
	return slices.SortedFunc(slices.Values(r.doubled), func(a, b Collision) int {
		return cmp.Or(labels.Compare(a.Series, b.Series), a.index-b.index)
	})
}

// collide notes the first time that a rule writes an input series.
func (r *Run) collide(t *target, ru *rule, step int) {
	if !t.collided {
		t.collided = true
		r.doubled = append(r.doubled, Collision{Series: t.column.labels, Rule: ru.plain, Step: step, index: ru.index})
	}
}
