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
	return manySeries("requests_total", 10)
}

func xSeries(n int) []Series { return manySeries("x", n) }

func manySeries(name string, n int) []Series {
	all := make([]Series, n)
	for i := range all {
		all[i] = Series{Labels: labels.FromStrings("__name__", name, "instance", fmt.Sprint(i)), Samples: ramp}
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

// BenchmarkAlerts is a thousand alerts for an hour.
func BenchmarkAlerts(b *testing.B) {
	any := alert("Any", "x > 0")
	any.For = time.Minute
	input := xSeries(1000)
	cfg := Config{End: time.Hour, Cache: NewCache()}
	b.ReportAllocs()
	for b.Loop() {
		run, err := Evaluate(context.Background(), groups(group(any)), input, cfg)
		require.NoError(b, err)
		require.Len(b, run.Alerts(), 1000)
	}
}

// BenchmarkStateMachine is an alerter alone, handed the vectors of a thousand steps of a hundred elements.
func BenchmarkStateMachine(b *testing.B) {
	down := alert("Down", "x")
	down.For, down.KeepFiringFor = time.Minute, time.Minute
	run, err := Evaluate(context.Background(), groups(group(down)), xSeries(100), Config{End: 999 * time.Minute})
	require.NoError(b, err)
	ru := run.rules[0]
	b.ReportAllocs()
	for b.Loop() {
		run.alertOwners = map[string]*rule{}
		a, out := run.alerter(ru), newPulse(100)
		for step := range run.Steps() {
			require.NoError(b, a.step(context.Background(), step, out))
		}
		require.Len(b, a.sorted(), 100)
	}
}

// pulse is an output of which every element is there for three steps and gone for two.
type pulse struct {
	names  []labels.Labels
	points []point
}

func newPulse(n int) *pulse {
	p := &pulse{}
	for _, s := range xSeries(n) {
		p.names = append(p.names, s.Labels)
	}
	return p
}

func (p *pulse) metric(slot int) labels.Labels { return p.names[slot] }
func (p *pulse) left(int) int                  { return 1 }

func (p *pulse) at(_ context.Context, step int) ([]point, error) {
	p.points = p.points[:0]
	for slot := range p.names {
		if (step+slot)%5 < 3 {
			p.points = append(p.points, point{slot: slot, value: float64(step)})
		}
	}
	return p.points, nil
}
