package cover

import (
	"context"
	"strings"

	"github.com/promwright/promwright/internal/engine"
)

// Branch is one way in which a part of a rule can turn out.
type Branch struct {
	Field    string // of the rule: alert, record, expr, for, keep_firing_for, labels.NAME or annotations.NAME
	From, To int    // bytes of the field that the branch is about; both 0: the field as a whole
	// Outcome is a participle or adjective, as in "never dropped":
	//
	//	alert            fired; quiet, at an evaluation at which its selectors found something
	//	record           yielded
	//	comparison       true, false
	//	and              kept, dropped
	//	or               yielded (its left side), contributed (its right side: an element that the left had not)
	//	unless           kept, removed
	//	arithmetic       matched, between two vectors
	//	absent           yielded, empty
	//	for              reset: pending ended before it fired
	//	keep_firing_for  kept
	//	template         executed, without an error
	//	if, with         true, false
	//	range            entered, empty
	Outcome string
	Seen    bool
	Problem string // why it was not found out, for a branch not seen; mostly empty
}

// Never says that the branch was not seen: "never false".
func (b Branch) Never() string {
	said := "never " + b.Outcome
	if b.Problem != "" {
		said += ": " + b.Problem
	}
	return said
}

// branch is a branch and how to find out whether a test went through it.
type branch struct {
	Branch
	ask func(*visit) (bool, error)
}

// visit is a rule in one test.
type visit struct {
	ctx    context.Context
	probe  engine.Probe
	alerts []*engine.Alert
	traces map[*template]trace // of templates that were executed already
}

func newVisit(ctx context.Context, p engine.Probe) *visit {
	return &visit{ctx: ctx, probe: p, alerts: p.Alerts(), traces: map[*template]trace{}}
}

// yields asks whether one of the expressions yields something. The second one and so on are for where those before fail.
func (v *visit) yields(counts func(int) bool, expressions ...string) (seen bool, err error) {
	for _, e := range expressions {
		if seen, err = v.probe.Yields(v.ctx, e, counts); seen || err == nil || v.ctx.Err() != nil {
			break
		}
	}
	return seen, err
}

// branchesOf returns the branches of a rule, by field and by their place in it.
func branchesOf(p engine.Probe) []branch {
	expr := p.Expr()
	var all []branch
	if p.Rule.Alert != "" {
		all = append(all, alertBranches(expr)...)
	} else {
		all = append(all, recordBranch)
	}
	all = append(all, exprBranches(p.Rule.Expr, expr)...)
	all = append(all, durationBranches(p.Rule)...)
	if p.Rule.Alert != "" {
		all = append(all, templateBranches("labels", p.Group.Labels, p.Rule.Labels)...)
		all = append(all, templateBranches("annotations", nil, p.Rule.Annotations)...)
	}
	return all
}

// problem is an error on one line, without the package it came from.
func problem(err error) string {
	return strings.ReplaceAll(strings.TrimPrefix(err.Error(), "engine: "), "\n", " ")
}
