package rules

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/metrics"
	"github.com/promwright/promwright/rules/promql"
)

// checkLatency reports whether a duration is given that the histogram can be asked for, and a bucket ends there.
func (b *builder) checkLatency(l Latency) {
	within := l.within()
	switch unit, _ := l.unit(); {
	case l.Within.Unit() != promql.Seconds || l.Within.In(1) <= 0:
		b.errorf("Latency.Within is %s, want a duration above 0 such as promql.Milliseconds(300)", l.Within)
	case !unit.SameDimension(metrics.Seconds):
		b.errorf("Latency.Within is %s, but the histogram is in %s", l.Within, unit)
	case len(l.Buckets) > 0 && !slices.Contains(l.Buckets, within):
		b.errorf("no bucket ends at %s, %s %s: the histogram has %v", l.Within, decimal(within), unit, l.Buckets)
	}
}

// unit returns what the histogram observed is in, seconds where that is not known, and how many of it a second is, 0 if it is no time.
func (l Latency) unit() (unit metrics.Unit, perSecond promql.Num) {
	observed := l.Native.Raw()
	if (l.Classic != promql.Histogram{}) {
		observed = l.Classic.Mean(time.Minute)
	}
	tree, err := promql.Tree(observed)
	if err != nil {
		return metrics.Seconds, 1 // an error of the recording rules, too
	}
	unit = infer.Expr(tree).Value().Unit
	if !unit.Known() || unit.Dimensionless() {
		return metrics.Seconds, 1
	}
	n, _ := metrics.Seconds.In(unit)
	return unit, promql.Num(n)
}

// within returns the duration in the unit of the histogram.
func (l Latency) within() promql.Num {
	_, perSecond := l.unit()
	return rounded(l.Within.In(perSecond))
}

// bucket returns the matcher of the bucket that ends at Within. The client libraries write very small and large bounds with an exponent,
// as 1e-05. Prometheus writes whole numbers as 1.0 since 3.0, and as its targets wrote them before.
func (l Latency) bucket() promql.Matcher {
	text := strconv.FormatFloat(float64(l.within()), 'g', -1, 64)
	if !strings.ContainsAny(text, ".e") {
		return promql.Match("le", text+`(\.0)?`)
	}
	return promql.Eq("le", text)
}
