package engine

import (
	"fmt"
	"math"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/value"
)

// writer stores what one rule yields, as a Prometheus group does: the samples of a step, then stale markers for the series
// that the last successful step had and this one has not.
type writer struct {
	run     *Run
	rule    *rule
	targets map[string]*target
	present []*target // at the last successful step
	next    []*target
	buffer  []byte
}

// target is a series that the rule writes.
type target struct {
	column *column
	step   int // last step at which the series was written
	seen   int // last step at which the rule yielded it

	collided bool // with an input series, which is noted
}

// write is a sample on its way to the store.
type write struct {
	*target
	value float64
	hist  *histogram.FloatHistogram
}

// errTied says that a series has several writers where the plan knew only one.
type errTied struct{ name string }

func (e errTied) Error() string {
	return fmt.Sprintf("engine: several writers of a series of %s", e.name)
}

func (r *Run) writer(ru *rule) *writer {
	return &writer{run: r, rule: ru, targets: map[string]*target{}}
}

// target returns the series of these labels, creating it if needed; errTied if another rule or the input writes it and the
// plan does not know.
func (w *writer) target(ls labels.Labels) (*target, error) {
	w.buffer = ls.Bytes(w.buffer[:0])
	if t, ok := w.targets[string(w.buffer)]; ok {
		return t, nil
	}
	c := w.run.store.find(ls)
	switch {
	case c == nil:
		c = w.run.store.create(ls, w.rule.index, w.rule.offset)
		c.shared = w.run.tied[ls.Get(model.MetricNameLabel)]
	case !c.shared:
		return nil, errTied{ls.Get(model.MetricNameLabel)}
	}
	t := &target{column: c, step: -1, seen: -1}
	w.targets[string(w.buffer)] = t
	return t, nil
}

// commit appends the samples of one step. Samples may be refused, the others are stored; the error is that of the first one by
// labels, so that it does not depend on the order of the vector. Of two samples of one series, which alerts can have whose labels
// differ only in what ALERTS does not show, the second is dropped in silence: they come in one transaction.
func (w *writer) commit(step int, samples []write) error {
	t := w.run.clock.at(step) - w.rule.offset
	var refused error
	var first *column
	var added, bytes int64 // approximately: stale markers are not counted, there are fewer of them than samples
	w.next = w.next[:0]
	for _, s := range samples {
		if s.step == step {
			continue
		}
		if s.column.source != nil {
			w.run.collide(s.target, w.rule, step)
		}
		if err := s.column.append(t, s.value, s.hist, w.rule.index, w.rule.offset); err != nil {
			if first == nil || byLabels(s.column, first) < 0 {
				first, refused = s.column, err
			}
			continue
		}
		added++
		bytes += sampleBytes + histogramBytes(s.hist)
		s.step = step
		w.next = append(w.next, s.target)
	}
	for _, old := range w.present {
		if old.step != step {
			// Refused where another rule has written the series at this very step, which is then not gone.
			_ = old.column.append(t, math.Float64frombits(value.StaleNaN), nil, w.rule.index, w.rule.offset)
		}
	}
	w.present, w.next = w.next, w.present
	if err := w.run.spent.store(added, bytes); err != nil {
		return err
	}
	return refused
}
