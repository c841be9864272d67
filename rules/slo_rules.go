package rules

import (
	"fmt"
	"time"

	"github.com/promwright/promwright/rules/promql"
)

// build returns the rules of the SLO, whose place is that of the counters.
func (s SLO) build(b *builder, i int, group string) []PlainRule {
	b.subject = "SLO " + name(s.Name, i)
	b.origin = s.source()
	b.at = b.origin
	b.checkSLO(s)
	if other, ok := b.slos[s.Name]; ok && s.Name != "" {
		b.errorf("the name is given to two SLOs, in %s and in %s: both would record the same series", other, group)
	}
	b.slos[s.Name] = group
	if len(b.errs) > 0 {
		return nil
	}
	var all []PlainRule
	for _, r := range s.rules() {
		all = append(all, r.build(b, i, group)...)
		if len(b.errs) > 0 {
			return nil // the rest has the same mistakes
		}
	}
	return all
}

// rules returns the recording rules and the alerts, each after what it reads.
func (s SLO) rules() []Rule {
	windows := s.windows()
	base := windows[0]
	bad, total := s.events(base)
	all := []Rule{s.record("sli_bad:rate"+span(base), bad), s.record("sli_total:rate"+span(base), total)}
	for _, w := range windows {
		all = append(all, s.record(ratioName(w), s.ratio(w, base)))
	}
	if s.MinEvents > 0 {
		seen := map[time.Duration]bool{}
		for _, t := range s.tiers() {
			if !t.Off && !seen[t.Long] {
				seen[t.Long] = true
				all = append(all, s.record("sli_total:increase"+span(t.Long), s.increase(t.Long, base)))
			}
		}
	}
	all = append(all,
		s.record("objective:ratio", promql.VectorOf(rounded(s.Objective/100))),
		s.record("error_budget:ratio", promql.VectorOf(s.budget())),
		s.record("current_burn_rate:ratio", s.read(ratioName(base)).DivNum(s.budget())),
		s.record("period_burn_rate:ratio", s.read(ratioName(s.period())).DivNum(s.budget())),
		s.record("period_error_budget_remaining:ratio", promql.Number(1).Sub(s.read("period_burn_rate:ratio"))),
	)
	for _, t := range s.tiers() {
		if !t.Off {
			all = append(all, s.alert(t))
		}
	}
	return all
}

// ratioName returns the name of the share of bad events over a window, without what all names begin with.
func ratioName(w time.Duration) string { return "sli_error:ratio_rate" + span(w) }

// record returns a recording rule of the SLO.
func (s SLO) record(name string, e promql.Instant) Recording {
	return Recording{Name: "slo:" + name, Expr: e, Labels: map[string]string{"slo": s.Name}}
}

// read reads what a rule of the SLO records.
func (s SLO) read(name string) promql.Metric {
	return promql.NewMetric("slo:" + name).With(promql.Eq("slo", s.Name))
}

// longest is how many times as long as the shortest window one may be that is read from the counters themselves.
const longest = 12

// ratio returns the share of bad events over a window. Over a long one it is a quotient of sums over what was recorded, and so as many events
// count as there were: an average of shares would count a quiet hour as much as a busy one.
func (s SLO) ratio(w, base time.Duration) promql.Instant {
	bad, total := promql.AsInstant(s.read("sli_bad:rate"+span(base))), promql.AsInstant(s.read("sli_total:rate"+span(base)))
	switch {
	case w > longest*base:
		bad = promql.SumOverTime(s.read("sli_bad:rate" + span(base)).Range(w))
		total = promql.SumOverTime(s.read("sli_total:rate" + span(base)).Range(w))
	case w > base:
		bad, total = s.events(w)
	}
	return bad.Div(total.Gt(0))
}

// increase returns how many events a window has.
func (s SLO) increase(w, base time.Duration) promql.Instant {
	by := promql.By(s.By...)
	switch {
	case w > longest*base:
		return s.read("sli_total:rate" + span(base)).AvgOverTime(w).Mul(promql.Num(w.Seconds()))
	case s.Latency.Native != promql.NativeHistogram{}:
		return promql.HistogramCount(promql.Sum(s.Latency.Native.Increase(w), by))
	case s.Latency.Classic != promql.Histogram{}:
		return promql.Sum(s.Latency.Classic.Count().Increase(w), by)
	}
	return promql.Sum(s.Total.Increase(w), by)
}

// alert returns the alert of a tier.
func (s SLO) alert(t Tier) Alert {
	limit := promql.Number(s.burnRate(t)).Mul(s.budget())
	expr := s.read(ratioName(t.Long)).GtScalar(limit).And(s.read(ratioName(t.Short)).GtScalar(limit))
	if s.MinEvents > 0 {
		expr = expr.And(s.read("sli_total:increase" + span(t.Long)).Ge(s.MinEvents))
	}
	a := Alert{
		Name:        s.Name + "BudgetBurn",
		Expr:        expr,
		For:         t.For,
		Severity:    t.Severity,
		Labels:      overlaid(s.Labels, map[string]string{"long": span(t.Long), "short": span(t.Short)}),
		Annotations: s.Annotations,
	}
	if s.Annotations["summary"] == "" {
		a.Summary = fmt.Sprintf("%s burns its error budget %s times as fast as it lasts.", s.Name, decimal(s.burnRate(t)))
	}
	if s.Annotations["description"] == "" {
		a.Description = fmt.Sprintf("{{ $value | humanizePercentage }} of the events of the last %s were bad. More than %s%% use up %s%% of the error budget for %s in this time.",
			span(t.Long), decimal(rounded(s.burnRate(t)*s.budget()*100)), decimal(t.Budget), span(s.period()))
	}
	return a
}
