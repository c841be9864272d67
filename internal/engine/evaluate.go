package engine

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules"
)

// Evaluate runs all groups over the series at every step, and returns what came of it:
//
//	run, err := engine.Evaluate(ctx, groups, series, engine.Config{End: time.Hour})
//
// Rules that fail at some step are no error but [Run.RuleErrors]. It is an error if something cannot be evaluated at all: an
// expression that does not parse, named by the rule's At; a series that is given twice or whose samples are out of order; times
// that make no sense; a *BudgetError. The context's error is returned if it ends first. Evaluate may be called from several goroutines.
func Evaluate(ctx context.Context, groups []rules.PlainGroup, series []Series, cfg Config) (*Run, error) {
	clock, err := cfg.clock()
	if err != nil {
		return nil, err
	}
	external, err := cfg.url()
	if err != nil {
		return nil, err
	}
	if cfg.Cache == nil {
		cfg.Cache = NewCache()
	}
	r := &Run{config: cfg, clock: clock, url: external, external: cfg.ExternalLabels.Map(), tied: map[string]bool{}}
	r.trees = trees{Parser: parser.NewParser(cfg.Parser), cache: cfg.Cache, step: clock.interval, delayed: cfg.DelayedNameRemoval}
	compiled, err := compile(groups, r.trees)
	if err != nil {
		return nil, err
	}
	r.spent = spending{budget: cfg.Budget, began: time.Now()}
	if r.store, err = newStore(series, &r.spent); err != nil {
		return nil, err
	}
	r.promql = r.trees.engine(cfg.Budget.querySamples())
	ctx, cancel := r.spent.within(ctx)
	defer cancel()
	r.order(groups, compiled)
	for {
		err := r.evaluate(ctx)
		if err == nil {
			return r, nil
		}
		if over := r.exceeded(ctx, err); over != nil {
			return nil, over
		}
		var tie errTied
		if !errors.As(err, &tie) || r.tied[tie.name] {
			return nil, err
		}
		r.tie(tie.name) // and start again: at most once for each metric name
	}
}

// order decides the order of evaluation and who reads whom.
func (r *Run) order(groups []rules.PlainGroup, compiled [][]*rule) {
	link(compiled)
	names := make([]string, len(groups))
	for i := range groups {
		names[i] = groups[i].Name
	}
	r.rules = arrange(compiled, names, r.config.GroupOrder)
	r.read = map[*rule]bool{}
	for _, ru := range r.rules {
		for _, w := range ru.reads {
			r.read[w] = true
		}
		if name := ru.plain.Record; name == alertsName || name == forStateName {
			r.tie(alertsName)
		}
	}
}

// evaluate runs all rules once, from a clean slate.
func (r *Run) evaluate(ctx context.Context) error {
	r.store.forget()
	r.begin(nil, -1)
	r.alertOwners, r.alerters, r.errs, r.doubled, r.timings = map[string]*rule{}, nil, nil, nil, nil
	if r.config.Stepwise {
		if err := r.stepwise(ctx, r.rules); err != nil {
			return err
		}
	} else {
		for _, part := range r.plan() {
			if err := r.part(ctx, part); err != nil {
				return err
			}
		}
	}
	slices.SortFunc(r.alerters, func(a, b *alerter) int { return a.rule.index - b.rule.index })
	slices.SortStableFunc(r.errs, func(a, b *RuleError) int { return cmp.Or(a.Step-b.Step, a.index-b.index) })
	return r.store.err
}

// part evaluates rules that depend on each other, or one rule.
func (r *Run) part(ctx context.Context, part []*rule) error {
	defer r.timed(part)()
	whole := part
	part = r.live(whole)
	if err := r.feedUnwritten(whole, part); err != nil {
		return err
	}
	switch {
	case len(part) == 0:
		return nil
	case len(part) > 1 || !r.rangeable(part[0]):
		return r.stepwise(ctx, part)
	}
	ru := part[0]
	r.begin(ru, -1)
	out, err := r.queryRange(ctx, ru)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if r.exceeded(ctx, err) != nil {
		return err
	}
	if err != nil { // find out at which steps it fails, and with which error
		return r.stepwise(ctx, part)
	}
	defer out.free()
	if len(out.series) == 0 {
		return nil
	}
	step := r.stepper(ru)
	for k := range r.clock.steps {
		if err := step(ctx, k, out); err != nil {
			return err
		}
	}
	return nil
}

// stepwise evaluates rules step by step, in order at each step.
func (r *Run) stepwise(ctx context.Context, part []*rule) error {
	steppers := make([]func(context.Context, int, output) error, len(part))
	outs := make([]output, len(part))
	for i, ru := range part {
		steppers[i], outs[i] = r.stepper(ru), r.instants(ru)
	}
	var feeds []*feed
	for _, c := range r.sharedInput(part) {
		f := c.feed()
		defer f.stop()
		feeds = append(feeds, f)
	}
	for k := range r.clock.steps {
		for _, f := range feeds {
			if err := f.to(r.clock.at(k)); err != nil {
				return err
			}
		}
		for i := range part {
			r.begin(part[i], k)
			if err := steppers[i](ctx, k, outs[i]); err != nil {
				return err
			}
			if r.store.err != nil {
				return r.store.err
			}
		}
	}
	return nil
}

// stepper returns the function that takes the rule through one step. Its errors end the run; errors of the rule are noted.
func (r *Run) stepper(ru *rule) func(context.Context, int, output) error {
	var step func(context.Context, int, output) error
	if ru.alerts() {
		a := r.alerter(ru)
		r.alerters = append(r.alerters, a)
		step = a.step
	} else {
		step = r.recorder(ru).step
	}
	return func(ctx context.Context, k int, out output) error {
		r.doing.step = k
		err := step(ctx, k, out)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case r.over != nil:
			return r.over
		case err == nil:
			return nil
		}
		if _, ok := err.(errTied); ok || r.exceeded(ctx, err) != nil {
			return err
		}
		r.failed(ru, k, err)
		return nil
	}
}

// failed notes an error of a rule; the same error at the next step only counts.
func (r *Run) failed(ru *rule, step int, err error) {
	for _, e := range slices.Backward(r.errs) {
		if e.Rule == ru.plain {
			if e.Step+e.Count == step && e.Err.Error() == err.Error() {
				e.Count++
				return
			}
			break
		}
	}
	after := time.Duration(int64(step)*r.clock.interval) * time.Millisecond
	r.errs = append(r.errs, &RuleError{Group: ru.group, Rule: ru.plain, Step: step, index: ru.index, Count: 1, After: after, Err: err})
}
