package engine

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"sync"
	"time"

	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules"
)

// Run is the result of an evaluation. It is safe for concurrent use.
type Run struct {
	config   Config
	clock    clock
	external map[string]string
	url      *url.URL
	trees    trees
	promql   *promql.Engine
	store    *store
	rules    []*rule // in the order of evaluation

	read        map[*rule]bool   // rules whose series some rule may read
	tied        map[string]bool  // metric names of which one series may have several writers
	alertOwners map[string]*rule // of each series ALERTS_FOR_STATE

	alerters []*alerter // in the order of evaluation, without rules that could not yield anything
	errs     []*RuleError
	doubled  []Collision // as they were found
	timings  []Timing

	spent spending
	doing doing
	over  *BudgetError // the first one that came of a query after Evaluate, or of one in a template

	mu sync.Mutex // guards store, what exposes alerts and what is spent, once Evaluate has returned
}

// RuleError says that a rule failed at one or more steps in a row.
type RuleError struct {
	Group *rules.PlainGroup
	Rule  *rules.PlainRule
	Step  int           // the first one
	Count int           // of steps
	After time.Duration // of the first step since the start
	Err   error

	index int // of the rule, in the order of evaluation
}

func (e *RuleError) Error() string {
	return fmt.Sprintf("engine: %s%s: evaluation at %v: %v", where(e.Rule.At), title(e.Rule), e.After, e.Err)
}

func (e *RuleError) Unwrap() error { return e.Err }

// Steps returns the number of evaluations, at least 1.
func (r *Run) Steps() int { return r.clock.steps }

// Time returns the time of a step.
func (r *Run) Time(step int) time.Time { return time.UnixMilli(r.clock.at(step)).UTC() }

// Step returns the last step at or before the given time since the start: that of step 0 for negative times, of the last step
// for times after the end.
func (r *Run) Step(at time.Duration) int {
	step := int64(at) / (r.clock.interval * int64(time.Millisecond))
	return int(min(max(step, 0), int64(r.clock.steps-1)))
}

// Alerts returns every alert that was ever pending or firing, by rule in the order of evaluation, then in the order in which
// they became active, then by labels.
func (r *Run) Alerts() []*Alert {
	var all []*Alert
	for _, a := range r.alerters {
		all = append(all, a.sorted()...)
	}
	return all
}

// RuleErrors returns a *RuleError for each rule that failed, and for each time it began to fail or failed otherwise, by step
// and then in the order of evaluation.
func (r *Run) RuleErrors() []error {
	errs := make([]error, len(r.errs))
	for i, err := range r.errs {
		errs[i] = err
	}
	return errs
}

// Err returns the *BudgetError of a query, or of annotations, that went beyond the budget of the run, if there was one.
func (r *Run) Err() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.over == nil {
		return nil
	}
	return r.over
}

// Query evaluates an expression at one time since the start, on the input, what rules recorded, and the series ALERTS and
// ALERTS_FOR_STATE, all up to the end. With Config.Compat it sees input only up to the last step, and reads at most 10,000
// samples, as promtool does: at 90s of a run that ends there with an interval of 1m it sees what was there at 60s.
func (r *Run) Query(ctx context.Context, expr string, at time.Duration) (parser.Value, error) {
	horizon := max(r.millis(at), r.clock.end)
	if r.config.Compat {
		horizon = r.clock.last()
	}
	return r.ask(ctx, expr, at, horizon)
}

// QueryLoaded is Query of what promtool has loaded: input up to the last step.
func (r *Run) QueryLoaded(ctx context.Context, expr string, at time.Duration) (parser.Value, error) {
	return r.ask(ctx, expr, at, r.clock.last())
}

// millis returns a time since the start in milliseconds since the Unix epoch.
func (r *Run) millis(at time.Duration) int64 { return r.clock.start + at.Milliseconds() }

// ask evaluates an expression on samples up to the horizon.
func (r *Run) ask(ctx context.Context, expr string, at time.Duration, horizon int64) (parser.Value, error) {
	e := r.trees.parse(expr)
	if e.err != nil {
		return nil, fmt.Errorf("engine: expression does not parse: %w", e.err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.begin(nil, -1)
	ctx, cancel := r.spent.within(ctx)
	defer cancel()
	value, err := r.query(ctx, e, at, horizon)
	if over := r.overdrawn(ctx, err); over != nil {
		err = over
	}
	if err != nil {
		return nil, fmt.Errorf("engine: query %s: %w", expr, err)
	}
	return value, nil
}

// query is ask for a parsed expression.
func (r *Run) query(ctx context.Context, e *expr, at time.Duration, horizon int64) (parser.Value, error) {
	for _, s := range e.selectors {
		if name, ok := nameOf(s.matchers); !ok || name == alertsName || name == forStateName {
			if err := r.exposeAll(); err != nil {
				return nil, err
			}
		}
	}
	engine := r.promql
	if r.config.Compat {
		engine = r.trees.engine(promtoolSamples)
	}
	if err := r.feed(horizon); err != nil {
		return nil, err
	}
	value, err := instant(ctx, engine, r.store.all(horizon), e.text, r.millis(at))
	if err != nil {
		return nil, errors.Join(err, r.store.err)
	}
	return value, nil
}
