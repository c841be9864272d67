package rules

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// ForEach returns the alerts that one function makes of several items, as one [Rule]. No two may have one name and the same labels.
//
//	rules.ForEach([]string{"orders", "payments"}, func(queue string) rules.Alert {
//		return rules.Alert{
//			Name:   "QueueStuck",
//			Expr:   depth.With(promql.Eq("queue", queue)).Gt(100),
//			Labels: map[string]string{"queue": queue},
//		}
//	})
func ForEach[T any](items []T, alert func(item T) Alert) Rule {
	if alert == nil {
		return nil // an error of the build
	}
	all := make(family, len(items))
	for i, item := range items {
		all[i] = alert(item)
	}
	return all
}

// family is alerts that were made of items.
type family []Alert

// build returns the alerts of the family.
func (f family) build(b *builder, i int, group string) []PlainRule {
	seen := map[string]int{}
	var all []PlainRule
	for j, a := range f {
		one := builder{subject: "alert " + name(a.Name, i), set: b.set, ofGroup: b.ofGroup}
		plain := one.alert(a, group)
		key := identity(plain)
		if other, ok := seen[key]; ok && len(one.errs) == 0 {
			one.errorf("items %d and %d both make %s", other+1, j+1, key)
		}
		seen[key] = j
		b.errs = append(b.errs, one.errs...)
		all = append(all, plain)
	}
	return all
}

// identity returns the name and the labels of an alert: QueueStuck{queue="orders"}.
func identity(r PlainRule) string {
	var labels []string
	for _, label := range slices.Sorted(maps.Keys(r.Labels)) {
		labels = append(labels, fmt.Sprintf("%s=%q", label, r.Labels[label]))
	}
	return r.Alert + "{" + strings.Join(labels, ", ") + "}"
}
