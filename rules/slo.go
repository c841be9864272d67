package rules

import (
	"time"

	"github.com/promwright/promwright/rules/promql"
)

// SLO is a service level objective: how many events of a period may be bad. In a [Group] it stands where a rule does, and becomes recording
// rules for the share of bad events over several windows, for the error budget and how fast it burns, and an alert for each [Tier].
//
//	var Checkout = rules.SLO{
//		Name:      "CheckoutAvailability",
//		Objective: 99.9,
//		Bad:       requests.Where(`job="checkout", code=~"5.."`),
//		Total:     requests.Where(`job="checkout"`),
//		By:        []string{"cluster"},
//	}
//
// Every recorded series has the label slo, the name of the SLO, and those in By:
//
//	slo:sli_bad:rate5m, slo:sli_total:rate5m    events per second, over the shortest window
//	slo:sli_error:ratio_rate5m, ..., ratio_rate30d   the share of bad events, over every window and the period
//	slo:sli_total:increase1h, ...               events in the long window of a tier, if MinEvents is set
//	slo:objective:ratio, slo:error_budget:ratio  0.999 and 0.001
//	slo:current_burn_rate:ratio                 how fast the budget burns, over the shortest window: 1 is as fast as it lasts
//	slo:period_burn_rate:ratio                  the same over the period
//	slo:period_error_budget_remaining:ratio     what is left of the budget, below 0 if it is overdrawn
//
// The alerts are called Name with BudgetBurn behind it, and have the labels severity, long and short. While there are no events there is no share,
// and no alert. Where no bad event was ever counted the share is 0.
//
// The method is "Multiwindow, Multi-Burn-Rate Alerts" of the SRE workbook, https://sre.google/workbook/alerting-on-slos/.
type SLO struct {
	Name      string        // of the SLO, and the beginning of its alerts' names
	Objective promql.Num    // percent of the events that are to be good: above 0, below 100
	Period    time.Duration // that the error budget is for, in whole minutes; 0: 30 days

	// Either Total and one of Bad and Good, which counts some of the same events, or Latency says what the events are.
	Total, Bad, Good promql.Counter
	Latency          Latency

	By []string // labels for each of whose values there is a budget of its own; none: one budget

	// MinEvents is how many events the long window of a tier must have for its alert to fire, so that one failure in a quiet night is no
	// outage; 0: any. Over windows of more than twelve times the shortest it is what their mean rate comes to, which counts too much while less than
	// the window has been recorded.
	MinEvents promql.Num

	Tiers []Tier // nil: those of [Tiers]

	Labels      map[string]string // of the alerts
	Annotations map[string]string // of the alerts; summary and description have defaults
}

// Latency says that events are good that took no longer than Within. One of Classic and Native is wanted. The unit of what it observed is
// taken from its name, as in istio_request_duration_milliseconds; without one it is seconds.
type Latency struct {
	Classic promql.Histogram
	Native  promql.NativeHistogram
	Within  promql.Quantity // a duration: promql.Milliseconds(300). Classic histograms must have a bucket that ends there
	Buckets []promql.Num    // where the buckets of Classic end, as le says it, if it is to be checked that one ends at Within
}

// Tier is an alert of an [SLO]. It fires while the budget burns so fast that within Long as much of it goes as Budget says, measured over Long
// and, so that it ends soon after the trouble does, over Short.
type Tier struct {
	Budget      promql.Num    // percent of the error budget: 2
	Long, Short time.Duration // windows, in whole minutes
	For         time.Duration // how long it is pending; 0: not at all
	Severity    Severity
	Off         bool // there is no such alert, but its windows are recorded; with all tiers off an SLO is for dashboards alone
}

// Tiers returns the tiers that the SRE workbook recommends: for 30 days 2% in an hour and 5% in six pages, 10% in a day and in three
// days is a ticket; the budget then burns 14.4, 6, 3 and 1 times as fast as it lasts. For another period the windows are as much longer or
// shorter as it is, in whole minutes, and no shorter than two. A period below 36 hours is too short for them.
func Tiers(period time.Duration) []Tier {
	tiers := []Tier{
		{Budget: 2, Long: time.Hour, Short: 5 * time.Minute, Severity: Critical},
		{Budget: 5, Long: 6 * time.Hour, Short: 30 * time.Minute, Severity: Critical},
		{Budget: 10, Long: 24 * time.Hour, Short: 2 * time.Hour, Severity: Warning},
		{Budget: 10, Long: 72 * time.Hour, Short: 6 * time.Hour, Severity: Warning},
	}
	scaled := func(d time.Duration) time.Duration {
		return time.Duration(float64(d) * float64(period) / float64(defaultPeriod))
	}
	for i := range tiers {
		tiers[i].Long = scaled(tiers[i].Long).Truncate(time.Minute) // no longer, or the budget would burn more slowly than it lasts
		tiers[i].Short = max(2*time.Minute, scaled(tiers[i].Short).Round(time.Minute))
	}
	return tiers
}

const defaultPeriod = 30 * 24 * time.Hour

// period returns the period.
func (s SLO) period() time.Duration {
	if s.Period == 0 {
		return defaultPeriod
	}
	return s.Period
}

// tiers returns the tiers.
func (s SLO) tiers() []Tier {
	if s.Tiers == nil {
		return Tiers(s.period())
	}
	return s.Tiers
}

// budget returns the share of events that may be bad.
func (s SLO) budget() promql.Num { return rounded((100 - s.Objective) / 100) }

// burnRate returns how many times as fast as it lasts the budget burns when the tier fires.
func (s SLO) burnRate(t Tier) promql.Num {
	return rounded(t.Budget / 100 * promql.Num(s.period()) / promql.Num(t.Long))
}
