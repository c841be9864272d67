package rules_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/promwright/promwright/rules"
	"github.com/promwright/promwright/rules/promql"
)

// printNames prints what the rules of a group become.
func printNames(all ...rules.Rule) {
	groups, err := rules.Group{Name: "example", Rules: all}.Plain()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, rule := range groups[0].Rules {
		words := rule.Name() + " " + rule.Labels["severity"] + " " + rule.Labels["long"] + " " + rule.Labels["queue"]
		fmt.Println(strings.Join(strings.Fields(words), " "))
	}
}

func ExampleSLO() {
	requests := promql.NewCounter("http_requests_total", "job", "cluster", "code")
	printNames(rules.SLO{
		Name:      "CheckoutAvailability",
		Objective: 99.9,
		Bad:       requests.Where(`job="checkout", code=~"5.."`),
		Total:     requests.Where(`job="checkout"`),
		By:        []string{"cluster"},
	})
	// Output:
	// slo:sli_bad:rate5m
	// slo:sli_total:rate5m
	// slo:sli_error:ratio_rate5m
	// slo:sli_error:ratio_rate30m
	// slo:sli_error:ratio_rate1h
	// slo:sli_error:ratio_rate2h
	// slo:sli_error:ratio_rate6h
	// slo:sli_error:ratio_rate1d
	// slo:sli_error:ratio_rate3d
	// slo:sli_error:ratio_rate30d
	// slo:objective:ratio
	// slo:error_budget:ratio
	// slo:current_burn_rate:ratio
	// slo:period_burn_rate:ratio
	// slo:period_error_budget_remaining:ratio
	// CheckoutAvailabilityBudgetBurn critical 1h
	// CheckoutAvailabilityBudgetBurn critical 6h
	// CheckoutAvailabilityBudgetBurn warning 1d
	// CheckoutAvailabilityBudgetBurn warning 3d
}

func ExampleTiers() {
	for _, tier := range rules.Tiers(28 * 24 * time.Hour) {
		fmt.Println(tier.Budget, tier.Long, tier.Short, tier.Severity)
	}
	// Output:
	// 2 56m0s 5m0s critical
	// 5 5h36m0s 28m0s critical
	// 10 22h24m0s 1h52m0s warning
	// 10 67h12m0s 5h36m0s warning
}

func ExampleAbsent() {
	down := rules.Alert{Name: "Down", Expr: promql.NewGauge("up").Where(`job="node"`).Eq(0), Severity: rules.Critical}
	absent := rules.Absent(down, 15*time.Minute)
	fmt.Println(absent.Name, absent.Expr, absent.For)
	printNames(down, absent, rules.Deadman("Watchdog"))
	// Output:
	// DownAbsent absent(up{job="node"}) 15m0s
	// Down critical
	// DownAbsent critical
	// Watchdog none
}

func ExampleForEach() {
	depth := promql.NewGauge("queue_depth", "queue")
	printNames(rules.ForEach([]string{"orders", "payments"}, func(queue string) rules.Alert {
		return rules.Alert{
			Name:   "QueueStuck",
			Expr:   depth.With(promql.Eq("queue", queue)).Gt(100),
			Labels: map[string]string{"queue": queue},
		}
	}))
	// Output:
	// QueueStuck orders
	// QueueStuck payments
}
