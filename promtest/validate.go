package promtest

import (
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/prometheus/model/labels"

	"github.com/promwright/promwright/internal/engine"
	"github.com/promwright/promwright/rules"
)

// prepared is a test that says something: its rules build, its series parse, its expectations can fail.
type prepared struct {
	test   Test
	groups []rules.PlainGroup
	series []engine.Series
	config engine.Config
}

// validation collects what is wrong with the expectations of a test.
type validation struct {
	interval time.Duration
	end      time.Duration
	alerts   map[string]bool // that rules define
	errs     []error
}

// prepare checks the test. The error is everything that is wrong with it.
func (test Test) prepare() (*prepared, error) {
	var errs []error
	p := &prepared{test: test}
	if test.Rules != nil {
		groups, err := test.Rules.Plain()
		p.groups, errs = groups, append(errs, err)
	}
	if test.Interval < 0 || test.Scrape < 0 || test.End < 0 {
		errs = append(errs, fmt.Errorf("interval %v, scrape %v, end %v: none may be negative", test.Interval, test.Scrape, test.End))
		return nil, errors.Join(errs...)
	}
	end, err := test.end()
	errs = append(errs, err)
	start := test.Start
	if start.IsZero() {
		start = time.Unix(0, 0)
	}
	p.series, err = test.series(start, end)
	errs = append(errs, err)
	p.config = engine.Config{
		Start:          start,
		Interval:       test.interval(),
		End:            end,
		GroupOrder:     test.GroupOrder,
		ExternalLabels: labels.FromMap(test.ExternalLabels),
		ExternalURL:    test.ExternalURL,
		Cache:          expressions,
	}
	v := &validation{interval: test.interval(), end: end, alerts: alertNames(p.groups)}
	for _, w := range test.Want {
		if w == nil {
			v.add("an expectation is nil")
			continue
		}
		w.validate(v)
	}
	if err := errors.Join(append(errs, v.errs...)...); err != nil {
		return nil, err
	}
	return p, nil
}

// expressions keeps what was parsed: the tests of a package read the same rules again and again.
var expressions = engine.NewCache()

func alertNames(groups []rules.PlainGroup) map[string]bool {
	names := map[string]bool{}
	for _, g := range groups {
		for _, r := range g.Rules {
			if r.Alert != "" {
				names[r.Alert] = true
			}
		}
	}
	return names
}

// series parses the metrics and turns the timelines into samples for the engine.
func (test Test) series(start time.Time, end time.Duration) ([]engine.Series, error) {
	var errs []error
	var out []engine.Series
	seen := map[string]bool{}
	for _, s := range test.Series {
		metric, err := parseMetric(s.Metric)
		if err == nil {
			err = s.Timeline.Err()
		}
		if err == nil && seen[metric.String()] {
			err = errors.New("given twice")
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("series %s: %w", s.Metric, err))
			continue
		}
		seen[metric.String()] = true
		out = append(out, engine.Series{Labels: metric, Samples: s.samples(test.scrape(), start, end)})
	}
	return out, errors.Join(errs...)
}

// samples yields the samples of s for the engine, up to the end of the test.
func (s Series) samples(interval time.Duration, start time.Time, end time.Duration) iter.Seq[engine.Sample] {
	first := start.UnixMilli()
	return func(yield func(engine.Sample) bool) {
		for sample := range s.Timeline.Scrape(interval, end) {
			if !yield(engine.Sample{T: first + sample.At.Milliseconds(), V: sample.Value, H: sample.Histogram}) {
				return
			}
		}
	}
}

// parseMetric reads a series as PromQL writes it; nothing is the series without labels.
func parseMetric(s string) (labels.Labels, error) {
	if strings.TrimSpace(s) == "" {
		return labels.EmptyLabels(), nil
	}
	return syntax.ParseMetric(s)
}

func (v *validation) add(format string, args ...any) {
	v.errs = append(v.errs, fmt.Errorf(format, args...))
}

// alert checks that a rule defines the alert that an expectation of this kind names.
func (v *validation) alert(kind, name string) {
	if v.alerts[name] {
		return
	}
	known := slices.Sorted(maps.Keys(v.alerts))
	if len(known) > 8 {
		known = append(known[:8], fmt.Sprintf("and %d more", len(v.alerts)-8))
	}
	if len(known) == 0 {
		known = []string{"none"}
	}
	v.add("%s: no rule defines alert %q (alerts: %s)", kind, name, strings.Join(known, ", "))
}

// window checks that a stretch of time has an evaluation in it.
func (v *validation) window(kind, name string, from, to time.Duration) {
	switch {
	case from < 0 || to < 0:
		v.add("%s %s: from %v to %v: before the start of the test", kind, name, from, to)
	case from > v.end:
		v.add("%s %s: from %v is after the end of the test, %v", kind, name, from, v.end)
	case to != 0 && to <= from:
		v.add("%s %s: to %v is not after from %v", kind, name, to, from)
	default:
		if first, past := steps(from, to, v.interval, v.end); first >= past {
			v.add("%s %s: no evaluation from %v to %v: the interval is %v", kind, name, from, to, v.interval)
		}
	}
}

// instant checks a point in time.
func (v *validation) instant(kind, name string, at time.Duration) {
	if at < 0 || at > v.end {
		v.add("%s %s: at %v is outside the test, 0s to %v", kind, name, at, v.end)
	}
}

// steps returns the evaluations in [from, to), as the first one and the one past the last; to 0 is past the end.
func steps(from, to, interval, end time.Duration) (first, past int) {
	past = int(end/interval) + 1
	if to > 0 {
		past = min(past, int(ceil(to, interval)/interval))
	}
	return int(ceil(from, interval) / interval), past
}

func (p Pending) validate(v *validation) {
	v.alert("Pending", p.Alert)
	v.window("Pending", p.Alert, p.From, p.To)
}

func (f Firing) validate(v *validation) {
	v.alert("Firing", f.Alert)
	v.window("Firing", f.Alert, f.From, f.To)
}

func (q Quiet) validate(v *validation) {
	v.alert("Quiet", q.Alert)
	v.window("Quiet", q.Alert, q.From, q.To)
}

func (nothingElse) validate(v *validation) {
	if len(v.alerts) == 0 {
		v.add("NothingElse: no rule defines an alert")
	}
}

func (s Samples) validate(v *validation) {
	v.instant("Samples", s.Expr, s.At)
	for series := range s.Want {
		if _, err := parseMetric(series); err != nil {
			v.add("Samples %s: series %s: %w", s.Expr, series, err)
		}
	}
}

func (s ExactSamples) validate(v *validation) {
	v.instant("ExactSamples", s.Expr, s.At)
	for _, want := range s.Want {
		if _, err := want.parse(); err != nil {
			v.add("ExactSamples %s: %w", s.Expr, err)
		}
	}
}

func (a AlertsAt) validate(v *validation) { v.instant("AlertsAt", a.Alert, a.At) }
