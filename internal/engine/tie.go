package engine

import (
	"slices"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
)

// tie notes that series of a name may have several writers, so that the rules concerned run step by step together.
func (r *Run) tie(name string) {
	names := []string{name}
	if name == alertsName || name == forStateName {
		names = []string{alertsName, forStateName}
	}
	for _, name := range names {
		r.tied[name] = true
		for _, c := range r.store.byName[name] {
			c.shared = c.shared || c.source != nil && len(r.writersOf(c)) > 0
		}
	}
}

// writersOf returns the rules that could write an input series. Any two of them overlap, and so run together.
func (r *Run) writersOf(c *column) []*rule {
	var writers []*rule
	for _, ru := range r.rules {
		if ru.couldBe(c.labels) {
			writers = append(writers, ru)
		}
	}
	return writers
}

// couldBe reports whether the rule could write a series of exactly these labels.
func (r *rule) couldBe(ls labels.Labels) bool {
	if !slices.Contains(r.names(), ls.Get(model.MetricNameLabel)) || r.alerts() && ls.Get(labels.AlertName) != r.plain.Alert {
		return false
	}
	could := true
	r.labels.Range(func(l labels.Label) {
		could = could && (!r.fixed(l.Name) || ls.Get(l.Name) == l.Value)
	})
	return could
}

// sharedInput returns the input series that the rules may write too.
func (r *Run) sharedInput(part []*rule) []*column {
	var shared []*column
	for name := range r.tied {
		for _, c := range r.store.byName[name] {
			if c.source != nil && c.shared && slices.ContainsFunc(r.writersOf(c), func(w *rule) bool { return slices.Contains(part, w) }) {
				shared = append(shared, c)
			}
		}
	}
	return shared
}

// feedUnwritten reads the input series that rules of the whole part could write, but no live one can.
func (r *Run) feedUnwritten(whole, live []*rule) error {
	if len(whole) == len(live) || len(r.tied) == 0 {
		return nil
	}
	written := r.sharedInput(live)
	for _, c := range r.sharedInput(whole) {
		if !slices.Contains(written, c) {
			if err := c.pull(r.clock.last()); err != nil {
				return err
			}
		}
	}
	return nil
}

// feed reads the rest of the input series that rules write too.
func (r *Run) feed(horizon int64) error {
	for name := range r.tied {
		for _, c := range r.store.byName[name] {
			if c.source != nil && c.shared && c.read < horizon {
				if err := c.pull(horizon); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
