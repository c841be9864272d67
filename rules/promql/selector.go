package promql

import (
	"slices"
	"strings"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// A metric is what was declared of a metric.
type metric struct {
	name   string   // "" if the series of many metrics are read
	labels []string // sorted; empty: unknown
}

func declare(call, name string, names []string) (*node, *metric) {
	at := here()
	errs := append([]error{checkMetric(at, call, name)}, checkLabels(at, call, names)...)
	n := build(call, nil, errs, func([]parser.Expr) parser.Expr { return &parser.VectorSelector{Name: name} })
	m := &metric{name, slices.Compact(slices.Sorted(slices.Values(names)))}
	if len(m.labels) > 0 {
		n.declared = map[string][]string{name: m.labels}
	}
	return n, m
}

// selected returns the node of a selector without a name.
func selected(text string) *node {
	parsed, err := parseMatchers(here(), "Select", text)
	return build("Select", nil, []error{err}, func([]parser.Expr) parser.Expr {
		return withMatchers(&parser.VectorSelector{}, parsed)
	})
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

// contradiction returns the error of a selector that wants a value of a label which another of its matchers excludes.
func contradiction(at caller, call string, s *parser.VectorSelector) error {
	for i, a := range s.LabelMatchers {
		for _, b := range s.LabelMatchers[i+1:] {
			if a.Name == b.Name && (excludes(a, b) || excludes(b, a)) {
				return errorf(at, call, "no series has both %s and %s", a, b)
			}
		}
	}
	return nil
}

// excludes reports whether b does not match the only value that a does.
func excludes(a, b *labels.Matcher) bool {
	return a.Type == labels.MatchEqual && !b.Matches(a.Value)
}

// rangeOf returns the node of the metric e over the last d.
func rangeOf(call string, e Expr, d time.Duration) *node {
	return build(call, []Expr{e}, []error{checkDuration(here(), call, "range", d)}, func(trees []parser.Expr) parser.Expr {
		return &parser.MatrixSelector{VectorSelector: trees[0], Range: d}
	})
}

// rangeExpr returns the node of the metric e over the last duration that text computes.
func rangeExpr(e Expr, text string) *node {
	d, computed, err := parseSpan(here(), "RangeExpr", text)
	return build("RangeExpr", []Expr{e}, []error{err}, func(trees []parser.Expr) parser.Expr {
		return &parser.MatrixSelector{VectorSelector: trees[0], Range: d, RangeExpr: computed}
	})
}

// named reports whether the metric has a name: what [Select] reads has none.
func (m *metric) named() bool { return m == nil || m.name != "" }

// has reports whether series of the metric may have label.
func (m *metric) has(label string) bool {
	return m == nil || len(m.labels) == 0 || slices.Contains(m.labels, label)
}

// list returns the declared labels for a message.
func (m *metric) list() string { return strings.Join(m.labels, ", ") }
