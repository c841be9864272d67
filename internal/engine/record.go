package engine

import (
	"context"
	"errors"
	"fmt"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
)

var errSameRecorded = errors.New("vector contains metrics with the same labelset after applying rule labels")

// recorder evaluates a recording rule.
type recorder struct {
	run     *Run
	rule    *rule
	writer  *writer
	targets []*target // by slot
	writes  []write
}

func (r *Run) recorder(ru *rule) *recorder {
	return &recorder{run: r, rule: ru, writer: r.writer(ru)}
}

// step records one vector. The error is one of the rule, unless it is errTied.
func (r *recorder) step(ctx context.Context, step int, out output) error {
	points, err := out.at(ctx, step)
	if err != nil {
		return err
	}
	r.writes = r.writes[:0]
	same := false
	for _, p := range points {
		t, err := r.target(p.slot, out)
		if err != nil {
			return err
		}
		same = same || t.seen == step
		t.seen = step
		r.writes = append(r.writes, write{t, p.value, p.hist})
	}
	if same {
		return errSameRecorded
	}
	if limit := r.rule.group.Limit; limit > 0 && len(points) > limit {
		return fmt.Errorf("exceeded limit of %d with %d series", limit, len(points))
	}
	return r.writer.commit(step, r.writes)
}

// target returns the series that the elements of a slot are recorded as.
func (r *recorder) target(slot int, out output) (*target, error) {
	for slot >= len(r.targets) {
		r.targets = append(r.targets, nil)
	}
	if t := r.targets[slot]; t != nil {
		return t, nil
	}
	b := labels.NewBuilder(out.metric(slot))
	b.Set(model.MetricNameLabel, r.rule.plain.Record)
	r.rule.labels.Range(func(l labels.Label) { b.Set(l.Name, l.Value) })
	t, err := r.writer.target(b.Labels())
	if err == nil {
		t.column.expect(out.left(slot))
	}
	r.targets[slot] = t
	return t, err
}
