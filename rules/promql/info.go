package promql

import (
	"time"

	"github.com/prometheus/prometheus/promql/parser"
)

// Info is a metric that is 1 and says something by its labels: node_uname_info, kube_pod_info. It is a [Vector] by itself; what it is
// for is [Instant.LabelsFrom].
type Info struct {
	operators
	metric *metric
}

// NewInfo declares the info metric name, with its labels as in [NewGauge].
func NewInfo(name string, labels ...string) Info {
	n, m := declare("NewInfo", name, labels)
	return Info{operators{base{n}}, m}
}

func (i Info) of(n *node) Info { return Info{operators{base{n}}, i.metric} }

// Where keeps the series that match matchers, as [Gauge.Where] does.
func (i Info) Where(matchers string) Info { return i.of(where(i, i.metric, matchers)) }

// With keeps the series that match every one of matchers, as [Gauge.With] does.
func (i Info) With(matchers ...Matcher) Info { return i.of(with("With", i, i.metric, matchers)) }

// Offset reads the metric as it was d ago, or will have been -d from now.
func (i Info) Offset(d time.Duration) Info { return i.of(offset(i, d)) }

// OffsetExpr reads the info metric as it was the computed duration ago, as [Gauge.OffsetExpr] does.
func (i Info) OffsetExpr(duration string) Info { return i.of(offsetExpr(i, duration)) }

// At reads the info metric as it was at t, in whole milliseconds, whenever the expression is evaluated.
func (i Info) At(t time.Time) Info { return i.of(atTime(i, t)) }

// AtStart reads the info metric as it was at the start of a range query. For a rule that is now.
func (i Info) AtStart() Info { return i.of(atStart(i)) }

// AtEnd reads the info metric as it was at the end of a range query. For a rule that is now.
func (i Info) AtEnd() Info { return i.of(atEnd(i)) }

// Anchored reads ranges as [Gauge.Anchored] does.
func (i Info) Anchored() Info { return i.of(anchored(i)) }

// Smoothed reads ranges as [Gauge.Smoothed] does.
func (i Info) Smoothed() Info { return i.of(smoothed(i)) }

// Range is the info metric's samples of the last d, in whole milliseconds.
func (i Info) Range(d time.Duration) Range { return Range{base{rangeOf("Range", i, d)}} }

// RangeExpr is the info metric's samples of a duration that PromQL computes: x.RangeExpr("max_of(step(), 5m)").
func (i Info) RangeExpr(duration string) Range { return Range{base{rangeExpr(i, duration)}} }

// LabelsFrom gives each series of v the labels that info has where it matches as on says:
//
//	load.LabelsFrom(uname, promql.On("instance"), "nodename")
//
// is load * on (instance) group_left (nodename) uname. Every match of info must have one series alone.
func (v operators) LabelsFrom(info Info, on SetMatching, labels ...string) Instant {
	var options []error
	if len(labels) == 0 {
		options = append(options, errorf(here(), "LabelsFrom", "no label is named"))
	}
	for _, label := range labels {
		if !info.metric.has(label) {
			options = append(options, errorf(here(), "LabelsFrom", "%s has no label %q, it is declared with %s", info.metric.name, label, info.metric.list()))
		}
	}
	matching := on.group("LabelsFrom", parser.CardManyToOne, labels)
	matching.m.errs = append(matching.m.errs, options...)
	return instant(binary("LabelsFrom", parser.MUL, Instant{v}, info, []Matching{matching}))
}
