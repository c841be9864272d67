package engine

import (
	"context"
	"math"
	"slices"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/value"
	"github.com/prometheus/prometheus/promql"
)

// window is the steps at which an expression is evaluated: from first to last, in milliseconds. A single time has step 0.
type window struct{ first, last, step int64 }

// within returns the window of a subquery that is needed at the steps of w: the multiples of its step.
func (w window) within(q subquery) window {
	after, last := w.first-q.offset-q.width, w.last
	if w.step > 0 {
		last = w.first + (w.last-w.first)/w.step*w.step
	}
	first := after / q.step * q.step
	if first <= after {
		first += q.step
	}
	return window{first, last - q.offset, q.step}
}

// evaluated returns the text to evaluate in place of e, and v with the operands of e evaluated over the window.
func (r *Run) evaluated(ctx context.Context, v view, e *expr, w window) (string, view, error) {
	if len(e.operands) == 0 {
		return e.text, v, nil
	}
	v.operands = make(map[string][]*column, len(e.operands))
	for _, o := range e.operands {
		columns, err := r.operand(ctx, v, o, w)
		if err != nil {
			return "", v, err
		}
		v.operands[o.id] = columns
	}
	return e.rest, v, nil
}

// operand evaluates one operand.
func (r *Run) operand(ctx context.Context, v view, o operand, w window) ([]*column, error) {
	for _, q := range o.grid {
		w = w.within(q)
	}
	if w.first > w.last {
		return nil, nil
	}
	if w.step == 0 {
		return r.operandInstant(ctx, v, o, w.first)
	}
	m, free, err := r.matrix(ctx, v, o.text, w)
	if err != nil {
		return nil, err
	}
	defer free()
	columns := make([]*column, len(m)) // sorted by labels already
	for i, s := range m {
		columns[i] = columnOf(s, w)
	}
	return columns, nil
}

// operandInstant evaluates an operand at one time.
func (r *Run) operandInstant(ctx context.Context, v view, o operand, t int64) ([]*column, error) {
	vector, err := r.vector(ctx, v, o.text, t)
	if err != nil {
		return nil, err
	}
	columns := make([]*column, len(vector))
	for i, s := range vector {
		columns[i] = &column{labels: s.Metric, owner: input}
		columns[i].put(t, s.F, s.H)
	}
	slices.SortFunc(columns, func(a, b *column) int { return labels.Compare(a.labels, b.labels) })
	return columns, nil
}

// columnOf returns the series as a column that a selector reads back unchanged at the steps of the window: a stale marker stands
// where the series has ended or pauses.
func columnOf(s promql.Series, w window) *column {
	c := &column{labels: s.Metric, owner: input}
	floats, hists, present := s.Floats, s.Histograms, false
	for t := w.first; t <= w.last; t += w.step {
		switch {
		case len(floats) > 0 && floats[0].T == t:
			c.put(t, floats[0].F, nil)
			floats, present = floats[1:], true
		case len(hists) > 0 && hists[0].T == t:
			c.put(t, 0, hists[0].H)
			hists, present = hists[1:], true
		case present:
			c.put(t, math.Float64frombits(value.StaleNaN), nil)
			present = false
		}
	}
	return c
}
