package promql

import (
	"slices"
	"strings"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// Gauge is a metric that goes up and down. It is a [Vector] by itself.
type Gauge struct {
	operators
	metric *metric
}

// Counter is a metric that only goes up, until it resets. It is no [Vector]: ask for its [Counter.Rate] or [Counter.Increase].
type Counter struct {
	base
	metric *metric
}

// A metric is what was declared of a metric.
type metric struct {
	name   string
	labels []string // sorted; empty: unknown
}

// NewGauge declares the gauge name. If labels are given they are all that its series have, and matching any other
// is an error; those that every scrape adds, such as job and instance, must be among them.
func NewGauge(name string, labels ...string) Gauge {
	n, m := declare("NewGauge", name, labels)
	return Gauge{operators{base{n}}, m}
}

// NewCounter declares the counter name, with its labels as in [NewGauge].
func NewCounter(name string, labels ...string) Counter {
	n, m := declare("NewCounter", name, labels)
	return Counter{base{n}, m}
}

func declare(call, name string, names []string) (*node, *metric) {
	at := here()
	errs := append([]error{checkMetric(at, call, name)}, checkLabels(at, call, names)...)
	n := build(call, nil, errs, func([]parser.Expr) parser.Expr { return &parser.VectorSelector{Name: name} })
	sorted := slices.Compact(slices.Sorted(slices.Values(names)))
	return n, &metric{name, sorted}
}

// Where keeps the series that match matchers, written as between the braces of a selector, beside those already given.
//
//	up.Where(`job="node", instance!~"test.*"`)
func (g Gauge) Where(matchers string) Gauge {
	return Gauge{operators{base{where(g, g.metric, matchers)}}, g.metric}
}

// Where keeps the series that match matchers, as [Gauge.Where] does.
func (c Counter) Where(matchers string) Counter {
	return Counter{base{where(c, c.metric, matchers)}, c.metric}
}

// With keeps the series that match every one of matchers, beside those already given. Use it for values that Go computes:
// up.With(promql.Eq("job", job)).
func (g Gauge) With(matchers ...Matcher) Gauge {
	return Gauge{operators{base{with("With", g, g.metric, matchers)}}, g.metric}
}

// With keeps the series that match every one of matchers, as [Gauge.With] does.
func (c Counter) With(matchers ...Matcher) Counter {
	return Counter{base{with("With", c, c.metric, matchers)}, c.metric}
}

// Offset reads the gauge as it was d ago, or will have been -d from now.
func (g Gauge) Offset(d time.Duration) Gauge {
	return Gauge{operators{base{offset(g, d)}}, g.metric}
}

// Offset reads the counter as it was d ago, or will have been -d from now.
func (c Counter) Offset(d time.Duration) Counter { return Counter{base{offset(c, d)}, c.metric} }

// Range is the gauge's samples of the last d, in whole milliseconds.
func (g Gauge) Range(d time.Duration) Range { return Range{base{rangeOf("Range", g, d)}} }

// Range is the counter's samples of the last d, in whole milliseconds.
func (c Counter) Range(d time.Duration) CounterRange {
	return CounterRange{base{rangeOf("Range", c, d)}}
}

// Raw is the counter's bare value, for those few functions that want it, such as [Absent].
func (c Counter) Raw() Instant {
	return instant(build("Raw", []Expr{c}, nil, func(trees []parser.Expr) parser.Expr { return trees[0] }))
}

// Rate is [Rate] over the last d.
func (c Counter) Rate(d time.Duration) Instant {
	return Rate(CounterRange{base{rangeOf("Rate", c, d)}})
}

// Increase is [Increase] over the last d.
func (c Counter) Increase(d time.Duration) Instant {
	return Increase(CounterRange{base{rangeOf("Increase", c, d)}})
}

// Irate is [Irate] over the last d.
func (c Counter) Irate(d time.Duration) Instant {
	return Irate(CounterRange{base{rangeOf("Irate", c, d)}})
}

// AvgOverTime is [AvgOverTime] over the last d.
func (g Gauge) AvgOverTime(d time.Duration) Instant {
	return AvgOverTime(Range{base{rangeOf("AvgOverTime", g, d)}})
}

// MinOverTime is [MinOverTime] over the last d.
func (g Gauge) MinOverTime(d time.Duration) Instant {
	return MinOverTime(Range{base{rangeOf("MinOverTime", g, d)}})
}

// MaxOverTime is [MaxOverTime] over the last d.
func (g Gauge) MaxOverTime(d time.Duration) Instant {
	return MaxOverTime(Range{base{rangeOf("MaxOverTime", g, d)}})
}

// Delta is [Delta] over the last d.
func (g Gauge) Delta(d time.Duration) Instant {
	return Delta(Range{base{rangeOf("Delta", g, d)}})
}

// Deriv is [Deriv] over the last d.
func (g Gauge) Deriv(d time.Duration) Instant {
	return Deriv(Range{base{rangeOf("Deriv", g, d)}})
}

// where returns the node of the metric e with the matchers that text spells.
func where(e Expr, m *metric, text string) *node {
	matchers, err := parseMatchers(here(), "Where", text)
	if err != nil {
		return build("Where", []Expr{e}, []error{err}, nil)
	}
	return with("Where", e, m, matchers)
}

// with returns the node of the metric e with matchers added.
func with(call string, e Expr, m *metric, matchers []Matcher) *node {
	at := here()
	var options []error
	for _, matcher := range matchers {
		options = append(options, matcher.check(at, call, m)...)
	}
	n := build(call, []Expr{e}, options, func(trees []parser.Expr) parser.Expr {
		return withMatchers(trees[0].(*parser.VectorSelector), matchers)
	})
	if n.tree != nil {
		n.fail(contradiction(at, call, n.tree.(*parser.VectorSelector)))
	}
	return n
}

// withMatchers returns selector with matchers that it does not have yet.
func withMatchers(selector *parser.VectorSelector, matchers []Matcher) *parser.VectorSelector {
	s := *selector
	s.LabelMatchers = slices.Clone(s.LabelMatchers)
	for _, matcher := range matchers {
		same := func(m *labels.Matcher) bool { return m.String() == matcher.m.String() }
		if !slices.ContainsFunc(s.LabelMatchers, same) {
			s.LabelMatchers = append(s.LabelMatchers, matcher.m)
		}
	}
	return &s
}

// contradiction returns the error of a selector that wants two values of one label.
func contradiction(at caller, call string, s *parser.VectorSelector) error {
	for i, a := range s.LabelMatchers {
		for _, b := range s.LabelMatchers[i+1:] {
			if a.Type == labels.MatchEqual && b.Type == labels.MatchEqual && a.Name == b.Name && a.Value != b.Value {
				return errorf(at, call, "no series has both %s and %s", a, b)
			}
		}
	}
	return nil
}

// offset returns the node of the metric e read d ago.
func offset(e Expr, d time.Duration) *node {
	at := here()
	options := []error{checkOffset(at, "Offset", d)}
	if n := nodeOf(e); n != nil && n.tree != nil {
		if old := n.tree.(*parser.VectorSelector).OriginalOffset; old != 0 {
			options = append(options, errorf(at, "Offset", "the offset is %s already", durationText(old)))
		}
	}
	return build("Offset", []Expr{e}, options, func(trees []parser.Expr) parser.Expr {
		s := *trees[0].(*parser.VectorSelector)
		s.OriginalOffset = d
		return &s
	})
}

// rangeOf returns the node of the metric e over the last d.
func rangeOf(call string, e Expr, d time.Duration) *node {
	return build(call, []Expr{e}, []error{checkDuration(here(), call, "range", d)}, func(trees []parser.Expr) parser.Expr {
		return &parser.MatrixSelector{VectorSelector: trees[0], Range: d}
	})
}

// has reports whether series of the metric may have label.
func (m *metric) has(label string) bool {
	return m == nil || len(m.labels) == 0 || slices.Contains(m.labels, label)
}

// list returns the declared labels for a message.
func (m *metric) list() string { return strings.Join(m.labels, ", ") }
