package promtest

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/prometheus/prometheus/model/labels"

	"github.com/promwright/promwright/promtest/report"
)

// unseen says that the samples after the last evaluation, which promtool does not load, give the expression another value; "" if they
// do not.
func (v vector) unseen(o *outcome, got []point) string {
	last := time.Duration(o.result.Steps-1) * o.result.Interval
	if v.at <= last || o.test.Compat {
		return ""
	}
	value, err := o.run.QueryLoaded(o.ctx, v.expr, v.at)
	if err != nil {
		return ""
	}
	loaded, err := points(value)
	if err != nil || slices.EqualFunc(byMetric(got), byMetric(loaded), samePoint) {
		return ""
	}
	return fmt.Sprintf("%s at %s: samples after %s, the last evaluation, decide, and promtool does not see them: the interval of evaluations is %s",
		v.expr, report.Time(v.at), report.Time(last), report.Time(o.result.Interval))
}

// byMetric returns points in the order of their labels.
func byMetric(points []point) []point {
	return slices.SortedFunc(slices.Values(points), func(a, b point) int { return labels.Compare(a.labels, b.labels) })
}

func samePoint(a, b point) bool {
	return labels.Equal(a.labels, b.labels) && a.histogram == b.histogram && math.Float64bits(a.value) == math.Float64bits(b.value)
}
