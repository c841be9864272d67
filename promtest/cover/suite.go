package cover

import (
	"context"
	"sync"

	"github.com/promwright/promwright/internal/engine"
	"github.com/promwright/promwright/promtest"
	"github.com/promwright/promwright/rules"
)

// Suite collects what tests went through. It is the value of promtest.Test.Cover, and may be shared by tests that run at the
// same time.
type Suite struct {
	mu    sync.Mutex
	rules map[identity]*covered
}

var _ promtest.Observer = (*Suite)(nil)

// identity is what makes rules of several tests one rule: those of a file have one place.
type identity struct{ at, group, name, expr string }

// covered is a rule and which of its branches tests went through.
type covered struct {
	group *rules.PlainGroup
	rule  *rules.PlainRule

	mu       sync.Mutex
	reached  bool
	branches []branch
}

// New returns an empty suite.
func New() *Suite { return &Suite{rules: map[identity]*covered{}} }

// Observe implements [promtest.Observer].
func (s *Suite) Observe(ctx context.Context, run *engine.Run) error {
	for p := range run.Probes() {
		c := s.covered(p)
		if c.done() || !p.Reached() {
			continue
		}
		if err := c.visit(newVisit(ctx, p)); err != nil {
			return err
		}
	}
	return nil
}

// Add counts rules that no test may load. Those that no test reaches are not covered. The error is that of rules that do not build.
func (s *Suite) Add(source rules.Source) error {
	_, err := promtest.Test{Rules: source, Cover: added{s}}.Eval(context.Background())
	return err
}

// added takes up rules without a look at the test, which has no series.
type added struct{ suite *Suite }

func (a added) Observe(_ context.Context, run *engine.Run) error {
	for p := range run.Probes() {
		a.suite.covered(p)
	}
	return nil
}

// covered returns the rule of a probe, which it takes up when it meets it first.
func (s *Suite) covered(p engine.Probe) *covered {
	id := identity{p.Rule.At, p.Group.Name, p.Rule.Name(), p.Rule.Expr}
	s.mu.Lock()
	c := s.rules[id]
	if c == nil {
		c = &covered{group: p.Group, rule: p.Rule}
		s.rules[id] = c
	}
	s.mu.Unlock()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.branches == nil {
		c.branches = branchesOf(p)
	}
	return c
}

// done reports whether nothing is left to ask.
func (c *covered) done() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, b := range c.branches {
		if !b.Seen {
			return false
		}
	}
	return c.reached
}

// visit asks for every branch that no test went through so far. Tests that run at the same time may ask the same.
func (c *covered) visit(v *visit) error {
	c.mu.Lock()
	c.reached = true
	open := make([]branch, len(c.branches))
	copy(open, c.branches)
	c.mu.Unlock()
	for i, b := range open {
		if b.Seen {
			continue
		}
		seen, err := b.ask(v)
		if v.ctx.Err() != nil {
			return v.ctx.Err()
		}
		if !seen && err == nil {
			continue
		}
		c.note(i, seen, err)
	}
	return nil
}

// note keeps what a test said of a branch; of several problems one that does not depend on the order of the tests.
func (c *covered) note(i int, seen bool, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	b := &c.branches[i]
	switch {
	case seen:
		b.Seen, b.Problem = true, ""
	case !b.Seen && (b.Problem == "" || problem(err) < b.Problem):
		b.Problem = problem(err)
	}
}
