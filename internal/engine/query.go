package engine

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/storage"
)

const (
	lookback = 5 * time.Minute // of Prometheus and promtool
	// maxSamples bounds what one query holds in memory, as Prometheus does by default.
	maxSamples = 50_000_000
	// promtoolSamples is the bound of promtool.
	promtoolSamples = 10_000
	// queryTimeout is no real limit: the caller's context ends a run.
	queryTimeout = 365 * 24 * time.Hour
)

// engineKey is what engines differ in.
type engineKey struct {
	step    int64
	samples int
	delayed bool
}

// engine returns Prometheus's evaluator, set up as promtool does. Making one takes longer than many a query, so they are kept.
func (t trees) engine(samples int) *promql.Engine {
	key := engineKey{t.step, samples, t.delayed}
	if e, ok := t.cache.engines.Load(key); ok {
		return e.(*promql.Engine)
	}
	e, _ := t.cache.engines.LoadOrStore(key, promql.NewEngine(promql.EngineOpts{
		MaxSamples:               samples,
		Timeout:                  queryTimeout,
		LookbackDelta:            lookback,
		NoStepSubqueryIntervalFn: func(int64) int64 { return t.step },
		EnableAtModifier:         true,
		EnableNegativeOffset:     true,
		EnableDelayedNameRemoval: t.delayed,
		Parser:                   t,
	}))
	return e.(*promql.Engine)
}

var errNotVector = errors.New("rule result is not a vector or scalar")

// point is one element of a vector. Its labels are known by a number, the slot, that stays the same from step to step.
type point struct {
	slot  int
	value float64
	hist  *histogram.FloatHistogram
}

// output is what an expression yields, step by step.
type output interface {
	// at returns the vector of one step, valid until the next call. Steps ascend, and are visited once.
	at(ctx context.Context, step int) ([]point, error)
	// metric returns the labels of a slot.
	metric(slot int) labels.Labels
	// left returns at how many steps a slot is there from the one on that at was last called for, as far as that is known.
	left(slot int) int
}

// matrix is the output of a range query over all steps.
type matrix struct {
	series promql.Matrix
	free   func() // to be called once the samples are no longer needed
	sweep  *sweep // of the series
	floats []int  // index of the next sample of each series
	hists  []int
	start  int64 // evaluation time of step 0, query offset taken off
	clock  clock
	points []point
}

// queryRange evaluates the rule's expression at all steps at once.
func (r *Run) queryRange(ctx context.Context, ru *rule) (*matrix, error) {
	first, last := r.clock.at(0)-ru.offset, r.clock.last()-ru.offset
	text, v, err := r.evaluated(ctx, r.store.all(r.clock.last()), ru.expr, window{first, last, r.clock.interval})
	if err != nil {
		return nil, err
	}
	if len(ru.expr.comparisons) > 0 {
		text = ru.expr.ranged
	}
	series, free, err := r.matrix(ctx, v, text, window{first, last, r.clock.interval})
	if err != nil {
		return nil, err
	}
	for _, c := range ru.expr.comparisons {
		series = c.keep(series)
	}
	n := len(series)
	begins := make([]int, n)
	for i := range series {
		begins[i] = int((firstTime(&series[i]) - first) / r.clock.interval)
	}
	return &matrix{series: series, free: free, sweep: newSweep(begins), floats: make([]int, n), hists: make([]int, n), start: first, clock: r.clock}, nil
}

// firstTime returns the time of the first sample of a series, which has one.
func firstTime(s *promql.Series) int64 {
	switch {
	case len(s.Histograms) == 0:
		return s.Floats[0].T
	case len(s.Floats) == 0:
		return s.Histograms[0].T
	}
	return min(s.Floats[0].T, s.Histograms[0].T)
}

// matrix evaluates text over the window. The function it returns gives the memory of the samples back to the engine, unless they
// are histograms, which alerts and columns keep.
func (r *Run) matrix(ctx context.Context, v view, text string, w window) (promql.Matrix, func(), error) {
	q, err := r.promql.NewRangeQuery(ctx, v, nil, text, time.UnixMilli(w.first), time.UnixMilli(w.last), time.Duration(w.step)*time.Millisecond)
	if err != nil {
		return nil, nil, err
	}
	m, err := q.Exec(ctx).Matrix()
	if err != nil {
		return nil, nil, err
	}
	if err := r.spent.result(m); err != nil {
		return nil, nil, err
	}
	if slices.ContainsFunc(m, func(s promql.Series) bool { return len(s.Histograms) > 0 }) {
		return m, func() {}, nil
	}
	return m, q.Close, nil
}

func (m *matrix) metric(slot int) labels.Labels { return m.series[slot].Metric }

func (m *matrix) left(slot int) int {
	s := &m.series[slot]
	return 1 + len(s.Floats) - m.floats[slot] + len(s.Histograms) - m.hists[slot]
}

func (m *matrix) at(_ context.Context, step int) ([]point, error) {
	t := m.start + int64(step)*m.clock.interval
	m.points = m.points[:0]
	m.sweep.visit(step, func(i int) (ended bool) {
		s := &m.series[i]
		if j := m.floats[i]; j < len(s.Floats) && s.Floats[j].T == t {
			m.points = append(m.points, point{slot: i, value: s.Floats[j].F})
			m.floats[i]++
		}
		if j := m.hists[i]; j < len(s.Histograms) && s.Histograms[j].T == t {
			m.points = append(m.points, point{slot: i, hist: s.Histograms[j].H})
			m.hists[i]++
		}
		return m.floats[i] == len(s.Floats) && m.hists[i] == len(s.Histograms)
	})
	return m.points, nil
}

// instants is the output of one query per step.
type instants struct {
	run   *Run
	rule  *rule
	slots map[string]int
	names []labels.Labels

	points []point
	buffer []byte
}

func (r *Run) instants(ru *rule) *instants {
	return &instants{run: r, rule: ru, slots: map[string]int{}}
}

func (o *instants) metric(slot int) labels.Labels { return o.names[slot] }

func (o *instants) left(int) int { return 1 }

func (o *instants) at(ctx context.Context, step int) ([]point, error) {
	now := o.run.clock.at(step)
	vector, err := o.run.settled(ctx, o.rule, now)
	if err != nil {
		return nil, err
	}
	o.points = o.points[:0]
	for _, s := range vector {
		o.buffer = s.Metric.Bytes(o.buffer[:0])
		slot, ok := o.slots[string(o.buffer)]
		if !ok {
			slot = len(o.names)
			o.slots[string(o.buffer)] = slot
			o.names = append(o.names, s.Metric)
		}
		o.points = append(o.points, point{slot: slot, value: s.F, hist: s.H})
	}
	return o.points, nil
}

// settled evaluates the rule's expression at time now. If an operand fails, the error is that of the whole expression, in which
// another part may fail before it.
func (r *Run) settled(ctx context.Context, ru *rule, now int64) (promql.Vector, error) {
	t, v := now-ru.offset, r.seen(ru, now)
	text, view, err := r.evaluated(ctx, v, ru.expr, window{first: t, last: t})
	if err != nil {
		return r.vector(ctx, v, ru.expr.text, t)
	}
	return r.vector(ctx, view, text, t)
}

// vector evaluates text at one time, the way rules see it: a scalar is a vector of one element.
func (r *Run) vector(ctx context.Context, q storage.Queryable, text string, t int64) (promql.Vector, error) {
	value, err := instant(ctx, r.promql, q, text, t)
	if err != nil {
		return nil, err
	}
	switch v := value.(type) {
	case promql.Vector:
		return v, r.spent.vector(v)
	case promql.Scalar:
		return promql.Vector{{T: v.T, F: v.V, Metric: labels.EmptyLabels()}}, nil
	}
	return nil, errNotVector
}

// instant evaluates text at one time.
func instant(ctx context.Context, e *promql.Engine, q storage.Queryable, text string, t int64) (parser.Value, error) {
	query, err := e.NewInstantQuery(ctx, q, nil, text, time.UnixMilli(t))
	if err != nil {
		return nil, err
	}
	result := query.Exec(ctx)
	return result.Value, result.Err
}
