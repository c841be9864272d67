package engine

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
)

const day = 24 * time.Hour

// ramp yields a sample per minute that grows by one.
func ramp(yield func(Sample) bool) {
	for i := int64(0); yield(Sample{T: i * 60_000, V: float64(i)}); i++ {
	}
}

// tenSeries returns ten endless series of a counter.
func tenSeries() []Series {
	all := make([]Series, 10)
	for i := range all {
		all[i] = Series{Labels: labels.FromStrings("__name__", "requests_total", "instance", fmt.Sprint(i)), Samples: ramp}
	}
	return all
}

func benchmark(b *testing.B, groups []rules.PlainGroup, cfg Config) {
	b.Helper()
	b.ReportAllocs()
	series := tenSeries()
	cfg.Cache = NewCache()
	for b.Loop() {
		run, err := Evaluate(context.Background(), groups, series, cfg)
		require.NoError(b, err)
		require.Empty(b, run.RuleErrors())
	}
}

func oneAlert() []rules.PlainGroup {
	return []rules.PlainGroup{{Name: "g", Rules: []rules.PlainRule{
		{Alert: "Busy", Expr: "rate(requests_total[5m]) > 0.01", For: 10 * time.Minute, Labels: map[string]string{"severity": "warning"}},
	}}}
}

// BenchmarkDay is one alert over ten series for a day at one minute.
func BenchmarkDay(b *testing.B) { benchmark(b, oneAlert(), Config{End: day}) }

// BenchmarkDayStepwise is the same, one query per step.
func BenchmarkDayStepwise(b *testing.B) { benchmark(b, oneAlert(), Config{End: day, Stepwise: true}) }

// BenchmarkDayQuiet is a day of an alert that never fires.
func BenchmarkDayQuiet(b *testing.B) {
	groups := oneAlert()
	groups[0].Rules[0].Expr = "rate(requests_total[5m]) > 1"
	benchmark(b, groups, Config{End: day})
}

// BenchmarkDaySkipped is a day of a hundred alerts on series that do not exist.
func BenchmarkDaySkipped(b *testing.B) {
	groups := oneAlert()
	for i := range 100 {
		r := groups[0].Rules[0]
		r.Expr = fmt.Sprintf("rate(missing_%d[5m]) > 0.01", i)
		groups[0].Rules = append(groups[0].Rules, r)
	}
	groups[0].Rules = groups[0].Rules[1:]
	benchmark(b, groups, Config{End: day})
}

// BenchmarkChain is a day of ten recording rules that read each other.
func BenchmarkChain(b *testing.B) {
	g := rules.PlainGroup{Name: "g"}
	for i := range 10 {
		from := fmt.Sprintf("r%d", i-1)
		if i == 0 {
			from = "requests_total"
		}
		g.Rules = append(g.Rules, rules.PlainRule{Record: fmt.Sprintf("r%d", i), Expr: from + " + 1"})
	}
	benchmark(b, []rules.PlainGroup{g}, Config{End: day})
}

// BenchmarkMinute is the fixed cost: one alert, one step.
func BenchmarkMinute(b *testing.B) { benchmark(b, oneAlert(), Config{}) }

// BenchmarkAlerts is the state machine: a thousand alerts for an hour.
func BenchmarkAlerts(b *testing.B) {
	groups := []rules.PlainGroup{{Name: "g", Rules: []rules.PlainRule{{Alert: "Any", Expr: "x > 0", For: time.Minute}}}}
	all := make([]Series, 1000)
	for i := range all {
		all[i] = Series{Labels: labels.FromStrings("__name__", "x", "instance", fmt.Sprint(i)), Samples: ramp}
	}
	b.ReportAllocs()
	for b.Loop() {
		run, err := Evaluate(context.Background(), groups, all, Config{End: time.Hour})
		require.NoError(b, err)
		require.Len(b, run.Alerts(), 1000)
	}
}

// BenchmarkStore is ten thousand appends to a column, and a walk over them.
func BenchmarkStore(b *testing.B) {
	for b.Loop() {
		c := &column{owner: input, source: ramp, spent: &spending{}}
		require.NoError(b, c.load(10_000*60_000))
		it := series{c, len(c.times)}.Iterator(nil)
		for t := int64(0); t < 10_000*60_000; t += 120_000 {
			it.Seek(t)
		}
	}
}
