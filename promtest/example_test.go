package promtest_test

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/promwright/promwright/promtest"
	"github.com/promwright/promwright/promtest/report"
	"github.com/promwright/promwright/rules"
)

// A disk that fills: the test wants the alert after ten minutes, the rule waits for fifteen.
func ExampleTest() {
	test := promtest.Test{
		Rules: rules.PlainGroups{{Name: "node", Rules: []rules.PlainRule{{
			Alert: "DiskFull",
			Expr:  `disk_free_bytes / disk_size_bytes * 100 < 20`,
			For:   15 * time.Minute,
		}}}},
		Series: []promtest.Series{
			{Metric: `disk_free_bytes{disk="/"}`, Timeline: promtest.Const(30).For(30 * time.Minute).Then(promtest.Const(15))},
			{Metric: `disk_size_bytes{disk="/"}`, Timeline: promtest.Notation("100x120")},
		},
		Want: []promtest.Expectation{
			promtest.Pending{Alert: "DiskFull", From: 30 * time.Minute, To: 40 * time.Minute},
			promtest.Firing{Alert: "DiskFull", From: 40 * time.Minute},
			promtest.NothingElse(),
		},
	}
	result, err := test.Eval(context.Background()) // in a Go test: test.Run(t)
	if err != nil {
		fmt.Println(err)
		return
	}
	_ = report.Text(os.Stdout, result, report.Options{})
	// Output:
	// DiskFull{disk="/"}
	//          0m        30m       1h        1h30m     2h
	// want     ··········▒▒▒████████████████████████████  firing from 40m
	// got      ··········▒▒▒▒▒██████████████████████████  firing from 45m   (for: 15m)
	//          at 40m     15 < 20, since 30m
	//          at 45m     15 < 20, since 30m
}

func ExampleTimeline_Then() {
	restart := promtest.Counter(1).For(2 * time.Minute).Then(promtest.Counter(1).For(time.Minute))
	for s := range restart.Scrape(30*time.Second, time.Hour) {
		fmt.Print(s.Value, " ")
	}
	// Output: 0 30 60 90 0 30 60
}

func ExampleTimeline_Continue() {
	busyThenIdle := promtest.Counter(2).For(time.Minute).Continue(0).For(time.Minute)
	for s := range busyThenIdle.Scrape(30*time.Second, time.Hour) {
		fmt.Print(s.Value, " ")
	}
	// Output: 0 60 120 120 120
}

func ExampleNotation() {
	for s := range promtest.Notation("1+2x3 _ 0x2 stale").Scrape(time.Minute, time.Hour) {
		if s.IsStale() {
			fmt.Println(s.At, "gone")
			break
		}
		fmt.Println(s.At, s.Value)
	}
	// Output:
	// 0s 1
	// 1m0s 3
	// 2m0s 5
	// 3m0s 7
	// 5m0s 0
	// 6m0s 0
	// 7m0s 0
	// 8m0s gone
}

func ExampleSamples() {
	test := promtest.Test{
		Rules:  rules.PlainGroups{{Name: "api", Rules: []rules.PlainRule{{Record: "job:up:sum", Expr: "sum by (job) (up)"}}}},
		Series: []promtest.Series{{Metric: `up{job="api", instance="a"}`, Timeline: promtest.Const(1)}},
		Want: []promtest.Expectation{
			promtest.Samples{Expr: "job:up:sum", At: time.Minute, Want: map[string]float64{`job:up:sum{job="api"}`: 2}},
		},
	}
	result, err := test.Eval(context.Background())
	if err != nil {
		fmt.Println(err)
		return
	}
	_ = report.Text(os.Stdout, result, report.Options{})
	// Output:
	// job:up:sum at 1m: want 1 sample, got 1 with other values
	// want     job:up:sum{job="api"} 2
	// got      job:up:sum{job="api"} 1
}
