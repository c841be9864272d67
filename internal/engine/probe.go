package engine

import (
	"context"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/rules"
)

// Probe asks of a rule, after the run, how it came to what it yielded. It evaluates other expressions in place of the rule's:
// parts of it, and conditions on them.
type Probe struct {
	Group *rules.PlainGroup
	Rule  *rules.PlainRule

	run    *Run
	rule   *rule
	ranged bool // a range query gives what queries step by step would
}

// Probes yields a probe for each rule, in the order of evaluation.
func (r *Run) Probes() iter.Seq[Probe] {
	return func(yield func(Probe) bool) {
		for _, ru := range r.rules {
			if !yield(Probe{ru.group, ru.plain, r, ru, !r.config.Stepwise && r.rangeable(ru)}) {
				return
			}
		}
	}
}

// Expr returns the parsed expression of the rule. It may be modified.
func (p Probe) Expr() parser.Expr { return clone(p.run.trees.parse(p.Rule.Expr).tree) }

// Steps returns the number of evaluations.
func (p Probe) Steps() int { return p.run.Steps() }

// Reached reports whether the rule could yield anything or fail: whether its selectors found a series, as far as it depends on
// them.
func (p Probe) Reached() bool {
	p.run.mu.Lock()
	defer p.run.mu.Unlock()
	return !p.run.quiet(p.rule, nil, nil)
}

// Alerts returns the alerts of the rule that were ever pending or firing, in the order in which they became active.
func (p Probe) Alerts() []*Alert {
	for _, a := range p.run.alerters {
		if a.rule == p.rule {
			return a.sorted()
		}
	}
	return nil
}

// Recorded reports whether a recording rule ever wrote a sample.
func (p Probe) Recorded() bool {
	p.run.mu.Lock()
	defer p.run.mu.Unlock()
	for _, c := range p.run.store.byName[p.Rule.Record] {
		if c.shared && slices.ContainsFunc(c.origin, func(o origin) bool { return o.rule == p.rule.index }) ||
			!c.shared && c.owner == p.rule.index && len(c.times) > 0 {
			return true
		}
	}
	return false
}

// Yields reports whether the expression, evaluated as the rule is and on what the rule saw, yields anything at a step that
// counts; at nil, every step does. If it does not, the error is the first that it had at such a step.
func (p Probe) Yields(ctx context.Context, expr string, counts func(step int) bool) (bool, error) {
	p.run.mu.Lock()
	defer p.run.mu.Unlock()
	p.run.begin(nil, -1)
	asked := *p.rule
	if asked.expr = p.run.trees.rule(expr); asked.expr.err != nil {
		return false, fmt.Errorf("engine: expression does not parse: %w", asked.expr.err)
	}
	if empty(asked.expr.tree, func(ms []*labels.Matcher) bool { return !p.run.store.matches(ms) }) {
		return false, nil
	}
	if counts == nil {
		counts = func(int) bool { return true }
	}
	if p.ranged {
		if yields, err := p.yieldsInRange(ctx, &asked, counts); err == nil || ctx.Err() != nil {
			return yields, err
		} // find out at which steps it fails
	}
	return p.yieldsAtSteps(ctx, &asked, counts)
}

func (p Probe) yieldsInRange(ctx context.Context, asked *rule, counts func(int) bool) (bool, error) {
	out, err := p.run.queryRange(ctx, asked)
	if err != nil {
		return false, err
	}
	defer out.free()
	if len(out.series) == 0 {
		return false, nil
	}
	for step := range p.run.clock.steps {
		points, err := out.at(ctx, step)
		if err != nil {
			return false, err
		}
		if len(points) > 0 && counts(step) {
			return true, nil
		}
	}
	return false, nil
}

func (p Probe) yieldsAtSteps(ctx context.Context, asked *rule, counts func(int) bool) (bool, error) {
	var first error
	for step := range p.run.clock.steps {
		if !counts(step) {
			continue
		}
		vector, err := p.run.settled(ctx, asked, p.run.clock.at(step))
		switch {
		case ctx.Err() != nil:
			return false, ctx.Err()
		case err == nil && len(vector) > 0:
			return true, nil
		case first == nil:
			first = err
		}
	}
	return false, first
}

// Steps yields the steps at which the alert is pending or firing, in ascending order, and its state then.
func (a *Alert) Steps() iter.Seq2[int, State] {
	return func(yield func(int, State) bool) {
		for _, p := range a.points {
			if !yield(int(p.step), p.state) {
				return
			}
		}
	}
}

// Yields yields the steps at which the expression yielded the alert, in ascending order.
func (a *Alert) Yields() iter.Seq[int] {
	return a.yields(func(alertPoint, alertPoint) bool { return true })
}

// Changes yields those of Yields at which the element was another one than before, the first included: where a template that
// looks at nothing else can expand to another text.
func (a *Alert) Changes() iter.Seq[int] {
	return a.yields(func(last, p alertPoint) bool {
		return p.source != last.source || math.Float64bits(p.value) != math.Float64bits(last.value)
	})
}

func (a *Alert) yields(differ func(last, p alertPoint) bool) iter.Seq[int] {
	return func(yield func(int) bool) {
		last := alertPoint{source: -1}
		for _, p := range a.points {
			if p.yielded && differ(last, p) && !yield(int(p.step)) {
				return
			}
			if p.yielded {
				last = p
			}
		}
	}
}

// Expand executes a template as if it were an annotation of the alert, at a step at which the expression yielded the alert. The
// error is that of the template.
func (a *Alert) Expand(step int, text string) (string, error) {
	i, ok := a.find(step)
	if !ok || !a.points[i].yielded {
		return "", fmt.Errorf("engine: the expression does not yield alert %s at step %d", a.Labels, step)
	}
	p := a.points[i]
	a.run.mu.Lock()
	defer a.run.mu.Unlock()
	a.run.begin(nil, -1)
	if err := a.run.exposeFor(map[string]string{"": text}); err != nil {
		return "", err
	}
	e := element{a.sources[p.source], p.value}
	expanded := a.run.expand(context.Background(), a.rule, text, e, a.run.clock.at(step))
	if reason, failed := strings.CutPrefix(expanded, "<error expanding template: "); failed {
		return "", fmt.Errorf("engine: template: %s", strings.TrimSuffix(reason, ">"))
	}
	return expanded, nil
}
