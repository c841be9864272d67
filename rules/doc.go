// Package rules declares Prometheus alerting and recording rules as Go values.
//
// Rules are struct literals, their expressions come from package promql:
//
//	var Down = rules.Alert{
//		Name:     "TargetDown",
//		Expr:     up.Eq(0),
//		For:      10 * time.Minute,
//		Severity: rules.Warning,
//		Summary:  "{{ $labels.instance }} cannot be scraped.",
//	}
//
//	func Groups() rules.Groups {
//		return rules.Groups{{Name: "node", Rules: []rules.Rule{Down}}}
//	}
//
// A [Rule] is an [Alert] or a [Recording], or what becomes several of them:
//
//	Ladder   alerts at several thresholds, of which only the worst notifies
//	SLO      an objective: recordings, its error budget, and alerts on how fast that burns
//	ForEach  the alerts that one function makes of several items
//
// [Absent] makes the companion of an alert that notices when there is nothing to read, [Deadman] the alert that always fires.
//
// Rules that someone else wrote are read by [Load], and changed.
//
// [Group], [Groups], [Set], [Loaded] and what [FromFile] reads are a [Source]: generators and tests call its Plain method, which returns
// the groups as rule files spell them, or every error at once, each with the Go file:line where it was made as far as that is known.
// Nothing is checked before, and nothing panics.
package rules
