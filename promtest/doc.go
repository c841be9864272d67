// Package promtest tests Prometheus rules: it runs them over synthetic series on a virtual clock, and compares
// the alerts with what was expected. A test takes milliseconds and needs no server.
//
//	promtest.Test{
//		Rules: groups,
//		Series: []promtest.Series{
//			{Metric: `up{job="api"}`, Timeline: promtest.Const(1).For(30 * time.Minute).Then(promtest.Const(0))},
//		},
//		Want: []promtest.Expectation{
//			promtest.Pending{Alert: "TargetDown", From: 30 * time.Minute, To: 40 * time.Minute},
//			promtest.Firing{Alert: "TargetDown", From: 40 * time.Minute},
//			promtest.NothingElse(),
//		},
//		End: time.Hour,
//	}.Run(t)
//
// Times are offsets from the start of the test. Rules are evaluated at 0, Interval, 2*Interval and so on, up to and including
// End. Intervals of expectations are half open: one that ends at 40m says nothing of the evaluation at 40m.
package promtest
