package rules

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/promwright/promwright/rules/promql"
)

// setBySLO are the labels that an SLO and its tiers set.
var setBySLO = []string{"slo", "severity", "long", "short"}

// checkSLO reports what is wrong with an SLO.
func (b *builder) checkSLO(s SLO) {
	if s.Name == "" {
		b.errorf("the name is missing")
	}
	b.checkEvents(s)
	if !(s.Objective > 0 && s.Objective < 100) {
		b.errorf("the objective is %s, want percent above 0 and below 100", decimal(s.Objective))
		return
	}
	if s.Objective < 1 {
		b.errorf("the objective is %s, which is percent: want 99.9 for a share of 0.999", decimal(s.Objective))
	}
	b.window("the period", s.period())
	if !(s.MinEvents >= 0) {
		b.errorf("MinEvents is %s, want 0 or more", decimal(s.MinEvents))
	}
	b.checkBy(s)
	for _, label := range slices.Concat(setBySLO, s.By) {
		if _, ok := s.Labels[label]; ok {
			b.errorf("the labels set %s, which tells alerts or budgets apart", label)
		}
	}
	if len(s.tiers()) == 0 {
		b.errorf("there are no tiers")
	}
	if s.Tiers == nil && s.period() < shortest {
		b.errorf("the period is %s, and the tiers that there are without Tiers need %s", span(s.period()), span(shortest))
		return
	}
	for i, t := range s.tiers() {
		b.checkTier(s, i, t)
		if same := slices.IndexFunc(s.tiers()[:i], t.names); same >= 0 {
			b.errorf("tiers %d and %d have the same windows and severity, so that nothing tells their alerts apart", same+1, i+1)
		}
	}
}

// shortest is the shortest period for which [Tiers] are alerts of their own.
const shortest = 36 * time.Hour

// names reports whether the alert of another tier has the labels of that of t.
func (t Tier) names(other Tier) bool {
	return t.Long == other.Long && t.Short == other.Short && t.Severity == other.Severity
}

// checkEvents reports whether it is said once what the events are.
func (b *builder) checkEvents(s SLO) {
	bad, good := s.Bad != promql.Counter{}, s.Good != promql.Counter{}
	classic, native := s.Latency.Classic != promql.Histogram{}, s.Latency.Native != promql.NativeHistogram{}
	ways := 0
	for _, way := range []bool{bad, good, classic, native} {
		if way {
			ways++
		}
	}
	switch {
	case ways != 1:
		b.errorf("%d of Bad, Good, Latency.Classic and Latency.Native are given, want one", ways)
	case (bad || good) == (s.Total == promql.Counter{}):
		b.errorf("Total goes with Bad or Good, and with nothing else")
	case classic || native:
		b.checkLatency(s.Latency)
	}
}

// checkBy reports labels that the events do not have: all of them would share one budget, and where only the bad ones lack the label none would
// ever be counted.
func (b *builder) checkBy(s SLO) {
	declared := map[string][]string{}
	for _, e := range []promql.Expr{s.Total, s.Bad, s.Good, s.Latency.Classic.Count(), s.Latency.Native} {
		maps.Copy(declared, promql.Declared(e))
	}
	for _, label := range s.By {
		if slices.Contains(setBySLO, label) {
			b.errorf("By names the label %s, which the SLO and its tiers set", label)
			continue
		}
		for _, metric := range slices.Sorted(maps.Keys(declared)) {
			if !slices.Contains(declared[metric], label) {
				b.errorf("By names %q, but %s has %s only", label, metric, strings.Join(declared[metric], ", "))
			}
		}
	}
}

// checkTier reports what keeps a tier from ever firing, or from meaning anything.
func (b *builder) checkTier(s SLO, i int, t Tier) {
	b.window("the long window", t.Long)
	b.window("the short window", t.Short)
	b.duration("for", t.For)
	if t.Long <= 0 || t.Short <= 0 {
		return
	}
	switch rate, most := s.burnRate(t), rounded(1/s.budget()); {
	case t.Short >= t.Long:
		b.errorf("the short window of tier %d is %s, not below the long one, %s", i+1, span(t.Short), span(t.Long))
	case t.Long > s.period():
		b.errorf("the long window of tier %d is %s, longer than the period, %s", i+1, span(t.Long), span(s.period()))
	case !(t.Budget > 0):
		b.errorf("the budget of tier %d is %s, want percent above 0", i+1, decimal(t.Budget))
	case rate >= most:
		b.errorf("burn rate %s is not below %s, the most an objective of %s allows: tier %d would never fire", decimal(rate), decimal(most), decimal(s.Objective), i+1)
	case rate < 1:
		b.errorf("burn rate %s is below 1: tier %d would fire though the budget lasts", decimal(rate), i+1)
	}
}

// window checks a window, which must be in whole minutes.
func (b *builder) window(what string, d time.Duration) {
	if d <= 0 || d%time.Minute != 0 {
		b.errorf("%s is %v, want whole minutes", what, d)
	}
}
