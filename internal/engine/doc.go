// Package engine evaluates rule groups over series on a virtual clock. It is the only place of the project that runs PromQL.
//
// The evaluator of expressions is Prometheus's own, unmodified; what surrounds it is ours: an in-memory store of columns,
// the order of rules, recording with stale markers, the state machine of alerts. The result is what Prometheus would have
// computed had it evaluated every group at every step of the clock.
//
// A rule is evaluated once, as one range query over all steps, after the rules that it reads. Where that could differ from
// evaluating it step by step (a rule that reads its own past, a time fixed by @, an error at some step), the smallest set of
// rules that needs it goes step by step instead. Config.Stepwise makes every rule go step by step; both ways must agree.
package engine
