package engine

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/promql"

	"github.com/promwright/promwright/rules"
)

// Budget bounds what a run may use, so that a rule that explodes ends the run and not the process. Zero does not bound.
type Budget struct {
	// Samples bounds the samples that any one query holds at a time, and those that the series and alert histories of the run
	// hold together.
	Samples int64
	// Time bounds the time from the start of Evaluate to the end of the last query of the run.
	Time time.Duration
	// Memory bounds an estimate, in bytes, of what the series, the alert histories and the results of queries take. It leaves
	// out what PromQL holds while it evaluates one query, which Samples bounds, and the rules and their expressions.
	Memory int64
}

// BudgetError says that a run needs more than its Budget, and what it was doing then.
type BudgetError struct {
	Bound string           // the field of Budget: "samples", "time" or "memory"
	Rule  *rules.PlainRule // that was being evaluated; nil: an expression of Run.Query or a template
	Step  int              // that was being evaluated; negative: all at once
	After time.Duration    // of Step since the start

	reached string // against the budget
}

func (e *BudgetError) Error() string {
	text := "engine: "
	if e.Rule != nil {
		text += where(e.Rule.At) + title(e.Rule) + ": "
	}
	if e.Step >= 0 {
		text += fmt.Sprintf("evaluation at %v: ", e.After)
	}
	return text + e.reached
}

// errTime is the cause of a context whose time was up.
var errTime = errors.New("the time of the run is up")

// Estimates of what the run stores, in bytes.
const (
	sampleBytes = 16  // a time and a value
	pointBytes  = 24  // an alertPoint
	seriesBytes = 300 // a column or an alert without its samples: labels and places in maps
)

// spending is what a run has used of its budget.
type spending struct {
	budget  Budget
	began   time.Time
	samples int64 // that series and alerts hold
	bytes   int64 // that they take
	results int64 // bytes of the results of the query at hand
}

// store counts samples that are kept, with the bytes they take.
func (s *spending) store(samples, bytes int64) error {
	s.samples += samples
	s.bytes += bytes
	if limit := s.budget.Samples; limit > 0 && s.samples > limit {
		return &BudgetError{Bound: "samples", reached: fmt.Sprintf("series and alerts hold %d samples, the budget is %d", s.samples, limit)}
	}
	return s.fits()
}

// result counts the result of a query, which is kept until its rule has been through it.
func (s *spending) result(m promql.Matrix) error {
	for i := range m {
		s.results += seriesBytes + sampleBytes*int64(len(m[i].Floats))
		for _, h := range m[i].Histograms {
			s.results += sampleBytes + histogramBytes(h.H)
		}
	}
	return s.fits()
}

// vector counts the result of a query at one time.
func (s *spending) vector(v promql.Vector) error {
	for i := range v {
		s.results += seriesBytes + sampleBytes + histogramBytes(v[i].H)
	}
	return s.fits()
}

func (s *spending) fits() error {
	if limit := s.budget.Memory; limit > 0 && s.bytes+s.results > limit {
		return &BudgetError{Bound: "memory", reached: fmt.Sprintf("series, alerts and results take about %d bytes, the budget is %d", s.bytes+s.results, limit)}
	}
	return nil
}

// histogramBytes estimates the size of a histogram; 0 if there is none.
func histogramBytes(h *histogram.FloatHistogram) int64 {
	if h == nil {
		return 0
	}
	words := len(h.PositiveSpans) + len(h.NegativeSpans) + len(h.PositiveBuckets) + len(h.NegativeBuckets) + len(h.CustomValues)
	return 200 + 8*int64(words)
}

// querySamples returns the bound of a single query.
func (b Budget) querySamples() int {
	if b.Samples > 0 {
		return int(b.Samples)
	}
	return maxSamples
}

// within returns a context that ends with the time of the budget.
func (s *spending) within(ctx context.Context) (context.Context, context.CancelFunc) {
	if s.budget.Time <= 0 {
		return ctx, func() {}
	}
	return context.WithDeadlineCause(ctx, s.began.Add(s.budget.Time), errTime)
}

// exceeded returns the BudgetError that err comes from, completed by what the run was doing; nil if it comes from something else.
func (r *Run) exceeded(ctx context.Context, err error) *BudgetError {
	var over *BudgetError
	var many promql.ErrTooManySamples
	s := &r.spent
	switch {
	case err == nil:
		return nil
	case errors.As(err, &over) || errors.As(r.store.err, &over):
	case ctx.Err() != nil && context.Cause(ctx) == errTime:
		over = &BudgetError{Bound: "time", reached: fmt.Sprintf("after %v, the budget is %v", time.Since(s.began).Round(time.Millisecond), s.budget.Time)}
	case errors.As(err, &many) && s.budget.Samples > 0:
		over = &BudgetError{Bound: "samples", reached: fmt.Sprintf("the query holds more samples than the budget, %d", s.budget.Samples)}
	default:
		return nil
	}
	completed := *over
	completed.Step = r.doing.step
	if ru := r.doing.rule; ru != nil {
		completed.Rule = ru.plain
	}
	if completed.Step >= 0 {
		completed.After = r.clock.between(0, completed.Step)
	}
	return &completed
}

// doing is what a run is evaluating.
type doing struct {
	rule *rule
	step int // negative: all steps at once
}

// begin notes what the run evaluates from now on.
func (r *Run) begin(ru *rule, step int) {
	r.doing = doing{ru, step}
	r.spent.results = 0
}

// overdrawn is exceeded for queries outside of the evaluation of rules; it is noted for Err.
func (r *Run) overdrawn(ctx context.Context, err error) *BudgetError {
	var many promql.ErrTooManySamples
	if r.config.Compat && r.doing.rule == nil && errors.As(err, &many) {
		return nil // the bound of promtool
	}
	over := r.exceeded(ctx, err)
	if over != nil && r.over == nil {
		r.over = over
	}
	return over
}
