package promtest

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/promtest/report"
)

// point is one sample of a vector; a histogram as text.
type point struct {
	labels    labels.Labels
	value     float64
	histogram string
}

// vector is what Samples and ExactSamples have in common.
type vector struct {
	expr  string
	at    time.Duration
	want  []point
	equal func(want, got float64) bool
	exact bool // as promtool compares, and of what promtool sees
}

// check looks at At, then at the evaluations before Until; the first instant that is not as wanted is the failure.
func (s Samples) check(o *outcome) {
	v := vector{expr: s.Expr, at: s.At, equal: func(want, got float64) bool { return near(want, got, s.Within, s.WithinRatio) }}
	for series, value := range s.Want {
		l, _ := parseMetric(series) // validated
		v.want = append(v.want, point{labels: l, value: value})
	}
	if !v.check(o) || s.Until == 0 {
		return
	}
	first, past := o.steps(s.At+1, s.Until)
	for step := first; step < past; step++ {
		v.at = time.Duration(step) * o.result.Interval
		if !v.check(o) {
			return
		}
	}
}

func (s ExactSamples) check(o *outcome) {
	v := vector{expr: s.Expr, at: s.At, exact: true, equal: func(want, got float64) bool {
		return want == got || s.Fuzzy && (math.Nextafter(want, math.Inf(1)) == got || math.Nextafter(want, math.Inf(-1)) == got)
	}}
	for _, want := range s.Want {
		p, _ := want.parse() // validated
		v.want = append(v.want, p)
	}
	v.check(o)
}

// Check returns what is wrong with the sample: a series or a histogram that does not parse.
func (s ExactSample) Check() error {
	_, err := s.parse()
	return err
}

// parse returns the sample as it is compared.
func (s ExactSample) parse() (point, error) {
	l, err := parseMetric(s.Metric)
	if err != nil {
		return point{}, fmt.Errorf("series %s: %w", s.Metric, err)
	}
	p := point{labels: l, value: s.Value}
	if s.Histogram != "" {
		h, rest, err := parseHistogram(s.Histogram)
		if err == nil && rest != "" {
			err = fmt.Errorf("unexpected %q after it", clip(rest, 20))
		}
		if err != nil {
			return point{}, fmt.Errorf("histogram %s: %w", clip(s.Histogram, 60), err)
		}
		p.histogram = h.TestExpression()
	}
	return p, nil
}

// check compares the vector with what the expression yields, as sets, and reports whether they are equal.
func (v vector) check(o *outcome) bool {
	f := report.Failure{Step: o.run.Step(v.at)}
	got, err := v.query(o)
	if err != nil {
		if inner := errors.Unwrap(err); inner != nil { // without the expression, which the message has
			err = inner
		}
		f.Message = fmt.Sprintf("%s at %s: %v", v.expr, report.Time(v.at), err)
		o.fail(f)
		return false
	}
	if v.exact {
		if f.Message = v.unseen(o, got); f.Message != "" {
			o.fail(f)
			return false
		}
	}
	missing, extra := v.diff(got)
	if len(missing)+len(extra) == 0 {
		return true
	}
	f.Message = fmt.Sprintf("%s at %s: %s", v.expr, report.Time(v.at), wantGot(len(v.want), len(got), samples(len(v.want)), otherPoints(missing, extra)))
	f.Want, f.Got, f.Lists = texts(missing), texts(extra), v.lists(got)
	o.fail(f)
	return false
}

func (v vector) query(o *outcome) ([]point, error) {
	value, err := o.run.Query(o.ctx, v.expr, v.at)
	if err != nil {
		return nil, err
	}
	return points(value)
}

// points returns the samples of the value of an expression.
func points(value parser.Value) ([]point, error) {
	switch value := value.(type) {
	case promql.Scalar:
		return []point{{labels: labels.EmptyLabels(), value: value.V}}, nil
	case promql.Vector:
		var got []point
		for _, s := range value {
			p := point{labels: s.Metric, value: s.F}
			if s.H != nil {
				p.histogram = s.H.TestExpression()
			}
			got = append(got, p)
		}
		return got, nil
	}
	return nil, errors.New("want an instant vector or a scalar, got a " + string(value.Type()))
}

// diff returns what is wanted and not there, and what is there and not wanted.
func (v vector) diff(got []point) (missing, extra []point) {
	extra = slices.Clone(got)
	for _, want := range v.want {
		i := slices.IndexFunc(extra, func(p point) bool {
			return labels.Equal(p.labels, want.labels) && p.histogram == want.histogram && v.equal(want.value, p.value)
		})
		if i < 0 {
			missing = append(missing, want)
			continue
		}
		extra = slices.Delete(extra, i, i+1)
	}
	return missing, extra
}

// texts prints points, sorted by their labels.
func texts(points []point) []string {
	slices.SortFunc(points, func(a, b point) int { return labels.Compare(a.labels, b.labels) })
	var out []string
	for _, p := range points {
		value := exactNumber(p.value)
		if p.histogram != "" {
			value = p.histogram
		}
		out = append(out, metricText(p.labels)+" "+value)
	}
	return out
}

// metricText prints labels as PromQL writes them, the name in front of the braces.
func metricText(l labels.Labels) string {
	name := l.Get(model.MetricNameLabel)
	m := l.Map()
	delete(m, model.MetricNameLabel)
	if name != "" && len(m) == 0 {
		return name
	}
	if name == "" && len(m) == 0 {
		return "{}"
	}
	return name + report.Labels(m)
}
