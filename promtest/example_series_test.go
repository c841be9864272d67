package promtest_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/promwright/promwright/promtest"
	"github.com/promwright/promwright/promtest/report"
	"github.com/promwright/promwright/rules"
)

// show prints the first values of a timeline, scraped once a minute.
func show(t promtest.Timeline) {
	var values []string
	for s := range t.Scrape(time.Minute, 5*time.Minute) {
		values = append(values, fmt.Sprintf("%.4g", s.Value))
	}
	fmt.Println(strings.Join(values, " "))
}

func ExampleSteps() {
	show(promtest.Steps(10, 5, 2*time.Minute))
	// Output: 10 10 15 15 20 20
}

func ExampleSine() {
	show(promtest.Sine(100, 20, 4*time.Minute, 0))
	// Output: 100 120 100 80 100 120
}

func ExampleTimeline_ResetEvery() {
	show(promtest.Counter(1).ResetEvery(3 * time.Minute))
	// Output: 0 60 120 0 60 120
}

func ExampleTimeline_Noise() {
	show(promtest.Const(100).Noise(5, 1))
	show(promtest.Const(100).NormalNoise(5, 1))
	// Output:
	// 102.7 102.1 104.7 95.96 100.7 104.3
	// 102.8 99.23 101.4 90.39 94.85 112.1
}

func ExampleTimeline_MissingEvery() {
	show(promtest.Counter(1).MissingEvery(3))
	// Output: 0 60 180 240
}

func ExampleTimeline_MissingRatio() {
	show(promtest.Counter(1).MissingRatio(0.3, 1))
	// Output: 0 60 120 180 240
}

func ExampleFromCSV() {
	show(promtest.FromCSV(strings.NewReader("time,value\n0s,20\n2m,35.5\n4m,18\n")).For(5 * time.Minute))
	// Output: 20 20 35.5 35.5 18 18
}

func ExampleFromWideCSV() {
	for _, s := range promtest.FromWideCSV(strings.NewReader("time,\"up{job=\"\"api\"\"}\",load\n0s,1,0.5\n1m,0,0.7\n")) {
		fmt.Print(s.Metric, ": ")
		show(s.Timeline)
	}
	// Output:
	// up{job="api"}: 1 0
	// load: 0.5 0.7
}

func ExampleFromExposition() {
	for _, s := range promtest.FromExposition([]byte("# TYPE up gauge\nup{job=\"api\"} 1\nup{job=\"db\"} 0\n")) {
		fmt.Println(s.Metric)
	}
	// Output:
	// up{job="api"}
	// up{job="db"}
}

func ExampleRepeat() {
	for _, s := range promtest.Repeat(3, promtest.Series{Metric: `up{instance="node-{{i}}"}`, Timeline: promtest.Const(1)}) {
		fmt.Println(s.Metric)
	}
	// Output:
	// up{instance="node-0"}
	// up{instance="node-1"}
	// up{instance="node-2"}
}

// An outage of two targets at 30m: how soon it pages, how many alerts it makes, and that it resolves once.
func ExampleFiresWithin() {
	outage := promtest.Const(1).For(30 * time.Minute).Then(promtest.Const(0).For(20 * time.Minute)).Then(promtest.Const(1).For(30 * time.Minute))
	test := promtest.Test{
		Rules: rules.PlainGroups{{Name: "node", Rules: []rules.PlainRule{{Alert: "Down", Expr: "up == 0", For: 5 * time.Minute,
			Annotations: map[string]string{"summary": "{{ $labels.instance }} is down"}}}}},
		Series: promtest.Repeat(2, promtest.Series{Metric: `up{instance="node-{{i}}"}`, Timeline: outage}),
		Want: []promtest.Expectation{
			promtest.FiresWithin{Alert: "Down", Within: 5 * time.Minute, Of: 30 * time.Minute},
			promtest.Firing{Alert: "Down", From: 35 * time.Minute, To: 50 * time.Minute, Count: 2, Value: new(0.0),
				LabelsMatch: promtest.Labels{"instance": "node-.*"}, AnnotationsMatch: promtest.Labels{"summary": ".* is down"}},
			promtest.Resolved{Alert: "Down", From: 50 * time.Minute},
			promtest.Steady{Alert: "Down", Transitions: 1}, // it is two: fires, resolves
			promtest.NothingElse("Down"),
		},
	}
	result, err := test.Eval(context.Background())
	if err != nil {
		fmt.Println(err)
		return
	}
	_ = report.Text(os.Stdout, result, report.Options{Width: 90})
	// Output:
	// Down{instance="node-0"}: want at most 1 transition from 0m, has 2
	//          0m             30m            1h
	//          ···············▒▒████████················     firing 35m to 50m   (for: 5m)
	//                                   ▲ 50m
	//          at 50m     1 == 0 is false
	// want     at most 1 transition from 0m
	// got      begins to fire at 35m
	//          stops firing at 50m
	//
	// Down{instance="node-1"}: want at most 1 transition from 0m, has 2
	//          0m             30m            1h
	//          ···············▒▒████████················     firing 35m to 50m   (for: 5m)
	//                                   ▲ 50m
	//          at 50m     1 == 0 is false
	// want     at most 1 transition from 0m
	// got      begins to fire at 35m
	//          stops firing at 50m
}
